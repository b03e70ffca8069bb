// The words of the popup for a tab, once it has found its answer.

import { expect } from "vitest";
import type { Browser, Tab } from "../../tools/browsers/browser.ts";

export async function popupText(browser: Browser, tab: Tab): Promise<string> {
  const popup = await browser.openOwn(`popup.html?tab=${tab.id}`);
  const read = () => popup.evaluate(() => document.querySelector<HTMLElement>("main[aria-busy='false']")?.innerText);
  await expect.poll(read, { timeout: 5000 }).toBeTypeOf("string");
  const text = (await read()) ?? "";
  await popup.close();
  return text;
}
