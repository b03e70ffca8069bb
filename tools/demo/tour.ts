// Visits the demo page and every address on it without a display, and takes pictures of what a reader would see.

import { mkdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { en } from "../../core/words/en.ts";
import { answerFor } from "../browsers/answer.ts";
import type { Browser, Tab } from "../browsers/browser.ts";
import { choose } from "../browsers/choose.ts";
import { article, home } from "./pages.ts";

export interface Stop {
  readonly url: string;
  /** what the toolbar said; `undefined` where the extension gave no answer */
  readonly words: string | undefined;
  /** the pictures of the page and of its popup */
  readonly files: readonly [page: string, popup: string];
}

const popupSize = { width: 360, height: 600 };
const readyWithinMs = 60_000;
/** Marks are painted in idle time. */
const settleMs = 1500;

function fileName(url: string): string {
  return url
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "")
    .replaceAll("/", "-");
}

/** The first pictures wait until a fresh installation has read its lists in. */
async function picturePopup(browser: Browser, tab: Tab, path: string): Promise<void> {
  const popup = await browser.openOwn(`popup.html?tab=${tab.id}`);
  await popup.resize(popupSize.width, popupSize.height);
  const isReady = (preparing: string) =>
    document.querySelector("main[aria-busy='false']")?.textContent.includes(preparing) === false;
  const endMs = performance.now() + readyWithinMs;
  while (performance.now() < endMs && !(await popup.evaluate(isReady, en.page.preparing))) await setTimeout(50);
  await popup.screenshot(path);
  await popup.close();
}

export async function takeTour(browser: Browser, folder: string): Promise<readonly Stop[]> {
  await mkdir(folder, { recursive: true });
  const tab = await browser.open(home);
  const links = await tab.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLAnchorElement>("td a"), ({ href }) => href),
  );
  const stops: Stop[] = [];
  for (const url of [home, ...links, article]) {
    if (url === article) await choose(browser, { marks: true, count: true, words: "always" });
    await tab.visit(url);
    const { isSpoken, title } = await answerFor(browser, tab, readyWithinMs);
    const files = [`${folder}/${fileName(url)}.png`, `${folder}/${fileName(url)}-popup.png`] as const;
    if (url === article) await setTimeout(settleMs);
    await tab.screenshot(files[0]);
    await picturePopup(browser, tab, files[1]);
    stops.push({ url, words: isSpoken ? title : undefined, files });
  }
  return stops;
}
