// What is told of a page: each found rule once, in the strongest part of the page, and the weak ones apart.

import type { RuleHit, RuleHits } from "./find-rules.ts";
import { type Effect, effects, type Platform, platforms } from "./rule-facts.ts";

/** The parts of a page, the strongest first; `scattered` is the text too, with the terms far apart. */
export const allParts = ["title", "headline", "text", "scattered"] as const;
export type Part = (typeof allParts)[number];

/** What a content script read of a page, or a selection as its text. */
export interface PageText {
  readonly title: string;
  readonly headline: string;
  readonly text: string;
  /** the page has more text than was read */
  readonly isCut: boolean;
}

/** What a tab answers. */
export interface PageReading extends PageText {
  /** the same as long as the text is: places of one text are not to be marked in another */
  readonly reading: number;
}

export interface FoundWords {
  /** those in which something was found */
  readonly parts: readonly FoundPart[];
  /** how many of the rules are each platform's, the most first */
  readonly platforms: readonly (readonly [Platform, number])[];
  /** where terms stand nearest together in the text, and a rule's only term anywhere: from and to by turns, in order */
  readonly places: readonly number[];
}

export interface FoundPart {
  readonly part: Part;
  readonly count: number;
  /** the weightiest, so many */
  readonly hits: (most: number) => readonly RuleHit[];
}

/** Where a search was censored in one way, and on which days that was found. */
export interface Censored {
  readonly effect: Effect;
  readonly on: readonly {
    readonly platform: Platform;
    /** the first and the last known day; `null` where none is known */
    readonly found: readonly [first: string, last: string] | null;
  }[];
}

/** So many code units between terms fit into one search; further apart they only share a text. */
const widestSearch = 40;

/** A page is not marked in more places. */
const mostMarked = 2000;
const hitsAtOnce = 1024;

/** The texts' hits, if they have any. In small steps; the caller may pause between any two. */
export function* arrange(
  title: RuleHits | undefined,
  headline: RuleHits | undefined,
  text: RuleHits | undefined,
): Generator<void, FoundWords> {
  const told = new Set<number>();
  const counts = platforms.map(() => 0);
  const near: number[] = [];
  const parts: FoundPart[] = [];
  const searched = { title, headline, text, scattered: text };
  for (const part of allParts) {
    const hits = searched[part];
    if (!hits) continue;
    const own: number[] = [];
    for (let hit = 0; hit < hits.count; hit++) {
      if ((hit + 1) % hitsAtOnce === 0) yield;
      if (isNear(hits, hit) === (part === "scattered")) continue;
      if (part === "text") near.push(hit);
      const group = hits.groups[hit] ?? 0;
      if (told.has(group)) continue;
      told.add(group);
      own.push(hit);
      const bits = hits.platformsOf(hit);
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + ((bits >>> i) & 1);
    }
    if (own.length > 0) parts.push(foundIn(part, hits, own));
  }
  yield;
  return {
    parts,
    platforms: platforms
      .map((platform, i) => [platform, counts[i] ?? 0] as const)
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a),
    places: text ? yield* markedIn(text, near) : [],
  };
}

/** Longer terms say more than a single character, which stands in many texts; then the nearer ones. */
function foundIn(part: Part, hits: RuleHits, own: readonly number[]): FoundPart {
  let ranked: Uint32Array | undefined;
  return {
    part,
    count: own.length,
    hits(most) {
      ranked ??= rank(own, (hit) => rankOf(-sizeOf(hits, hit), hits.stretches[hit] ?? 0));
      return Array.from(ranked.subarray(0, most), (hit) => hits.tell(hit));
    },
  };
}

/**
 * The nearest first, then where else their terms stand by themselves; places that overlap or touch are one spot. A single
 * character stands in too many texts to be marked in each.
 */
function* markedIn(hits: RuleHits, near: readonly number[]): Generator<void, number[]> {
  const marked = near.filter((hit) => sizeOf(hits, hit) > 1);
  const ranked = rank(marked, (hit) => rankOf(gapOf(hits, hit), -sizeOf(hits, hit)));
  /** the longest place that begins there */
  const ends = new Map<number, number>();
  for (const placesOf of [(hit: number) => hits.placesOf(hit), (hit: number) => hits.furtherPlacesOf(hit)]) {
    let work = 0;
    for (const hit of ranked) {
      if (ends.size >= mostMarked) break;
      for (const [from, to] of placesOf(hit)) ends.set(from, Math.max(to, ends.get(from) ?? 0));
      if (++work % hitsAtOnce === 0) yield;
    }
  }
  const spots: number[] = [];
  for (const [from, to] of [...ends].slice(0, mostMarked).sort(([a], [b]) => a - b)) {
    const end = spots.at(-1) ?? -1;
    if (from > end) spots.push(from, to);
    else if (to > end) spots[spots.length - 1] = to;
  }
  return spots;
}

const [rankRange, mostHits] = [2 ** 15, 2 ** 20];

/** One number for two that weigh, the first more, each within 15 bits. */
function rankOf(first: number, second: number): number {
  const within = (value: number): number => Math.max(-rankRange, Math.min(rankRange - 1, value)) + rankRange;
  return within(first) * 2 * rankRange + within(second);
}

/** Hits by their ranks, the lowest first, as numbers, which are sorted much faster than anything else. */
function rank(hits: readonly number[], rankOf: (hit: number) => number): Uint32Array {
  const sorted = Float64Array.from(hits, (hit) => rankOf(hit) * mostHits + hit).sort();
  return Uint32Array.from(sorted, (key) => key % mostHits);
}

function isNear(hits: RuleHits, hit: number): boolean {
  return gapOf(hits, hit) <= widestSearch;
}

/** What the stretch has beyond the terms lies between them. */
function gapOf(hits: RuleHits, hit: number): number {
  return (hits.stretches[hit] ?? 0) - sizeOf(hits, hit);
}

function sizeOf(hits: RuleHits, hit: number): number {
  return hits.sizes[hit] ?? 0;
}

/** By effect and platform, in the order in which they are declared. */
export function censoredBy({ rules }: RuleHit): Censored[] {
  const all = rules.flatMap(({ sightings }) => sightings);
  return effects.flatMap((effect) => {
    const on = platforms.flatMap((platform) => {
      const seen = all.filter((each) => each.effect === effect && each.platform === platform);
      const days = seen.flatMap(({ found }) => found ?? []).sort();
      const [first, last] = [days[0], days.at(-1)];
      const found = first === undefined || last === undefined ? null : ([first, last] as const);
      return seen.length === 0 ? [] : [{ platform, found }];
    });
    return on.length === 0 ? [] : [{ effect, on }];
  });
}

/** Whether at least one rule writes all its terms as the text does. */
export function isAsWritten({ rules }: RuleHit): boolean {
  return rules.some((rule) => rule.isAsWritten);
}
