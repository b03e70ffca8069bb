// Bytes that are not metadata, or not quite: size, depth, text and numbers (U26, U41, U42), and what a release may be
// (L09, L13, L14, L18).

import { canonicalize } from "@tufjs/canonical-json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MalformedMetadata } from "../../../core/sync/errors.ts";
import { canonicalJson, type Json, readJson } from "../../../core/sync/json.ts";
import { errorOf } from "../damage.ts";
import { type Content, feedOf, newReader, poll, type RoleName } from "./small-feed.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Json => readJson(bytesOf(text), "the test");
const plain = (value: Json): unknown =>
  value instanceof Map
    ? Object.fromEntries([...(value as ReadonlyMap<string, Json>)].map(([name, field]) => [name, plain(field)]))
    : Array.isArray(value)
      ? (value as readonly Json[]).map(plain)
      : value;

describe("U26: size and depth", () => {
  test.each<[RoleName, number]>([
    ["timestamp", 16_384],
    ["snapshot", 65_536],
    ["targets", 262_144],
  ])("of a %s beyond the limit are refused before it is read", async (role, limit) => {
    const long = (bytes: Uint8Array): Uint8Array => {
      const padded = new Uint8Array(limit + 1).fill(32);
      padded.set(bytes);
      return padded;
    };
    const { outcome } = await poll(newReader(), feedOf({ spoil: { [role]: long } }));
    expect(outcome).toBe(role === "timestamp" ? "TooLong" : "TooLong");
  });

  test("a depth of ten thousand is refused, and costs nothing", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    expect(() => read(deep)).toThrow("more than 8 levels");
    expect(() => read(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`)).toThrow("more than 8 levels");
  });

  test("a million names are refused", () => {
    const many = `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":0`).join()}}`;
    expect(() => read(many)).toThrow("more than 50000 values");
  });
});

describe("U41: JSON is read strictly:", () => {
  test.each([
    ["a name twice", '{"a":1,"a":2}'],
    ["a name twice, once escaped", '{"a":1,"\\u0061":2}'],
    ["half a surrogate pair", '"\\ud800"'],
    ["the other half", '"\\udc00"'],
    ["a fraction", "1.5"],
    ["a fraction that is whole", "1.0"],
    ["an exponent", "1e3"],
    ["an exponent beyond all", "1e400"],
    ["minus zero", "-0"],
    ["a number beyond 2^53", "9007199254740992"],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["a leading zero", "01"],
    ["a plus", "+1"],
    ["a control character in a text", '"\n"'],
    ["an escape that there is not", '"\\x41"'],
    ["a text without end", '"abc'],
    ["a comma too many", "[1,]"],
    ["a comma too few", "[1 2]"],
    ["something behind", "{} {}"],
    ["nothing", ""],
    ["a comment", "/* */ 1"],
    ["single quotes", "{'a':1}"],
  ])("%s is refused", (_, text) => {
    expect(() => read(text)).toThrow(MalformedMetadata);
  });

  test("a byte order mark is refused", () => {
    expect(() => readJson(Uint8Array.from([0xef, 0xbb, 0xbf, 0x31]), "the test")).toThrow("byte order mark");
  });

  test("names that mean something to the language mean nothing", async () => {
    const text = '{"__proto__":{"version":9},"constructor":1,"hasOwnProperty":2,"toString":3}';
    expect((read(text) as ReadonlyMap<string, Json>).get("version")).toBeUndefined();
    const edit = (content: Content): Content => ({ ...content, ...(JSON.parse(text) as Content) });
    expect((await poll(newReader(), feedOf({ edit: { timestamp: edit } }))).outcome).toBe("done");
    expect(({} as { version?: number }).version).toBeUndefined();
  });

  test("otherwise it reads what JSON.parse reads, and writes what tuf-js writes", () => {
    const leaf = fc.oneof(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (written, isSpaced) => {
        const text = JSON.stringify(written, undefined, isSpaced ? 2 : 0);
        if (text.includes("-0") && !text.includes('"')) return;
        const json = read(text);
        expect(plain(json)).toEqual(JSON.parse(text));
        expect(canonicalJson(json)).toBe(canonicalize(JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  test("noise is refused by name or read, never anything else", () => {
    const pieces = fc.array(fc.constantFrom(...'{}[]",:\\u0d8 -.eE01234tfn\u0000\u00ff', "true", "null", '"a"', "1"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join("");
        const error = errorOf(() => read(text));
        expect(["none", "MalformedMetadata"]).toContain(error);
        if (error === "none") expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { numRuns: 20_000 },
    );
  });
});

test("U42: bytes that are not UTF-8 are refused", async () => {
  const spoilt = (bytes: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy[20] = 0xff;
    return copy;
  };
  expect((await poll(newReader(), feedOf({ spoil: { timestamp: spoilt } }))).outcome).toBe("MalformedMetadata");
  for (const bytes of [
    [0x22, 0xc0, 0x80, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0x22, 0xf8, 0x22],
  ]) {
    expect(() => readJson(Uint8Array.from(bytes), "the test")).toThrow("not UTF-8");
  }
});

describe("a release that is rightly signed is still refused where it cannot be meant:", () => {
  const edited = (change: Content) =>
    feedOf({ version: 2, edit: { release: (release) => ({ ...release, ...change }) } });
  const digest = "a".repeat(64);
  const pack = { id: "gfwlist", length: 300, sha256: digest, deltas: [] };

  test.each<[string, Content, string]>([
    ["L09: ten million entries", { entries: 10_000_000, big_change: true }, "UnfitRelease"],
    ["L09: a pack of 80 MB", { packs: [{ ...pack, length: 80_000_000 }] }, "MalformedMetadata"],
    [
      "L13: a delta that leads to where it starts",
      { packs: [{ ...pack, deltas: [{ from: digest, length: 1 }] }] },
      "MalformedMetadata",
    ],
    ["L14: no packs", { packs: [] }, "UnfitRelease"],
    ["L14: no entries", { entries: 0 }, "MalformedMetadata"],
    ["L14: nine tenths gone", { entries: 10 }, "UnfitRelease"],
    ["L14: ten times as many", { entries: 1000 }, "UnfitRelease"],
    ["L18: another format", { format: 2 }, "NeedsUpdate"],
    ["L18: for newer clients", { min_client: 2 }, "NeedsUpdate"],
    ["a pack twice", { packs: [pack, pack] }, "MalformedMetadata"],
    ["a pack whose id is a path", { packs: [{ ...pack, id: "../x" }] }, "MalformedMetadata"],
    ["a pack whose parts are not there", { packs: [{ ...pack, id: "other" }] }, "MalformedMetadata"],
    ["a pack that is longer than its parts", { packs: [{ ...pack, length: 999 }] }, "MalformedMetadata"],
    ["a digest in capitals", { packs: [{ ...pack, sha256: "A".repeat(64) }] }, "MalformedMetadata"],
  ])("%s", async (_, change, outcome) => {
    const before = await poll(newReader(), feedOf());
    const after = await poll(before, edited(change));
    expect([after.outcome, after.trust.targets]).toEqual([outcome, before.trust.targets]);
  });

  test("L14: a large change is taken where it is signed that it is meant", async () => {
    const before = await poll(newReader(), feedOf());
    const previous = before.stored.targets ?? new Uint8Array(0);
    const edit = { release: (release: Content): Content => ({ ...release, entries: 10, big_change: true }) };
    expect((await poll(before, feedOf({ version: 2, previous, edit }))).outcome).toBe("done");
  });

  test("without x-release the targets are no release", async () => {
    const bare = (content: Content): Content =>
      Object.fromEntries(Object.entries(content).filter(([name]) => name !== "x-release"));
    expect((await poll(newReader(), feedOf({ edit: { targets: bare } }))).outcome).toBe("MalformedMetadata");
  });
});
