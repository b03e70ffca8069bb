// One finder of suppressed words alone in a process: it is asked for its hits once, and then timed round by round.

import { readFileSync } from "node:fs";
import { foldUnit } from "../../core/phrases/folding.ts";
import { openPhrases } from "../../core/phrases/phrases.ts";
import { readPack } from "../../core/pack.ts";
import { readScriptPairs } from "../script-pairs.ts";
import { finders } from "./words-finders.ts";

export interface WordsTask {
  readonly name: string;
  /** files: the pack, the folded terms by line, and the text in UTF-16 or Latin-1 */
  readonly pack: string;
  readonly terms: string;
  readonly text: string;
  readonly encoding: "utf16le" | "latin1";
}

export type WordsReply =
  | { readonly kind: "ready"; readonly isPeer: boolean; readonly hits: readonly (readonly [string, number])[] | null }
  /** milliseconds a million characters */
  | { readonly kind: "round"; readonly ms: number };

const roundMs = 200;
const task = JSON.parse(process.argv[2] ?? "{}") as WordsTask;
const pairs = readScriptPairs();

const open = finders[task.name];
if (!open) throw new Error(`nobody is called ${task.name}`);
const terms = readFileSync(task.terms, "utf8").split("\n");
const finder = await open(terms, () => openPhrases(readPack(new Uint8Array(readFileSync(task.pack)), task.pack)));
const whole = textFor(readFileSync(task.text).toString(task.encoding)).slice(0, finder.length);
const text = Buffer.from(whole, task.encoding).toString(task.encoding);

const found = finder.find(text);
reply({ kind: "ready", isPeer: finder.isPeer, hits: finder.hits?.(found) ?? null });

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

function textFor(read: string): string {
  if (!finder.isPeer) return read;
  const units = Uint16Array.from({ length: read.length }, (_, i) => foldUnit(read.charCodeAt(i), pairs));
  return Buffer.from(units.buffer).toString("utf16le");
}

function reply(answer: WordsReply): void {
  process.send?.(answer);
}
