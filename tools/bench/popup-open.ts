// In Chromium: a reader clicks the icon on the site with the longest history. From the click to the popup's complete
// content, against a popup with one line of text and no script.

import type { CDPSession, Page } from "playwright-core";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { type ChromiumProcess, startChromium } from "../browsers/chromium-process.ts";
import { type Loopback, startLoopback } from "../browsers/loopback.ts";
import { replaceFile } from "./altered-extension.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";

declare const chrome: ExtensionApi;

const warmUps = 3;
/** Listed since February 2009, tested, and with events of its own since 2004. */
const longest = "https://zh.wikipedia.org/wiki/X";
const bare = '<!doctype html><meta charset="utf-8"><title>Bare</title><p>One line.</p>';

/** When all is there, as `Date.now()` tells it; the mark is set by entrypoints/popup/main.tsx. */
const whenComplete = `new Promise((resolve) => {
  const isBare = document.title === "Bare";
  (function look() {
    const [load] = performance.getEntriesByType("navigation");
    const at = isBare ? load?.loadEventEnd : performance.getEntriesByName("wallsight-complete")[0]?.startTime;
    if (at) resolve(performance.timeOrigin + at);
    else setTimeout(look, 5);
  })();
})`;

interface Reader {
  readonly who: string;
  readonly browser: ChromiumProcess;
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly values: number[];
}

async function openReader(who: string, extension: string, loopback: Loopback): Promise<Reader> {
  const browser = await startChromium({ loopback, extension }, "headless");
  if (who === "wallsight") await untilReady(browser, extension);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.goto(longest);
  const devtools = await browser.context.browser()?.newBrowserCDPSession();
  if (!devtools) throw new Error("this Chromium has no session of its own");
  return { who, browser, page, devtools, values: [] };
}

/** Milliseconds from the click to complete content; the popup is closed again. */
async function click({ browser, page, devtools }: Reader): Promise<number> {
  await page.bringToFront();
  const [worker] = browser.context.serviceWorkers();
  if (!worker) throw new Error("the extension has no worker");
  const clicked = await worker.evaluate(async () => {
    const at = Date.now();
    await (chrome.action as unknown as { openPopup(): Promise<void> }).openPopup();
    return at;
  });
  const { targetInfos } = await devtools.send("Target.getTargets");
  const popup = targetInfos.find(({ url }) => url.endsWith("/popup.html"));
  if (!popup) throw new Error("no popup opened");
  const { targetId } = popup;
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: false });
  const complete = await evaluateIn(devtools, sessionId, whenComplete);
  await devtools.send("Target.closeTarget", { targetId });
  return complete - clicked;
}

async function evaluateIn(devtools: CDPSession, sessionId: string, expression: string): Promise<number> {
  const answer = new Promise<number>((resolve, reject) => {
    devtools.on("Target.receivedMessageFromTarget", function listen(event) {
      const message = JSON.parse(event.message) as { id?: number; result?: { result?: { value?: number } } };
      if (event.sessionId !== sessionId || message.id !== 1) return;
      devtools.off("Target.receivedMessageFromTarget", listen);
      const value = message.result?.result?.value;
      if (value === undefined) reject(new Error("the popup told no time"));
      else resolve(value);
    });
  });
  const params = { expression, awaitPromise: true, returnByValue: true };
  const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params });
  await devtools.send("Target.sendMessageToTarget", { sessionId, message });
  return answer;
}

export async function measurePopup(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => "<title>A page</title><p>Words.</p>");
  ends.defer(() => loopback.close());
  const altered = replaceFile(built, "popup.html", bare);
  ends.defer(() => altered.remove());
  const readers = [
    await openReader("wallsight", built, loopback),
    await openReader("bare popup", altered.folder, loopback),
  ];
  for (const { browser } of readers) ends.defer(() => browser.end());
  for (let round = -warmUps; round < rounds; round++) {
    for (const reader of readers) {
      const ms = await click(reader);
      if (round >= 0) reader.values.push(ms);
    }
  }
  const own = readers.find(({ who }) => who === "wallsight")?.values ?? [];
  return [
    ...measured("popup, from the click to complete content", "ms", readers, "wallsight"),
    atMost("popup, from the click to complete content", median(own), 100, "ms"),
  ];
}
