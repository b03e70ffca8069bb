// The rules of an opened pack: which terms, where seen, and which rules to look at when a term was found.
//
// Rules of the same terms, whatever their order and their way of writing, lie one behind the other: a group.

import { DamagedBytes } from "../bytes.ts";
import { isoDay } from "../days.ts";
import { effects, origins, platforms, type Sighting } from "./rule-facts.ts";
import { type Columns, type OpenTable, otherTerms } from "./table.ts";
import { childrenOf, isTerm, type Trie } from "./trie.ts";

/** Rules, groups and writings (a term as rules write it) go by number, terms by their node. */
export interface Rules {
  readonly count: number;
  readonly groups: Groups;
  /** a rule's terms as it writes them */
  writingsOf(rule: number): number[];
  termOf(writing: number): number;
  textOf(writing: number): string;
  sightingsOf(rule: number): Sighting[];
  /** a bit for each platform on which a rule of the group was seen, by its place in `platforms` */
  platformsOf(group: number): number;
}

export interface Groups {
  /** by node: the first of the groups of which a term is the rarest, and how many there are */
  readonly first: Uint32Array;
  readonly count: Uint32Array;
  /** by group: the first of its rules; one more at the end */
  readonly rules: Uint32Array;
  /** by group: where its terms begin in `terms`; one more at the end */
  readonly starts: Uint32Array;
  /** each group's terms, ascending */
  readonly terms: Uint32Array;
}

export function layOutRules(table: OpenTable, trie: Trie): Rules {
  const { fail } = table;
  const columns = table.columns();
  const refs = startsOf(columns.shapes, otherTerms - 1);
  const sightings = startsOf(columns.seen);
  const count = columns.shapes.length;
  if (columns.refsLow.length !== columns.refsHigh.length) fail("columns differ in length");
  if (columns.seen.length !== count || refs[count] !== columns.refsLow.length) fail("its rules are not whole");
  if (sightings[count] !== columns.sightings.length) fail("its rules are not whole");
  const { texts, termOf, nodes } = layOutTerms(columns, trie, fail);
  const writingAt = (ref: number): number => {
    const writing = (columns.refsLow[ref] ?? 0) + 0x10000 * (columns.refsHigh[ref] ?? 0);
    return writing < termOf.length ? writing : fail("a rule names a term that is not there");
  };
  const groups = layOutGroups(columns, trie.labels.length, nodes, refs, (ref) => termOf[writingAt(ref)] ?? 0);
  if (groups.rules.at(-1) !== count) fail("its rules are not whole");
  return {
    count,
    groups,
    writingsOf(rule) {
      const from = refs[rule] ?? 0;
      return Array.from({ length: (refs[rule + 1] ?? 0) - from }, (_, i) => writingAt(from + i));
    },
    termOf: (writing) => termOf[writing] ?? 0,
    textOf: (writing) => String.fromCharCode(...columns.text.subarray(texts[writing], texts[writing + 1])),
    sightingsOf(rule) {
      const codes = columns.sightings.subarray(sightings[rule], sightings[rule + 1]);
      return Array.from(codes, (code) => sightingOf(code, columns.days));
    },
    platformsOf(group) {
      const end = sightings[groups.rules[group + 1] ?? 0] ?? 0;
      let bits = 0;
      for (let i = sightings[groups.rules[group] ?? 0] ?? 0; i < end; i++)
        bits |= 1 << ((columns.sightings[i] ?? 0) & 7);
      return bits;
    },
  };
}

/** By writing: where its text begins, and its term; and the nodes of the terms in order. */
function layOutTerms(columns: Columns, trie: Trie, fail: (reason: string) => never) {
  const all = columns.writings.reduce((sum, writings) => sum + writings, 0);
  const texts = new Uint32Array(all + 1);
  const termOf = new Uint32Array(all);
  const nodes = new Uint32Array(columns.writings.length);
  trie.open(0, trie.labels.length);
  let [writing, rank, depth, level, at] = [0, 0, 0, 1, 0];
  for (let node = 0; node < trie.labels.length; node++) {
    if (node === level) {
      depth++;
      level = childrenOf(trie, node);
    }
    if (!isTerm(trie, node)) continue;
    for (let more = columns.writings[rank] ?? 0; more > 0; more--) {
      termOf[writing++] = node;
      texts[writing] = at += depth;
    }
    nodes[rank++] = node;
  }
  if (rank !== nodes.length || at !== columns.text.length) fail("its terms are not whole");
  return { texts, termOf, nodes };
}

function layOutGroups(
  { anchored, shapes }: Columns,
  allNodes: number,
  nodes: Uint32Array,
  refs: Uint32Array,
  termAt: (ref: number) => number,
): Groups {
  const first = new Uint32Array(allNodes);
  const count = new Uint32Array(allNodes);
  const rules = new Uint32Array(shapes.length + 1);
  const starts = new Uint32Array(shapes.length + 1);
  const terms = new Uint32Array(refs.at(-1) ?? 0);
  let [rule, group, length] = [0, 0, 0];
  for (let rank = 0; rank < nodes.length; rank++) {
    const node = nodes[rank] ?? 0;
    first[node] = group;
    for (const end = Math.min(rule + (anchored[rank] ?? 0), shapes.length); rule < end; rule++) {
      if ((shapes[rule] ?? 0) < otherTerms) continue;
      const from = length;
      const last = refs[rule + 1] ?? 0;
      for (let ref = refs[rule] ?? 0; ref < last; ref++) length = insert(terms, from, length, termAt(ref));
      rules[group++] = rule;
      starts[group] = length;
    }
    count[node] = group - (first[node] ?? 0);
  }
  rules[group] = rule;
  return { first, count, rules: rules.subarray(0, group + 1), starts, terms };
}

/** Puts a number among those in order from `from` to `to`, unless it is there. Returns the new end. */
function insert(numbers: Uint32Array, from: number, to: number, number: number): number {
  let at = to;
  while (at > from && (numbers[at - 1] ?? 0) > number) at--;
  if (at > from && numbers[at - 1] === number) return to;
  numbers.copyWithin(at + 1, at, to);
  numbers[at] = number;
  return to + 1;
}

/** Where each of so many begins, and where the last one ends. */
function startsOf(counts: Uint8Array, mask = 0xff): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0, sum = 0; i < counts.length; i++) starts[i + 1] = sum += (counts[i] ?? 0) & mask;
  return starts;
}

function sightingOf(code: number, days: Uint16Array): Sighting {
  const [platform, effect] = [platforms[code & 7], effects[(code >>> 3) & 1]];
  const [origin, day] = [origins[(code >>> 4) & 3], days[code >>> 6]];
  if (platform === undefined || effect === undefined || origin === undefined || day === undefined) {
    throw new DamagedBytes("the pack of rules", 0, `no sighting has the code ${code}`);
  }
  return { platform, effect, found: day === 0 ? null : isoDay(day), origin };
}
