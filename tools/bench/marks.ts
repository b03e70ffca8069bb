// In Chromium: what marks cost pages of 100, 10,000 and 100,000 links against the same pages without the extension in the
// same round.

import { setTimeout } from "node:timers/promises";
import type { CDPSession } from "playwright-core";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { quietPath, readManifest } from "../browsers/browser.ts";
import { type ChromiumProcess, startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { linkPage } from "./link-pages.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";
import { callsInto, trace } from "./tracing.ts";

declare const chrome: ExtensionApi;

const settleMs = (count: number): number => 1500 + count / 20;

interface Cost {
  /** CPU time of the page's main thread, in milliseconds */
  readonly thread: number;
  /** all calls into scripts of the extension, with what they had the browser do at once, in milliseconds */
  readonly ours: number;
  /** the longest of them */
  readonly longest: number;
  /** from the load event to the first mark, in milliseconds; negative where it stood before */
  readonly first: number;
  readonly heap: number;
}

export interface Visitor {
  readonly who: string;
  readonly browser: ChromiumProcess;
}

async function turnOn({ context, origin }: ChromiumProcess, extension: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/${quietPath(await readManifest(extension))}`);
  await page.evaluate(async () => {
    await chrome.runtime.sendMessage({ road: "own", name: "choose", args: { marks: true, count: true } });
  });
  await page.close();
}

/** Sent into the page before its own scripts: when the first highlight stood. It looks on, so that all pages bear the same. */
function watchMarks(): void {
  const told = globalThis as unknown as { firstMark?: number };
  const look = (): void => {
    if (CSS.highlights.size > 0) told.firstMark ??= performance.now();
    requestAnimationFrame(look);
  };
  look();
}

async function metric(devtools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

async function visit({ browser }: Visitor, url: string, count: number): Promise<Cost> {
  const tab = await browser.context.newPage();
  await tab.addInitScript(watchMarks);
  const devtools = await browser.context.newCDPSession(tab);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const events = await trace(browser, tab, async () => {
    await tab.goto(url);
    await setTimeout(settleMs(count));
  });
  const thread = (await metric(devtools, "TaskDuration")) * 1000;
  const first = await tab.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const { firstMark } = globalThis as unknown as { firstMark?: number };
    return (firstMark ?? Number.NaN) - (navigation?.loadEventEnd ?? 0);
  });
  await devtools.send("HeapProfiler.collectGarbage");
  const heap = (await metric(devtools, "JSHeapUsedSize")) / 1e6;
  const calls = browser.origin === "" ? [] : callsInto(events, browser.origin);
  await tab.close();
  return { thread, ours: calls.reduce((sum, ms) => sum + ms, 0), longest: Math.max(0, ...calls), first, heap };
}

export async function measureMarks(built: string, counts: readonly number[], rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const visitors = await startVisitors(built, ends);
  const lines: Line[] = [];
  for (const count of counts) {
    const costs = new Map(visitors.map(({ who }) => [who, [] as Cost[]]));
    for (let round = -1; round < rounds; round++) {
      for (const visitor of inTurn(visitors, round)) {
        const cost = await visit(visitor, `http://reader-${round + 1}.example/links/${count}`, count);
        if (round >= 0) costs.get(visitor.who)?.push(cost);
      }
    }
    lines.push(...linesOf(count, costs));
  }
  return lines;
}

/** Two browsers, the second of them with the extension and its marks turned on. */
export async function startVisitors(built: string, ends: AsyncDisposableStack): Promise<readonly Visitor[]> {
  const loopback = await startLoopback(linkPage);
  ends.defer(() => loopback.close());
  const without = await startChromium({ loopback }, "headless");
  ends.defer(() => without.end());
  const ours = await startChromium({ loopback, extension: built }, "headless");
  ends.defer(() => ours.end());
  await untilReady(ours, built);
  await turnOn(ours, built);
  return [
    { who: "without", browser: without },
    { who: "wallsight", browser: ours },
  ];
}

/** Each round begins with another one, so that none always comes after the same. */
export function inTurn<Each>(all: readonly Each[], round: number): readonly Each[] {
  return all.map((_, i) => all[(i + round + all.length) % all.length] as Each);
}

function linesOf(count: number, costs: ReadonlyMap<string, readonly Cost[]>): Line[] {
  const without = costs.get("without") ?? [];
  const ours = costs.get("wallsight") ?? [];
  const page = `page of ${count.toLocaleString("en")} links`;
  /** Round by round, so that a slow moment of the machine falls on both. */
  const more = (read: (cost: Cost) => number): number[] =>
    ours.map((cost, round) => read(cost) - read(without[round] ?? cost));
  const own = (what: string, unit: string, values: readonly number[]): Line[] =>
    measured(`${page}, ${what}`, unit, [{ who: "wallsight", values }]);
  const thread = more(({ thread: ms }) => ms);
  const heap = more(({ heap: megabytes }) => megabytes);
  const longest = ours.map(({ longest: ms }) => ms);
  const first = ours.map(({ first: ms }) => ms);
  return [
    ...measured(
      `${page}, main thread`,
      "ms",
      [...costs].map(([who, each]) => ({ who, values: each.map((cost) => cost.thread) })),
      "wallsight",
    ),
    ...own("main thread, more than without in the same round", "ms", thread),
    ...own("heap, more than without", "MB", heap),
    ...own(
      "scripts of ours",
      "ms",
      ours.map((cost) => cost.ours),
    ),
    ...own("longest task of ours", "ms", longest),
    ...own("from load to the first mark", "ms", first),
    atMost(`${page}: longest task of ours`, median(longest), 50, "ms"),
    atMost(`${page}: from load to the first mark`, median(first), 100, "ms"),
    ...(count === 10_000 ? [atMost(`${page}: main thread`, median(thread), 60, "ms")] : []),
    ...(count === 100_000 ? [atMost(`${page}: heap`, median(heap), 10, "MB")] : []),
  ];
}
