// Days as numbers (days since 1970-01-01) and as ISO text.

import type { Day } from "./verdict.ts";

const perDay = 86_400_000;

/** `2026-08-06` to 20671. The text must be a day; see `isDay` in intervals.ts. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / perDay;
}

export function isoDay(number: number): Day {
  return new Date(number * perDay).toISOString().slice(0, 10);
}

/** The day that many calendar months earlier: what is newer is fresh. */
export function monthsBefore(day: Day, months: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  const wanted = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() - months);
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(wanted, length));
  return at.toISOString().slice(0, 10);
}
