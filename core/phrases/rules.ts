// The rules of an opened pack: which terms, where seen, and which rules to look at when a term was found.

import { DamagedBytes } from "../bytes.ts";
import { isoDay } from "../days.ts";
import type { Pack } from "../pack.ts";
import { readColumns } from "./columns.ts";
import { effects, mostTerms, origins, platforms, type Sighting } from "./rule-facts.ts";

/** Rules, groups, terms and writings go by number (columns.ts). */
export interface Rules {
  readonly count: number;
  readonly groups: Groups;
  /** a group's rules: from the first to before the second */
  rulesOf(group: number): readonly [from: number, to: number];
  /** a rule's terms as it writes them */
  writingsOf(rule: number): readonly number[];
  termOf(writing: number): number;
  textOf(writing: number): string;
  sightingsOf(rule: number): Sighting[];
  /** a bit for each platform on which a rule of the group was seen, by its place in `platforms` */
  platformsOf(group: number): number;
}

export interface Groups {
  /** by term: the first of the groups of which it is the rarest; one more at the end */
  readonly anchors: Uint32Array;
  /** by group: where its terms begin in `members`; one more at the end */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
}

/** Throws `DamagedBytes`. */
export function openRules(pack: Pack): Rules {
  const columns = readColumns(pack);
  const what = `the pack ${pack.source.id}, phrases`;
  const [anchors, starts] = [startsOf(columns.anchored), startsOf(columns.sizes)];
  const [rules, refs, sightings] = [startsOf(columns.orders), startsOf(columns.shapes), startsOf(columns.seen)];
  const [writings, texts] = [startsOf(columns.writings), startsOf(columns.lengths)];
  const isWhole =
    anchors.at(-1) === columns.sizes.length &&
    columns.sizes.every((size) => size > 0 && size <= mostTerms) &&
    starts.at(-1) === columns.members.length &&
    columns.orders.length === columns.sizes.length &&
    rules.at(-1) === columns.shapes.length &&
    columns.shapes.length === columns.seen.length &&
    refs.at(-1) === columns.refs.length &&
    sightings.at(-1) === columns.sightings.length &&
    writings.at(-1) === columns.lengths.length &&
    texts.at(-1) === columns.text.length;
  if (!isWhole) throw new DamagedBytes(what, 0, "its rules are not whole");
  return {
    count: columns.shapes.length,
    groups: { anchors, starts, members: columns.members },
    rulesOf: (group) => [rules[group] ?? 0, rules[group + 1] ?? 0],
    writingsOf: (rule) => [...columns.refs.subarray(refs[rule], refs[rule + 1])],
    termOf: (writing) => lastUpTo(writings, writing),
    textOf: (writing) => String.fromCharCode(...columns.text.subarray(texts[writing], texts[writing + 1])),
    sightingsOf(rule) {
      const codes = columns.sightings.subarray(sightings[rule], sightings[rule + 1]);
      return Array.from(codes, (code) => sightingOf(code, columns.days, what));
    },
    platformsOf(group) {
      const end = sightings[rules[group + 1] ?? 0] ?? 0;
      let bits = 0;
      for (let i = sightings[rules[group] ?? 0] ?? 0; i < end; i++) bits |= 1 << ((columns.sightings[i] ?? 0) & 7);
      return bits;
    },
  };
}

/** Where each of so many begins, and where the last one ends. */
function startsOf(counts: Uint8Array | Uint16Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0, sum = 0; i < counts.length; i++) starts[i + 1] = sum += counts[i] ?? 0;
  return starts;
}

/** The place of the last that begins at `wanted` or before. */
function lastUpTo(starts: Uint32Array, wanted: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sightingOf(code: number, days: Uint16Array, what: string): Sighting {
  const [platform, effect] = [platforms[code & 7], effects[(code >>> 3) & 1]];
  const [origin, day] = [origins[(code >>> 4) & 3], days[code >>> 6]];
  if (platform === undefined || effect === undefined || origin === undefined || day === undefined) {
    throw new DamagedBytes(what, 0, `no sighting has the code ${code}`);
  }
  return { platform, effect, found: day === 0 ? null : isoDay(day), origin };
}
