// Days and spans of days as the fact files write them: `2012-11-11..2026-02-09,2026-03-01..`.

import { dayNumber } from "./days.ts";
import type { Day, Interval } from "./verdict.ts";

/** Why a piece of a fact file was not accepted; the reader of the file adds where it stood. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** Two days, the second being the last one seen. */
export type ClosedInterval = readonly [from: Day, to: Day];

const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is a day of the calendar, `2024-02-29` but not `2023-02-30`. */
export function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && isLeap ? 29 : (monthLengths[month - 1] ?? 0);
  return year > 0 && day > 0 && day <= length;
}

/**
 * Reads what `formatIntervals` writes, in order and without overlaps; two may touch on a day.
 * Throws `Malformed`.
 */
export function parseIntervals(text: string): Interval[] {
  let last: Day | null = "";
  return text.split(",").map((part): Interval => {
    const from = part.slice(0, 10);
    const to = part.length === 12 ? null : part.slice(12);
    if (part.slice(10, 12) !== "..") throw new Malformed(`"${brief(part)}" is not a span FROM..TO`);
    for (const day of to === null ? [from] : [from, to]) {
      if (!isDay(day)) throw new Malformed(`"${brief(day)}" is not a day`);
    }
    if (to !== null && from > to) throw new Malformed(`${part} ends before it begins`);
    if (last === null || from < last) throw new Malformed(`${part} is out of order or overlaps`);
    last = to;
    return [from, to];
  });
}

export function formatIntervals(intervals: readonly Interval[]): string {
  return intervals.map(([from, to]) => `${from}..${to ?? ""}`).join(",");
}

/**
 * Joins half-open intervals that overlap or touch, in order of time. One that begins and ends on
 * the same day (listed and taken out within a day) is dropped unless nothing else is there.
 */
export function joinIntervals(intervals: readonly Interval[]): Interval[] {
  const joined: [Day, Day | null][] = [];
  for (const [from, to] of intervals.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = joined.at(-1);
    if (last === undefined || (last[1] !== null && last[1] < from)) joined.push([from, to]);
    else if (last[1] !== null && (to === null || to > last[1])) last[1] = to;
  }
  const lasting = joined.filter(([from, to]) => from !== to);
  return lasting.length > 0 ? lasting : joined;
}

const longestSlipDays = 7;

/**
 * Joins half-open intervals over a gap of at most a week that began with a clean-up of the list: it put back what
 * it had swept out with the rest. `isCleanUp` knows the days.
 */
export function bridgeSlips(intervals: readonly Interval[], isCleanUp: (day: Day) => boolean): Interval[] {
  const bridged: Interval[] = [];
  for (const interval of intervals) {
    const last = bridged.at(-1);
    const end = last?.[1] ?? null;
    const isSlip = end !== null && isCleanUp(end) && dayNumber(interval[0]) - dayNumber(end) <= longestSlipDays;
    if (last && isSlip) bridged[bridged.length - 1] = [last[0], interval[1]];
    else bridged.push(interval);
  }
  return bridged;
}

/** The spans of days, in order, in which no two neighbours are further apart than `pauseDays`. */
export function spansOf(days: readonly Day[], pauseDays: number): ClosedInterval[] {
  const spans: [Day, Day][] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && dayNumber(day) - dayNumber(last[1]) <= pauseDays) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}

/** Whether a day lies in one of some half-open intervals. */
export function isHeldOn(intervals: readonly Interval[], day: Day): boolean {
  return intervals.some(([from, to]) => from <= day && (to === null || day < to));
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
