// Days, months and numbers as one language writes them.

import type { Precision } from "../dossiers/dossier.ts";
import { dayNumber } from "../days.ts";
import type { Day } from "../verdict.ts";

export interface Formats {
  readonly day: (day: Day) => string;
  /** a month, `2023-12` */
  readonly month: (month: string) => string;
  /** a date as exactly as it is known */
  readonly moment: (date: Day, precision: Precision) => string;
  readonly count: (count: number) => string;
  /** the month of a day, as short as it is written */
  readonly shortMonth: (day: Day) => string;
  /** how long a day lies back: `3 months ago` */
  readonly ago: (day: Day, today: Day) => string;
}

/** Takes the space away that a template leaves for Latin names where a Chinese one stands. */
export function closeUp(text: string): string {
  return text.replaceAll(/(?<=[\p{Script=Han}）、，]) (?=\p{Script=Han})/gu, "");
}

export function formats(locale: string): Formats {
  const days = once(() => dateFormat(locale, { day: "numeric" }));
  const months = once(() => dateFormat(locale, {}));
  const years = once(() => new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" }));
  const shortMonths = once(() => new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  const numbers = once(() => new Intl.NumberFormat(locale));
  return {
    day: (day) => days().format(instant(day)),
    month: (month) => months().format(instant(`${month}-01`)),
    moment: (date, precision) => {
      const format = { day: days, month: months, year: years }[precision];
      return format().format(instant(date));
    },
    count: (count) => numbers().format(count),
    shortMonth: (day) => shortMonths().format(instant(day)),
    ago: (day, today) => {
      const days = Math.max(0, dayNumber(today) - dayNumber(day));
      const format = relative();
      if (days < 31) return format.format(-days, "day");
      return days < 730
        ? format.format(-Math.floor(days / 30.44), "month")
        : format.format(-Math.floor(days / 365.25), "year");
    },
  };
}

function dateFormat(locale: string, more: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const month = locale.startsWith("zh") ? "long" : "short";
  return new Intl.DateTimeFormat(locale, { year: "numeric", month, timeZone: "UTC", ...more });
}

function instant(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Intl objects take a millisecond or two each; the worker's start should not pay for all of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
