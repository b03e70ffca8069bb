// Waits for what the toolbar has to say of a page.

import { setTimeout } from "node:timers/promises";
import { en } from "../../core/words/en.ts";
import type { Browser, Tab, Toolbar } from "./browser.ts";

const pauseMs = 25;

/** The toolbar with its verdict, or as it stood when the time was up. A fresh installation first reads its lists in. */
export async function answerFor(browser: Browser, tab: Tab, withinMs: number): Promise<Toolbar> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const toolbar = await browser.toolbar(tab);
    const isAnswer = toolbar.isSpoken && !toolbar.title.includes(en.page.preparing);
    if (isAnswer || performance.now() > endMs) return toolbar;
    await setTimeout(pauseMs);
  }
}
