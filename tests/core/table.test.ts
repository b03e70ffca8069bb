// The table finds what a map would find, is built the same again, and shows damage.

import { readCode } from "../../core/context-codes.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPack } from "../../core/pack.ts";
import { packNames } from "../../core/source-packs.ts";
import { flag, readRecord } from "../../core/table-record.ts";
import {
  findInBucket,
  hashStep,
  headLengthOf,
  placeIn,
  readHead,
  readTable,
  spread,
  type Table,
} from "../../core/table.ts";
import { cutsUnnoticed, errorOf, seal, unnoticed } from "./damage.ts";
import { assigned, fewPacks, measured, names, open, siteOf, sourceOf, tableFrom } from "./few-facts.ts";
import { anyName, nameList, oddNames } from "./random-names.ts";

function tableOf(list: readonly string[]): Table {
  return readTable(tableFrom([readPack(packNames(sourceOf("greatfire"), list, siteOf), "the test")]));
}

/** What a table finds, as names from the widest to the narrowest. */
function find(table: Table, host: string): string[] {
  const found = new Int32Array(256);
  const count = table.find(host, found);
  return Array.from({ length: count }, (_, i) => host.slice(found[i * 2] ?? 0));
}

function suffixes(host: string): string[] {
  const labels = host.split(".");
  return labels.map((_, i) => labels.slice(i).join(".")).toReversed();
}

/** Hosts near to a list's names, and hosts of their own. */
function hostsFor(list: readonly string[]): fc.Arbitrary<string[]> {
  const own = list.length > 0 ? fc.constantFrom(...list) : fc.constant("com");
  const near = fc
    .tuple(fc.constantFrom("", "a.", "b.a.", "x", "-"), own, fc.constantFrom("", "", ".com", "x"))
    .map((parts) => parts.join(""));
  return fc.array(fc.oneof(near, anyName), { minLength: 20, maxLength: 40 });
}

describe("a table finds", () => {
  test("exactly those of a host and its parents that are listed, the widest first", () => {
    fc.assert(
      fc.property(
        nameList.chain((list) => fc.tuple(fc.constant(list), hostsFor(list))),
        ([list, hosts]) => {
          const table = tableOf(list);
          const listed = new Set(list);
          for (const host of [...hosts, ...list])
            expect(find(table, host)).toEqual(suffixes(host).filter((name) => listed.has(name)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("odd names as plainly as others", () => {
    const table = tableOf(oddNames);
    for (const name of oddNames) expect(find(table, name).at(-1)).toBe(name);
    for (const host of ["hasOwnProperty.net", "toString", "valueOf.com", "prototype", "", ".", "..", "a..a"]) {
      expect(find(table, host).filter((name) => !oddNames.includes(name))).toEqual([]);
    }
    expect(find(table, "x.__proto__.com")).toEqual(["com", "__proto__.com"]);
  });

  test("all 127 parents of a host of 127 labels", () => {
    const labels = Array.from({ length: 127 }, () => "a").join(".");
    expect(find(tableOf(suffixes(labels)), labels)).toEqual(suffixes(labels));
  });

  test("nothing where nothing is listed", () => {
    expect(find(tableOf([]), "example.com")).toEqual([]);
    expect(find(readTable(tableFrom([])), "example.com")).toEqual([]);
  });

  test("what each source says, in one record", () => {
    const table = readTable(tableFrom(open(fewPacks().values())));
    const found = new Int32Array(256);
    const count = table.find("www.nytimes.com", found);
    expect(find(table, "www.nytimes.com")).toEqual(["nytimes.com"]);
    const record = readRecord(table.records, found[count * 2 - 1] ?? 0);
    expect(record).toMatchObject({
      zones: false,
      greatfire: false,
      national: { spans: [0, 3], seen: 4 },
      henan: undefined,
      rules: [2],
    });
    // Service 1 without subdomains, service 2 with them; the same again as categories.
    expect(record.context.map(readCode)).toEqual([
      { kind: "service", text: 0, isFull: true },
      { kind: "service", text: 1, isFull: false },
      { kind: "category", text: 0, isFull: true },
      { kind: "category", text: 1, isFull: false },
      { kind: "dossier", text: 0, isFull: false },
      { kind: "dossier", text: 1, isFull: false },
    ]);
    const names = table.head.contents;
    expect([names.services, names.categories, names.dossiers]).toEqual([
      ["google", "new-york-times"],
      ["google", "new-york-times"],
      ["nytimes", "nytimes|blocks|2012-10-26|2014-01-01"],
    ]);
    expect(assigned.length).toBe(3);
  });

  test("the parts of a site in the site's own record", () => {
    const table = readTable(tableFrom(open(fewPacks().values())));
    const found = new Int32Array(256);
    expect(table.find("site.org", found)).toBe(1);
    expect(readRecord(table.records, found[1] ?? 0).parts).toEqual([measured[1]?.domain]);
    expect(table.find("site.net", found)).toBe(1);
    expect(readRecord(table.records, found[1] ?? 0).parts).toEqual([names[2]]);
  });
});

describe("a table", () => {
  test("is the same bytes for the same packs", () => {
    expect(tableFrom(open(fewPacks().values()))).toEqual(tableFrom(open(fewPacks().values())));
  });

  test("holds a name once, however many sources name it", () => {
    const packs = ["greatfire", "gfw-sni-zones"].map((id) =>
      readPack(packNames(sourceOf(id), ["a.com", "b.com"], siteOf), id),
    );
    const table = readTable(tableFrom(packs));
    expect(table.head.names).toBe(2);
    const found = new Int32Array(256);
    table.find("a.com", found);
    expect(table.records[found[1] ?? 0]).toBe(flag.greatfire | flag.zones);
  });

  test("has buckets that hold few names, even if the names were chosen to meet in one", () => {
    const seedOne = (name: string): number =>
      Array.from(name).reduceRight((hash, c) => hashStep(hash, c.charCodeAt(0)), 1);
    const count = 120;
    const hostile: string[] = [];
    for (let i = 0; hostile.length < count; i++) {
      const name = `evil${i}.com`;
      if (placeIn(spread(seedOne(name)), count / 8) === 3) hostile.push(name);
    }
    const table = tableOf(hostile);
    const { seed, buckets, bucketStarts } = table.head;
    expect(buckets).toBe(count / 8);
    expect(seed).toBeGreaterThan(1);
    const longest = Math.max(
      ...Array.from({ length: buckets }, (_, i) => (bucketStarts[i + 1] ?? 0) - (bucketStarts[i] ?? 0)),
    );
    expect(longest).toBeLessThan(48 * 16);
    for (const name of hostile) expect(find(table, `www.${name}`)).toEqual([name]);
    expect(find(table, "evil.com")).toEqual([]);
  });
});

describe("a damaged table is refused by name", () => {
  const bytes = tableFrom(open(fewPacks().values()));
  const headLength = headLengthOf(bytes);

  // Each of 66,000 changes is looked for in 66,000 bytes: seconds, on a machine with other work to do.
  test("whichever byte of it is changed", { timeout: 30_000 }, () => {
    expect(readHead(bytes.slice(0, headLength)).names).toBeGreaterThan(5);
    const read = (damaged: Uint8Array): unknown => readTable(damaged);
    expect(unnoticed(bytes, bytes.length, read)).toEqual([]);
  });

  test("whichever byte of its head is changed, when the head is read alone", { timeout: 30_000 }, () => {
    const head = bytes.slice(0, headLength);
    expect(unnoticed(head, head.length, (damaged) => readHead(damaged))).toEqual([]);
  });

  test("wherever it is cut near its ends and its parts", () => {
    const pieces = [0, headLength, bytes.length];
    for (const piece of pieces) {
      for (let length = Math.max(0, piece - 100); length < Math.min(bytes.length, piece + 100); length++) {
        expect([length, errorOf(() => readTable(bytes.slice(0, length)))]).toEqual([length, "DamagedBytes"]);
      }
    }
    expect(cutsUnnoticed(bytes.slice(0, 200), (cut) => readHead(cut))).toEqual([]);
  });

  test("if it says another length than that of its parts, its checksum right", () => {
    const head = bytes.slice(0, headLength - 8);
    head[8] = (head[8] ?? 0) ^ 4;
    expect(() => readHead(seal(head))).toThrow("its length does not fit its parts");
    expect(readHead(seal(bytes.slice(0, headLength - 8))).length).toBe(bytes.length);
  });

  test("if it is longer than it says, of another format, or no table at all", () => {
    expect(() => readTable(Uint8Array.from([...bytes, 0]))).toThrow("bytes are announced");
    expect(errorOf(() => readTable(new Uint8Array(1000)))).toBe("DamagedBytes");
    const other = bytes.slice();
    other[4] = 2;
    expect(() => readTable(other)).toThrow("its format is 2");
  });
});

test("a search through bytes that are no bucket always comes to an end", () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 128, 255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.constantFrom("a", "ab", "", "com"), (values, host) => {
      const records = Uint8Array.from(values);
      expect(findInBucket(records, 0, records.length, host, 0)).toBeLessThanOrEqual(records.length + 255);
    }),
    { numRuns: 5000 },
  );
  // A length of 2^31 and more, which as a signed number would lead backwards.
  expect(findInBucket(Uint8Array.of(1, 97, 2, 255, 255, 255, 255, 15, 1, 98, 1), 0, 11, "x", 0)).toBe(-1);
});
