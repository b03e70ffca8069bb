// How soon the packs of suppressed words are ready: from the first one's file to a scan that can begin, and from the
// second one's, which is read when a term was found, to rules that can be judged; each time in a process or a page that
// has run none of it before.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
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

interface Ready {
  readonly terms: number;
  readonly rules: number;
}

interface Shown extends Ready {
  /** from the click to the hits */
  readonly shown: number;
}

/** `packs`: the folder in which they lie. */
export function measureReadyInNode(packs: string, rounds: number): Line[] {
  const files = ["platform-rules-terms.pack", "platform-rules.pack"].map((file) => join(packs, file));
  const values = Array.from({ length: rounds }, () => {
    const out = execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...files]);
    const [terms = Number.NaN, rules = Number.NaN] = out.toString().split(" ").map(Number);
    return { terms, rules };
  });
  return linesOf("Node", values);
}

/** Opens the popup on a page and looks for words; the marks are set by services/phrases.ts. */
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
  const values: Shown[] = [];
  for (let round = 0; round < rounds; round++) {
    const popup = await browser.context.newPage();
    await popup.goto(`${browser.origin}/popup.html?tab=${id}`);
    await popup.waitForSelector(".words button");
    values.push(await popup.evaluate(clickAndWait));
    await popup.close();
  }
  const shown = values.map((value) => value.shown);
  return [
    ...linesOf("Chromium, from the fetch on", values),
    ...measured("words of a short page are told, Chromium, from the click on", "ms", [
      { who: "wallsight", values: shown },
    ]),
  ];
}

/** Sent into the popup. */
async function clickAndWait(): Promise<Shown> {
  const clicked = performance.now();
  document.querySelector<HTMLElement>(".words button")?.click();
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(".words .hits") === null) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  const shown = performance.now() - clicked;
  const tookOf = (name: string): number => performance.getEntriesByName(name)[0]?.duration ?? Number.NaN;
  return { terms: tookOf("wallsight-terms-ready"), rules: tookOf("wallsight-rules-ready"), shown };
}

function linesOf(where: string, values: readonly Ready[]): Line[] {
  const what = `words can be looked for, ${where}`;
  const terms = values.map((value) => value.terms);
  const rules = values.map((value) => value.rules);
  return [
    ...measured(what, "ms", [{ who: "wallsight", values: terms }]),
    atMost(what, median(terms), mostMs, "ms"),
    ...measured(`and then the rules be judged, ${where}`, "ms", [{ who: "wallsight", values: rules }]),
  ];
}
