// In Chromium: what the content script costs a page of a hundred links, against the same browser without the extension.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type ChromiumProcess, startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { replaceFile } from "./altered-extension.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";

const settleMs = 400;

const links = Array.from(
  { length: 100 },
  (_, i) => `<p>Paragraph ${i}, with <a href="https://site-${i}.example/page/${i}">a link to site ${i}</a> in it.</p>`,
);
const page = `<!doctype html><html lang="en"><title>Links</title><h1>A hundred links</h1>${links.join("\n")}</html>`;

/** CPU time of the page's main thread, and the scripts' part of it, in milliseconds; a new process for each page. */
async function costOf({ context }: ChromiumProcess, url: string): Promise<{ tasks: number; scripts: number }> {
  const tab = await context.newPage();
  const devtools = await context.newCDPSession(tab);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await tab.goto(url);
  await setTimeout(settleMs);
  const { metrics } = await devtools.send("Performance.getMetrics");
  await tab.close();
  const seconds = (name: string): number => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return { tasks: seconds("TaskDuration") * 1000, scripts: seconds("ScriptDuration") * 1000 };
}

export async function measurePageCost(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => page);
  ends.defer(() => loopback.close());
  const empty = replaceFile(built, "content.js", "");
  ends.defer(() => empty.remove());
  async function start(extension?: string): Promise<ChromiumProcess> {
    const browser = await startChromium(extension === undefined ? { loopback } : { loopback, extension }, "headless");
    ends.defer(() => browser.end());
    // Not while the table is being built after the installation.
    if (extension !== undefined) await untilReady(browser, extension);
    return browser;
  }
  const visits = [
    { who: "without", browser: await start() },
    { who: "wallsight", browser: await start(built) },
    { who: "empty content script", browser: await start(empty.folder) },
  ].map((each) => ({ ...each, tasks: [] as number[], scripts: [] as number[] }));
  for (let round = -2; round < rounds; round++) {
    for (const { browser, tasks, scripts } of visits) {
      const cost = await costOf(browser, `http://reader-${round + 2}.example/`);
      if (round < 0) continue;
      tasks.push(cost.tasks);
      scripts.push(cost.scripts);
    }
  }
  const tasksOf = (name: string): readonly number[] => visits.find(({ who }) => who === name)?.tasks ?? [];
  /** Round by round, so that a slow moment of the machine falls on both. */
  const more = (name: string): number[] => tasksOf(name).map((ms, round) => ms - (tasksOf("without")[round] ?? 0));
  const extra = ["wallsight", "empty content script"].map((who) => ({ who, values: more(who) }));
  const bytes = readFileSync(join(built, "content.js")).length;
  return [
    ...measured(
      "page of 100 links, main thread",
      "ms",
      visits.map(({ who, tasks }) => ({ who, values: tasks })),
      "wallsight",
    ),
    ...measured("page of 100 links, main thread, more than without in the same round", "ms", extra),
    ...measured(
      "page of 100 links, scripts of the extension",
      "ms",
      visits.filter(({ who }) => who !== "without").map(({ who, scripts }) => ({ who, values: scripts })),
      "wallsight",
    ),
    atMost("page of 100 links: main thread, more than without", median(more("wallsight")), 2, "ms"),
    atMost("content script", bytes / 1000, 6, "kB"),
  ];
}
