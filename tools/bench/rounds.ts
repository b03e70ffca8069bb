// Times several processes in turn, so that whatever else the machine does falls on all of them alike.

import type { Runs } from "./measurement.ts";
import { type ContestantProcess, startContestant } from "./processes.ts";

export interface Seat {
  readonly who: string;
  readonly child: ContestantProcess;
}

/** Opens a contestant's file in a process of its own, which ends with `ends`. */
export async function seat(who: string, contestant: string, file: string, ends: DisposableStack): Promise<Seat> {
  const child = startContestant(contestant);
  ends.defer(() => child.end());
  await child.ask("load", { file, host: "www.wikipedia.org" });
  return { who, child };
}

/** Rounds that let the compiler finish, before those that count. */
const warmUps = 3;

/** Nanoseconds a host, round by round. */
export async function timeInTurn(seats: readonly Seat[], rounds: number): Promise<Runs[]> {
  const runs = seats.map(({ who, child }) => ({ who, child, values: [] as number[] }));
  for (let round = -warmUps; round < rounds; round++) {
    for (const { child, values } of runs) {
      const { ns } = await child.ask("round", null);
      if (round >= 0) values.push(ns);
    }
  }
  return runs.map(({ who, values }) => ({ who, values }));
}
