// What a scan looks at first: two small tables that turn almost every place of a text away.
//
// `pairs` is for terms that begin with anything but a letter or digit: by the first two characters it has a byte with
// a bit for the third, by the lowest three bits of its class. `words` is for the others: a term does not begin or end
// within a word or number, so the word that it begins with stands whole in the text; by its first four characters and
// its length it has a bit. Both may let a place through without reason, and never turn one away where a term stands.

import { isWithinWord, lastLatin, space } from "./folding.ts";
import { childrenOf, isTerm, type Nodes } from "./trie.ts";

export interface Filters {
  readonly pairs: Uint8Array;
  readonly words: Uint8Array;
}

/** For the rules as they are 2^18 slots of pairs and 2^19 bits of words; half as many let through 1.2 times as many places. */
export function filterSizes(nodes: number): { readonly pairs: number; readonly words: number } {
  const slots = 2 ** Math.ceil(Math.log2(nodes + 32));
  return { pairs: Math.min(slots, 1 << 20), words: Math.min(slots >>> 2, 1 << 16) };
}

/** `mask`: the slots less one. */
export function pairSlot(first: number, second: number, mask: number): number {
  return (Math.imul(first, 0x9e35) + second) & mask;
}

/**
 * The bit of a word or number; `begin` has 6 bits for each of its first four characters, 0 where it is shorter. `mask`:
 * the bits less one.
 */
export function wordSlot(begin: number, length: number, mask: number): number {
  return ((Math.imul(begin, 0x9e3779b1) ^ Math.imul(length, 0x85ebca6b)) >>> 13) & mask;
}

export function fillFilters(trie: Nodes): Filters {
  const { labels } = trie;
  const sizes = filterSizes(labels.length);
  const filters: Filters = { pairs: new Uint8Array(sizes.pairs), words: new Uint8Array(sizes.words) };
  const { pairs } = filters;
  const seconds = childrenOf(trie, 1);
  for (let one = 1; one < seconds; one++) {
    const first = labels[one] ?? 0;
    const [begin, end] = [childrenOf(trie, one), childrenOf(trie, one + 1)];
    if (first <= lastLatin) {
      markWords(trie, filters.words, one, first, 1);
      continue;
    }
    for (let two = begin; two < end; two++) {
      const [from, to] = [childrenOf(trie, two), childrenOf(trie, two + 1)];
      let bits = isTerm(trie, two) ? 0xff : 1 << (space & 7);
      for (let three = from; three < to; three++) bits |= 1 << ((labels[three] ?? 0) & 7);
      const slot = pairSlot(first, labels[two] ?? 0, pairs.length - 1);
      pairs[slot] = (pairs[slot] ?? 0) | bits;
    }
    if (end > begin) pairs[pairSlot(first, space, pairs.length - 1)] = 0xff;
  }
  return filters;
}

/** Marks the words that terms below a node begin with; `begin` has the first characters of those up to it. */
function markWords(trie: Nodes, words: Uint8Array, node: number, begin: number, length: number): void {
  const { labels } = trie;
  const last = labels[node] ?? 0;
  let isWhole = length > 1 && isTerm(trie, node);
  const end = childrenOf(trie, node + 1);
  for (let child = childrenOf(trie, node); child < end; child++) {
    const label = labels[child] ?? 0;
    if (isWithinWord(last, label)) {
      markWords(trie, words, child, length < 4 ? begin | (label << (6 * length)) : begin, length + 1);
    } else {
      isWhole = true;
    }
  }
  if (!isWhole) return;
  const bit = wordSlot(begin, length, 8 * words.length - 1);
  words[bit >>> 3] = (words[bit >>> 3] ?? 0) | (1 << (bit & 7));
}
