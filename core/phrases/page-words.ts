// What is told of a page: each found rule once, in the strongest part of the page, and the weak ones apart.

import type { RuleHit } from "./find-rules.ts";
import { type Effect, type Platform, platforms } from "./rule-facts.ts";

/** The parts of a page, the strongest first; `scattered` is the text too, with the terms far apart. */
export const parts = ["title", "headline", "text", "scattered"] as const;
export type Part = (typeof parts)[number];

/** What a content script read of a page, or a selection as its text. */
export interface PageText {
  readonly title: string;
  readonly headline: string;
  readonly text: string;
  /** the page has more text than was read */
  readonly isCut: boolean;
}

export type FoundWords = readonly { readonly part: Part; readonly hits: readonly RuleHit[] }[];

/** Where a search was censored, how, and on which days that was found. */
export interface Censored {
  readonly platform: Platform;
  readonly effect: Effect;
  /** the first and the last known day; `null` where none is known */
  readonly found: readonly [first: string, last: string] | null;
}

/** So many code units between terms fit into one search; further apart they only share a text. */
const widestSearch = 40;

export function arrange(title: RuleHit[], headline: RuleHit[], text: RuleHit[]): FoundWords {
  const told = new Set<string>();
  const isNear = (hit: RuleHit): boolean => hit.stretch - sizeOf(hit) <= widestSearch;
  const groups: readonly [Part, readonly RuleHit[]][] = [
    ["title", title.filter(isNear)],
    ["headline", headline.filter(isNear)],
    ["text", text.filter(isNear)],
    ["scattered", text.filter((hit) => !isNear(hit))],
  ];
  return groups.flatMap(([part, all]) => {
    const hits = all.filter((hit) => !told.has(keyOf(hit)));
    for (const hit of hits) told.add(keyOf(hit));
    return hits.length === 0 ? [] : [{ part, hits: hits.toSorted(byWeight) }];
  });
}

/** A line for each platform and effect, in the order of platforms. */
export function censoredBy({ rules }: RuleHit): Censored[] {
  const all = rules.flatMap(({ sightings }) => sightings);
  const groups = Map.groupBy(all, ({ platform, effect }) => `${platforms.indexOf(platform)} ${effect}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, sightings]) => {
      const [one] = sightings;
      const days = sightings.flatMap(({ found }) => found ?? []).sort();
      const [first, last] = [days[0], days.at(-1)];
      const found = first === undefined || last === undefined ? null : ([first, last] as const);
      return one ? [{ platform: one.platform, effect: one.effect, found }] : [];
    });
}

/** How many of the rules are each platform's, the most first. */
export function countByPlatform(found: FoundWords): readonly (readonly [Platform, number])[] {
  const counts = new Map<Platform, number>();
  for (const hit of found.flatMap(({ hits }) => hits)) {
    for (const platform of new Set(censoredBy(hit).map((each) => each.platform))) {
      counts.set(platform, (counts.get(platform) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Whether at least one rule writes all its terms as the text does. */
export function isAsWritten({ rules }: RuleHit): boolean {
  return rules.some((rule) => rule.isAsWritten);
}

/** Longer terms say more than a single character, which stands in many texts. */
function byWeight(a: RuleHit, b: RuleHit): number {
  return sizeOf(b) - sizeOf(a) || a.stretch - b.stretch;
}

function sizeOf({ terms }: RuleHit): number {
  return terms.reduce((sum, { text }) => sum + text.length, 0);
}

function keyOf({ rules }: RuleHit): string {
  return rules.map(({ terms }) => terms.join("\t")).join("\n");
}
