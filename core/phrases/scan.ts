// Finds every term of the rules in a text, a piece at a time.
//
// The text is turned into classes of characters first; at most places two looks into the trie settle that no term begins
// there, and from the others it is followed. Terms of one character, but for letters and digits, are in nobody's way: that such a character
// occurs is written down for all characters at once, and their places are looked up only when a rule needs them.
//
// Spaces and invisible characters between two characters are passed over, unless both are letters or digits; and a
// term does not begin or end within a word of letters or a number. docs/words.md says why.

import { firstOther, lastLatin, space } from "./folding.ts";
import { classMask, kinds, type Matcher } from "./matcher.ts";
import { alsoEnds, blockCells, ends, isLeaf, labelOf, valueOf } from "./trie.ts";

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
/** Code units that are looked at between two pauses, or places that are put in order. */
export const piece = 4096;

/** Reads a text to its end; the caller may pause between any two steps. */
export function* findTerms(matcher: Matcher, text: string): Generator<void, Scan> {
  const scan = new Scan(matcher, text);
  for (let at = 0; at < text.length; at += piece) {
    scan.look(at, Math.min(at + piece, text.length));
    yield;
  }
  for (let from = 0; from < scan.likely; from += piece) {
    scan.follow(from, Math.min(from + piece, scan.likely));
    yield;
  }
  return scan;
}

/** A text, and what was found in it so far. */
export class Scan {
  readonly text: string;
  /** at how many places a term may begin, as far as was looked */
  likely = 0;
  readonly #matcher: Matcher;
  /** the classes of the text's code units, with its kind where one goes on a word or number; behind its end a 0 */
  readonly #codes: Uint16Array;
  /** these places */
  readonly #places: Uint32Array;
  /** by class: whether such a character occurs, if it is no letter or digit */
  readonly #seen = new Uint8Array(blockCells);
  readonly #kept: Kept;

  constructor(matcher: Matcher, text: string) {
    this.text = text;
    this.#matcher = matcher;
    this.#codes = new Uint16Array(text.length + 1);
    this.#places = new Uint32Array(text.length + 1);
    this.#kept = new Kept(matcher.terms);
  }

  /** Looks at the characters from one place to another, each with the one behind it. */
  look(from: number, to: number): void {
    const { text } = this;
    const { classes, cells } = this.#matcher;
    const codes = this.#codes;
    const seen = this.#seen;
    const places = this.#places;
    let count = this.likely;
    let before = from === 0 ? 0 : (classes[text.charCodeAt(from - 1)] ?? 0);
    let own = classes[text.charCodeAt(from)] ?? 0;
    // no branches: whether a place is likely cannot be foreseen, and each wrong guess costs more than the whole look
    for (let at = from; at < to; at++) {
      const after = at + 1 < text.length ? (classes[text.charCodeAt(at + 1)] ?? 0) : 0;
      const first = own & classMask;
      const second = after & classMask;
      const goesOn = own & before & kinds;
      const cell = cells[first] ?? 0;
      codes[at] = first | goesOn;
      seen[first] = 1;
      // 0 where a word does not go on, the character begins terms, and the next one fits, unless that is a space, or this
      // a letter or digit, of which one alone may be a term
      const isLatin = (first - lastLatin - 1) >>> 31;
      const other = labelOf(cells[valueOf(cell) ^ second] ?? 0) ^ second;
      const unlikely = goesOn | (labelOf(cell) ^ first) | Math.imul(other, (second ^ space) & (isLatin - 1));
      places[count] = at;
      count += ((unlikely | -unlikely) >>> 31) ^ 1;
      before = own;
      own = after;
    }
    this.likely = count;
  }

  /** Follows the trie from so many of the likely places on; all of the text has been looked at. */
  follow(from: number, to: number): void {
    const { cells } = this.#matcher;
    for (let i = from; i < to; i++) follow(cells, this.#codes, this.#places[i] ?? 0, this.#kept);
  }

  /** All terms that were found. */
  terms(): number[] {
    const seen = [...this.#singles()].filter(([label]) => this.#seen[label] === 1);
    return [...this.#kept.terms, ...seen.map(([, term]) => term)];
  }

  /** How many places of a term were noted. */
  countOf(term: number): number {
    return this.#kept.count[term] ?? 0;
  }

  /** Notes the places of those of the terms that have one character, piece by piece. */
  *placeSingles(wanted: ReadonlySet<number>): Generator<void, void> {
    const codes = this.#codes;
    /** by class: the term, plus 1 */
    const termOf = new Uint32Array(blockCells);
    for (const [label, term] of this.#singles()) if (wanted.has(term)) termOf[label] = term + 1;
    const end = this.text.length;
    for (let from = 0; from < end; from += piece) {
      const to = Math.min(from + piece, end);
      for (let at = from; at < to; at++) {
        const term = termOf[codes[at] ?? 0] ?? 0;
        if (term !== 0) keep(this.#kept, term - 1, at, at + 1);
      }
      yield;
    }
  }

  /** The places by term; `terms` are those that were found, each once. */
  *places(terms: Iterable<number>): Generator<void, Places> {
    const { count, length } = this.#kept;
    const starts = new Uint32Array(count.length);
    let all = 0;
    for (const term of terms) {
      starts[term] = all;
      all += count[term] ?? 0;
    }
    const [from, to] = [new Uint32Array(all), new Uint32Array(all)];
    const next = starts.slice();
    for (let at = 0; at < length; at += 3 * piece) {
      sort(this.#kept, at, Math.min(at + 3 * piece, length), next, from, to);
      yield;
    }
    return { starts, count, from, to };
  }

  /** The terms of one character that is no letter or digit, by its class. */
  *#singles(): Generator<readonly [label: number, term: number], void> {
    const { cells } = this.#matcher;
    for (let label = firstOther; label < ends; label++) {
      const cell = cells[label] ?? 0;
      if (labelOf(cell) !== label) continue;
      if (isLeaf(cell)) yield [label, valueOf(cell)];
      else if (alsoEnds(cell)) yield [label, valueOf(cells[valueOf(cell) ^ ends] ?? 0)];
    }
  }
}

/** Terms of two characters or more and their places, and what else was asked for. */
class Kept {
  /** in order of their first places */
  readonly terms: number[] = [];
  /** by term: how many of its places are kept */
  readonly count: Uint16Array;
  /** three numbers a place: term, from, to */
  places = new Uint32Array(3072);
  length = 0;

  constructor(terms: number) {
    this.count = new Uint16Array(terms);
  }
}

function keep(kept: Kept, term: number, from: number, to: number): void {
  const count = kept.count[term] ?? 0;
  if (count === mostPlaces) return;
  kept.count[term] = count + 1;
  if (count === 0) kept.terms.push(term);
  const { length } = kept;
  if (length === kept.places.length) {
    const grown = new Uint32Array(length * 2);
    grown.set(kept.places);
    kept.places = grown;
  }
  const { places } = kept;
  places[length] = term;
  places[length + 1] = from;
  places[length + 2] = to;
  kept.length = length + 3;
}

/** Puts places where those of their terms begin. */
function sort(kept: Kept, begin: number, end: number, next: Uint32Array, from: Uint32Array, to: Uint32Array): void {
  const { places } = kept;
  for (let i = begin; i < end; i += 3) {
    const term = places[i] ?? 0;
    const place = next[term] ?? 0;
    next[term] = place + 1;
    from[place] = places[i + 1] ?? 0;
    to[place] = places[i + 2] ?? 0;
  }
}

/** Follows the trie from a place on, and keeps the terms that stand there, but for a single character (`seen`). */
function follow(cells: Uint32Array, codes: Uint16Array, from: number, kept: Kept): void {
  const first = codes[from] ?? 0;
  let cell = cells[first] ?? 0;
  for (let at = from + 1; at < codes.length; at++) {
    let next = codes[at] ?? 0;
    if (next <= classMask && (isLeaf(cell) || alsoEnds(cell)) && (at > from + 1 || first <= lastLatin))
      keep(kept, valueOf(isLeaf(cell) ? cell : (cells[valueOf(cell) ^ ends] ?? 0)), from, at);
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
