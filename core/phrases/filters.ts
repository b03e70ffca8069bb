// What a scan looks at first: two small tables that turn almost every place of a text away.
//
// `pairs` is for terms that begin with anything but a letter or digit: by the first two characters it has a byte with
// a bit for the third, by the lowest three bits of its class. `words` is for the others: a term does not begin or end
// within a word or number, so the word that it begins with stands whole in the text; by its first four characters and
// its length it has a bit. Both may let a place through without reason, and never turn one away where a term stands.
//
// `ways` shortens the search in the trie: where a node has many children, it leads by a child's label to that child,
// or to another that shares its slot.

import { isWithinWord, lastLatin, space } from "./folding.ts";
import { childrenOf, isTerm, type Trie } from "./phrases.ts";

export interface Filters {
  readonly pairs: Uint8Array;
  readonly words: Uint8Array;
  readonly ways: Uint32Array;
}

/** Half as many slots let through 1.2 times as many places of Chinese text. */
const pairSlots = 1 << 18;
const wordSlots = 1 << 19;
const waySlots = 1 << 18;
/** Fewer children are found soon enough. */
export const manyChildren = 6;

export function pairSlot(first: number, second: number): number {
  return (Math.imul(first, 0x9e35) + second) & (pairSlots - 1);
}

export function waySlot(node: number, label: number): number {
  return (Math.imul(node, 0x9e35) + label) & (waySlots - 1);
}

/** The bit of a word or number; `begin` has 6 bits for each of its first four characters, 0 where it is shorter. */
export function wordSlot(begin: number, length: number): number {
  return (Math.imul(begin, 0x9e3779b1) ^ Math.imul(length, 0x85ebca6b)) >>> 13;
}

export function fillFilters(trie: Trie): Filters {
  const { labels } = trie;
  const filters: Filters = {
    pairs: new Uint8Array(pairSlots),
    words: new Uint8Array(wordSlots >>> 3),
    ways: new Uint32Array(waySlots),
  };
  const { pairs, ways } = filters;
  const seconds = childrenOf(trie, 1);
  for (let one = 1; one < seconds; one++) {
    const first = labels[one] ?? 0;
    const [begin, end] = [childrenOf(trie, one), childrenOf(trie, one + 1)];
    if (first <= lastLatin) {
      markWords(trie, filters.words, one, first, 1);
      continue;
    }
    for (let two = begin; two < end; two++) {
      const second = labels[two] ?? 0;
      ways[waySlot(one, second)] = two;
      const [from, to] = [childrenOf(trie, two), childrenOf(trie, two + 1)];
      let bits = isTerm(trie, two) ? 0xff : 1 << (space & 7);
      for (let three = from; three < to; three++) {
        const label = labels[three] ?? 0;
        bits |= 1 << (label & 7);
        if (to - from > manyChildren) ways[waySlot(two, label)] = three;
      }
      const slot = pairSlot(first, second);
      pairs[slot] = (pairs[slot] ?? 0) | bits;
    }
    if (end > begin) pairs[pairSlot(first, space)] = 0xff;
  }
  return filters;
}

/** Marks the words that terms below a node begin with; `begin` has the first characters of those up to it. */
function markWords(trie: Trie, words: Uint8Array, node: number, begin: number, length: number): void {
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
  const bit = wordSlot(begin, length);
  words[bit >>> 3] = (words[bit >>> 3] ?? 0) | (1 << (bit & 7));
}
