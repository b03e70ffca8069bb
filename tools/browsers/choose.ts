// Asks the background as a page of the extension does, and makes choices as the options page does.

import type { Change } from "../../core/choices.ts";
import type { Background, Browser } from "./browser.ts";

/** Throws what the background refuses or fails with. */
export async function askOwn(browser: Browser, name: string, args: unknown): Promise<void> {
  const own = await browser.openOwn("icon/16.png");
  const answer = await own.evaluate(
    (asked: string, given: unknown) =>
      (globalThis as unknown as Background).chrome.runtime.sendMessage<unknown, { ok: boolean }>({
        road: "own",
        name: asked,
        args: given,
      }),
    name,
    args,
  );
  await own.close();
  if (!answer.ok) throw new Error(JSON.stringify(answer));
}

export const choose = (browser: Browser, change: Change): Promise<void> => askOwn(browser, "choose", change);
