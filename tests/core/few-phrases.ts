// Rules of suppressed words in a few lines, opened as the extension opens them.

import { openPhrases, type Phrases } from "../../core/phrases/phrases.ts";
import { packPhrases } from "../../core/phrases/pack.ts";
import type { PhraseFact } from "../../core/phrases/rule-facts.ts";
import { readPack } from "../../core/pack.ts";
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

export function packOf(facts: readonly PhraseFact[]): Uint8Array<ArrayBuffer> {
  return packPhrases(source, facts, pairs);
}

export function phrasesOf(...rules: readonly string[]): Phrases {
  return openPhrases(readPack(packOf(factsOf(...rules)), "the test"));
}
