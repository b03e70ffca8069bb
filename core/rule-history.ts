// What a newer version of the list changes in the history of its rules.

import type { RuleFact } from "./fact-files.ts";
import type { ListedRule } from "./gfwlist-text.ts";
import { joinIntervals } from "./intervals.ts";
import { finish } from "./slices.ts";
import type { Day } from "./verdict.ts";

const sliceRules = 1024;

export interface Update {
  readonly rules: readonly RuleFact[];
  readonly added: readonly string[];
  readonly ended: readonly string[];
  /** live before and after, under another section */
  readonly moved: readonly string[];
}

/** `on` is the day of the newer version and not before any day of the history. */
export function updateRules(rules: readonly RuleFact[], listed: readonly ListedRule[], on: Day): Update {
  return finish(updatingRules(rules, listed, on));
}

/** `updateRules` in slices. */
export function* updatingRules(
  rules: readonly RuleFact[],
  listed: readonly ListedRule[],
  on: Day,
): Generator<void, Update> {
  const facts = new Map<string, RuleFact>();
  for (const [i, fact] of rules.entries()) {
    if (i % sliceRules === 0) yield;
    facts.set(fact.rule, fact);
  }
  // a rule that stands in the list twice belongs to the later section
  const sections = new Map(listed.map(({ rule, section }) => [rule, section]));
  yield;
  const [added, ended, moved]: [string[], string[], string[]] = [[], [], []];
  let steps = 0;
  for (const [rule, section] of sections) {
    if (steps++ % sliceRules === 0) yield;
    const fact = facts.get(rule);
    if (fact === undefined || !isOpen(fact)) {
      added.push(rule);
      facts.set(rule, { rule, section, intervals: joinIntervals([...(fact?.intervals ?? []), [on, null]]) });
    } else if (fact.section !== section) {
      moved.push(rule);
      facts.set(rule, { ...fact, section });
    }
  }
  for (const [i, fact] of rules.entries()) {
    if (i % sliceRules === 0) yield;
    if (!isOpen(fact) || sections.has(fact.rule)) continue;
    ended.push(fact.rule);
    const intervals = fact.intervals.map(([from, to]) => [from, to ?? on] as const);
    facts.set(fact.rule, { ...fact, intervals: joinIntervals(intervals) });
  }
  return { rules: [...facts.values()], added, ended, moved };
}

/** Whether the newest version of the list holds it. */
export function isOpen({ intervals }: RuleFact): boolean {
  return intervals.at(-1)?.[1] === null;
}
