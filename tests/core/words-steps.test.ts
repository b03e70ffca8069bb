// How much a search for suppressed words does between two pauses: counted, so that it holds on any machine.

import { expect, test } from "vitest";
import { Closeness } from "../../core/phrases/closeness.ts";
import { findRules, type RuleHits } from "../../core/phrases/find-rules.ts";
import { arrange } from "../../core/phrases/page-words.ts";
import { findTerms, piece, type Scan } from "../../core/phrases/scan.ts";
import { finish } from "../../core/slices.ts";
import { hitsIn, type Phrases, phrasesOf } from "./few-phrases.ts";

let reads = 0;

/** The same, but each number that is read from it is counted. */
function counted<Numbers extends object>(numbers: Numbers): Numbers {
  return new Proxy(numbers, {
    get(target, key) {
      reads++;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A string that counts the characters that are asked for. */
function countedText(text: string): string {
  const charCodeAt = (at: number): number => {
    reads++;
    return text.charCodeAt(at);
  };
  return { length: text.length, charCodeAt, slice: text.slice.bind(text) } as unknown as string;
}

/** Runs work to its end. Returns its result and the most that was read in one step. */
function run<Result>(work: Generator<void, Result>): { readonly result: Result; readonly most: number } {
  let most = 0;
  for (;;) {
    reads = 0;
    const step = work.next();
    most = Math.max(most, reads);
    if (step.done) return { result: step.value, most };
  }
}

// each of 3,000 terms in rules with two others, and all of them again and again
const terms = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + (i >>> 6), 0x5e00 + (i & 63)));
const rules = terms.flatMap((term, i) => [1, 2, 3, 4].map((far) => `${term} + ${terms[(i + far) % terms.length]}`));
const phrases = phrasesOf(...terms, ...rules);
const dense = terms.join("").repeat(50);

const given: Phrases = {
  matcher: { ...phrases.matcher, cells: counted(phrases.matcher.cells) },
  rules: {
    ...phrases.rules,
    groups: {
      anchors: counted(phrases.rules.groups.anchors),
      starts: counted(phrases.rules.groups.starts),
      members: counted(phrases.rules.groups.members),
    },
    platformsOf(group) {
      reads++;
      return phrases.rules.platformsOf(group);
    },
  },
};

test("a step of a search reads no more than so much, in a text of nothing but terms", () => {
  const scan = run(findTerms(given.matcher, countedText(dense)));
  expect(scan.result.terms()).toHaveLength(3000);
  expect(scan.most).toBeGreaterThan(piece);
  expect(scan.most).toBeLessThan(10 * piece);
  const hits = run(findRules(given.rules, scan.result));
  expect(hits.result.count).toBe(15_000);
  expect(hits.most).toBeLessThan(10 * piece);
  const found = run(arrange(undefined, undefined, hits.result));
  expect(found.result.parts.map(({ part, count }) => [part, count])).toEqual([["text", 15_000]]);
  expect(found.most).toBeLessThan(piece);
});

test("how near terms stand is found in as many reads as it says, but for a few times the logarithm", () => {
  const scan: Scan = finish(findTerms(phrases.matcher, dense));
  const places = finish(scan.places(scan.terms(), new Set()));
  const closeness = new Closeness({ ...places, from: counted(places.from), lengths: counted(places.lengths) });
  const { starts, members } = phrases.rules.groups;
  for (let group = 0; group + 1 < starts.length; group += 50) {
    reads = 0;
    const passed = closeness.measure(members, starts[group] ?? 0, starts[group + 1] ?? 0);
    expect(passed).toBeGreaterThan(0);
    expect(reads).toBeLessThan(16 * passed + 16);
  }
});

test("a text without an end to its words is read in steps too", () => {
  const scan = run(findTerms(given.matcher, countedText("a".repeat(200_000))));
  expect(scan.most).toBeLessThan(10 * piece);
  const hits: RuleHits = hitsIn(phrases, "a".repeat(200_000));
  expect(hits.count).toBe(0);
});
