// Rules of suppressed words in a few lines, opened as the extension opens them.

import { findRules, type RuleHits } from "../../core/phrases/find-rules.ts";
import { type Matcher, openMatcher } from "../../core/phrases/matcher.ts";
import { packPhrases, type PhrasePacks } from "../../core/phrases/pack.ts";
import type { PhraseFact } from "../../core/phrases/rule-facts.ts";
import { openRules, type Rules } from "../../core/phrases/rules.ts";
import { findTerms } from "../../core/phrases/scan.ts";
import { readPack } from "../../core/pack.ts";
import { finish } from "../../core/slices.ts";
import type { SourceFact } from "../../core/fact-source.ts";

const source: SourceFact = {
  id: "platform-rules",
  title: "for tests",
  kind: "context",
  from: "2023-01-02",
  asOf: "2025-01-10",
  link: "https://lists.example/",
  terms: "for tests",
};

/** Some of OpenCC's, which the tests' rules need. */
export const pairs: ReadonlyMap<string, string> = new Map([
  ["習", "习"],
  ["門", "门"],
  ["發", "发"],
  ["髮", "发"],
]);

/** Facts from rules as the files write them: `习近平 + 六四`. */
export function factsOf(...rules: readonly string[]): PhraseFact[] {
  return rules.map((rule) => ({
    terms: rule.split(" + "),
    platform: "weibo",
    effect: "total",
    found: "2024-05-03",
    origin: "ongoing",
  }));
}

export function packsOf(facts: readonly PhraseFact[]): PhrasePacks {
  return packPhrases(source, facts, pairs);
}

export interface Phrases {
  readonly matcher: Matcher;
  readonly rules: Rules;
}

export function phrasesOf(...rules: readonly string[]): Phrases {
  const packs = packsOf(factsOf(...rules));
  return {
    matcher: openMatcher(readPack(packs.terms, "the test")),
    rules: openRules(readPack(packs.rules, "the test")),
  };
}

/** Reads a text and judges the rules, step by step. */
export function* steps({ matcher, rules }: Phrases, text: string): Generator<void, RuleHits> {
  return yield* findRules(rules, yield* findTerms(matcher, text));
}

export function hitsIn(phrases: Phrases, text: string): RuleHits {
  return finish(steps(phrases, text));
}
