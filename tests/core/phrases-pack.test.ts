// The rules of suppressed words to a pack and back, damage, and the limits of a pack.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packPhrases, unpackPhrases } from "../../core/phrases/pack.ts";
import { findRules } from "../../core/phrases/find-rules.ts";
import { openPhrases, type Phrases } from "../../core/phrases/phrases.ts";
import { Scan } from "../../core/phrases/scan.ts";
import { effects, formatPhrases, origins, type PhraseFact, platforms } from "../../core/phrases/rule-facts.ts";
import { readPack, sectionKinds, writePack } from "../../core/pack.ts";
import { finish } from "../../core/slices.ts";
import { sourceSection } from "../../core/source-packs.ts";
import { cutsUnnoticed, errorOf, flip, seal, unnoticed } from "./damage.ts";
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

/** Of what `unnoticed` tells. */
function placeOf(told: string): number {
  return Number(/\d+/.exec(told)?.[0]);
}

describe("a pack of rules", () => {
  const bytes = packOf(factsOf("习近平 + 六四", "習近平", "ＦＡＬＵＮ", "falun", "64 + 天安門", "𠵱"));

  test("is refused whichever byte is changed, and wherever it is cut", () => {
    const read = (damaged: Uint8Array): unknown => openPhrases(readPack(damaged, "the test"));
    expect(errorOf(() => read(bytes))).toBe("none");
    expect(unnoticed(bytes, bytes.length, read)).toEqual([]);
    expect(cutsUnnoticed(bytes, read)).toEqual([]);
  });

  test("not checked as a whole is refused as soon as a changed byte of the rules is used", () => {
    const find = (damaged: Uint8Array): string[] => {
      const hits = finish(findRules(openPhrases(readPack(damaged, "the test", true)), "习近平，六四"));
      return Array.from({ length: hits.count }, (_, i) =>
        hits
          .tell(i)
          .terms.map(({ text }) => text)
          .join("+"),
      );
    };
    expect(find(bytes)).toEqual(["习近平+六四", "习近平"]);
    const section = readPack(bytes, "the test").section("phrases");
    const begin = bytes.length - 8 - section.length;
    expect(begin % 4).toBe(0);
    expect(unnoticed(bytes, begin + section.length, find).filter((each) => placeOf(each) >= begin)).toEqual([]);
    expect(cutsUnnoticed(bytes, find)).toEqual([]);
  });

  test("has more than one block of nodes, and a damaged one is refused when a text leads into it", () => {
    const rules = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + (i >>> 6), 0x5e00 + (i & 63)));
    const large = packOf(factsOf(...rules));
    const open = (given: Uint8Array): Phrases => openPhrases(readPack(given, "the test", true));
    const read = (phrases: Phrases, text: string): boolean => new Scan(phrases, text).read();
    const { trie } = open(large);
    expect(trie.labels.length).toBe(1 + 47 + 3000);
    expect([...trie.isOpen]).toEqual([1, 0, 0]);
    const section = readPack(large, "the test").section("phrases");
    const rulesAt = section.length - new DataView(section.buffer, section.byteOffset).getUint32(0, true) - 3 * 4104;
    const damaged = flip(large, large.length - 8 - rulesAt - 4104 + 6);
    const phrases = open(damaged);
    expect(read(phrases, rules[0] ?? "")).toBe(true);
    expect(() => read(phrases, rules[2999] ?? "")).toThrow("the checksum of block 2 does not fit");
    expect(() => read(phrases, rules[2999] ?? "")).toThrow("the checksum of block 2 does not fit");
    const whole = open(large);
    expect(rules.every((text) => finish(findRules(whole, text)).count === 1)).toBe(true);
    expect([...whole.trie.isOpen]).toEqual([1, 1, 1]);
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
