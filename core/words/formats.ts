// Days, months and numbers as one language writes them.

import type { Day } from "../verdict.ts";

export interface Formats {
  readonly day: (day: Day) => string;
  /** a month, `2023-12` */
  readonly month: (month: string) => string;
  readonly count: (count: number) => string;
}

export function formats(locale: string): Formats {
  const days = once(() => dateFormat(locale, { day: "numeric" }));
  const months = once(() => dateFormat(locale, {}));
  const numbers = once(() => new Intl.NumberFormat(locale));
  return {
    day: (day) => days().format(instant(day)),
    month: (month) => months().format(instant(`${month}-01`)),
    count: (count) => numbers().format(count),
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
