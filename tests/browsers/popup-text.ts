// The popup for a tab, and its words, once it has found its answer.

import { expect } from "vitest";
import type { Browser, Tab } from "../../tools/browsers/browser.ts";

export async function openPopup(browser: Browser, tab: Tab, more = ""): Promise<Tab> {
  const popup = await browser.openOwn(`popup.html?tab=${tab.id}${more}`);
  const isThere = () => popup.evaluate(() => document.querySelector("main[aria-busy='false']") !== null);
  await expect.poll(isThere, { timeout: 5000 }).toBe(true);
  return popup;
}

export async function popupText(browser: Browser, tab: Tab): Promise<string> {
  const popup = await openPopup(browser, tab);
  const text = await popup.evaluate(() => document.querySelector("main")?.innerText ?? "");
  await popup.close();
  return text;
}
