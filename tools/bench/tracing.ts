// Chromium's own trace of a page, to tell the extension's calls from the page's.

import type { Page } from "playwright-core";
import type { ChromiumProcess } from "../browsers/chromium-process.ts";

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** microseconds */
  readonly dur?: number;
  /** microseconds of its thread's own time */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
}

export async function trace(
  { context }: ChromiumProcess,
  page: Page,
  work: () => Promise<void>,
  categories: readonly string[] = ["devtools.timeline"],
): Promise<readonly TraceEvent[]> {
  const browser = context.browser();
  if (!browser) throw new Error("Chromium has gone");
  await browser.startTracing(page, { categories: [...categories] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return traceEvents;
}

/** Milliseconds of each call into a script of that origin, with whatever the call had the browser do at once. */
export function callsInto(events: readonly TraceEvent[], origin: string): readonly number[] {
  return events
    .filter(({ name }) => name === "FunctionCall" || name === "EvaluateScript")
    .filter(({ args }) => args?.data?.url?.startsWith(origin))
    .map(({ dur = 0 }) => dur / 1000);
}

/** Milliseconds of the longest task of the workers' threads, by their own time; trace `toplevel` for it. */
export function longestWorkerTask(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const isWorker = ({ name, args }: TraceEvent): boolean =>
    name === "thread_name" && args?.name === "ServiceWorker thread";
  const workers = new Set(events.filter(isWorker).map(threadOf));
  const tasks = events.filter((event) => event.name.endsWith("RunTask") && workers.has(threadOf(event)));
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}
