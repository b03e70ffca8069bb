// A hand and an eye on the extension's own pages.

import { expect } from "vitest";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { choosingEn } from "../../core/words/choosing/en.ts";
import type { Browser, Tab } from "../../tools/browsers/browser.ts";

declare const chrome: ExtensionApi;

const say = choosingEn.sync;

/** Within this a look for newer lists is done and they answer. */
export const lookedWithinMs = 30_000;

/** Headers by which a host could know a reader again. */
export const marksOfReaders = [
  "cookie",
  "referer",
  "origin",
  "if-none-match",
  "if-modified-since",
  "authorization",
  "range",
];

/** Sent into a page of ours. */
export async function ask<Value>(name: string, args: unknown): Promise<Value> {
  const answer = await chrome.runtime.sendMessage<unknown, { ok: boolean; value: Value; error?: string }>({
    road: "own",
    name,
    args,
  });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

/** Sent into a page of ours: lets a minute pass for sync, and looks. */
export async function look(): Promise<boolean> {
  const { sync } = await chrome.storage.local.get("sync");
  await chrome.storage.local.set({ sync: { ...(sync as object), looked: null } });
  const question = { road: "own", name: "look", args: null };
  return (await chrome.runtime.sendMessage<unknown, { value: boolean }>(question)).value;
}

/** Sent into a page of ours: where to press so that a control is pressed, by its words. */
function placeOf(words: string): [x: number, y: number] | null {
  const controls = Array.from(document.querySelectorAll<HTMLElement>("label, button, summary"));
  const found = controls.find(({ innerText }) => innerText.trim().startsWith(words));
  found?.scrollIntoView({ block: "center" });
  const { x = 0, y = 0, height = 0 } = found?.getBoundingClientRect() ?? {};
  return found ? [x + 12, y + height / 2] : null;
}

/** Sent into a page of ours. */
export const textOf = (): string => document.querySelector("main")?.innerText ?? "";

/** Presses it as a hand does: browsers ask for a permission in no other way. */
export async function press(page: Tab, words: string): Promise<void> {
  await expect.poll(() => page.evaluate(placeOf, words)).not.toBeNull();
  const [x, y] = (await page.evaluate(placeOf, words)) ?? [0, 0];
  await page.point(x, y);
  await page.click();
}

export async function expectText(page: Tab, expected: string): Promise<void> {
  await expect.poll(() => page.evaluate(textOf), { timeout: lookedWithinMs }).toContain(expected);
}

/** Sent into a page of ours: gives the file (in base64) to the control under that label, as if it had been chosen. */
function putFile(label: string, name: string, content: string): boolean {
  const labels = Array.from(document.querySelectorAll<HTMLLabelElement>("label.file"));
  const input = labels.find(({ innerText }) => innerText.trim().startsWith(label))?.querySelector("input");
  if (!input || input.disabled) return false;
  const chosen = new DataTransfer();
  chosen.items.add(new File([Uint8Array.from(atob(content), (char) => char.charCodeAt(0))], name));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

export async function giveFile(page: Tab, label: string, name: string, bytes: Uint8Array): Promise<void> {
  const content = Buffer.from(bytes).toString("base64");
  await expect.poll(() => page.evaluate(putFile, label, name, content)).toBe(true);
}

/** How many alarms wait for their time. */
export function alarmsIn(browser: Browser): Promise<number> {
  return browser.inBackground(async (scope) => (await scope.chrome.alarms.getAll()).length);
}

/** Opts out by hand: no request is made after that, nor when a look is asked for a minute later, and nothing waits. */
export async function expectSilenceOnceOff(
  browser: Browser,
  page: Tab,
  requests: () => readonly unknown[],
  later: () => Promise<void>,
): Promise<void> {
  await press(page, say.on);
  await expectText(page, say.goBack);
  const before = requests().length;
  await later();
  const looked = await page.evaluate(() => chrome.runtime.sendMessage({ road: "own", name: "look", args: null }));
  expect(looked).toEqual({ ok: true, value: false });
  await browser.killBackground();
  await browser.inBackground(() => undefined);
  expect([requests().length, await alarmsIn(browser)]).toEqual([before, 0]);
}
