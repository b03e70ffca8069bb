// In Chromium: how long an answer may wait while the table is built anew, as it is after each update. One task of the
// background's thread is all that a question has to wait for.

import { startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { openOwnPage, untilReady } from "./own-page.ts";
import { longestWorkerTask, trace } from "./tracing.ts";

/** Twice as long as it takes. */
const forMs = 5000;
const mostMs = 20;

export async function measureUpdateAnswers(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => "<title>A page</title><p>Words.</p>");
  ends.defer(() => loopback.close());
  const browser = await startChromium({ loopback, extension: built }, "headless");
  ends.defer(() => browser.end());
  await untilReady(browser, built);
  const page = await openOwnPage(browser, built);
  const [tasks, waits]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const building = async (): Promise<void> => void waits.push(await page.evaluate(askMeanwhile, forMs));
    tasks.push(longestWorkerTask(await trace(browser, page, building, ["toplevel"])));
  }
  const what = "the background's longest task while the table is built anew, by its thread's own time";
  return [
    ...measured(what, "ms", [{ who: "wallsight", values: tasks }]),
    ...measured("longest wait for an answer meanwhile, by the clock", "ms", [{ who: "wallsight", values: waits }]),
    atMost(what, median(tasks), mostMs, "ms"),
  ];
}

/** Sent into a page of the extension: has the table built, and asks all the time; the longest wait in milliseconds. */
async function askMeanwhile(ms: number): Promise<number> {
  interface Api {
    runtime: { sendMessage(message: unknown): Promise<unknown> };
  }
  const { runtime } = (globalThis as unknown as { chrome: Api }).chrome;
  const ask = (name: string, args: unknown): Promise<unknown> => runtime.sendMessage({ road: "own", name, args });
  void ask("renew", null);
  let longest = 0;
  for (const end = performance.now() + ms; performance.now() < end;) {
    const asked = performance.now();
    await ask("page", { url: "https://www.nytimes.com/" });
    longest = Math.max(longest, performance.now() - asked);
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  return longest;
}
