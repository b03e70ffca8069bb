// In Chromium: a reader opens a page while the extension sleeps. From the content script's question to its answer,
// against the same extension without lists and against a worker that does nothing else.

import type { CDPSession } from "playwright-core";
import { startChromium } from "../browsers/chromium-process.ts";
import { type Loopback, startLoopback } from "../browsers/loopback.ts";
import { buildWithoutLists, replaceFile } from "./altered-extension.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { untilReady } from "./own-page.ts";

const bareWorker =
  "chrome.runtime.onMessage.addListener((question, sender, respond) => respond({ ok: true, value: null }));";
const updated = "ServiceWorker.workerVersionUpdated";
const warmUps = 2;

const question = `(async () => {
  const started = performance.now();
  const args = { url: location.href };
  const { ok, error } = await chrome.runtime.sendMessage({ road: "page", name: "here", args });
  if (!ok) throw new Error(error);
  return performance.now() - started;
})()`;

interface Reader {
  readonly who: string;
  /** Ends the worker, and with it the extension's process. */
  readonly kill: () => Promise<void>;
  /** Asks as the content script does; the milliseconds until the answer. */
  readonly ask: () => Promise<number>;
}

async function openReader(
  who: string,
  extension: string,
  loopback: Loopback,
  ends: AsyncDisposableStack,
): Promise<Reader> {
  const browser = await startChromium({ loopback, extension }, "headless");
  ends.defer(() => browser.end());
  if (who === "wallsight") await untilReady(browser, extension);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const devtools = await browser.context.newCDPSession(page);
  let world = 0;
  devtools.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.startsWith("chrome-extension:")) world = context.id;
  });
  await devtools.send("Runtime.enable");
  await devtools.send("ServiceWorker.enable");
  await page.goto("http://www.nytimes.com/");
  return { who, kill: () => stopWorker(devtools), ask: () => askIn(devtools, world) };
}

async function stopWorker(devtools: CDPSession): Promise<void> {
  const stopped = new Promise<void>((done) => {
    devtools.on(updated, function listen({ versions }) {
      if (!versions.some(({ runningStatus }) => runningStatus === "stopped")) return;
      devtools.off(updated, listen);
      done();
    });
  });
  await devtools.send("ServiceWorker.stopAllWorkers");
  await stopped;
}

async function askIn(devtools: CDPSession, contextId: number): Promise<number> {
  const { result, exceptionDetails } = await devtools.send("Runtime.evaluate", {
    contextId,
    expression: question,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return Number(result.value);
}

/** `scratch` is a folder below `root` for the builds to compare with. */
export async function measureWorkerStart(
  root: string,
  built: string,
  scratch: string,
  rounds: number,
): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => "<title>A page</title><p>Words.</p>");
  ends.defer(() => loopback.close());
  const bare = replaceFile(built, "background.js", bareWorker);
  ends.defer(() => bare.remove());
  const readers = [
    await openReader("wallsight", built, loopback, ends),
    await openReader("without lists", buildWithoutLists(root, scratch), loopback, ends),
    await openReader("bare worker", bare.folder, loopback, ends),
  ].map((reader) => ({ ...reader, values: [] as number[] }));
  for (let round = -warmUps; round < rounds; round++) {
    for (const { kill, ask, values } of readers) {
      await kill();
      const ms = await ask();
      if (round >= 0) values.push(ms);
    }
  }
  const medianOf = (name: string): number => median(readers.find(({ who }) => who === name)?.values ?? []);
  const own = medianOf("wallsight");
  return [
    ...measured("killed worker, to its first answer", "ms", readers, "wallsight"),
    atMost("killed worker, to its first answer: ours to the same without lists", own / medianOf("without lists"), 1.15),
  ];
}
