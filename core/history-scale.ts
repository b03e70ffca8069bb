// Where days lie on a line of years: the ranges that a reader can choose, the ticks, and places as fractions.

import { dayNumber } from "./days.ts";
import type { History } from "./history.ts";
import type { Day } from "./verdict.ts";

/** From the first of January of one year to that of another. */
export interface Range {
  readonly kind: "all" | "evidence" | "tests";
  readonly from: number;
  readonly to: number;
}

const firstYear = 2009;
/** Ranges that differ by less than this many years are one. */
const leastDifference = 2;

/** All years since 2009 (or an earlier event), and the shorter ranges that matter, where there are any. */
export function rangesOf({ lanes, points }: History, today: Day): readonly Range[] {
  const first = yearOf(points[0]?.date ?? today);
  const end = yearOf(today) + 1;
  const all: Range = { kind: "all", from: Math.min(firstYear, first), to: end };
  const ranges = [all];
  if (first - all.from >= leastDifference) ranges.push({ kind: "evidence", from: first, to: end });
  const tested = lanes.flatMap((lane) => lane.tested.flatMap(([from, to]) => [from, to ?? today])).sort();
  const [start, last] = [tested[0], tested.at(-1)];
  if (start !== undefined && last !== undefined && end - first >= leastDifference) {
    ranges.push({ kind: "tests", from: yearOf(start), to: yearOf(last) + 1 });
  }
  return ranges;
}

/** A day's place in a range, from 0 to 1; outside it for days before and after. */
export function placeOf(day: Day, { from, to }: Range): number {
  const start = dayNumber(`${from}-01-01`);
  return (dayNumber(day) - start) / (dayNumber(`${to}-01-01`) - start);
}

/** Years, or months where few years are shown, so that at most `most` stand side by side. */
export function ticksOf({ from, to }: Range, most: number): readonly { day: Day; unit: "year" | "month" }[] {
  const years = to - from;
  const months = [1, 3, 6].find((step) => (years * 12) / step <= most);
  if (months !== undefined && years <= 3) {
    return Array.from({ length: (years * 12) / months }, (_, i) => {
      const month = (i * months) % 12;
      const day = `${from + Math.floor((i * months) / 12)}-${String(month + 1).padStart(2, "0")}-01`;
      return { day, unit: month === 0 ? "year" : "month" };
    });
  }
  const step = [1, 2, 3, 5, 10].find((each) => years / each <= most) ?? years;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, i) => ({
    day: `${first + i * step}-01-01`,
    unit: "year",
  }));
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
