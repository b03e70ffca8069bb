// Names in few bytes: there and back, and refused where they are forged.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRests, NameCursor, readNameSection, sortNames, writeNames } from "../../core/names.ts";
import { errorOf, join } from "./damage.ts";
import { nameList, oddNames } from "./random-names.ts";

const read = (section: Uint8Array): string[] => readNameSection(section, "the test");

function bytes(...parts: (number | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "number" ? [part] : Array.from(part, (c) => c.charCodeAt(0)))),
  );
}

describe("names", () => {
  test("come back as they were, in the order of packs", () => {
    fc.assert(
      fc.property(nameList, (names) => {
        const sorted = sortNames(names);
        const section = writeNames(sorted);
        expect(read(section)).toEqual(sorted);
        expect(new NameCursor(section, "the test").total).toBe(names.length);
      }),
    );
  });

  test("give the same bytes in whatever order they come", () => {
    fc.assert(
      fc.property(nameList, (names) => {
        expect(writeNames(sortNames(names.toReversed()))).toEqual(writeNames(sortNames(names)));
      }),
    );
  });

  test("of the odd kind come back as well", () => {
    expect(read(writeNames(sortNames(oddNames))).toSorted()).toEqual([...oddNames].toSorted());
  });

  test("that share more than 127 bytes with one another come back", () => {
    const long = `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}`;
    const names = sortNames([`${long}.com`, `${long}1.com`, `${long}11.com`, `${long}2.com`, `${"a".repeat(60)}.com`]);
    expect(read(writeNames(names))).toEqual(names);
  });

  test("there are none in no bytes", () => {
    expect(read(new Uint8Array(0))).toEqual([]);
    expect(read(writeNames([]))).toEqual([]);
  });

  test("take few bytes beside one another", () => {
    const names = Array.from({ length: 1000 }, (_, i) => `shop-${1000 + i}.example.com`);
    expect(writeNames(sortNames(names)).length).toBeLessThan(names.join("\n").length * 0.65);
  });

  test("are compared in the order in which they are sorted", () => {
    fc.assert(
      fc.property(nameList, (names) => {
        const sorted = sortNames(names.filter((name) => !name.includes(".")).map((name) => `${name}.com`));
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1] ?? "", sorted[i] ?? ""].map(
            (name) => new NameCursor(writeNames([name]), "the test"),
          );
          expect(a && b && compareRests(a, b)).toBeLessThan(0);
          expect(a && b && compareRests(b, a)).toBeGreaterThan(0);
          expect(a && compareRests(a, a)).toBe(0);
        }
      }),
    );
  });
});

describe("a section is refused that holds", () => {
  const com = join(1, "com");
  test.each<[string, Uint8Array, string]>([
    ["a name twice", join(com, 2, bytes(128, "a", 128, "a")), "shares more than it says"],
    ["a name twice, told by its length", join(com, 2, bytes(128, "a", 129)), "out of order"],
    ["names out of order", join(com, 2, bytes(128, "b", 128, "a")), "out of order"],
    ["a longer name before a shorter", join(com, 2, bytes(128, "ab", 129)), "out of order"],
    ["a last label alone behind a name", join(com, 2, bytes(128, "a", 128)), "out of order"],
    [
      "a name out of order behind 127 shared bytes",
      join(com, 2, bytes(128, "a".repeat(130), 255, "aa")),
      "out of order",
    ],
    ["a name twice behind 127 shared bytes", join(com, 2, bytes(128, "a".repeat(130), 255, "aaa")), "out of order"],
    [
      "a lesser name behind 127 shared bytes",
      join(com, 2, bytes(128, `${"a".repeat(127)}bc`, 255, "bb")),
      "out of order",
    ],
    ["a name that shares less than it could", join(com, 2, bytes(128, "ab", 128, "ac")), "shares more than it says"],
    ["a name that shares what is not there", join(com, 2, bytes(128, "a", 130, "b")), "shares what is not there"],
    ["a first name that shares something", join(com, 1, bytes(129, "a")), "shares what is not there"],
    [
      "names of one group shared with another",
      join(2, "com", 1, "net", 1, bytes(128, "a", 129, "b")),
      "shares what is not there",
    ],
    ["a name too long", join(com, 1, bytes(128, "a".repeat(254))), "too long"],
    ["a name too long with its last label", join(com, 1, bytes(128, "a".repeat(250))), "too long"],
    ["last labels out of order", join(2, "net", 1, "com", 1, bytes(128, "a", 128, "a")), "last labels"],
    ["a last label twice", join(2, "com", 1, "com", 1, bytes(128, "a", 128, "a")), "last labels"],
    ["an empty last label", join(1, "", 1, bytes(128, "a")), "last labels"],
    ["a last label too long", join(1, "a".repeat(64), 1, bytes(128, "a")), "last labels"],
    ["a group of no names", join(2, "com", 0, "net", 1, bytes(128, "a")), "has no names"],
    ["fewer names than announced", join(com, 3, bytes(128, "a", 129, "b")), "are announced"],
    ["fewer names than announced, with bytes left", join(com, 2, bytes(128, "aaaa")), "shares what is not there"],
    ["more names than announced", join(com, 1, bytes(128, "a", 129, "b")), "names follow"],
    ["bytes behind the last name", join(com, 1, bytes(128, "a", 128)), "names follow"],
    ["bytes of no name", join(0, bytes(128, "a")), "names follow"],
    ["bytes instead of a name", join(com, 1, bytes("aa")), "shares what is not there"],
    ["four billion names", join(com, 0xffffffff, bytes(128, "a")), "are announced"],
    ["four billion groups", join(0xffffffff, "com", 1), "ends too early"],
    [
      "four billion names in each group",
      join(2, "com", 0xffffffff, "net", 0xffffffff, bytes(128, "a")),
      "are announced",
    ],
    ["a group cut short", join(1, 9, bytes("com")), "are left"],
    ["a count without end", bytes(255, 255, 255, 255, 255, 255), "does not end"],
  ])("%s", (_, section, reason) => {
    expect(errorOf(() => read(section))).toBe("DamagedBytes");
    expect(() => read(section)).toThrow(reason);
  });

  test("noise: names come out in order, or it is refused by name", () => {
    const piece = fc.oneof(fc.constantFrom(128, 129, 130, 255, 0, 1, 2, 3), fc.constantFrom(...bytes("abcom.")));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.array(piece, { maxLength: 40 }).map((all) => join(1, "com", all.length % 7, Uint8Array.from(all))),
        ),
        (section) => {
          const error = errorOf(() => {
            const names = read(section);
            expect(names.length).toBeLessThanOrEqual(section.length);
            expect(new Set(names).size).toBe(names.length);
          });
          expect(["none", "DamagedBytes"]).toContain(error);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
