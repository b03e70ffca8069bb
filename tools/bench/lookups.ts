// Lookups among all names: every contestant with the same hosts, in turn, after their answers were compared.

import { contestants } from "./contestant.ts";
import { atLeast, atMost, type Line, measured, median } from "./measurement.ts";
import { seat, type Seat, timeInTurn } from "./rounds.ts";
import type { QueryKind, Stage } from "./stage.ts";

const mixes: readonly { kind: QueryKind; words: string; peers: number; ghostery: number }[] = [
  { kind: "misses", words: "95 % misses", peers: 6, ghostery: 40 },
  { kind: "halves", words: "half hits", peers: 3, ghostery: 20 },
];

/** Reading in parts is for the first questions, not for a hundred thousand. */
const names = Object.keys(contestants).filter((name) => name !== "wallsight-parts");

export async function measureLookups(stage: Stage, rounds: number): Promise<Line[]> {
  using ends = new DisposableStack();
  const seats: Seat[] = [];
  for (const name of names) seats.push(await seat(name, name, await stage.fileOf(name), ends));
  const lines: Line[] = [];
  for (const { kind, words, peers, ghostery } of mixes) {
    const differing = await compareAnswers(seats, stage.queries(kind));
    const runs = (await timeInTurn(seats, rounds)).map((run) => {
      const count = differing.get(run.who) ?? 0;
      return count > 0 ? { ...run, note: `${count} answers differ` } : run;
    });
    lines.push(...measured(`lookup, ${words}`, "ns", runs, "wallsight"));
    const medianOf = (who: string): number => median(runs.find((run) => run.who === who)?.values ?? []);
    const ours = medianOf("wallsight");
    const exact = names.filter((name) => contestants[name]?.isPeer && differing.get(name) === 0);
    const fastest = Math.min(...exact.map(medianOf));
    lines.push(atLeast(`lookup, ${words}: the fastest exact peer's time to ours`, fastest / ours, peers));
    lines.push(atLeast(`lookup, ${words}: @ghostery/adblocker's time to ours`, medianOf("ghostery") / ours, ghostery));
    if (kind === "misses") lines.push(atMost(`lookup, ${words}: ours to the floor`, ours / medianOf("floor"), 2.5));
  }
  return lines;
}

/** How many answers differ from those of the Set. Throws if the product's own do: then no time is worth telling. */
async function compareAnswers(seats: readonly Seat[], file: string): Promise<Map<string, number>> {
  const answers = new Map<string, Uint8Array>();
  for (const { who, child } of seats) answers.set(who, (await child.ask("queries", { file })).listed);
  const right = answers.get("set") ?? new Uint8Array(0);
  answers.delete("floor");
  const differing = new Map(
    [...answers].map(([who, given]) => [who, given.reduce((sum, each, i) => sum + (each === right[i] ? 0 : 1), 0)]),
  );
  const wrong = differing.get("wallsight") ?? 0;
  if (wrong > 0) throw new Error(`${wrong} of the table's answers differ from the Set's`);
  return differing;
}
