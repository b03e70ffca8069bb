// What a page shows of marks, as far as the page itself can see them; and how the reader orders them.

import type { Browser, Tab } from "../../tools/browsers/browser.ts";
import { askOwn } from "../../tools/browsers/choose.ts";

/** Sent into a page: the texts under each kind of mark, in the document, its shadow roots and frames. */
function readMarks(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const views = [globalThis as unknown as Window & typeof globalThis];
  // A test's page may have hidden `document.querySelectorAll`.
  for (const frame of Document.prototype.querySelectorAll.call(document, "iframe")) {
    const { contentDocument, contentWindow } = frame as HTMLIFrameElement;
    if (contentDocument) views.push(contentWindow as Window & typeof globalThis);
  }
  for (const view of views) {
    for (const [name, highlight] of view.CSS.highlights as unknown as Map<string, Set<StaticRange>>) {
      const kind = /(blocked|doubted|partly|refused)$/.exec(name)?.[1] ?? name;
      for (const range of highlight) {
        const text = (range.startContainer as Element).textContent ?? "";
        (found[kind] ??= []).push(text.trim());
      }
    }
  }
  for (const texts of Object.values(found)) texts.sort();
  return found;
}

export function marksOf(tab: Tab): Promise<Record<string, string[]>> {
  return tab.evaluate(readMarks);
}

/** Everything that marks can leave in a page. */
export function tracesOf(tab: Tab) {
  return tab.evaluate(() => ({
    sheets: document.adoptedStyleSheets.length,
    highlights: CSS.highlights.size,
    beside: Array.from(document.documentElement.children, ({ localName }) => localName),
  }));
}

export const noTraces = { sheets: 0, highlights: 0, beside: ["head", "body"] };

export const unmark = (browser: Browser, host: string, isUnmarked: boolean) =>
  askOwn(browser, "unmark", { host, isUnmarked });
export const pause = (browser: Browser, host: string, isPaused: boolean) =>
  askOwn(browser, "pause", { host, isPaused });

/** Where the signs that are to be seen stand in our own overlay. */
export async function signsOf(tab: Tab): Promise<readonly { x: number; y: number }[]> {
  const styles = (await tab.hidden()).map(({ attributes }) => attributes["style"] ?? "");
  return styles.flatMap((style) => {
    const [, x, y] = /scale: 0?\.75;.*translate: ([\d.-]+)px(?: ([\d.-]+)px)?/.exec(style) ?? [];
    return x === undefined || style.includes("display: none") ? [] : [{ x: Number(x), y: Number(y ?? 0) }];
  });
}
