// Which rules have all their terms in a text: what was found, how near together, and whether as the rule writes it.
//
// Dense text has tens of thousands of them, so they are kept as numbers and told in full when somebody looks.

import { Closeness } from "./closeness.ts";
import { invisible } from "./folding.ts";
import type { Places } from "./places.ts";
import type { Sighting } from "./rule-facts.ts";
import type { Rules } from "./rules.ts";
import type { Scan } from "./scan.ts";

/** Where a term stands in the text: from and to. */
export type Place = readonly [from: number, to: number];

/** Rules of the same terms, but for their order and their way of writing. */
export interface RuleHit {
  /** as they are seen in the text, each at one place, which are as near together as can be; in order of these places */
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
const workAtOnce = 4096;

/** All that was found in a text, by number in no order that says anything. */
export class RuleHits {
  readonly text: string;
  count = 0;
  /** which rules: the same number for the same ones in every text */
  readonly groups: Uint32Array;
  /** how many code units of the text reach from the first term to the last */
  readonly stretches: Uint32Array;
  /** how many of these are the terms' */
  readonly sizes: Uint16Array;
  readonly #rules: Rules;
  readonly #places: Places;
  /** where the places of each begin in `nearest`; one more at the end */
  readonly #starts: Uint32Array;
  readonly #nearest: Uint32Array;

  /** There is room for so many, of so many terms together. */
  constructor(text: string, rules: Rules, places: Places, most: number, mostTerms: number) {
    this.text = text;
    this.#rules = rules;
    this.#places = places;
    this.groups = new Uint32Array(most);
    this.stretches = new Uint32Array(most);
    this.sizes = new Uint16Array(most);
    this.#starts = new Uint32Array(most + 1);
    this.#nearest = new Uint32Array(mostTerms);
  }

  add(group: number, terms: number, { stretch, size, nearest }: Closeness): void {
    const hit = this.count++;
    this.groups[hit] = group;
    this.stretches[hit] = stretch;
    this.sizes[hit] = size;
    const start = this.#starts[hit] ?? 0;
    for (let i = 0; i < terms; i++) this.#nearest[start + i] = nearest[i] ?? 0;
    this.#starts[hit + 1] = start + terms;
  }

  /** A bit for each platform, by its place in `platforms`. */
  platformsOf(hit: number): number {
    return this.#rules.platformsOf(this.groups[hit] ?? 0);
  }

  placesOf(hit: number): Place[] {
    const nearest = this.#nearest.subarray(this.#starts[hit], this.#starts[hit + 1]);
    return Array.from(nearest, (place) => this.#placeOf(place)).sort(([a], [b]) => a - b);
  }

  /** Where else the term of a rule of one term stands, in order; of several terms nothing. */
  furtherPlacesOf(hit: number): Place[] {
    const { starts, members } = this.#rules.groups;
    const group = this.groups[hit] ?? 0;
    const first = starts[group] ?? 0;
    if ((starts[group + 1] ?? 0) - first > 1) return [];
    const term = members[first] ?? 0;
    const begin = this.#places.starts[term] ?? 0;
    return Array.from({ length: this.#places.count[term] ?? 0 }, (_, nth) => this.#placeOf(begin + nth));
  }

  tell(hit: number): RuleHit {
    const rules = this.#rules;
    const [from, to] = rules.rulesOf(this.groups[hit] ?? 0);
    return {
      terms: this.placesOf(hit).map((place) => ({ text: this.#seenAt(place), place })),
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
    const { starts, count } = this.#places;
    const begin = starts[term] ?? 0;
    for (let place = begin; place < begin + (count[term] ?? 0); place++) {
      if (this.#seenAt(this.#placeOf(place)) === writing) return true;
    }
    return false;
  }

  #seenAt(place: Place): string {
    return this.text.slice(...place).replace(invisible, "");
  }

  #placeOf(place: number): Place {
    const { from, lengths } = this.#places;
    const begin = from[place] ?? 0;
    return [begin, begin + (lengths[place] ?? 0)];
  }
}

/** Judges the rules by what a scan has found, in small steps; the caller may pause between any two. */
export function* findRules(rules: Rules, scan: Scan): Generator<void, RuleHits> {
  const found = scan.terms();
  const { anchors, starts, members } = rules.groups;
  const isFound = new Uint8Array(anchors.length);
  for (const term of found) isFound[term] = 1;
  const whole: number[] = [];
  const wanted = new Set<number>();
  let terms = 0;
  let work = 0;
  for (const term of found) {
    const begin = anchors[term] ?? 0;
    const end = anchors[term + 1] ?? 0;
    if ((work += end - begin + 1) > workAtOnce) {
      work = 0;
      yield;
    }
    for (let group = begin; group < end; group++) {
      const last = starts[group + 1] ?? 0;
      let at = starts[group] ?? 0;
      while (at < last && isFound[members[at] ?? 0] === 1) at++;
      if (at < last) continue;
      whole.push(group);
      terms += last - (starts[group] ?? 0);
      for (at = starts[group] ?? 0; at < last; at++) {
        const member = members[at] ?? 0;
        if (scan.countOf(member) === 0) wanted.add(member);
      }
    }
  }
  const places = yield* scan.places(found, wanted);
  const hits = new RuleHits(scan.text, rules, places, whole.length, terms);
  const closeness = new Closeness(places);
  for (const group of whole) {
    const begin = starts[group] ?? 0;
    const end = starts[group + 1] ?? 0;
    const passed = closeness.measure(members, begin, end);
    if (passed > 0) hits.add(group, end - begin, closeness);
    if ((work += passed + 8) < workAtOnce) continue;
    work = 0;
    yield;
  }
  return hits;
}
