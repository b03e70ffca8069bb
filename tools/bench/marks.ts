// In Chromium: what marks cost pages of 100, 10,000 and 100,000 links, and a page that changes without end, against the
// same pages without the extension in the same round.

import { setTimeout } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { quietPath, readManifest } from "../browsers/browser.ts";
import { type ChromiumProcess, startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { linkPage } from "./link-pages.ts";
import { atLeast, atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";
import { callsInto, trace } from "./tracing.ts";

declare const chrome: ExtensionApi;

const counts = [100, 10_000, 100_000];
const settleMs = (count: number): number => 1500 + count / 20;
const changesPerSecond = 10_000;
const stormRounds = 3;

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

interface Visitor {
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

/** Sent into the page before its own scripts: when the first highlight stood. */
function watchMarks(): void {
  const told = globalThis as unknown as { firstMark?: number };
  const look = (): void => {
    if (CSS.highlights.size > 0) told.firstMark = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

async function metric(devtools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

async function visit({ browser, who }: Visitor, url: string, count: number): Promise<Cost> {
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
  const calls = who === "without" ? [] : callsInto(events, browser.origin);
  await tab.close();
  return { thread, ours: calls.reduce((sum, ms) => sum + ms, 0), longest: Math.max(0, ...calls), first, heap };
}

/** Frames a second while a page adds, changes and takes away links that often. */
async function storm(tab: Page, seconds: number): Promise<number> {
  return tab.evaluate(
    async ([length, perSecond]) => {
      const place = document.createElement("div");
      document.body.prepend(place);
      const started = performance.now();
      const endMs = started + length * 1000;
      let frames = 0;
      let done = 0;
      const change = (): void => {
        const due = ((performance.now() - started) / 1000) * perSecond;
        for (; done < due; done++) {
          const link = document.createElement("a");
          link.href = `https://${done % 10 === 0 ? "www.nytimes.com" : `s${done % 500}.example.org`}/${done}`;
          link.textContent = "link";
          place.append(link);
          if (place.childElementCount > 500) place.firstElementChild?.remove();
        }
      };
      const timer = setInterval(change, 4);
      await new Promise<void>((resolve) => {
        const frame = (): void => {
          frames++;
          if (performance.now() < endMs) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
      clearInterval(timer);
      return frames / length;
    },
    [seconds, changesPerSecond] as const,
  );
}

export async function measureMarks(built: string, rounds: number, stormSeconds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(linkPage);
  ends.defer(() => loopback.close());
  async function start(who: string, extension?: string): Promise<Visitor> {
    const browser = await startChromium(extension === undefined ? { loopback } : { loopback, extension }, "headless");
    ends.defer(() => browser.end());
    if (extension !== undefined) await untilReady(browser, extension);
    if (extension !== undefined && who === "wallsight") await turnOn(browser, extension);
    return { who, browser };
  }
  const visitors = [await start("without"), await start("wallsight", built), await start("marks off", built)];
  const lines: Line[] = [];
  for (const count of counts) {
    const costs = new Map(visitors.map(({ who }) => [who, [] as Cost[]]));
    for (let round = -1; round < (count > 10_000 ? Math.ceil(rounds / 3) : rounds); round++) {
      for (const visitor of inTurn(visitors, round)) {
        const cost = await visit(visitor, `http://reader-${round + 1}.example/links/${count}`, count);
        if (round >= 0) costs.get(visitor.who)?.push(cost);
      }
    }
    lines.push(...linesOf(count, costs));
  }
  const frames = visitors.slice(0, 2).map(({ who, browser }) => ({ who, browser, values: [] as number[] }));
  for (let round = 0; round < stormRounds; round++) {
    for (const { browser, values } of inTurn(frames, round)) {
      const tab = await browser.context.newPage();
      await tab.goto("http://reader.example/links/100");
      await setTimeout(settleMs(100));
      values.push(await storm(tab, stormSeconds));
      await tab.close();
    }
  }
  const [without = Number.NaN, ours = Number.NaN] = frames.map(({ values }) => median(values));
  lines.push(
    ...measured(`storm of ${stormSeconds} s, frames a second`, "", frames, "wallsight"),
    atLeast("storm: frames a second, share of those without", ours / without, 0.95),
  );
  return lines;
}

/** Each round begins with another one, so that none always comes after the same. */
function inTurn<Each>(all: readonly Each[], round: number): readonly Each[] {
  return all.map((_, i) => all[(i + round + all.length) % all.length] as Each);
}

function linesOf(count: number, costs: ReadonlyMap<string, readonly Cost[]>): Line[] {
  const of = (who: string): readonly Cost[] => costs.get(who) ?? [];
  /** Round by round, so that a slow moment of the machine falls on both. */
  const more = (who: string, read: (cost: Cost) => number): number[] =>
    of(who).map((cost, round) => read(cost) - read(of("without")[round] ?? cost));
  const runs = (read: (cost: Cost) => number, names: readonly string[]) =>
    names.map((who) => ({ who, values: more(who, read) }));
  const page = `page of ${count.toLocaleString("en")} links`;
  const both = ["wallsight", "marks off"];
  const ours = of("wallsight");
  const thread = median(more("wallsight", (cost) => cost.thread));
  return [
    ...measured(
      `${page}, main thread`,
      "ms",
      [...costs].map(([who, each]) => ({ who, values: each.map((cost) => cost.thread) })),
      "wallsight",
    ),
    ...measured(
      `${page}, main thread, more than without in the same round`,
      "ms",
      runs(({ thread: ms }) => ms, both),
    ),
    ...measured(
      `${page}, heap, more than without`,
      "MB",
      runs(({ heap }) => heap, both),
    ),
    ...measured(
      `${page}, scripts of ours`,
      "ms",
      both.map((who) => ({ who, values: of(who).map((cost) => cost.ours) })),
      "wallsight",
    ),
    ...measured(`${page}, longest task of ours`, "ms", [
      { who: "wallsight", values: ours.map(({ longest }) => longest) },
    ]),
    ...measured(`${page}, from load to the first mark`, "ms", [
      { who: "wallsight", values: ours.map(({ first }) => first) },
    ]),
    atMost(`${page}: longest task of ours`, median(ours.map(({ longest }) => longest)), 50, "ms"),
    atMost(`${page}: from load to the first mark`, median(ours.map(({ first }) => first)), 100, "ms"),
    ...(count === 100
      ? [atMost(`${page}, marks off: main thread`, median(more("marks off", (cost) => cost.thread)), 2, "ms")]
      : []),
    ...(count === 10_000 ? [atMost(`${page}: main thread`, thread, 60, "ms")] : []),
    ...(count === 100_000 ? [atMost(`${page}: heap`, median(more("wallsight", ({ heap }) => heap)), 10, "MB")] : []),
  ];
}
