// Finds every term of the rules in a text, a piece at a time.
//
// Almost every place is turned away by one look into a filter (filters.ts). What gets by is followed through the trie.
// Terms of one character are in nobody's way: that such a character occurs is written down for all characters at once,
// and their places are looked up only when a rule needs them.
//
// Spaces and invisible characters between two characters are passed over, unless both are letters or digits; and a
// term does not begin or end within a word of letters or a number. docs/words.md says why.

import { pairSlot, wordSlot } from "./filters.ts";
import { isWithinWord, lastLatin, letters, space } from "./folding.ts";
import { type Phrases, waySlot } from "./phrases.ts";
import { longestTerm } from "./rule-facts.ts";
import { blockNodes, blockShift, childMask, childrenOf, endsHere, isTerm } from "./trie.ts";

/** Where a text's terms stand, in order: those of a term from `starts[term]` on, `count[term]` of them. */
export interface Places {
  readonly starts: Uint32Array;
  readonly count: Uint16Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Of a term that occurs more often than that, the later places are not kept. */
export const mostPlaces = 2048;
/** So many spaces may stand between two characters of a term. */
const widestGap = 4;
/** Fewer children are found soon enough one by one. */
const manyChildren = 6;
/** Classes of so many code units are looked up at once, and of so many more that a term from among them can reach. */
const piece = 8192;
const reach = longestTerm * (1 + widestGap);

export class Scan {
  readonly text: string;
  readonly #phrases: Phrases;
  #at = 0;
  /** the classes of a piece of the text; 0 behind its end */
  readonly #codes = new Uint16Array(piece + reach);
  /** by class: whether such a character occurs, a letter or digit at the beginning of a word or number */
  readonly #seen = new Uint8Array(0x10000);
  /** by term: how many of its places are kept */
  readonly #count: Uint16Array;
  /** the terms of two characters or more that were found, in order of their first places */
  readonly #terms: number[] = [];
  /** three numbers a place: term, from, to */
  #kept = new Uint32Array(3072);
  #length = 0;
  /** how the text before the next piece ends: within a word or number, or 0 */
  #before = 0;

  constructor(phrases: Phrases, text: string) {
    this.#phrases = phrases;
    this.text = text;
    this.#count = new Uint16Array(phrases.trie.labels.length);
  }

  /** Reads some 8,000 code units on. Returns whether the text has been read to its end. */
  read(): boolean {
    const from = this.#at;
    const end = Math.min(from + piece, this.text.length);
    this.#lookUp(from, Math.min(end + reach, this.text.length));
    this.#scan(from, end - from);
    this.#at = end;
    return end === this.text.length;
  }

  /**
   * All terms that were found; of those of one character the ones that may be: a letter or digit that begins a word
   * need not be all of it.
   */
  terms(): number[] {
    const { trie } = this.#phrases;
    const singles: number[] = [];
    const seconds = childrenOf(trie, 1);
    for (let node = 1; node < seconds; node++) {
      if (isTerm(trie, node) && this.#seen[trie.labels[node] ?? 0] === 1) singles.push(node);
    }
    return [...this.#terms, ...singles];
  }

  /** How often a term of two characters or more was found. */
  countOf(term: number): number {
    return this.#count[term] ?? 0;
  }

  /** Notes the places of those of the terms that have one character, piece by piece. */
  *placeSingles(terms: Iterable<number>): Generator<void, void> {
    const { classes, trie } = this.#phrases;
    const { text } = this;
    const seconds = childrenOf(trie, 1);
    const termOf = new Uint32Array(0x10000);
    let isNone = true;
    for (const term of terms) {
      if (term >= seconds) continue;
      termOf[trie.labels[term] ?? 0] = term;
      isNone = false;
    }
    if (isNone) return;
    let before = 0;
    let single = classes[text.charCodeAt(0)] ?? 0;
    for (let at = 0; at < text.length; at++) {
      const after = at + 1 < text.length ? (classes[text.charCodeAt(at + 1)] ?? 0) : 0;
      const term = termOf[single] ?? 0;
      if (term !== 0 && !isWithinWord(before, single) && !isWithinWord(single, after)) this.#keep(term, at, at + 1);
      before = single;
      single = after;
      if ((at + 1) % (4 * piece) === 0) yield;
    }
  }

  /** The places by term; `terms` are those that were found, each once. */
  places(terms: Iterable<number>): Places {
    const kept = this.#kept;
    const starts = new Uint32Array(this.#count.length);
    let next = 0;
    for (const term of terms) {
      starts[term] = next;
      next += this.#count[term] ?? 0;
    }
    const [from, to] = [new Uint32Array(next), new Uint32Array(next)];
    const free = starts.slice();
    for (let i = 0; i < this.#length; i += 3) {
      const term = kept[i] ?? 0;
      const place = free[term] ?? 0;
      free[term] = place + 1;
      from[place] = kept[i + 1] ?? 0;
      to[place] = kept[i + 2] ?? 0;
    }
    return { starts, count: this.#count, from, to };
  }

  #lookUp(from: number, to: number): void {
    const { text } = this;
    const { classes } = this.#phrases;
    const codes = this.#codes;
    for (let at = from; at < to; at++) codes[at - from] = classes[text.charCodeAt(at)] ?? 0;
    codes.fill(0, to - from);
  }

  /** Looks at the first `length` code units of the piece that begins at `start`. */
  #scan(start: number, length: number): void {
    const { pairs, words } = this.#phrases.filters;
    const [pairMask, wordMask] = [pairs.length - 1, 8 * words.length - 1];
    const codes = this.#codes;
    const seen = this.#seen;
    let at = 0;
    if (this.#before !== 0 && isWithinWord(this.#before, codes[0] ?? 0)) at = endOfRun(codes, 0);
    while (at < length) {
      const first = codes[at] ?? 0;
      if (first > space) {
        seen[first] = 1;
        const bits = pairs[pairSlot(first, codes[at + 1] ?? 0, pairMask)] ?? 0;
        if (((bits >>> ((codes[at + 2] ?? 0) & 7)) & 1) !== 0) this.#follow(at, start);
        at++;
      } else if (first === 0 || first === space) {
        at++;
      } else {
        seen[first] = 1;
        const end = endOfRun(codes, at);
        const four = first | ((codes[at + 1] ?? 0) << 6) | ((codes[at + 2] ?? 0) << 12) | ((codes[at + 3] ?? 0) << 18);
        const bit = wordSlot(four & (lengthMasks[end - at] ?? 0xffffff), end - at, wordMask);
        if ((((words[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) !== 0) this.#follow(at, start);
        at = end;
      }
    }
    this.#before = codes[length - 1] ?? 0;
  }

  /** Follows the trie from a place of the piece on, and keeps the terms that stand there. */
  #follow(from: number, start: number): void {
    const codes = this.#codes;
    const { first, trie, ways } = this.#phrases;
    const { labels, children, isOpen } = trie;
    let last = codes[from] ?? 0;
    let node = first[last] ?? 0;
    for (let at = from + 1; node !== 0; at++) {
      let next = codes[at] ?? 0;
      if (next === space) {
        const gap = at;
        while (next === space && at - gap < widestGap) next = codes[++at] ?? 0;
        if (last <= lastLatin && next <= lastLatin) return;
      }
      let low = (children[node] ?? 0) & childMask;
      const end = (children[node + 1] ?? 0) & childMask;
      if (low >= end) return;
      const lastBlock = (end - 1) >>> blockShift;
      if (isOpen[low >>> blockShift] !== 1 || isOpen[lastBlock] !== 1 || end - low > blockNodes) trie.open(low, end);
      if (end - low > manyChildren) {
        const slot = waySlot(node, next);
        const likely = ways[slot] ?? 0;
        if (likely >= low && likely < end && labels[likely] === next) low = likely;
        else ways[slot] = low = search(labels, next, low, end);
      } else {
        while (low < end && (labels[low] ?? 0) < next) low++;
      }
      if (low >= end || labels[low] !== next) return;
      node = low;
      last = next;
      if ((children[node] ?? 0) < endsHere) continue;
      if (last > lastLatin || !isWithinWord(last, codes[at + 1] ?? 0)) this.#keep(node, start + from, start + at + 1);
    }
  }

  #keep(term: number, from: number, to: number): void {
    const count = this.#count[term] ?? 0;
    if (count === mostPlaces) return;
    this.#count[term] = count + 1;
    if (count === 0) this.#terms.push(term);
    const length = this.#length;
    if (length === this.#kept.length) {
      const grown = new Uint32Array(length * 2);
      grown.set(this.#kept);
      this.#kept = grown;
    }
    this.#kept[length] = term;
    this.#kept[length + 1] = from;
    this.#kept[length + 2] = to;
    this.#length = length + 3;
  }
}

/** What of the first four characters belongs to a word of that length. */
const lengthMasks = [0, 0x3f, 0xfff, 0x3ffff];

/** Where the word or number that a letter or digit belongs to ends. */
function endOfRun(codes: Uint16Array, from: number): number {
  const isWord = (codes[from] ?? 0) <= letters;
  const [base, count] = isWord ? [1, letters] : [1 + letters, lastLatin - letters];
  let at = from + 1;
  while (((codes[at] ?? 0) - base) >>> 0 < count) at++;
  return at;
}

/** The first label that is not below the wanted one. */
function search(labels: Uint16Array, wanted: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((labels[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
