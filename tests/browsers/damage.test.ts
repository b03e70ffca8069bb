// What happens when the stored table is damaged: right answers all the same, and the reader is told.

import { beforeAll, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Background, Browser } from "../../tools/browsers/browser.ts";
import { demoPages } from "../../tools/demo/pages.ts";
import { en } from "../../core/words/en.ts";
import { kept } from "./kept.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { popupText } from "./popup-text.ts";

type Damage =
  | "one byte of the head"
  | "a byte in every sixty-four behind the head"
  | "the second half"
  | "the whole record";

/** Sent into the background; the record is the one of services/database.ts. */
async function harm(scope: Background, damage: Damage): Promise<void> {
  const wait = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result), { once: true });
      request.addEventListener("error", () => reject(request.error), { once: true });
    });
  const database = await wait(scope.indexedDB.open("wallsight"));
  const store = () => database.transaction("tables", "readwrite").objectStore("tables");
  const stored = (await wait(store().get("current"))) as { table: Blob; headLength: number };
  const bytes = new Uint8Array(await stored.table.arrayBuffer());
  const flip = (at: number) => (bytes[at] = (bytes[at] ?? 0) ^ 0x10);
  if (damage === "one byte of the head") flip(stored.headLength >> 1);
  if (damage === "a byte in every sixty-four behind the head") {
    for (let at = stored.headLength; at < bytes.length; at += 64) flip(at);
  }
  const kept = damage === "the second half" ? bytes.subarray(0, bytes.length >> 1) : bytes;
  const table = new scope.Blob([kept]);
  if (damage === "the whole record") await wait(store().delete("current"));
  else await wait(store().put({ ...stored, table }, "current"));
  database.close();
}

async function storedTable(browser: Browser): Promise<unknown> {
  const { databases } = await kept(browser);
  const record = databases['wallsight/tables/"current"'] as { table: string } | undefined;
  return record?.table;
}

onBoth(demoPages(), (here) => {
  beforeAll(() => awaitLists(here));

  it.each<[Damage, boolean]>([
    ["one byte of the head", true],
    ["a byte in every sixty-four behind the head", true],
    ["the second half", true],
    ["the whole record", false],
  ])(
    "with %s damaged the answers are right and the table is built anew",
    async (damage, isTold) => {
      const sound = await storedTable(here.browser);
      await here.browser.inBackground(harm, damage);
      expect(await storedTable(here.browser)).not.toBe(sound);
      await here.browser.killBackground();

      const tab = await here.browser.open("https://www.nytimes.com/");
      expect((await answerFor(here.browser, tab, 30_000)).title).toMatch(/^www\.nytimes\.com: blocked/);
      await tab.visit("https://www.twinkl.de/");
      expect((await answerFor(here.browser, tab, 90_000)).title).toMatch(/Henan in 175 of 263/);
      await expect.poll(() => popupText(here.browser, tab), { timeout: 90_000 }).not.toContain(en.page.preparing);

      const text = await popupText(here.browser, tab);
      expect(text.includes(en.page.notes.repaired)).toBe(isTold);
      await tab.close();

      expect(await storedTable(here.browser)).toBe(sound);
    },
    240_000,
  );
});
