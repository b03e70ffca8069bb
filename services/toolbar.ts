// The one place that turns a verdict into the toolbar's icon and tooltip, and a count into the number on it.

import type { ListsState } from "@/core/lists-state.ts";
import { gridSize, shapes, signWhile, type Sign } from "@/core/status-shapes.ts";
import type { Verdict } from "@/core/verdict.ts";
import { tooltip } from "@/core/words/verdict-sentences.ts";
import type { Language } from "@/core/words/languages.ts";
import { chooseWords, type Words } from "@/core/words/words.ts";
import { browser, type Picture } from "./browser.ts";

const sizes = [16, 32] as const;

type Icon = Record<string, Picture>;
const icons = new Map<Sign, Icon>();

interface Shown {
  readonly verdict: Verdict;
  readonly lists: ListsState;
}

export async function showIcon(tabId: number, { verdict, lists }: Shown): Promise<void> {
  await setIcon(tabId, signWhile(lists, verdict));
}

/** The first date that a sleeping worker writes costs it more than the verdict: words come after the icon. */
export async function showWords(tabId: number, { verdict, lists }: Shown, language: Language | null): Promise<void> {
  const words = wordsIn(language);
  const isPreparing = signWhile(lists, verdict) === "preparing";
  await setTitle(tabId, isPreparing ? words.page.preparing : tooltip(words, verdict));
}

/** The extension's own icon, which says nothing of the site. */
export async function showPause(tabId: number, language: Language | null): Promise<void> {
  const path = Object.fromEntries(sizes.map((size) => [size, browser.runtime.getURL(`icon/${size}.png`)]));
  await Promise.all([
    unlessGone(browser.action.setIcon?.({ tabId, path })),
    setTitle(tabId, wordsIn(language).page.paused),
  ]);
}

/** White on it has 4.8:1, and it has 3:1 against light and dark toolbars. */
const countColour = "#cc3f33";
/** What fits onto the icon. */
const mostShown = 999;

/** How many links lead behind the wall; no number for none. */
export async function showCount(tabId: number, count: number): Promise<void> {
  const text = count === 0 ? "" : count > mostShown ? `${mostShown}+` : String(count);
  const { action } = browser;
  // Firefox for Android has no icon to put it on, and some browsers choose the text's colour themselves.
  await Promise.all([
    unlessGone(action.setBadgeText?.({ tabId, text })),
    ...(text === ""
      ? []
      : [
          unlessGone(action.setBadgeBackgroundColor?.({ tabId, color: countColour })),
          unlessGone(action.setBadgeTextColor?.({ tabId, color: "#ffffff" })),
        ]),
  ]);
}

function wordsIn(language: Language | null): Words {
  return chooseWords(language === null ? navigator.languages : [language]);
}

/** An icon that stayed would speak for another address. */
export async function showFailure(tabId: number, reason: string): Promise<void> {
  const { page } = chooseWords(navigator.languages);
  await Promise.all([setIcon(tabId, "unsupported"), setTitle(tabId, `${page.failed} ${reason}`)]);
}

async function setIcon(tabId: number, sign: Sign): Promise<void> {
  // Firefox for Android has a menu entry in place of an icon.
  await unlessGone(browser.action.setIcon?.({ tabId, imageData: iconOf(sign) }));
}

async function setTitle(tabId: number, title: string): Promise<void> {
  await unlessGone(browser.action.setTitle({ tabId, title }));
}

/** Tabs close while their verdict is on its way. */
async function unlessGone(change: Promise<void> | undefined): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!isTabGone(error)) throw error;
  }
}

function iconOf(sign: Sign): Icon {
  const icon = icons.get(sign) ?? Object.fromEntries(sizes.map((size) => [size, draw(sign, size)]));
  icons.set(sign, icon);
  return icon;
}

function draw(sign: Sign, size: number): Picture {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (context === null) throw new Error("no 2D drawing in this browser");
  context.scale(size / gridSize, size / gridSize);
  context.fillStyle = shapes[sign].colour;
  context.fill(outlineOf(sign), "evenodd");
  return context.getImageData(0, 0, size, size) as Picture;
}

function outlineOf(sign: Sign): Path2D {
  return new Path2D(shapes[sign].path);
}

/** Chrome's words, then Firefox's. */
function isTabGone(error: unknown): boolean {
  return error instanceof Error && /^(No tab with id|Invalid tab ID)/.test(error.message);
}
