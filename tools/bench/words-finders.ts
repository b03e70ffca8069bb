// Who looks for suppressed words: the product, the packages, and one big regular expression.
//
// The peers know no folding: they get terms and text folded beforehand, which is not timed, and no terms of one
// character, which would drown them in hits. They answer with every place of every term.

import { findRules } from "../../core/phrases/find-rules.ts";
import type { Phrases } from "../../core/phrases/phrases.ts";
import { Scan } from "../../core/phrases/scan.ts";
import { finish } from "../../core/slices.ts";

/** Places as `term` by where it ends, in the folded text; or nothing where it tells none. */
export type Hits = readonly (readonly [term: string, end: number])[];

export interface Finder {
  /** whether it is given the text folded */
  readonly isPeer: boolean;
  /** a text that it can do in a round, if not the whole */
  readonly length?: number;
  find(text: string): unknown;
  /** what `find` gave, as hits, for the comparison */
  hits?(found: unknown): Hits;
}

export const finders: Readonly<
  Record<string, (terms: readonly string[], phrases: () => Phrases) => Promise<Finder> | Finder>
> = {
  "Wallsight, every place of every term": (_, phrases) => {
    const opened = phrases();
    return {
      isPeer: false,
      find(text) {
        const scan = new Scan(opened, text);
        let isRead = scan.read();
        while (!isRead) isRead = scan.read();
        return scan;
      },
    };
  },
  "Wallsight, the rules judged too": (_, phrases) => {
    const opened = phrases();
    return { isPeer: false, find: (text) => finish(findRules(opened, text)) };
  },
  "@monyone/aho-corasick, its fast form": async (terms) => {
    const { AhoCorasick } = await import("@monyone/aho-corasick/fast");
    const built = new AhoCorasick([...terms]);
    return {
      isPeer: true,
      find: (text) => built.matchInText(text),
      hits: (found) => (found as { keyword: string; end: number }[]).map(({ keyword, end }) => [keyword, end]),
    };
  },
  fastscan: async (terms) => {
    const { default: FastScanner } = await import("fastscan");
    const built = new FastScanner([...terms]);
    return {
      isPeer: true,
      find: (text) => built.search(text),
      hits: (found) => (found as [number, string][]).map(([begin, term]) => [term, begin + term.length]),
    };
  },
  ahocorasick: async (terms) => {
    const { default: AhoCorasick } = await import("ahocorasick");
    const built = new AhoCorasick([...terms]);
    return {
      isPeer: true,
      find: (text) => built.search(text),
      hits: (found) =>
        (found as [number, string[]][]).flatMap(([last, ending]) => ending.map((term) => [term, last + 1] as const)),
    };
  },
  "one regular expression": (terms) => {
    const longestFirst = terms.toSorted((a, b) => b.length - a.length);
    const pattern = new RegExp(longestFirst.map((term) => RegExp.escape(term)).join("|"), "g");
    return { isPeer: true, length: 4000, find: (text) => [...text.matchAll(pattern)].length };
  },
};
