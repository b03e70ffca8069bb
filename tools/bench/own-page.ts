// Asks the background from a page of the extension, as the popup does, and waits until the whole table answers.

import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { quietPath, readManifest } from "../browsers/browser.ts";
import type { ChromiumProcess } from "../browsers/chromium-process.ts";

const readyWithinMs = 120_000;
const pauseMs = 50;

/** Times as `Date.now()` tells them. */
interface Answer {
  readonly asked: number;
  readonly answered: number;
  /** the state of the lists that answered */
  readonly lists: string;
}

/** Sent into the page. */
async function askVerdict(): Promise<Answer> {
  interface Api {
    runtime: { sendMessage(message: unknown): Promise<{ value: { lists: { kind: string } } }> };
  }
  const { chrome } = globalThis as unknown as { chrome: Api };
  const args = { url: "https://www.nytimes.com/" };
  const asked = Date.now();
  const { value } = await chrome.runtime.sendMessage({ road: "own", name: "page", args });
  return { asked, answered: Date.now(), lists: value.lists.kind };
}

/** A page with the extension's rights and none of its code. */
export async function openOwnPage({ context, origin }: ChromiumProcess, extension: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/${quietPath(await readManifest(extension))}`);
  return page;
}

export interface FirstAnswers {
  /** when it was first asked, when that was answered, and when the whole table answered, as `Date.now()` tells it */
  readonly asked: number;
  readonly answered: number;
  readonly ready: number;
}

export async function untilReady(browser: ChromiumProcess, extension: string): Promise<FirstAnswers> {
  const page = await openOwnPage(browser, extension);
  const { asked, answered } = await page.evaluate(askVerdict);
  for (;;) {
    const { answered: ready, lists } = await page.evaluate(askVerdict);
    if (lists === "ready") {
      await page.close();
      return { asked, answered, ready };
    }
    if (ready > answered + readyWithinMs) throw new Error(`the lists are still ${lists}`);
    await setTimeout(pauseMs);
  }
}
