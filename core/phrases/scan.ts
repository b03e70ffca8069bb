// Finds every term of the rules in a text, a piece at a time.
//
// Within a word or number no term begins. At most other places two looks into the trie settle that none begins there, and
// from the rest it is followed. Terms of one character, but for letters and digits, are in nobody's way: such characters
// are counted, and their places are looked up only when a rule needs them.
//
// Spaces and invisible characters between two characters are passed over, unless both are letters or digits; and a
// term does not begin or end within a word of letters or a number. docs/words.md says why.
//
// Little is written down: to touch memory for the first time can cost as much as the search.

import { firstOther, lastLatin, space } from "./folding.ts";
import { classMask, kinds, type Matcher } from "./matcher.ts";
import { keep, Kept, mostPlaces, type Places, sort } from "./places.ts";
import { alsoEnds, blockCells, ends, isLeaf, labelOf, valueOf } from "./trie.ts";

/** So many spaces may stand between two characters of a term. */
const widestGap = 4;
/** Code units that are looked at between two pauses. */
export const piece = 4096;

/** Reads a text to its end; the caller may pause between any two steps. */
export function* findTerms(matcher: Matcher, text: string): Generator<void, Scan> {
  const scan = new Scan(matcher, text);
  while (scan.at < text.length + piece) {
    scan.look();
    yield;
    scan.follow();
    yield;
  }
  return scan;
}

/** A text, and what was found in it so far. */
export class Scan {
  readonly text: string;
  /** where the next piece begins; of the one after the text's end too, in which nothing is */
  at = 0;
  readonly #matcher: Matcher;
  /** the classes of two pieces' code units, each with its kind where it goes on a word or number; behind the end 0 */
  readonly #codes = new Uint16Array(2 * piece + 1);
  /** where in the piece a term may begin */
  #likely = new Uint32Array(piece);
  #count = 0;
  /** the same of the piece before */
  #earlier = new Uint32Array(piece);
  #earlierCount = 0;
  /** by class: how often such a character occurs, if it is no letter or digit */
  readonly #seen = new Uint32Array(blockCells);
  readonly #kept: Kept;

  constructor(matcher: Matcher, text: string) {
    this.text = text;
    this.#matcher = matcher;
    this.#kept = new Kept(matcher.terms);
  }

  /** Looks at the next piece's characters, each with the one behind it. */
  look(): void {
    [this.#likely, this.#earlier] = [this.#earlier, this.#likely];
    this.#earlierCount = this.#count;
    const { text } = this;
    const { classes, cells } = this.#matcher;
    const [seen, likely] = [this.#seen, this.#likely];
    const codes = this.#codes.copyWithin(0, piece).subarray(piece);
    const from = this.at;
    const length = Math.max(0, Math.min(piece, text.length - from));
    for (let i = 0; i < length; i++) codes[i] = classes[text.charCodeAt(from + i)] ?? 0;
    codes[length] = from + length < text.length ? (classes[text.charCodeAt(from + length)] ?? 0) : 0;
    let count = 0;
    let before = from === 0 ? 0 : (classes[text.charCodeAt(from - 1)] ?? 0);
    for (let i = 0; i < length; i++) {
      const own = codes[i] ?? 0;
      const first = own & classMask;
      const goesOn = own & before & kinds;
      codes[i] = first | goesOn;
      before = own;
      if (goesOn !== 0) continue;
      // no more branches: whether a place is likely cannot be foreseen, and each wrong guess costs more than the look
      const second = (codes[i + 1] ?? 0) & classMask;
      const cell = cells[first] ?? 0;
      seen[first] = (seen[first] ?? 0) + 1;
      // 0 where the character begins terms, and the next one fits, unless that is a space, or this a letter or digit, of
      // which one alone may be a term
      const isLatin = (first - lastLatin - 1) >>> 31;
      const other = labelOf(cells[valueOf(cell) ^ second] ?? 0) ^ second;
      const unlikely = (labelOf(cell) ^ first) | Math.imul(other, (second ^ space) & (isLatin - 1));
      likely[count] = i;
      count += ((unlikely | -unlikely) >>> 31) ^ 1;
    }
    this.#count = count;
    this.at = from + piece;
  }

  /** Follows the trie from where a term may begin in the piece before the one that was looked at. */
  follow(): void {
    const begin = this.at - 2 * piece;
    const end = Math.min(2 * piece, this.text.length - begin);
    for (let i = 0; i < this.#earlierCount; i++)
      follow(this.#matcher.cells, this.#codes, end, this.#earlier[i] ?? 0, begin, this.#kept);
  }

  /** All terms that were found. */
  terms(): number[] {
    const terms = this.#kept.terms.slice();
    for (let label = firstOther; label < ends; label++) {
      const term = (this.#seen[label] ?? 0) > 0 ? singleOf(this.#matcher.cells, label) : -1;
      if (term >= 0) terms.push(term);
    }
    return terms;
  }

  /** How many places of a term were noted: none of those of one character. */
  countOf(term: number): number {
    return this.#kept.count[term] ?? 0;
  }

  /** The places of those of the terms that were noted, and of `singles`, which have one character. In small steps. */
  *places(terms: readonly number[], singles: ReadonlySet<number>): Generator<void, Places> {
    const { count, chunks, length } = this.#kept;
    const starts = new Uint32Array(count.length);
    const labels: number[] = [];
    for (let label = firstOther; label < ends && labels.length < singles.size; label++) {
      const term = singleOf(this.#matcher.cells, label);
      if (!singles.has(term)) continue;
      labels.push(label);
      count[term] = Math.min(this.#seen[label] ?? 0, mostPlaces);
    }
    let all = 0;
    for (const term of terms) {
      starts[term] = all;
      // behind those of one character there is room for one that is not kept
      all += (count[term] ?? 0) + (singles.has(term) ? 1 : 0);
    }
    const places = { starts, count, from: new Uint32Array(all + 1), lengths: new Uint16Array(all) };
    const next = starts.slice();
    for (const [i, chunk] of chunks.entries()) {
      sort(i + 1 < chunks.length ? chunk : chunk.subarray(0, length), next, places);
      yield;
    }
    if (labels.length > 0) yield* this.#placeSingles(labels, places);
    return places;
  }

  *#placeSingles(labels: readonly number[], { starts, count, from, lengths }: Places): Generator<void, void> {
    const { classes, cells } = this.#matcher;
    /** by class: where its next place is put, and where no more are; all others lie upon one another at the end */
    const next = new Uint32Array(blockCells).fill(from.length - 1);
    const last = next.slice();
    for (const label of labels) {
      const term = singleOf(cells, label);
      const start = starts[term] ?? 0;
      next[label] = start;
      last[label] = start + (count[term] ?? 0);
      lengths.fill(1, start, last[label]);
    }
    const { text } = this;
    for (let begin = 0; begin < text.length; begin += piece) {
      const end = Math.min(begin + piece, text.length);
      for (let at = begin; at < end; at++) {
        const label = (classes[text.charCodeAt(at)] ?? 0) & classMask;
        const place = next[label] ?? 0;
        from[place] = at;
        next[label] = place + ((place - (last[label] ?? 0)) >>> 31);
      }
      yield;
    }
  }
}

/** The term that is one character of that class, but for letters and digits; -1: none is. */
function singleOf(cells: Uint32Array, label: number): number {
  const cell = cells[label] ?? 0;
  if (labelOf(cell) !== label) return -1;
  if (isLeaf(cell)) return valueOf(cell);
  return alsoEnds(cell) ? valueOf(cells[valueOf(cell) ^ ends] ?? 0) : -1;
}

/** Follows the trie from a place on, and keeps the terms that stand there, but for a single character (`seen`). */
function follow(cells: Uint32Array, codes: Uint16Array, end: number, from: number, begin: number, kept: Kept): void {
  const first = codes[from] ?? 0;
  let cell = cells[first] ?? 0;
  for (let at = from + 1; at <= end; at++) {
    let next = codes[at] ?? 0;
    if (next <= classMask && (isLeaf(cell) || alsoEnds(cell)) && (at > from + 1 || first <= lastLatin))
      keep(kept, valueOf(isLeaf(cell) ? cell : (cells[valueOf(cell) ^ ends] ?? 0)), begin + from, begin + at);
    if (isLeaf(cell)) return;
    if (next === space) {
      const last = (codes[at - 1] ?? 0) & classMask;
      const gap = at;
      while (next === space && at - gap < widestGap) next = codes[++at] ?? 0;
      if (last <= lastLatin && (next & classMask) <= lastLatin) return;
    }
    next &= classMask;
    cell = cells[valueOf(cell) ^ next] ?? 0;
    if (labelOf(cell) !== next) return;
  }
}
