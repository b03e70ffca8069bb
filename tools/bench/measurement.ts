// What the bench writes down: measurements with their spread, and goals that are met or missed.

export interface Measurement {
  readonly kind: "measurement";
  /** `lookup, 95 % misses` */
  readonly what: string;
  readonly who: string;
  readonly unit: string;
  readonly median: number;
  /** the quarters of the runs that were lowest and highest end and begin here */
  readonly low: number;
  readonly high: number;
  readonly runs: number;
  /** how many times as much as the product's own */
  readonly toOurs?: number;
  readonly note?: string;
}

export interface Goal {
  readonly kind: "goal";
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly bound: "at least" | "at most";
  readonly unit: string;
  readonly isMet: boolean;
}

export type Line = Measurement | Goal;

/** A quantile, between the two values nearest to it. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export interface Runs {
  readonly who: string;
  readonly values: readonly number[];
  readonly note?: string;
}

/** `ours` among the runs is what the others are compared with. */
export function measured(what: string, unit: string, runs: readonly Runs[], ours?: string): Measurement[] {
  const own = runs.find(({ who }) => who === ours);
  return runs.map(({ who, values, note }) => ({
    kind: "measurement",
    what,
    who,
    unit,
    median: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    runs: values.length,
    ...(own ? { toOurs: median(values) / median(own.values) } : {}),
    ...(note === undefined ? {} : { note }),
  }));
}

export function atLeast(what: string, value: number, limit: number, unit = "times"): Goal {
  return { kind: "goal", what, value, limit, bound: "at least", unit, isMet: value >= limit };
}

export function atMost(what: string, value: number, limit: number, unit = "times"): Goal {
  return { kind: "goal", what, value, limit, bound: "at most", unit, isMet: value <= limit };
}
