// Opens the pack of suppressed words, and searches texts in slices.

import { findRules, type RuleHits } from "@/core/phrases/find-rules.ts";
import { openPhrases, type Phrases } from "@/core/phrases/phrases.ts";
import { arrange, type FoundWords, type PageText } from "@/core/phrases/page-words.ts";
import { readPack } from "@/core/pack.ts";
import { browser } from "./browser.ts";

/** Put in by modules/packs.ts. */
declare const __PACKS__: { readonly phrases: string | null };

/** Whether this build has suppressed words at all. */
export function hasPhrases(): boolean {
  return __PACKS__.phrases !== null;
}

/** A page that is used meanwhile stays at 60 frames a second. */
const sliceMs = 10;

let opened: Promise<Phrases> | undefined;

async function read(): Promise<Phrases> {
  const file = __PACKS__.phrases ?? "";
  const start = performance.now();
  const response = await fetch(browser.runtime.getURL(`packs/${file}`));
  const phrases = openPhrases(readPack(new Uint8Array(await response.arrayBuffer()), file, true));
  performance.measure("wallsight-words-ready", { start });
  return phrases;
}

/**
 * What of a page was found, its parts apart. Fails with `DamagedBytes` where what is used of the pack is not what was
 * built; then the next call reads it again.
 */
export async function findWords({ title, headline, text }: PageText): Promise<FoundWords> {
  opened ??= read();
  try {
    const phrases = await opened;
    return arrange(
      await inSlices(findRules(phrases, title)),
      await inSlices(findRules(phrases, headline)),
      await inSlices(findRules(phrases, text)),
    );
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

async function inSlices(steps: Generator<void, RuleHits>): Promise<RuleHits> {
  for (;;) {
    const until = performance.now() + sliceMs;
    let step = steps.next();
    while (!step.done && performance.now() < until) step = steps.next();
    if (step.done) return step.value;
    await new Promise((resolve) => void setTimeout(resolve));
  }
}
