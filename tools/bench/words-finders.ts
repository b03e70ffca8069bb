// Who looks for suppressed words: the product, the packages, and one big regular expression.
//
// Two tasks. `places`: every place of every term of two characters or more; the peers, which know no folding, get the
// text folded beforehand. `rules`: from the page's text to the rules that have all their terms there, and how near
// together; here the peers fold the text themselves, by one look into a table a character, and judge.

import { findRules, type RuleHits } from "../../core/phrases/find-rules.ts";
import type { Matcher } from "../../core/phrases/matcher.ts";
import { arrange } from "../../core/phrases/page-words.ts";
import type { Rules } from "../../core/phrases/rules.ts";
import { findTerms, type Scan } from "../../core/phrases/scan.ts";
import { finish } from "../../core/slices.ts";
import { isWhole, type Judge, type Judged, type TermHit } from "./words-judge.ts";

export interface Given {
  readonly matcher: Matcher;
  readonly rules: Rules;
  readonly judge: () => Judge;
  readonly fold: (text: string) => string;
}

export interface Finder {
  readonly task: "places" | "rules";
  readonly isPeer: boolean;
  /** a text that it can do in a round, if not the whole */
  readonly length?: number;
  find(text: string): unknown;
  /** the same in steps between which a page may breathe */
  steps?(text: string): Generator<void, unknown>;
  /** what `find` gave for a text, in lines that are the same for the same answer */
  answer(found: unknown, text: string): readonly string[];
}

type Search = (text: string) => readonly TermHit[];

export const expression = "one regular expression";
export const fastest = "@monyone/aho-corasick, its fast form";

const searches: Readonly<Record<string, (terms: readonly string[]) => Promise<Search> | Search>> = {
  [fastest]: async (terms) => {
    const { AhoCorasick } = await import("@monyone/aho-corasick/fast");
    const built = new AhoCorasick([...terms]);
    return (text) => built.matchInText(text);
  },
  fastscan: async (terms) => {
    const { default: FastScanner } = await import("fastscan");
    const built = new FastScanner([...terms]);
    return (text) => built.search(text).map(([begin, keyword]) => ({ begin, keyword }));
  },
  ahocorasick: async (terms) => {
    const { default: AhoCorasick } = await import("ahocorasick");
    const built = new AhoCorasick([...terms]);
    return (text) =>
      built
        .search(text)
        .flatMap(([last, ending]) => ending.map((keyword) => ({ begin: last + 1 - keyword.length, keyword })));
  },
  [expression]: (terms) => {
    const longestFirst = terms.toSorted((a, b) => b.length - a.length);
    // at each place the longest, and so no place is passed over; shorter ones begin as it does
    const pattern = new RegExp(`(?=(${longestFirst.map((term) => RegExp.escape(term)).join("|")}))`, "g");
    const known = new Set(terms);
    const within = new Map(
      terms.map((term) => {
        const all = Array.from({ length: term.length }, (_, i) => term.slice(0, i + 1));
        return [term, all.filter((each) => known.has(each))];
      }),
    );
    return (text) =>
      [...text.matchAll(pattern)].flatMap(({ index, 1: longest = "" }) =>
        (within.get(longest) ?? []).map((keyword) => ({ begin: index, keyword })),
      );
  },
};

const sampleLength = 4000;

function placesBy(name: string, search: Search, { fold }: Given): Finder {
  return {
    task: "places",
    isPeer: true,
    ...(name === expression && { length: sampleLength }),
    find: search,
    answer: (found, text) => {
      const folded = fold(text);
      const whole = (found as TermHit[]).filter(({ begin, keyword }) => isWhole(folded, begin, begin + keyword.length));
      return whole.map(({ begin, keyword }) => `${keyword} ${begin}`);
    },
  };
}

function rulesBy(name: string, search: Search, judge: Judge, { fold }: Given): Finder {
  return {
    task: "rules",
    isPeer: true,
    ...(name === expression && { length: sampleLength }),
    find(text) {
      const folded = fold(text);
      return judge.judge(folded, search(folded));
    },
    answer: (found) =>
      (found as Judged[]).map(
        ({ terms, stretch }) => `${terms.map((term) => judge.terms[term]).join(" + ")} ${stretch}`,
      ),
  };
}

const own: Readonly<Record<string, (given: Given) => Finder>> = {
  "Wallsight, places": ({ matcher, fold }) => ({
    task: "places",
    isPeer: false,
    find: (text) => finish(findTerms(matcher, text)),
    answer(found, text) {
      const scan = found as Scan;
      const terms = scan.terms().filter((term) => scan.countOf(term) > 0);
      const { starts, count, from, lengths } = finish(scan.places(terms, new Set()));
      const all = terms.flatMap((term) => Array.from({ length: count[term] ?? 0 }, (_, i) => (starts[term] ?? 0) + i));
      const longer = all.filter((place) => (lengths[place] ?? 0) > 1);
      return longer.map((place) => {
        const begin = from[place] ?? 0;
        return `${fold(text.slice(begin, begin + (lengths[place] ?? 0)))} ${begin}`;
      });
    },
  }),
  "Wallsight, rules": ({ matcher, rules, fold }) => ({
    task: "rules",
    isPeer: false,
    find: (text) => finish(findRules(rules, finish(findTerms(matcher, text)))),
    *steps(text) {
      const hits = yield* findRules(rules, yield* findTerms(matcher, text));
      return yield* arrange(undefined, undefined, hits);
    },
    answer(found) {
      const hits = found as RuleHits;
      return Array.from({ length: hits.count }, (_, hit) => {
        const numbers = rules.groups.members.subarray(...rules.groups.starts.subarray(hits.groups[hit]).subarray(0, 2));
        const first = rules.writingsOf(rules.rulesOf(hits.groups[hit] ?? 0)[0]);
        const texts = new Map(first.map((writing) => [rules.termOf(writing), fold(rules.textOf(writing))]));
        return `${Array.from(numbers, (term) => texts.get(term)).join(" + ")} ${hits.stretches[hit]}`;
      });
    },
  }),
};

/** Everybody, the product first in each task. */
export const finders: readonly string[] = [
  "Wallsight, places",
  ...Object.keys(searches),
  "Wallsight, rules",
  `${fastest}, rules`,
  `${expression}, rules`,
];

export async function openFinder(name: string, given: Given): Promise<Finder> {
  const ours = own[name];
  if (ours) return ours(given);
  const judge = given.judge();
  const terms = judge.terms.filter(({ length }) => length > 1);
  const searcher = Object.keys(searches).find((each) => name.startsWith(each)) ?? "";
  const search = await searches[searcher]?.(terms);
  if (!search) throw new Error(`nobody is called ${name}`);
  return name.endsWith(", rules") ? rulesBy(searcher, search, judge, given) : placesBy(searcher, search, given);
}
