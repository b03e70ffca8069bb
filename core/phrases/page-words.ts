// What is told of a page: each found rule once, in the strongest part of the page, and the weak ones apart.

import type { RuleHit } from "./find-rules.ts";
import { type Effect, effects, type Platform, platforms } from "./rule-facts.ts";

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

export interface FoundWords {
  /** those in which something was found */
  readonly parts: readonly { readonly part: Part; readonly hits: readonly RuleHit[] }[];
  /** where terms stand close together in the text, from and to by turns */
  readonly places: readonly number[];
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

export function arrange(title: RuleHit[], headline: RuleHit[], text: RuleHit[]): FoundWords {
  const told = new Set<string>();
  const isNear = (hit: RuleHit): boolean => hit.stretch - sizeOf(hit) <= widestSearch;
  const groups: readonly [Part, readonly RuleHit[]][] = [
    ["title", title.filter(isNear)],
    ["headline", headline.filter(isNear)],
    ["text", text.filter(isNear)],
    ["scattered", text.filter((hit) => !isNear(hit))],
  ];
  const parts = groups.flatMap(([part, all]) => {
    const hits = all.filter((hit) => !told.has(keyOf(hit)));
    for (const hit of hits) told.add(keyOf(hit));
    return hits.length === 0 ? [] : [{ part, hits: hits.toSorted(byWeight) }];
  });
  // a single character stands in too many texts to be marked in each
  const marked = text.filter((hit) => isNear(hit) && sizeOf(hit) > 1);
  return { parts, places: marked.flatMap(({ terms }) => terms.flatMap(({ place }) => place)) };
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

/** How many of the rules are each platform's, the most first. */
export function countByPlatform({ parts }: FoundWords): readonly (readonly [Platform, number])[] {
  const counts = new Map<Platform, number>();
  for (const { rules } of parts.flatMap(({ hits }) => hits)) {
    for (const platform of new Set(rules.flatMap(({ sightings }) => sightings.map((each) => each.platform)))) {
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
