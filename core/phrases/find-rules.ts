// Which rules have all their terms in a text: what was found, how near together, and whether as the rule writes it.
//
// Dense text has tens of thousands of them, so they are kept as numbers and told in full when somebody looks.

import { Closeness } from "./closeness.ts";
import type { Phrases } from "./phrases.ts";
import type { Sighting } from "./rule-facts.ts";
import { type Places, Scan } from "./scan.ts";

/** Where a term stands in the text: from and to. */
export type Place = readonly [from: number, to: number];

/** Rules of the same terms, but for their order and their way of writing. */
export interface RuleHit {
  /** as they stand in the text, each at one place, which are as near together as can be; in order of these places */
  readonly terms: readonly { readonly text: string; readonly place: Place }[];
  readonly rules: readonly {
    /** as published */
    readonly terms: readonly string[];
    /** each term stands in the text just as the rule writes it, and not only in another script, case or width */
    readonly isAsWritten: boolean;
    readonly sightings: readonly Sighting[];
  }[];
}

/** So much is looked at between two pauses. */
const workAtOnce = 16_384;

/** All that was found in a text, by number in no order that says anything. */
export class RuleHits {
  readonly text: string;
  /** which rules: the same number for the same ones in every text */
  readonly groups: number[] = [];
  /** how many code units of the text reach from the first term to the last */
  readonly stretches: number[] = [];
  /** how many of these are the terms' */
  readonly sizes: number[] = [];
  readonly #phrases: Phrases;
  readonly #places: Places;
  readonly #starts: number[] = [0];
  readonly #nearest: number[] = [];

  constructor(text: string, phrases: Phrases, places: Places) {
    this.text = text;
    this.#phrases = phrases;
    this.#places = places;
  }

  get count(): number {
    return this.groups.length;
  }

  add(group: number, { stretch, size, nearest }: Closeness): void {
    this.groups.push(group);
    this.stretches.push(stretch);
    this.sizes.push(size);
    for (const place of nearest) this.#nearest.push(place);
    this.#starts.push(this.#nearest.length);
  }

  /** A bit for each platform, by its place in `platforms`. */
  platformsOf(hit: number): number {
    return this.#phrases.rules().platformsOf(this.groups[hit] ?? 0);
  }

  placesOf(hit: number): Place[] {
    const { from, to } = this.#places;
    return this.#nearest
      .slice(this.#starts[hit], this.#starts[hit + 1])
      .map((place): Place => [from[place] ?? 0, to[place] ?? 0])
      .sort(([a], [b]) => a - b);
  }

  tell(hit: number): RuleHit {
    const rules = this.#phrases.rules();
    const { rules: starts } = rules.groups;
    const group = this.groups[hit] ?? 0;
    const [from, to] = [starts[group] ?? 0, starts[group + 1] ?? 0];
    return {
      terms: this.placesOf(hit).map((place) => ({ text: this.text.slice(...place), place })),
      rules: Array.from({ length: to - from }, (_, i) => {
        const writings = rules.writingsOf(from + i);
        const terms = writings.map((writing) => rules.textOf(writing));
        return {
          terms,
          isAsWritten: writings.every((writing, nth) => this.#stands(rules.termOf(writing), terms[nth] ?? "")),
          sightings: rules.sightingsOf(from + i),
        };
      }),
    };
  }

  /** Whether a term stands somewhere in the text in just that way. */
  #stands(term: number, writing: string): boolean {
    const { starts, count, from, to } = this.#places;
    const begin = starts[term] ?? 0;
    for (let place = begin; place < begin + (count[term] ?? 0); place++) {
      if (this.text.slice(from[place], to[place]) === writing) return true;
    }
    return false;
  }
}

/** Reads the text in small steps; the caller may pause between any two. Throws `DamagedBytes`. */
export function* findRules(phrases: Phrases, text: string): Generator<void, RuleHits> {
  const scan = new Scan(phrases, text);
  while (!scan.read()) yield;
  yield;
  const found = scan.terms();
  if (found.length === 0) return new RuleHits(text, phrases, scan.places(found));
  const rules = phrases.rules();
  yield;
  const { first, count, starts, terms } = rules.groups;
  const isFound = new Uint8Array(phrases.trie.labels.length);
  for (const term of found) isFound[term] = 1;
  const whole: number[] = [];
  const wanted = new Set<number>();
  let work = 0;
  for (const term of found) {
    const begin = first[term] ?? 0;
    const end = begin + (count[term] ?? 0);
    if ((work += end - begin) > workAtOnce) {
      work = 0;
      yield;
    }
    for (let group = begin; group < end; group++) {
      const last = starts[group + 1] ?? 0;
      let at = starts[group] ?? 0;
      while (at < last && isFound[terms[at] ?? 0] === 1) at++;
      if (at < last) continue;
      whole.push(group);
      for (at = starts[group] ?? 0; at < last; at++) if (scan.countOf(terms[at] ?? 0) === 0) wanted.add(terms[at] ?? 0);
    }
  }
  yield* scan.placeSingles(wanted);
  const places = scan.places(found);
  const hits = new RuleHits(text, phrases, places);
  const closeness = new Closeness(places);
  for (const group of whole) {
    const passed = closeness.measure(terms, starts[group] ?? 0, starts[group + 1] ?? 0);
    if (passed > 0) hits.add(group, closeness);
    if ((work += passed + 8) < workAtOnce) continue;
    work = 0;
    yield;
  }
  return hits;
}
