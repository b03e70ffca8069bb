// Chromium's own trace of a page, to tell the extension's calls from the page's.

import type { Page } from "playwright-core";
import type { ChromiumProcess } from "../browsers/chromium-process.ts";

interface TraceEvent {
  readonly name: string;
  /** microseconds */
  readonly dur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

export async function trace(
  { context }: ChromiumProcess,
  page: Page,
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const browser = context.browser();
  if (!browser) throw new Error("Chromium has gone");
  await browser.startTracing(page, { categories: ["devtools.timeline"] });
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
