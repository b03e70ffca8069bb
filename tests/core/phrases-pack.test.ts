// The rules of suppressed words to a pack and back, damage, and the limits of a pack.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packPhrases, unpackPhrases } from "../../core/phrases/pack.ts";
import { openPhrases } from "../../core/phrases/phrases.ts";
import { effects, formatPhrases, origins, type PhraseFact, platforms } from "../../core/phrases/rule-facts.ts";
import { readPack, sectionKinds, writePack } from "../../core/pack.ts";
import { sourceSection } from "../../core/source-packs.ts";
import { cutsUnnoticed, errorOf, seal, unnoticed } from "./damage.ts";
import { sourceOf } from "./few-facts.ts";
import { factsOf, packOf, pairs } from "./few-phrases.ts";

const facts = fc.uniqueArray(
  fc.record<PhraseFact>({
    terms: fc.array(
      fc.string({ unit: fc.constantFrom(..."習习近平六四天門门abAＡ1٠𠵱♥️"), minLength: 1, maxLength: 6 }),
      { minLength: 1, maxLength: 15 },
    ),
    platform: fc.constantFrom(...platforms),
    effect: fc.constantFrom(...effects),
    found: fc.constantFrom(null, "2023-01-02", "2024-02-29", "2025-01-10"),
    origin: fc.constantFrom(...origins),
  }),
  { selector: ({ terms, platform, effect }) => [terms, platform, effect].join("\t"), maxLength: 40 },
);

describe("rules", () => {
  test("at random come back as they were, and give the same bytes in whatever order they come", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const bytes = packOf(given);
        expect(formatPhrases(unpackPhrases(readPack(bytes, "the test")))).toBe(formatPhrases(given));
        expect(packOf(given.toReversed())).toEqual(bytes);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  test("without any are a pack too", () => {
    expect(unpackPhrases(readPack(packOf([]), "the test"))).toEqual([]);
  });

  test("beyond what a pack holds are refused by name", () => {
    const days = Array.from({ length: 1100 }, (_, i) => new Date(i * 86_400_000).toISOString().slice(0, 10));
    const many = days.flatMap((found, i) => factsOf(`a${i}`).map((fact) => ({ ...fact, found })));
    expect(() => packOf(many)).toThrow("1101 days; a pack holds at most 1024");
    const long = factsOf(Array.from({ length: 16 }, (_, i) => `a${i}`).join(" + "));
    expect(() => packOf(long)).toThrow("16 terms");
    const wide = factsOf(...Array.from({ length: 33_000 }, (_, i) => String.fromCharCode(0x3400 + i)));
    expect(() => packPhrases(sourceOf("platform-rules"), wide, pairs)).toThrow("children; a pack holds at most 32767");
  });
});

describe("a pack of rules", () => {
  const bytes = packOf(factsOf("习近平 + 六四", "習近平", "ＦＡＬＵＮ", "falun", "64 + 天安門", "𠵱"));

  test("is refused whichever byte is changed, and wherever it is cut", () => {
    const read = (damaged: Uint8Array): unknown => openPhrases(readPack(damaged, "the test")).rules();
    expect(errorOf(() => read(bytes))).toBe("none");
    expect(unnoticed(bytes, bytes.length, read)).toEqual([]);
    expect(cutsUnnoticed(bytes, read)).toEqual([]);
  });

  test("forged, with the right checksum, is read as it stands or refused, and never hangs", () => {
    const section = readPack(bytes, "the test").section("phrases");
    const begin = bytes.length - 8 - section.length;
    for (let at = begin; at < bytes.length - 8; at++) {
      const forged = Uint8Array.from(bytes.subarray(0, bytes.length - 8));
      forged[at] = (forged[at] ?? 0) ^ (1 << (at & 7));
      expect(["none", "DamagedBytes"]).toContain(errorOf(() => unpackPhrases(readPack(seal(forged), "the test"))));
    }
  });

  test("without its columns is refused", () => {
    expect(sectionKinds.phrases).toBe(8);
    const empty = readPack(writePack({ source: sourceSection(sourceOf("platform-rules")) }), "the test");
    expect(() => openPhrases(empty)).toThrow("it ends too early");
  });
});
