// A plain judge of the rules over any finder's places of terms, so that packages can be compared with the product at the
// whole task. It does what the product does: words are whole, so many places of a term are kept, and the terms of a rule
// are told where they stand nearest together.

import { fixedClass, kindOf } from "../../core/phrases/folding.ts";
import type { PhraseFact } from "../../core/phrases/rule-facts.ts";
import { mostPlaces } from "../../core/phrases/places.ts";

export interface TermHit {
  readonly keyword: string;
  readonly begin: number;
}

/** The rules of the same terms: these by number, and how far they reach where they are nearest. */
export interface Judged {
  readonly terms: readonly number[];
  readonly stretch: number;
}

export class Judge {
  /** all folded terms */
  readonly terms: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  /** by term: the rules that are looked at when it was found */
  readonly #groups: readonly (readonly (readonly number[])[])[];
  /** by code unit: the term that is this one character, or -1 */
  readonly #singles = new Int32Array(0x10000).fill(-1);

  constructor(facts: readonly PhraseFact[], fold: (text: string) => string) {
    const rules = facts.map(({ terms }) => [...new Set(terms.map(fold))]);
    this.terms = [...new Set(rules.flat())].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    this.#numbers = new Map(this.terms.map((term, number) => [term, number]));
    for (const [number, term] of this.terms.entries())
      if (term.length === 1) this.#singles[term.charCodeAt(0)] = number;
    const numbered = rules.map((terms) => terms.map((term) => this.#numbers.get(term) ?? 0).sort((a, b) => a - b));
    const uses = this.terms.map(() => 0);
    for (const number of numbered.flat()) uses[number] = (uses[number] ?? 0) + 1;
    const weightOf = (number: number): number => (this.terms[number]?.length ?? 0) * 1e6 - (uses[number] ?? 0);
    const groups = this.terms.map((): number[][] => []);
    for (const terms of new Map(numbered.map((terms) => [terms.join(), terms])).values()) {
      groups[terms.reduce((best, each) => (weightOf(each) > weightOf(best) ? each : best))]?.push(terms);
    }
    this.#groups = groups;
  }

  /** `hits` are the terms of two characters or more in the folded text, in order. */
  judge(folded: string, hits: readonly TermHit[]): Judged[] {
    const places: (number[] | undefined)[] = Array.from({ length: this.terms.length });
    const found: number[] = [];
    const keep = (number: number, begin: number): void => {
      const own = places[number];
      if (!own) {
        places[number] = [begin];
        found.push(number);
      } else if (own.length < mostPlaces) own.push(begin);
    };
    for (const { keyword, begin } of hits) {
      if (isWhole(folded, begin, begin + keyword.length)) keep(this.#numbers.get(keyword) ?? 0, begin);
    }
    for (let at = 0; at < folded.length; at++) {
      const number = this.#singles[folded.charCodeAt(at)] ?? -1;
      if (number >= 0 && isWhole(folded, at, at + 1)) keep(number, at);
    }
    return found.flatMap((number) =>
      (this.#groups[number] ?? [])
        .filter((terms) => terms.every((term) => places[term]))
        .map((terms) => ({ terms, stretch: this.#stretchOf(terms, places) })),
    );
  }

  #stretchOf(terms: readonly number[], places: readonly (readonly number[] | undefined)[]): number {
    const lists = terms.map((term) => places[term] ?? []);
    const lengths = terms.map((term) => this.terms[term]?.length ?? 0);
    const rarest = lists.reduce((best, list, i) => (list.length < (lists[best]?.length ?? 0) ? i : best), 0);
    let stretch = Infinity;
    for (const wanted of lists[rarest] ?? []) {
      let low = wanted;
      let high = wanted + (lengths[rarest] ?? 0);
      for (const [i, list] of lists.entries()) {
        if (i === rarest) continue;
        const near = nearestTo(list, wanted);
        low = Math.min(low, near);
        high = Math.max(high, near + (lengths[i] ?? 0));
      }
      stretch = Math.min(stretch, high - low);
    }
    return stretch;
  }
}

function nearestTo(list: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const [before = -Infinity, after = Infinity] = [list[low - 1], list[low]];
  return wanted - before < after - wanted ? before : after;
}

/** Whether no word or number goes on over either end. */
export function isWhole(folded: string, begin: number, end: number): boolean {
  return !joins(folded, begin) && !joins(folded, end);
}

function joins(folded: string, at: number): boolean {
  const [before, after] = [at - 1, at].map((place) => kindOf(fixedClass(folded.charCodeAt(place) || 0)));
  return before !== 0 && before === after;
}

/** The product's order of terms, on which of two equally rare ones hangs where a rule's terms are looked for. */
function orderOf(term: string): string {
  return String.fromCharCode(
    ...Array.from({ length: term.length }, (_, i) => {
      const unit = term.charCodeAt(i);
      return fixedClass(unit) || unit + 64;
    }),
  );
}
