// Packs: their layout, and that damage and forgery are refused by name.

import { describe, expect, test } from "vitest";
import { formatSource, type SourceFact } from "../../core/fact-source.ts";
import { readPack, type SectionName, sectionKinds, writePack } from "../../core/pack.ts";
import { cutsUnnoticed, errorOf, flip, seal, unnoticed } from "./damage.ts";
import { fewPacks, sourceOf } from "./few-facts.ts";

const source: SourceFact = sourceOf("greatfire");
const sourceBytes = new TextEncoder().encode(formatSource(source));

/** A pack with any header and sections, and the checksum that makes it look whole. */
function forge(
  sections: readonly (readonly [kind: number, bytes: Uint8Array, length?: number])[],
  header: Record<number, number> = {},
): Uint8Array {
  const head = new Uint8Array(8 + 8 * sections.length);
  head.set([0x57, 0x53, 0x50, 0x4b, 1, sections.length]);
  const view = new DataView(head.buffer);
  sections.forEach(([kind, bytes, length = bytes.length], i) => {
    head[8 + 8 * i] = kind;
    view.setUint32(12 + 8 * i, length, true);
  });
  for (const [at, byte] of Object.entries(header)) head[Number(at)] = byte;
  return seal(Buffer.concat([head, ...sections.map(([, bytes]) => bytes)]));
}

const { source: sourceKind, names: namesKind, texts: textsKind } = sectionKinds;

describe("a pack", () => {
  test("gives back its source and its sections", () => {
    const sections = { source: sourceBytes, names: Uint8Array.of(1, 2, 3), days: Uint8Array.of(9) };
    const pack = readPack(writePack(sections), "the test");
    expect(pack.source).toEqual(source);
    expect([...pack.section("names")]).toEqual([1, 2, 3]);
    expect([...pack.section("days")]).toEqual([9]);
    expect([...pack.section("column")]).toEqual([]);
  });

  test("is the same bytes in whatever order its sections come", () => {
    const [names, texts] = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(writePack({ texts, names, source: sourceBytes })).toEqual(writePack({ source: sourceBytes, names, texts }));
  });

  test("is laid out as its format says", () => {
    const names = Uint8Array.of(7);
    expect(Buffer.from(writePack({ source: sourceBytes, names }))).toEqual(
      Buffer.from(
        forge([
          [sourceKind, sourceBytes],
          [namesKind, names],
        ]),
      ),
    );
  });

  test("is read wherever it lies in memory", () => {
    const bytes = writePack({ source: sourceBytes, names: Uint8Array.of(1) });
    const buffer = new Uint8Array(bytes.length + 3);
    buffer.set(bytes, 3);
    expect([...readPack(buffer.subarray(3), "the test").section("names")]).toEqual([1]);
  });
});

describe("a damaged pack is refused by name", () => {
  test.each([...fewPacks()])("of %s, whichever byte is changed", (_, bytes) => {
    expect(unnoticed(bytes, bytes.length, (damaged) => readPack(damaged, "the test"))).toEqual([]);
  });

  test.each([...fewPacks()])("of %s, wherever it is cut", (_, bytes) => {
    expect(cutsUnnoticed(bytes, (damaged) => readPack(damaged, "the test"))).toEqual([]);
  });

  test("with the place where it was seen", () => {
    const bytes = writePack({ source: sourceBytes });
    expect(() => readPack(flip(bytes, 40), "greatfire.pack")).toThrow(
      `greatfire.pack, byte ${bytes.length - 8}: the checksum does not fit the bytes`,
    );
  });

  test("with bytes behind it", () => {
    const bytes = writePack({ source: sourceBytes });
    expect(() => readPack(Buffer.concat([bytes, Buffer.of(0)]), "the test")).toThrow("the checksum");
  });
});

describe("a forged pack whose checksum is right is refused by name:", () => {
  const good = [sourceKind, sourceBytes] as const;
  const text = (json: string): Uint8Array => new TextEncoder().encode(json);
  test.each<[string, Uint8Array, string]>([
    ["another format", forge([good], { 4: 2 }), "its format is 2"],
    ["not a pack", forge([good], { 0: 0 }), "it is not a pack"],
    [
      "a section that stands twice",
      forge([good, [namesKind, Uint8Array.of(1)], [namesKind, Uint8Array.of(2)]]),
      "stands twice",
    ],
    ["a section of an unknown kind", forge([good, [255, Uint8Array.of(1)]]), "no section of kind 255"],
    ["a section of kind 0", forge([good, [0, Uint8Array.of(1)]]), "no section of kind 0"],
    ["a section longer than the pack", forge([good, [namesKind, Uint8Array.of(1), 2]]), "beyond the end"],
    ["a section of four gigabytes", forge([good, [namesKind, Uint8Array.of(1), 0xffffffff]]), "beyond the end"],
    ["a section shorter than its bytes", forge([good, [namesKind, Uint8Array.of(1, 2), 1]]), "bytes follow"],
    [
      "sections that overlap",
      forge([
        [sourceKind, sourceBytes, sourceBytes.length + 1],
        [namesKind, Uint8Array.of(1)],
      ]),
      "beyond the end",
    ],
    ["more sections than bytes", forge([good], { 5: 255 }), "255 sections do not fit in"],
    ["one section more than there is", forge([good], { 5: 2 }), "beyond the end"],
    ["one section fewer than there is", forge([good, [namesKind, Uint8Array.of(1)]], { 5: 1 }), "bytes follow"],
    ["a byte that is zero in this format", forge([good], { 7: 1 }), "that are zero"],
    ["a byte beside the kind", forge([good], { 10: 1 }), "no section of kind"],
    ["no source", forge([[textsKind, Uint8Array.of(0)]]), "is not JSON"],
    ["no sections at all", forge([]), "is not JSON"],
    ["a source that is not UTF-8", forge([[sourceKind, Uint8Array.of(0xff, 0xfe)]]), "not UTF-8"],
    ["a source that is not JSON", forge([[sourceKind, text("{")]]), "is not JSON"],
    ["a source that is no object", forge([[sourceKind, text("[]")]]), "is not a JSON object"],
    [
      "a source without a day",
      forge([[sourceKind, text(formatSource(source).replace("2009-02-24", "2009-02-30"))]]),
      "is not a day",
    ],
    ["a source with a field of its own", forge([[sourceKind, text('{"__proto__": {"x": 1}}')]]), "source:"],
    ["a source a hundred thousand arrays deep", forge([[sourceKind, text("[".repeat(100_000))]]), "is not JSON"],
  ])("%s", (_, bytes, reason) => {
    expect(errorOf(() => readPack(bytes, "the test"))).toBe("DamagedBytes");
    expect(() => readPack(bytes, "the test")).toThrow(reason);
  });

  test("fifteen bytes, or none", () => {
    expect(errorOf(() => readPack(new Uint8Array(0), "the test"))).toBe("DamagedBytes");
    expect(errorOf(() => readPack(new Uint8Array(15), "the test"))).toBe("DamagedBytes");
  });
});

test("a section is asked for by name only", () => {
  const pack = readPack(writePack({ source: sourceBytes }), "the test");
  expect([...pack.section("toString" as SectionName)]).toEqual([]);
});
