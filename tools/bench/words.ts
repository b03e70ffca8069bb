// Looking for suppressed words in a million characters: the product against packages and one regular expression, each
// in a process of its own, timed in turn after the answers were compared.

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPhrases } from "../../core/phrases/rule-facts.ts";
import { mostPlaces } from "../../core/phrases/places.ts";
import { packFacts, packedSources, phrasesSource } from "../pack-facts.ts";
import { repository } from "../table-file.ts";
import { atLeast, atMost, type Line, measured, median } from "./measurement.ts";
import type { Stage } from "./stage.ts";
import { expression, finders } from "./words-finders.ts";
import type { WordsReply, WordsTask } from "./words-process.ts";
import { makeTexts } from "./words-texts.ts";

type Ready = Extract<WordsReply, { kind: "ready" }>;

interface Seat {
  readonly who: string;
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly note: string | undefined;
  readonly values: number[];
}

const program = fileURLToPath(new URL("./words-process.ts", import.meta.url));
const warmUps = 2;

/** Lays down both packs of suppressed words, as they ship. */
function layPacks(folder: string): { readonly terms: string; readonly rules: string } {
  const others = packedSources.filter((id) => id !== phrasesSource);
  const packs = packFacts(join(repository, "data"), others);
  for (const { file, bytes } of packs) writeFileSync(join(folder, file), bytes);
  return { terms: join(folder, `${phrasesSource}-terms.pack`), rules: join(folder, `${phrasesSource}.pack`) };
}

export async function measureWords({ folder }: Stage, rounds: number): Promise<Line[]> {
  const data = join(repository, "data");
  const facts = join(data, phrasesSource, "rules.tsv");
  const files = { ...layPacks(folder), facts };
  const lines: Line[] = [];
  const texts = makeTexts(data, readPhrases(readFileSync(facts, "utf8"), "rules.tsv"));
  for (const [name, text] of Object.entries(texts)) {
    const encoding = /[^\p{ASCII}]/u.test(text) ? "utf16le" : "latin1";
    const task = { ...files, text: join(folder, "words-text.bin"), encoding } as const;
    writeFileSync(task.text, Buffer.from(text, encoding));
    const seats = await seatAll(task);
    for (let round = -warmUps; round < rounds; round++) {
      for (const { child, values } of seats) {
        child.send("round");
        const [reply] = (await once(child, "message")) as [WordsReply];
        if (reply.kind === "round" && round >= 0) values.push(reply.ms);
      }
    }
    for (const { child } of seats) child.kill();
    for (const kind of ["places", "rules"] as const) lines.push(...linesOf(kind, name, seats));
  }
  return lines;
}

function linesOf(task: Ready["task"], text: string, all: readonly Seat[]): Line[] {
  const what = `words in a million characters, ${text}: ${task}`;
  const seats = all.filter(({ ready }) => ready.task === task);
  const runs = seats.map(({ who, values, note }) => (note === undefined ? { who, values } : { who, values, note }));
  const [ours] = seats.filter(({ ready }) => !ready.isPeer).map(({ values }) => median(values));
  const [expressions, packages] = [true, false].map((wanted) =>
    seats.filter(({ who, ready }) => ready.isPeer && who.startsWith(expression) === wanted),
  );
  const ratio = (seats: readonly Seat[] = []): number =>
    Math.min(...seats.map(({ values }) => median(values))) / (ours ?? Number.NaN);
  const slices = seats.flatMap(({ ready }) => ready.longestSlice ?? []);
  return [
    ...slices.map((ms) => atMost(`${what}: the longest slice of a first search`, ms, 50, "ms")),
    ...measured(what, "ms", runs, seats.find(({ ready }) => !ready.isPeer)?.who),
    atLeast(`${what}: the fastest package's time to ours`, ratio(packages), 5),
    atLeast(`${what}: one regular expression's time to ours`, ratio(expressions), 5),
  ];
}

/** Starts everybody, and compares each one's answer with the product's, for a shorter text where it takes no longer one. */
async function seatAll(task: Omit<WordsTask, "name">): Promise<Seat[]> {
  const seats: Seat[] = [];
  const rights = new Map<string, readonly string[]>();
  for (const who of finders) {
    const { child, ready } = await seat({ ...task, name: who });
    const { task: kind, length, answer } = ready;
    const key = `${kind} ${length}`;
    if (!ready.isPeer) rights.set(key, answer);
    const right = rights.get(key) ?? (await answerOf({ ...task, name: `Wallsight, ${kind}`, length }));
    rights.set(key, right);
    seats.push({ who, child, ready, note: differenceOf(answer, right, kind), values: [] });
  }
  return seats;
}

async function seat(task: WordsTask): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const child = fork(program, [JSON.stringify(task)], {
    execArgv: ["--max-old-space-size=6000", "--stack-size=8000", "--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
  });
  const [ready] = (await once(child, "message")) as [WordsReply];
  if (ready.kind !== "ready") throw new Error(`${task.name} began out of turn`);
  return { child, ready };
}

async function answerOf(task: WordsTask): Promise<readonly string[]> {
  const { child, ready } = await seat(task);
  child.kill();
  return ready.answer;
}

/** In words, how an answer differs from the right one; nothing where it does not. */
function differenceOf(answer: readonly string[], right: readonly string[], task: Ready["task"]): string | undefined {
  const [own, wanted] = [answer, right].map((lines) => new Set(task === "places" ? keptOf(lines) : lines));
  const differing = own && wanted ? own.symmetricDifference(wanted).size : Number.NaN;
  return differing === 0 ? undefined : `${differing} of ${wanted?.size} ${task} are others`;
}

/** Of the places of a term so many as the product keeps. */
function keptOf(places: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return places.filter((place) => {
    const term = place.slice(0, place.lastIndexOf(" "));
    const count = (counts.get(term) ?? 0) + 1;
    counts.set(term, count);
    return count <= mostPlaces;
  });
}
