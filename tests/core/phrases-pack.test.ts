// The rules of suppressed words to a pack and back, damage, and the limits of a pack.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packPhrases, unpackPhrases } from "../../core/phrases/pack.ts";
import { openMatcher } from "../../core/phrases/matcher.ts";
import { effects, formatPhrases, origins, type PhraseFact, platforms } from "../../core/phrases/rule-facts.ts";
import { openRules } from "../../core/phrases/rules.ts";
import * as trie from "../../core/phrases/trie.ts";
import { readPack, writePack } from "../../core/pack.ts";
import { sourceSection } from "../../core/source-packs.ts";
import { cutsUnnoticed, errorOf, seal, unnoticed } from "./damage.ts";
import { sourceOf } from "./few-facts.ts";
import { factsOf, hitsIn, packsOf, pairs } from "./few-phrases.ts";

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
        const packs = packsOf(given);
        expect(formatPhrases(unpackPhrases(readPack(packs.rules, "the test")))).toBe(formatPhrases(given));
        const again = packsOf(given.toReversed());
        expect(again.rules).toEqual(packs.rules);
        expect(Buffer.compare(again.terms, packs.terms)).toBe(0);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  test("without any are a pack too", () => {
    expect(unpackPhrases(readPack(packsOf([]).rules, "the test"))).toEqual([]);
  });

  test("beyond what a pack holds are refused by name", () => {
    const days = Array.from({ length: 1100 }, (_, i) => new Date(i * 86_400_000).toISOString().slice(0, 10));
    const many = days.flatMap((found, i) => factsOf(`a${i}`).map((fact) => ({ ...fact, found })));
    expect(() => packsOf(many)).toThrow("1101 days; a pack holds at most 1024");
    const long = factsOf(Array.from({ length: 16 }, (_, i) => `a${i}`).join(" + "));
    expect(() => packsOf(long)).toThrow("16 terms");
    const wide = factsOf(...Array.from({ length: 9000 }, (_, i) => String.fromCharCode(0x3400 + i)));
    expect(() => packPhrases(sourceOf("platform-rules"), wide, pairs)).toThrow("classes; a pack holds at most 8189");
  });
});

describe("the packs of rules", () => {
  const packs = packsOf(factsOf("习近平 + 六四", "習近平", "ＦＡＬＵＮ", "falun", "64 + 天安門", "𠵱"));
  const { terms, rules } = packs;

  test("are refused whichever byte is changed, and wherever they are cut", () => {
    const read = (damaged: Uint8Array): unknown => openRules(readPack(damaged, "the test"));
    expect(errorOf(() => read(rules))).toBe("none");
    expect(unnoticed(rules, rules.length, read)).toEqual([]);
    expect(cutsUnnoticed(rules, read)).toEqual([]);
    const open = (damaged: Uint8Array): unknown => openMatcher(readPack(damaged, "the test"));
    expect(errorOf(() => open(terms))).toBe("none");
    for (let at = 0; at < terms.length; at += at < 200 ? 1 : 4001) {
      expect(errorOf(() => open(terms.map((byte, i) => (i === at ? byte ^ 1 : byte))))).toBe("DamagedBytes");
      expect(errorOf(() => open(terms.slice(0, at)))).toBe("DamagedBytes");
    }
  });

  test("forged, with the right checksum, are read as they stand or refused, and never hang", () => {
    const text = "习近平，六四 falun 64天安门";
    const forge = (bytes: Uint8Array, at: number): Uint8Array => {
      const forged = Uint8Array.from(bytes.subarray(0, bytes.length - 8));
      forged[at] = (forged[at] ?? 0) ^ (1 << (at & 7));
      return seal(forged);
    };
    const matcher = openMatcher(readPack(terms, "the test"));
    const known = openRules(readPack(rules, "the test"));
    for (let at = 40; at < rules.length - 8; at++) {
      const error = errorOf(() => {
        const pack = readPack(forge(rules, at), "the test");
        unpackPhrases(pack);
        hitsIn({ matcher, rules: openRules(pack) }, text);
      });
      expect(["none", "DamagedBytes"]).toContain(error);
    }
    const used = [...terms.entries()].filter(([at, byte]) => at < 300 || (byte !== 0 && byte !== 255 && at % 7 === 0));
    for (const [at] of used) {
      const error = errorOf(() =>
        hitsIn({ matcher: openMatcher(readPack(forge(terms, at), "the test")), rules: known }, text),
      );
      expect(["none", "DamagedBytes"]).toContain(error);
    }
  });

  test("without their sections are refused", () => {
    const empty = readPack(writePack({ source: sourceSection(sourceOf("platform-rules")) }), "the test");
    expect(() => openRules(empty)).toThrow("it ends too early");
    expect(() => openMatcher(empty)).toThrow("it ends too early");
  });
});

describe("a trie", () => {
  const term = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

  /** The number of the term that stands there, found as slowly as can be; nothing where there is none. */
  function look(cells: Uint32Array, term: readonly number[]): number | undefined {
    const { ends, isLeaf, labelOf, valueOf } = trie;
    let base = 0;
    for (const [i, label] of term.entries()) {
      const cell = cells[base ^ label] ?? 0;
      if (labelOf(cell) !== label) return undefined;
      if (i === term.length - 1) {
        const end = isLeaf(cell) ? cell : (cells[valueOf(cell) ^ ends] ?? 0);
        return isLeaf(cell) || labelOf(end) === ends ? valueOf(end) : undefined;
      }
      if (isLeaf(cell)) return undefined;
      base = valueOf(cell);
    }
    return undefined;
  }

  test("has every term under its number, and no other", () => {
    const terms = fc.uniqueArray(term, { selector: (each) => each.join(), maxLength: 400 });
    fc.assert(
      fc.property(terms, fc.array(term, { maxLength: 50 }), (given, others) => {
        const cells = trie.layOutTrie(given);
        expect(cells.length % trie.blockCells).toBe(0);
        expect(given.map((each) => look(cells, each))).toEqual(given.map((_, i) => i));
        const known = new Map(given.map((each, i) => [each.join(), i]));
        for (const each of others) expect(look(cells, each)).toBe(known.get(each.join()));
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});
