// A hand and an eye on the extension's own pages.

import { expect } from "vitest";
import type { Tab } from "../../tools/browsers/browser.ts";

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

/** Sent into a page of ours: gives the file to the control under that label, as if it had been chosen. */
function putFile(label: string, name: string, text: string): boolean {
  const labels = Array.from(document.querySelectorAll<HTMLLabelElement>("label.file"));
  const input = labels.find(({ innerText }) => innerText.trim().startsWith(label))?.querySelector("input");
  if (!input || input.disabled) return false;
  const chosen = new DataTransfer();
  chosen.items.add(new File([text], name));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

export async function giveFile(page: Tab, label: string, name: string, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(putFile, label, name, text)).toBe(true);
}
