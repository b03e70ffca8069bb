// How near the terms of a rule stand together: around which place of its least frequent term the others are nearest.

import { mostPlaces, type Places } from "./places.ts";
import { mostTerms } from "./rule-facts.ts";

/** Of one group of terms after another; it holds the last one's. */
export class Closeness {
  /** from the beginning of the first to the end of the last, in code units */
  stretch = 0;
  /** code units of the terms themselves */
  size = 0;
  /** for each term its place in the columns, where all are nearest; of several stretches as short the first */
  readonly nearest = new Uint32Array(mostTerms);
  /** for each place of the rarest term from where to where the terms reach that were looked at */
  readonly #low = new Uint32Array(mostPlaces);
  readonly #high = new Uint32Array(mostPlaces);
  /** for each term, and for each place of the rarest one the place that is nearest to it */
  readonly #around = new Uint32Array(mostTerms * mostPlaces);
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Looks at the terms from `begin` to `end` of the list. Returns how many places it went through; 0: one has none. */
  measure(terms: Uint32Array, begin: number, end: number): number {
    const { starts, count, from, lengths } = this.#places;
    let rarest = begin;
    for (let i = begin; i < end; i++) {
      if ((count[terms[i] ?? 0] ?? 0) < (count[terms[rarest] ?? 0] ?? 0)) rarest = i;
    }
    const rare = terms[rarest] ?? 0;
    const first = starts[rare] ?? 0;
    const fewest = count[rare] ?? 0;
    if (fewest === 0) return 0;
    const low = this.#low;
    const high = this.#high;
    for (let nth = 0; nth < fewest; nth++) {
      const wanted = from[first + nth] ?? 0;
      low[nth] = wanted;
      high[nth] = wanted + (lengths[first + nth] ?? 0);
    }
    for (let i = begin; i < end; i++) if (i !== rarest) this.#widen(terms[i] ?? 0, first, fewest, (i - begin) * fewest);
    let best = 0;
    for (let nth = 1; nth < fewest; nth++) {
      if ((high[nth] ?? 0) - (low[nth] ?? 0) < (high[best] ?? 0) - (low[best] ?? 0)) best = nth;
    }
    this.stretch = (high[best] ?? 0) - (low[best] ?? 0);
    this.size = 0;
    for (let i = begin; i < end; i++) {
      const near = i === rarest ? first + best : (this.#around[(i - begin) * fewest + best] ?? 0);
      this.nearest[i - begin] = near;
      this.size += lengths[near] ?? 0;
    }
    return fewest * (end - begin);
  }

  /** Has the stretches reach the nearest place of one more term, and writes these down from `aroundAt` on. */
  #widen(term: number, first: number, fewest: number, aroundAt: number): void {
    const { starts, count, from, lengths } = this.#places;
    const around = this.#around;
    const low = this.#low;
    const high = this.#high;
    const start = starts[term] ?? 0;
    const end = start + (count[term] ?? 0);
    /** as far as the next one is likely to be */
    const step = Math.ceil((end - start) / fewest);
    let next = start;
    for (let nth = 0; nth < fewest; nth++) {
      const wanted = from[first + nth] ?? 0;
      next = firstFrom(from, wanted, next, end, step);
      const near = nearer(from, wanted, next, start, end);
      around[aroundAt + nth] = near;
      const begin = from[near] ?? 0;
      low[nth] = Math.min(low[nth] ?? 0, begin);
      high[nth] = Math.max(high[nth] ?? 0, begin + (lengths[near] ?? 0));
    }
  }
}

/**
 * The first place from `low` on that begins at `wanted` or later, or `end`: in ever longer steps, then halves of the last,
 * without branches, since which half it is cannot be foreseen.
 */
function firstFrom(from: Uint32Array, wanted: number, low: number, end: number, firstStep: number): number {
  let begin = low;
  let step = firstStep;
  while (begin + step < end && (from[begin + step - 1] ?? 0) < wanted) {
    begin += step;
    step *= 2;
  }
  let length = Math.min(step, end - begin);
  while (length > 0) {
    const half = (length + 1) >>> 1;
    begin += half & (((from[begin + half - 1] ?? 0) - wanted) >> 31);
    length -= half;
  }
  return begin;
}

/** Of the place `at` and the one before it, the one that begins nearer. */
function nearer(from: Uint32Array, wanted: number, at: number, start: number, end: number): number {
  if (at === end) return end - 1;
  if (at === start) return at;
  return wanted - (from[at - 1] ?? 0) < (from[at] ?? 0) - wanted ? at - 1 : at;
}
