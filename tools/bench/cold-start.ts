// From a contestant's file to its first answer, and what it holds in memory then: a fresh process each time.

import { contestants } from "./contestant.ts";
import { atMost, type Line, measured, median, type Runs } from "./measurement.ts";
import { startContestant } from "./processes.ts";
import type { Stage } from "./stage.ts";

const names = Object.keys(contestants).filter((name) => name !== "floor");
const host = "www.nytimes.com";

export async function measureColdStart(stage: Stage, rounds: number): Promise<Line[]> {
  const starts = new Map<string, number[]>(names.map((name) => [name, []]));
  const held = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const child = startContestant(name);
      const { ms, isListed, bytes } = await child.ask("load", { file: await stage.fileOf(name), host });
      child.end();
      if (!isListed) throw new Error(`${name} does not find ${host}`);
      starts.get(name)?.push(ms);
      held.get(name)?.push(bytes / stage.names.length);
    }
  }
  const runsOf = (values: ReadonlyMap<string, number[]>): Runs[] =>
    [...values].map(([who, each]) => ({ who, values: each }));
  const startOf = (name: string): number => median(starts.get(name) ?? []);
  const fastest = Math.min(...names.filter((name) => contestants[name]?.isPeer).map(startOf));
  return [
    ...measured("cold start, file to first answer", "ms", runsOf(starts), "wallsight-parts"),
    atMost("cold start: head first to the fastest exact peer", startOf("wallsight-parts") / fastest, 0.25),
    ...measured("memory, all names", "bytes a name", runsOf(held), "wallsight"),
    atMost("memory: the whole table", median(held.get("wallsight") ?? []), 20, "bytes a name"),
  ];
}
