// Which rules have all their terms in a text: what was found, how near together, and whether as the rule writes it.

import { nearestPlaces, stretchOf } from "./closeness.ts";
import { isWithinWord } from "./folding.ts";
import { childrenOf, isTerm, type Phrases } from "./phrases.ts";
import type { Sighting } from "./rule-facts.ts";
import type { Rules } from "./rules.ts";
import { mostPlaces, type Place, Scan } from "./scan.ts";

/** Rules of the same terms, but for their order and their way of writing. */
export interface RuleHit {
  /** as they stand in the text, each at one place, which are as near together as can be; in order of these places */
  readonly terms: readonly { readonly text: string; readonly place: Place }[];
  /** how many code units of the text reach from the first to the last */
  readonly stretch: number;
  readonly rules: readonly {
    /** as published */
    readonly terms: readonly string[];
    /** each term stands in the text just as the rule writes it, and not only in another script, case or width */
    readonly isAsWritten: boolean;
    readonly sightings: readonly Sighting[];
  }[];
}

/** So many rules or code units are looked at between two pauses. */
const rulesAtOnce = 256;
const unitsAtOnce = 16_384;

/**
 * Reads the text in small steps; the caller may pause between any two. The hits come with the shortest stretches
 * first, among equals the longest terms.
 */
export function* findRules(phrases: Phrases, text: string): Generator<void, RuleHit[]> {
  const scan = new Scan(phrases, text);
  while (!scan.read()) yield;
  const places = scan.found();
  yield;
  const rules = phrases.rules();
  const groups = new Map<string, number[]>();
  const singles = new Map<number, Place[]>();
  let looked = 0;
  for (const term of [...places.keys(), ...singlesIn(phrases, scan)]) {
    const [from, to] = rules.anchoredAt(term);
    for (let rule = from; rule < to; rule++) {
      if (++looked % rulesAtOnce === 0) yield;
      if (!hasAll(phrases, rules, scan, rule)) continue;
      const terms = termsOf(rules, rule);
      for (const each of terms) if (!places.has(each)) singles.set(each, []);
      const key = terms.join(" ");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [rule]);
      else group.push(rule);
    }
  }
  for (let at = 0; at < text.length && singles.size > 0; at += unitsAtOnce) {
    placeSingles(phrases, text, singles, at, Math.min(at + unitsAtOnce, text.length));
    yield;
  }
  for (const [term, found] of singles) places.set(term, found);
  const hits: RuleHit[] = [];
  const forms = new Map<number, Set<string>>();
  for (const group of groups.values()) {
    if (++looked % 32 === 0) yield;
    const hit = hitOf(rules, text, group, places, forms);
    if (hit !== undefined) hits.push(hit);
  }
  const sized = hits.map((hit) => ({ hit, size: sizeOf(hit) }));
  sized.sort((a, b) => a.hit.stretch - a.size - (b.hit.stretch - b.size) || b.size - a.size);
  return sized.map(({ hit }) => hit);
}

function hasAll(phrases: Phrases, rules: Rules, scan: Scan, rule: number): boolean {
  return rules.writingsOf(rule).every((writing) => {
    const term = rules.termOf(writing);
    return scan.hasTerm(term) || hasSingle(phrases, scan, term);
  });
}

/** A rule's terms, each once, in the order of their numbers. */
function termsOf(rules: Rules, rule: number): number[] {
  return [...new Set(rules.writingsOf(rule).map((writing) => rules.termOf(writing)))].sort((a, b) => a - b);
}

function hitOf(
  rules: Rules,
  text: string,
  group: readonly number[],
  places: ReadonlyMap<number, readonly Place[]>,
  forms: Map<number, Set<string>>,
): RuleHit | undefined {
  const terms = termsOf(rules, group[0] ?? 0);
  const all = terms.map((term) => places.get(term) ?? []);
  if (all.some(({ length }) => length === 0)) return undefined;
  const nearest = nearestPlaces(all);
  for (const term of terms) {
    if (!forms.has(term)) forms.set(term, new Set(places.get(term)?.map(([from, to]) => text.slice(from, to))));
  }
  const inOrder = nearest.toSorted(([a], [b]) => a - b);
  return {
    terms: inOrder.map((place) => ({ text: text.slice(...place), place })),
    stretch: stretchOf(nearest),
    rules: group.map((rule) => {
      const writings = rules.writingsOf(rule);
      return {
        terms: writings.map((writing) => rules.textOf(writing)),
        isAsWritten: writings.every((writing) => forms.get(rules.termOf(writing))?.has(rules.textOf(writing))),
        sightings: rules.sightingsOf(rule),
      };
    }),
  };
}

/** Code units of a hit's terms: what the stretch has beyond them lies between. */
function sizeOf({ terms }: RuleHit): number {
  return terms.reduce((sum, { text }) => sum + text.length, 0);
}

/** The terms of one character that may occur; of letters and digits some are only the beginning of a word. */
function singlesIn({ trie }: Phrases, scan: Scan): number[] {
  const singles: number[] = [];
  for (let node = 1; node < childrenOf(trie, 1); node++) {
    if (isTerm(trie, node) && scan.hasSingle(trie.labels[node] ?? 0)) singles.push(node);
  }
  return singles;
}

function hasSingle({ trie }: Phrases, scan: Scan, term: number): boolean {
  return term < childrenOf(trie, 1) && scan.hasSingle(trie.labels[term] ?? 0);
}

/** Notes the places of terms of one character in a part of the text. */
function placeSingles(
  { classes, trie }: Phrases,
  text: string,
  singles: ReadonlyMap<number, Place[]>,
  from: number,
  to: number,
): void {
  const byClass = new Map([...singles].map(([term, places]) => [trie.labels[term] ?? 0, places]));
  const isWanted = new Uint8Array(0x10000);
  for (const [single, places] of byClass) if (places.length < mostPlaces) isWanted[single] = 1;
  const classAt = (at: number): number => classes[text.charCodeAt(at)] ?? 0;
  for (let at = from; at < to; at++) {
    const single = classAt(at);
    if (isWanted[single] !== 1) continue;
    if (at > 0 && isWithinWord(classAt(at - 1), single)) continue;
    if (at + 1 < text.length && isWithinWord(single, classAt(at + 1))) continue;
    byClass.get(single)?.push([at, at + 1]);
  }
}
