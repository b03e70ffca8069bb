// Work in slices as the background does it (services/slices.ts), and the longest of them.

/** As services/sync-sources.ts and services/packs.ts have it. */
const sliceMs = { sync: 2, building: 4 };

export interface Sliced<Result> {
  readonly result: Result;
  readonly cpuMs: number;
  /** by the clock, which a busy machine holds up */
  readonly longestMs: number;
  /** by its thread's own time */
  readonly longestOwnMs: number;
}

export function timeSlices<Result>(work: Generator<void, Result>, kind: keyof typeof sliceMs = "sync"): Sliced<Result> {
  const start = process.cpuUsage();
  let [longestMs, longestOwnMs] = [0, 0];
  for (;;) {
    const from = performance.now();
    const before = process.threadCpuUsage();
    let step = work.next();
    while (!step.done && performance.now() - from < sliceMs[kind]) step = work.next();
    longestMs = Math.max(longestMs, performance.now() - from);
    longestOwnMs = Math.max(longestOwnMs, milliseconds(process.threadCpuUsage(before)));
    if (step.done) return { result: step.value, cpuMs: milliseconds(process.cpuUsage(start)), longestMs, longestOwnMs };
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
