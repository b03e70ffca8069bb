// How soon the pack of suppressed words is ready: from its file to a scanner that can begin, each time in a process or a
// page that has run none of it before.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";

declare const chrome: ExtensionApi;

const program = fileURLToPath(new URL("./words-ready-process.ts", import.meta.url));
const mostMs = 10;
const page = "https://www.rfa.org/";

export function measureReadyInNode(pack: string, rounds: number): Line[] {
  const values = Array.from({ length: rounds }, () => {
    const out = execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", program, pack]);
    return Number(out.toString());
  });
  return linesOf("the pack of words ready, Node", values);
}

/** Opens the popup on a page and looks for words; the mark is set by services/phrases.ts. */
export async function measureReadyInChromium(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => "<!doctype html><title>六四</title><p>六四</p>");
  ends.defer(() => loopback.close());
  const browser = await startChromium({ loopback, extension: built }, "headless");
  ends.defer(() => browser.end());
  await untilReady(browser, built);
  const control = await browser.context.newPage();
  await control.goto(`${browser.origin}/popup.html?tab=0`);
  const tab = await browser.context.newPage();
  await tab.goto(page);
  await tab.bringToFront();
  const id = await control.evaluate(async () => {
    const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return active?.id ?? -1;
  });
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const popup = await browser.context.newPage();
    await popup.goto(`${browser.origin}/popup.html?tab=${id}`);
    await popup.click(".words button");
    await popup.waitForSelector(".words .hits");
    values.push(
      await popup.evaluate(() => performance.getEntriesByName("wallsight-words-ready")[0]?.duration ?? Number.NaN),
    );
    await popup.close();
  }
  return linesOf("the pack of words ready, Chromium, from the fetch on", values);
}

function linesOf(what: string, values: readonly number[]): Line[] {
  return [...measured(what, "ms", [{ who: "wallsight", values }]), atMost(what, median(values), mostMs, "ms")];
}
