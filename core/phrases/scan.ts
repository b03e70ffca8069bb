// Finds every term of the rules in a text, a piece at a time.
//
// The text is turned into classes of characters first. At almost every place one or two looks into the trie settle that
// no term begins there. Terms of one character, but for letters and digits, are in nobody's way: that such a character
// occurs is written down for all characters at once, and their places are looked up only when a rule needs them.
//
// Spaces and invisible characters between two characters are passed over, unless both are letters or digits; and a
// term does not begin or end within a word of letters or a number. docs/words.md says why.

import { firstOther, isWithinWord, lastLatin, letters, space } from "./folding.ts";
import type { Matcher } from "./matcher.ts";
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
export const piece = 16_384;

/** Reads a text to its end; the caller may pause between any two steps. */
export function* findTerms(matcher: Matcher, text: string): Generator<void, Scan> {
  const scan = new Scan(matcher, text);
  for (let at = 0; at < text.length; at += piece) {
    scan.lookUp(at, Math.min(at + piece, text.length));
    yield;
  }
  for (let at = 0; at < text.length; yield) at = scan.read(at, Math.min(at + piece, text.length));
  return scan;
}

/** A text, and what was found in it so far. */
export class Scan {
  readonly text: string;
  readonly #matcher: Matcher;
  /** the classes of the text's code units, and a 0 behind its end */
  readonly #codes: Uint16Array;
  /** by class: whether such a character occurs, if it is no letter or digit */
  readonly #seen = new Uint8Array(blockCells);
  readonly #kept: Kept;

  constructor(matcher: Matcher, text: string) {
    this.text = text;
    this.#matcher = matcher;
    this.#codes = new Uint16Array(text.length + 1);
    this.#kept = new Kept(matcher.terms);
  }

  lookUp(from: number, to: number): void {
    const { text } = this;
    const { classes } = this.#matcher;
    const codes = this.#codes;
    for (let at = from; at < to; at++) codes[at] = classes[text.charCodeAt(at)] ?? 0;
  }

  /** Looks for terms that begin from one place to another; all of the text has been looked up. Returns where to go on. */
  read(from: number, to: number): number {
    const { cells } = this.#matcher;
    const codes = this.#codes;
    const seen = this.#seen;
    const kept = this.#kept;
    let at = from;
    while (at < to) {
      const first = codes[at] ?? 0;
      if (first > space) {
        seen[first] = 1;
        const second = codes[at + 1] ?? 0;
        const cell = cells[first] ?? 0;
        if (labelOf(cell) === first && (second === space || labelOf(cells[valueOf(cell) ^ second] ?? 0) === second))
          follow(cells, codes, at, kept);
        at++;
      } else if (first === 0 || first === space) {
        at++;
      } else {
        at = readRun(cells, codes, at, kept);
      }
    }
    return at;
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

/** Looks for terms that begin with the word or number that begins there. Returns where it ends. */
function readRun(cells: Uint32Array, codes: Uint16Array, from: number, kept: Kept): number {
  const first = codes[from] ?? 0;
  const lowest = first <= letters ? 1 : 1 + letters;
  const count = first <= letters ? letters : lastLatin - letters;
  let at = from;
  let next = first;
  let base = 0;
  for (;;) {
    const cell = cells[base ^ next] ?? 0;
    if (labelOf(cell) !== next) break;
    base = valueOf(cell);
    next = codes[++at] ?? 0;
    if ((next - lowest) >>> 0 < count) continue;
    follow(cells, codes, from, kept);
    return at;
  }
  do at++;
  while (((codes[at] ?? 0) - lowest) >>> 0 < count);
  return at;
}

/** Follows the trie from a place on, and keeps the terms that stand there, but for a single character (`seen`). */
function follow(cells: Uint32Array, codes: Uint16Array, from: number, kept: Kept): void {
  let last = codes[from] ?? 0;
  let cell = cells[last] ?? 0;
  if (labelOf(cell) !== last) return;
  for (let at = from + 1; at < codes.length; at++) {
    const isEnd = isLeaf(cell);
    const base = valueOf(cell);
    if ((isEnd || alsoEnds(cell)) && (last <= lastLatin ? !isWithinWord(last, codes[at] ?? 0) : at > from + 1))
      keep(kept, isEnd ? base : valueOf(cells[base ^ ends] ?? 0), from, at);
    if (isEnd) return;
    let next = codes[at] ?? 0;
    if (next === space) {
      const gap = at;
      while (next === space && at - gap < widestGap) next = codes[++at] ?? 0;
      if (last <= lastLatin && next <= lastLatin) return;
    }
    cell = cells[base ^ next] ?? 0;
    if (labelOf(cell) !== next) return;
    last = next;
  }
}
