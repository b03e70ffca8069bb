// GFWList's part of data/: from its whole history, or from what a newer version of it changes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  decodeText,
  FactError,
  formatRules,
  formatStories,
  readRules,
  readSource,
  type RuleFact,
} from "../../core/fact-files.ts";
import { type Gfwlist, GfwlistError, readGfwlist } from "../../core/gfwlist-text.ts";
import { isDay, isHeldOn, joinIntervals } from "../../core/intervals.ts";
import { updateRules } from "../../core/rule-history.ts";
import { tellStories } from "../../core/stories.ts";
import type { Day } from "../../core/verdict.ts";
import { type Compiled, Refused } from "./compiled.ts";
import { type Downloads, systemCode } from "./downloads.ts";

/** The last day is the latest that the history mentions, or that of a newer version which changes nothing. */
export function compileHistory(downloads: Downloads): Compiled {
  const history = downloads.read("gfwlist-history.tsv", readRules);
  const rules = history.map((each) => ({ ...each, intervals: joinIntervals(each.intervals) }));
  const last = latestDay(history);
  const newest = downloads.newest("gfwlist");
  if (newest === undefined || newest.day <= last || rules.length === 0) return compileRules(rules, last);
  const listed = downloads.read(newest.name, (text, path) => readListed(new TextEncoder().encode(text), path).rules);
  const { added, ended } = updateRules(rules, listed, newest.day);
  if (listed.length > 0 && added.length + ended.length > 0) {
    const reason = "is newer than the history and differs from it: compile without it, then apply it with --gfwlist";
    downloads.note(new FactError(newest.name, 1, reason));
  }
  return compileRules(rules, newest.day);
}

/** Extends the committed list by what a version that was published on a later day changes. */
export function extendHistory(data: string, file: string, on: Day, force: boolean): Compiled {
  if (!isDay(on)) throw new Refused(`--on ${on}: is not a day`);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  if (on > tomorrow) throw new Refused(`--on ${on}: is in the future`);
  try {
    const [rulesPath, sourcePath] = [join(data, "gfwlist/rules.tsv"), join(data, "gfwlist/source.json")];
    const rules = readRules(decodeText(readFileSync(rulesPath), rulesPath), rulesPath);
    const { asOf } = readSource(decodeText(readFileSync(sourcePath), sourcePath), sourcePath);
    if (on < asOf) throw new Refused(`--on ${on}: the list is of ${asOf} already; going back is not possible`);
    const { rules: listed, modified } = readListed(readFileSync(file), file);
    const update = updateRules(rules, listed, on);
    const live = rules.filter(({ intervals }) => isHeldOn(intervals, on)).length;
    if (update.ended.length * 2 > live && !force) {
      throw new Refused(`${file}: would end ${update.ended.length} of ${live} rules; --force if that is right`);
    }
    const counts = `${update.added.length} added, ${update.ended.length} ended, ${update.moved.length} moved`;
    const compiled = compileRules(update.rules, on);
    return { ...compiled, summary: `${counts}; modified ${modified ?? "at no stated time"}; ${compiled.summary}` };
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error instanceof FactError) throw new Refused(error.message);
    throw new Refused(`${error instanceof Error ? error.message : ""} (${systemCode(error)})`);
  }
}

function readListed(bytes: Uint8Array, path: string): Gfwlist {
  try {
    return readGfwlist(bytes);
  } catch (error) {
    if (error instanceof GfwlistError) throw new FactError(path, error.line, error.reason);
    throw error;
  }
}

function compileRules(rules: readonly RuleFact[], asOf: Day): Compiled {
  const stories = tellStories(rules);
  const live = rules.filter(({ intervals }) => isHeldOn(intervals, asOf)).length;
  return {
    id: "gfwlist",
    files: new Map([
      ["rules.tsv", formatRules(rules)],
      ["stories.tsv", formatStories(stories)],
    ]),
    dates: { from: earliestDay(rules), asOf },
    summary: `${rules.length} rules, ${live} of them live on ${asOf}, ${stories.length} stories`,
  };
}

function earliestDay(rules: readonly RuleFact[]): Day {
  return (
    rules
      .flatMap(({ intervals }) => intervals.map(([from]) => from))
      .toSorted()
      .at(0) ?? ""
  );
}

function latestDay(rules: readonly RuleFact[]): Day {
  return (
    rules
      .flatMap(({ intervals }) => intervals.map(([from, to]) => to ?? from))
      .toSorted()
      .at(-1) ?? ""
  );
}
