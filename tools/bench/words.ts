// Looking for suppressed words in a million characters: the product against packages and one regular expression, each
// in a process of its own, timed in turn after the answers were compared; and how soon the pack is ready.

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixedClass, foldUnit, isWithinWord, spaces } from "../../core/phrases/folding.ts";
import { openPhrases } from "../../core/phrases/phrases.ts";
import { readPhrases } from "../../core/phrases/rule-facts.ts";
import { mostPlaces, Scan } from "../../core/phrases/scan.ts";
import { readPack } from "../../core/pack.ts";
import { packFacts, packedSources, phrasesSource } from "../pack-facts.ts";
import { readScriptPairs } from "../script-pairs.ts";
import { repository } from "../table-file.ts";
import { atLeast, type Line, measured, median } from "./measurement.ts";
import type { Stage } from "./stage.ts";
import { finders } from "./words-finders.ts";
import type { WordsReply, WordsTask } from "./words-process.ts";
import { makeTexts } from "./words-texts.ts";

const program = fileURLToPath(new URL("./words-process.ts", import.meta.url));
const ours = "Wallsight, every place of every term";
const judged = "Wallsight, the rules judged too";
const expression = "one regular expression";
const warmUps = 2;

interface Seat {
  readonly who: string;
  readonly child: ChildProcess;
  readonly isPeer: boolean;
  readonly note: string | undefined;
  readonly values: number[];
}

export async function measureWords({ folder }: Stage, rounds: number): Promise<Line[]> {
  const data = join(repository, "data");
  const facts = readPhrases(readFileSync(join(data, phrasesSource, "rules.tsv"), "utf8"), "rules.tsv");
  const pairs = readScriptPairs();
  const fold = (text: string): string =>
    String.fromCharCode(...Array.from({ length: text.length }, (_, i) => foldUnit(text.charCodeAt(i), pairs)));
  const terms = [...new Set(facts.flatMap((fact) => fact.terms.map(fold)))].filter(({ length }) => length > 1);
  const files = { pack: join(folder, "words.pack"), terms: join(folder, "words.txt") };
  const [pack] = packFacts(
    data,
    packedSources.filter((id) => id !== phrasesSource),
  );
  writeFileSync(files.pack, pack?.bytes ?? "");
  writeFileSync(files.terms, terms.join("\n"));
  const phrases = openPhrases(readPack(new Uint8Array(readFileSync(files.pack)), "words.pack"));
  const lines: Line[] = [];
  for (const [name, made] of Object.entries(makeTexts(data, facts))) {
    const text = joinSpaces(made);
    const encoding = /[^\p{ASCII}]/u.test(text) ? "utf16le" : "latin1";
    const task = { ...files, text: join(folder, "words-text.bin"), encoding } as const;
    writeFileSync(task.text, Buffer.from(text, encoding));
    const right = countsOf(new Scan(phrases, text), (term) => fold(term));
    const seats = await seatAll(task, foldAll(text, pairs), right);
    for (let round = -warmUps; round < rounds; round++) {
      for (const { child, values } of seats) {
        child.send("round");
        const [reply] = (await once(child, "message")) as [WordsReply];
        if (reply.kind === "round" && round >= 0) values.push(reply.ms);
      }
    }
    for (const { child } of seats) child.kill();
    const what = `words in a million characters, ${name}`;
    const runs = seats.map(({ who, values, note }) => (note === undefined ? { who, values } : { who, values, note }));
    lines.push(...measured(what, "ms", runs, ours));
    const medianOf = (who: string): number => median(seats.find((seat) => seat.who === who)?.values ?? []);
    const fastest = Math.min(
      ...seats.flatMap(({ who, isPeer }) => (isPeer && who !== expression ? [medianOf(who)] : [])),
    );
    lines.push(
      atLeast(`${what}: the fastest package's time to ours`, fastest / medianOf(ours), 5),
      atLeast(`${what}: the same, our rules judged`, fastest / medianOf(judged), 5),
      atLeast(`${what}: one regular expression's time to ours`, medianOf(expression) / medianOf(ours), 5),
    );
  }
  return lines;
}

/** Starts everybody, and compares each one's hits with the product's. */
async function seatAll(
  task: Omit<WordsTask, "name">,
  folded: string,
  right: ReadonlyMap<string, number>,
): Promise<Seat[]> {
  const seats: Seat[] = [];
  for (const who of Object.keys(finders)) {
    const child = fork(program, [JSON.stringify({ ...task, name: who })], {
      execArgv: ["--max-old-space-size=6000", "--stack-size=8000", "--disable-warning=ExperimentalWarning"],
      serialization: "advanced",
    });
    const [reply] = (await once(child, "message")) as [WordsReply];
    if (reply.kind !== "ready") throw new Error(`${who} began out of turn`);
    const note = reply.hits === null ? undefined : differenceOf(reply.hits, folded, right);
    seats.push({ who, child, isPeer: reply.isPeer, note, values: [] });
  }
  return seats;
}

/** In words, how a peer's hits that are whole words differ from ours; nothing where they do not. */
function differenceOf(
  hits: readonly (readonly [string, number])[],
  folded: string,
  right: ReadonlyMap<string, number>,
): string | undefined {
  const counts = new Map<string, number>();
  for (const [term, end] of hits) {
    const begin = end - term.length;
    if (joins(folded, begin) || joins(folded, end)) continue;
    counts.set(term, Math.min((counts.get(term) ?? 0) + 1, mostPlaces));
  }
  const all = new Set([...counts.keys(), ...right.keys()]);
  const differing = [...all].filter((term) => counts.get(term) !== right.get(term));
  return differing.length === 0 ? undefined : `${differing.length} of ${all.size} terms counted differently`;
}

/** Whether a word or number goes on over that place. */
function joins(folded: string, at: number): boolean {
  const [a, b] = [at - 1, at].map((place) => fixedClass(folded.charCodeAt(place) || 0));
  return isWithinWord(a ?? 0, b ?? 0);
}

function countsOf(scan: Scan, fold: (text: string) => string): Map<string, number> {
  let isRead = scan.read();
  while (!isRead) isRead = scan.read();
  const terms = scan.terms().filter((term) => scan.countOf(term) > 0);
  const { starts, count, from, to } = scan.places(terms);
  return new Map(
    terms.map((term) => {
      const first = starts[term] ?? 0;
      return [fold(scan.text.slice(from[first], to[first])), count[term] ?? 0];
    }),
  );
}

function foldAll(text: string, pairs: ReadonlyMap<string, string>): string {
  const units = Uint16Array.from({ length: text.length }, (_, i) => foldUnit(text.charCodeAt(i), pairs));
  return Buffer.from(units.buffer).toString("utf16le");
}

/** Peers pass over no spaces, so there are none but between letters or digits. */
function joinSpaces(text: string): string {
  const isSpace = (unit: number): boolean => spaces.includes(unit);
  const isLatin = (unit: number): boolean => fixedClass(foldUnit(unit, new Map())) > 0;
  let joined = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isSpace(unit) && !(isLatin(text.charCodeAt(at - 1)) && isLatin(text.charCodeAt(at + 1)))) continue;
    joined += text[at];
  }
  return joined;
}
