// Reads and writes the rules by which platforms censor searches: which terms together, where, with what effect.

import { formatTable, quote, readTable, type Reading } from "../fact-lines.ts";
import { isDay, Malformed } from "../intervals.ts";
import type { Day } from "../verdict.ts";

/** In the order of their codes in packs. */
export const platforms = ["baidu", "baidu_zhidao", "bilibili", "bing", "douyin", "jingdong", "sogou", "weibo"] as const;
export type Platform = (typeof platforms)[number];

/** `total`: a search had no results; `partial`: results from approved sources alone. */
export const effects = ["total", "partial"] as const;
export type Effect = (typeof effects)[number];

/** The part of the measurement: its first report, the names of people that it tried, or the tests that went on. */
export const origins = ["rules", "people", "ongoing"] as const;
export type Origin = (typeof origins)[number];

/** Where and when a rule was seen at work. */
export interface Sighting {
  readonly platform: Platform;
  readonly effect: Effect;
  /** `null` where the day is not known */
  readonly found: Day | null;
  readonly origin: Origin;
}

export interface PhraseFact extends Sighting {
  /** all of them in one search; in the order as published */
  readonly terms: readonly string[];
}

export const mostTerms = 15;
/** In UTF-16 units, of which a character takes one or two. */
export const longestTerm = 64;

const header = "rule\tplatform\teffect\tfound\torigin";
const between = " + ";

export function readPhrases(text: string, path: string, reading: Reading = {}): PhraseFact[] {
  return readTable(text, path, header, 3, reading, ([rule = "", platform, effect, found = "", origin]) => {
    if (found !== "" && !isDay(found)) throw new Malformed(`${quote(found)} is not a day`);
    return {
      terms: parseRule(rule),
      platform: oneOf(platforms, platform, "a platform"),
      effect: oneOf(effects, effect, "an effect"),
      found: found === "" ? null : found,
      origin: oneOf(origins, origin, "an origin"),
    };
  });
}

export function formatPhrases(facts: readonly PhraseFact[]): string {
  return formatTable(
    header,
    facts.map(({ terms, platform, effect, found, origin }) => [
      terms.join(between),
      platform,
      effect,
      found ?? "",
      origin,
    ]),
  );
}

/** Throws `Malformed`. */
function parseRule(rule: string): string[] {
  const terms = rule.split(between);
  if (terms.length > mostTerms) throw new Malformed(`${terms.length} terms; at most ${mostTerms}`);
  for (const term of terms) {
    if (term.trim() !== term || term === "") throw new Malformed("a term is empty or padded");
    if (term.length > longestTerm) throw new Malformed(`${quote(term)} is longer than ${longestTerm}`);
    if (/[\s\p{Cs}]/u.test(term)) throw new Malformed(`${quote(term)} holds a space or half a character`);
  }
  return terms;
}

function oneOf<const Value extends string>(values: readonly Value[], text: string | undefined, what: string): Value {
  const value = values.find((each) => each === text);
  if (value === undefined) throw new Malformed(`${quote(text)} is not ${what}`);
  return value;
}
