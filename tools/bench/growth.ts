// How the cost of a lookup grows with the number of names.

import { atMost, type Line, measured, median } from "./measurement.ts";
import { seat, type Seat, timeInTurn } from "./rounds.ts";
import type { Stage } from "./stage.ts";

const fewest = 30_000;

export async function measureGrowth(stage: Stage, rounds: number, most: number): Promise<Line[]> {
  const counts = [fewest, 300_000, stage.names.length, ...(most > stage.names.length ? [most] : [])];
  using ends = new DisposableStack();
  const seats: Seat[] = [];
  for (const count of counts) {
    const { who, child } = await seat(words(count), "wallsight", await stage.fileOf("wallsight", count), ends);
    await child.ask("queries", { file: stage.queries("misses", count) });
    seats.push({ who, child });
  }
  const runs = await timeInTurn(seats, rounds);
  const medianOf = (count: number): number => median(runs.find(({ who }) => who === words(count))?.values ?? []);
  const toFewest = (count: number): number => medianOf(count) / medianOf(fewest);
  return [
    ...measured("growth, 95 % misses", "ns", runs, words(fewest)),
    atMost(`growth: ${words(stage.names.length)} to ${words(fewest)}`, toFewest(stage.names.length), 2),
  ];
}

function words(count: number): string {
  return `${count.toLocaleString("en")} names`;
}
