// How near the terms of a rule stand together: around which place of its least frequent term the others are nearest.

import type { Places } from "./scan.ts";

/** Of one group of terms after another; it holds the last one's. */
export class Closeness {
  /** from the beginning of the first to the end of the last, in code units */
  stretch = 0;
  /** code units of the terms themselves */
  size = 0;
  /** for each term its place in the columns, where all are nearest; of several stretches as short the first */
  readonly nearest: number[] = [];
  readonly #around: number[] = [];
  /** for each term the first of its places that may still be wanted */
  readonly #next: number[] = [];
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Looks at the terms from `begin` to `end` of the list. Returns how many places it went through; 0: one has none. */
  measure(terms: Uint32Array, begin: number, end: number): number {
    const { starts, count, from, to } = this.#places;
    const length = end - begin;
    let rarest = 0;
    for (let i = 0; i < length; i++) {
      const term = terms[begin + i] ?? 0;
      this.#next[i] = starts[term] ?? 0;
      if ((count[term] ?? 0) < (count[terms[begin + rarest] ?? 0] ?? 0)) rarest = i;
    }
    const first = this.#next[rarest] ?? 0;
    const fewest = count[terms[begin + rarest] ?? 0] ?? 0;
    this.stretch = Infinity;
    for (let place = first; place < first + fewest; place++) {
      let [low, high, size] = [from[place] ?? 0, to[place] ?? 0, 0];
      for (let i = 0; i < length; i++) {
        const term = terms[begin + i] ?? 0;
        const near = i === rarest ? place : this.#nearestTo(from[place] ?? 0, i, term);
        this.#around[i] = near;
        const [a, b] = [from[near] ?? 0, to[near] ?? 0];
        if (a < low) low = a;
        if (b > high) high = b;
        size += b - a;
      }
      if (high - low >= this.stretch) continue;
      this.stretch = high - low;
      this.size = size;
      for (let i = 0; i < length; i++) this.nearest[i] = this.#around[i] ?? 0;
    }
    this.nearest.length = length;
    return fewest * length;
  }

  /** The place of a term, the i-th, that begins nearest; places are asked for in order. */
  #nearestTo(wanted: number, i: number, term: number): number {
    const { starts, count, from } = this.#places;
    const begin = starts[term] ?? 0;
    const end = begin + (count[term] ?? 0);
    // ever longer steps, then halves of the last
    let low = this.#next[i] ?? begin;
    let step = 1;
    while (low + step <= end && (from[low + step - 1] ?? 0) < wanted) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, end);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((from[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    this.#next[i] = low;
    if (low === end) return end - 1;
    if (low === begin) return begin;
    return wanted - (from[low - 1] ?? 0) < (from[low] ?? 0) - wanted ? low - 1 : low;
  }
}
