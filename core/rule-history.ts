// What a newer version of the list changes in the history of its rules.

import type { RuleFact } from "./fact-files.ts";
import type { ListedRule } from "./gfwlist-text.ts";
import { joinIntervals } from "./intervals.ts";
import type { Day } from "./verdict.ts";

export interface Update {
  readonly rules: readonly RuleFact[];
  readonly added: readonly string[];
  readonly ended: readonly string[];
  /** live before and after, under another section */
  readonly moved: readonly string[];
}

/** `on` is the day of the newer version and not before any day of the history. */
export function updateRules(rules: readonly RuleFact[], listed: readonly ListedRule[], on: Day): Update {
  const facts = new Map(rules.map((fact) => [fact.rule, fact]));
  // a rule that stands in the list twice belongs to the later section
  const sections = new Map(listed.map(({ rule, section }) => [rule, section]));
  const [added, ended, moved]: [string[], string[], string[]] = [[], [], []];
  for (const [rule, section] of sections) {
    const fact = facts.get(rule);
    if (fact === undefined || !isOpen(fact)) {
      added.push(rule);
      facts.set(rule, { rule, section, intervals: joinIntervals([...(fact?.intervals ?? []), [on, null]]) });
    } else if (fact.section !== section) {
      moved.push(rule);
      facts.set(rule, { ...fact, section });
    }
  }
  for (const fact of rules) {
    if (!isOpen(fact) || sections.has(fact.rule)) continue;
    ended.push(fact.rule);
    const intervals = fact.intervals.map(([from, to]) => [from, to ?? on] as const);
    facts.set(fact.rule, { ...fact, intervals: joinIntervals(intervals) });
  }
  return { rules: [...facts.values()], added, ended, moved };
}

function isOpen({ intervals }: RuleFact): boolean {
  return intervals.at(-1)?.[1] === null;
}
