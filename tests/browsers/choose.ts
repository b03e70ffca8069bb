// Makes choices as the options page does.

import type { Browser as ExtensionApi } from "webextension-polyfill";
import type { Change } from "../../core/choices.ts";
import type { Browser } from "../../tools/browsers/browser.ts";

declare const chrome: ExtensionApi;

export async function choose(browser: Browser, change: Change): Promise<void> {
  const own = await browser.openOwn("context.html");
  const answer = await own.evaluate(
    (args) =>
      chrome.runtime.sendMessage<unknown, { ok: boolean; error?: string }>({ road: "own", name: "choose", args }),
    change,
  );
  await own.close();
  if (!answer.ok) throw new Error(answer.error);
}
