// The places of terms in a text: as they come, and in order.

import { mostCells } from "./trie.ts";

/** Where a text's terms stand, in order: those of a term from `starts[term]` on, `count[term]` of them. */
export interface Places {
  readonly starts: Uint32Array;
  readonly count: Uint16Array;
  readonly from: Uint32Array;
  /** how many code units it takes there */
  readonly lengths: Uint16Array;
}

/** Of a term that occurs more often than that, the later places are not kept. */
export const mostPlaces = 2048;

/** So many places are put in order between two pauses. */
const chunkPlaces = 4096;
const chunkLength = 2 * chunkPlaces;
const termBits = Math.log2(mostCells);

/** Terms of two characters or more and their places, as they come. */
export class Kept {
  /** in order of their first places */
  readonly terms: number[] = [];
  /** by term: how many of its places are kept */
  readonly count: Uint16Array;
  /** two numbers a place: the term and above it its length there, and from where */
  readonly chunks: Uint32Array[] = [];
  last = new Uint32Array(0);
  /** so much of the last chunk is filled */
  length = 0;

  constructor(terms: number) {
    this.count = new Uint16Array(terms);
  }
}

export function keep(kept: Kept, term: number, from: number, to: number): void {
  const count = kept.count[term] ?? 0;
  if (count === mostPlaces) return;
  kept.count[term] = count + 1;
  if (count === 0) kept.terms.push(term);
  if (kept.length === kept.last.length) {
    kept.last = new Uint32Array(chunkLength);
    kept.chunks.push(kept.last);
    kept.length = 0;
  }
  const { last, length } = kept;
  last[length] = ((to - from) << termBits) | term;
  last[length + 1] = from;
  kept.length = length + 2;
}

/** Puts a chunk's places behind those of their terms that are there already: `next`. */
export function sort(chunk: Uint32Array, next: Uint32Array, { from, lengths }: Places): void {
  for (let i = 0; i < chunk.length; i += 2) {
    const code = chunk[i] ?? 0;
    const term = code & (mostCells - 1);
    const place = next[term] ?? 0;
    next[term] = place + 1;
    from[place] = chunk[i + 1] ?? 0;
    lengths[place] = code >>> termBits;
  }
}
