// How near the terms of a rule stand together: around which place of its least frequent term the others are nearest.

import { mostTerms } from "./rule-facts.ts";
import type { Places } from "./scan.ts";

/** Of one group of terms after another; it holds the last one's. */
export class Closeness {
  /** from the beginning of the first to the end of the last, in code units */
  stretch = 0;
  /** code units of the terms themselves */
  size = 0;
  /** for each term its place in the columns, where all are nearest; of several stretches as short the first */
  readonly nearest: number[] = [];
  readonly #around = new Uint32Array(mostTerms);
  /** for each term the first of its places that may still be wanted */
  readonly #next = new Uint32Array(mostTerms);
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Looks at the terms from `begin` to `end` of the list. Returns how many places it went through; 0: one has none. */
  measure(terms: Uint32Array, begin: number, end: number): number {
    const { starts, count, from, to } = this.#places;
    const length = end - begin;
    const [next, around] = [this.#next, this.#around];
    let rarest = 0;
    let fewest = Infinity;
    for (let i = 0; i < length; i++) {
      const term = terms[begin + i] ?? 0;
      next[i] = starts[term] ?? 0;
      const own = count[term] ?? 0;
      if (own >= fewest) continue;
      fewest = own;
      rarest = i;
    }
    const first = next[rarest] ?? 0;
    let stretch = Infinity;
    for (let place = first; place < first + fewest; place++) {
      const wanted = from[place] ?? 0;
      let low = wanted;
      let high = to[place] ?? 0;
      around[rarest] = place;
      for (let i = 0; i < length; i++) {
        if (i === rarest) continue;
        const term = terms[begin + i] ?? 0;
        const start = starts[term] ?? 0;
        const at = firstFrom(from, wanted, next[i] ?? 0, start + (count[term] ?? 0));
        next[i] = at;
        const near = nearer(from, wanted, at, start, start + (count[term] ?? 0));
        around[i] = near;
        low = Math.min(low, from[near] ?? 0);
        high = Math.max(high, to[near] ?? 0);
      }
      if (high - low >= stretch) continue;
      stretch = high - low;
      for (let i = 0; i < length; i++) this.nearest[i] = around[i] ?? 0;
    }
    this.nearest.length = length;
    this.stretch = stretch;
    this.size = this.nearest.reduce((size, near) => size + (to[near] ?? 0) - (from[near] ?? 0), 0);
    return fewest * length;
  }
}

/** The first place from `low` on that begins at `wanted` or later, or `end`: in ever longer steps, then halves of the last. */
function firstFrom(from: Uint32Array, wanted: number, low: number, end: number): number {
  let begin = low;
  let at = low;
  for (let step = 1; at < end && (from[at] ?? 0) < wanted; step *= 2) {
    begin = at + 1;
    at += step;
  }
  let last = Math.min(at, end);
  while (begin < last) {
    const middle = (begin + last) >>> 1;
    if ((from[middle] ?? 0) < wanted) begin = middle + 1;
    else last = middle;
  }
  return begin;
}

/** Of the place `at` and the one before it, the one that begins nearer. */
function nearer(from: Uint32Array, wanted: number, at: number, start: number, end: number): number {
  if (at === end) return end - 1;
  if (at === start) return at;
  return wanted - (from[at - 1] ?? 0) < (from[at] ?? 0) - wanted ? at - 1 : at;
}
