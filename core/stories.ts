// Joins the rules that cover one host into its story: what the list has said of the host, and when.

import { ExpressionError } from "./expression.ts";
import type { RuleFact, Says, StoryFact } from "./fact-files.ts";
import { bridgeSlips, joinIntervals } from "./intervals.ts";
import { parseRule, wholeHost } from "./rule.ts";
import type { Day, Interval } from "./verdict.ts";

/**
 * Whether a section of GFWList holds services that turn visitors from China away by themselves.
 * The list named it `Restricted` (2013), `Restricted & URL Redirects`, `403 Forbidden & URL Redirects` (2016),
 * then `403/451...`. `Content Farm(fake 500 error)` is none of these: it stands under "Frauds & Scams".
 */
export function isRefusalSection(section: string): boolean {
  return /^(?:403|451|restricted)\b/i.test(section);
}

/** What a rule of the list says of whatever it matches. */
export function saysOf(rule: string, section: string): Says {
  if (rule.startsWith("@@")) return "works";
  return isRefusalSection(section) ? "refuses" : "blocks";
}

/** Fewer rules than this leave the list on an ordinary day. */
const manyRules = 50;

/** The days on which many rules left the list at once, a clean-up, and how many. */
export function cleanUpsOf(rules: readonly RuleFact[]): Map<Day, number> {
  const ends = new Map<Day, number>();
  for (const { intervals } of rules) {
    for (const [, to] of intervals) if (to !== null) ends.set(to, (ends.get(to) ?? 0) + 1);
  }
  return new Map([...ends].filter(([, gone]) => gone >= manyRules).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * One story for each host and meaning. Intervals are joined where they overlap or touch on a day, so that a rewrite
 * (`.nytimes.com` to 2026-02-09, `||nytimes.com` from 2012-11-11) does not end a story, and over a clean-up's slip
 * (`bridgeSlips`); every other gap stays one.
 */
export function tellStories(rules: readonly RuleFact[]): StoryFact[] {
  const told = new Map<string, { host: string; says: Says; intervals: Interval[]; rules: number }>();
  for (const { rule, section, intervals } of rules) {
    const host = hostOf(rule);
    if (host === undefined) continue;
    const says = saysOf(rule, section);
    const key = `${host}\t${says}`;
    const story = told.get(key) ?? { host, says, intervals: [], rules: 0 };
    story.intervals.push(...intervals);
    story.rules++;
    told.set(key, story);
  }
  const cleanUps = cleanUpsOf(rules);
  for (const story of told.values()) {
    story.intervals = bridgeSlips(joinIntervals(story.intervals), (day) => cleanUps.has(day));
  }
  return [...told.values()];
}

function hostOf(rule: string): string | undefined {
  try {
    return wholeHost(parseRule(rule));
  } catch (error) {
    // an expression outside our grammar names no host
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
