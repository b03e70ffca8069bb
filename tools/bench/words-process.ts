// One finder of suppressed words alone in a process: it is asked for its answer once, and then timed round by round.

import { readFileSync } from "node:fs";
import { foldUnit } from "../../core/phrases/folding.ts";
import { openMatcher } from "../../core/phrases/matcher.ts";
import { readPhrases } from "../../core/phrases/rule-facts.ts";
import { openRules } from "../../core/phrases/rules.ts";
import { type Pack, readPack } from "../../core/pack.ts";
import { readScriptPairs } from "../script-pairs.ts";
import { openFinder } from "./words-finders.ts";
import { Judge } from "./words-judge.ts";

export interface WordsTask {
  readonly name: string;
  /** files: the packs, the facts, and the text in UTF-16 or Latin-1 */
  readonly terms: string;
  readonly rules: string;
  readonly facts: string;
  readonly text: string;
  readonly encoding: "utf16le" | "latin1";
  /** as many characters of the text, if not all */
  readonly length?: number;
}

export type WordsReply =
  | {
      readonly kind: "ready";
      readonly task: "places" | "rules";
      readonly isPeer: boolean;
      readonly length: number;
      readonly answer: readonly string[];
      /** milliseconds of the longest slice of a first search, in which nothing has run before */
      readonly longestSlice?: number;
    }
  /** milliseconds a million characters */
  | { readonly kind: "round"; readonly ms: number };

const roundMs = 200;
/** As in services/phrases.ts. */
const sliceMs = 10;
const task = JSON.parse(process.argv[2] ?? "{}") as WordsTask;
const open = (file: string): Pack => readPack(new Uint8Array(readFileSync(file)), file);

const pairs = readScriptPairs();
const folded = Uint16Array.from({ length: 0x10000 }, (_, unit) => foldUnit(unit, pairs));

function fold(text: string): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < units.length; i++) units[i] = folded[text.charCodeAt(i)] ?? 0;
  return Buffer.from(units.buffer).toString("utf16le");
}

const finder = await openFinder(task.name, {
  matcher: openMatcher(open(task.terms)),
  rules: openRules(open(task.rules)),
  judge: () => new Judge(readPhrases(readFileSync(task.facts, "utf8"), task.facts), fold),
  fold,
});
const read = readFileSync(task.text)
  .toString(task.encoding)
  .slice(0, task.length ?? finder.length);
const isFolded = finder.isPeer && finder.task === "places";
const text = isFolded ? fold(read) : Buffer.from(read, task.encoding).toString(task.encoding);

const longestSlice = finder.steps && longestOf(finder.steps(text));
reply({
  kind: "ready",
  task: finder.task,
  isPeer: finder.isPeer,
  length: text.length,
  answer: finder.answer(finder.find(text), text),
  ...(longestSlice !== undefined && { longestSlice }),
});

process.on("message", () => {
  let count = 0;
  const started = performance.now();
  let now = started;
  while (now - started < roundMs) {
    finder.find(text);
    count++;
    now = performance.now();
  }
  reply({ kind: "round", ms: ((now - started) / count) * (1e6 / text.length) });
});

/** Does the work in slices as the extension does; their length in the processor's time, without what else it does. */
function longestOf(work: Generator<void, unknown>): number {
  let longest = 0;
  for (let isDone = false; !isDone;) {
    const started = processorMs();
    while (!isDone && processorMs() < started + sliceMs) isDone = work.next().done === true;
    longest = Math.max(longest, processorMs() - started);
  }
  return longest;
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function reply(answer: WordsReply): void {
  process.send?.(answer);
}
