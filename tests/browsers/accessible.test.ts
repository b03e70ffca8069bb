// axe in real browsers, colours included, on every state of every page of the extension.

import axe from "axe-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sent, Tab } from "../../tools/browsers/browser.ts";
import { demoPages, reading } from "../../tools/demo/pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

/** The library itself, as a function to be sent. */
const layAxe = { toString: () => `() => { ${axe.source} }` } as unknown as Sent<[], void>;

/** Sent into the page: opens the folds, and those within. */
async function openFolds(): Promise<void> {
  for (;;) {
    const closed = document.querySelectorAll("details:not([open])");
    if (closed.length === 0) return;
    for (const fold of closed) (fold as HTMLDetailsElement).open = true;
    await new Promise((done) => void setTimeout(done, 50));
  }
}

/** Sent into the page, where axe lies. */
async function runAxe(): Promise<string[]> {
  const { axe: tool } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await tool.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** How many pixels lie beyond the right edge of the window, where a reader would have to scroll sideways. */
function tooWide(): number {
  return Math.max(0, document.documentElement.scrollWidth - window.innerWidth);
}

async function expectAccessible(page: Tab): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => void setTimeout(done, 300)));
  await page.evaluate(openFolds);
  expect(await page.evaluate(tooWide)).toBe(0);
  await page.evaluate(layAxe);
  for (const scheme of ["light", "dark"] as const) {
    await page.prefer?.(scheme);
    expect(await page.evaluate(runAxe)).toEqual([]);
  }
}

onBoth(demoPages(), (here) => {
  beforeAll(() => awaitLists(here));

  describe("the popup", () => {
    it.each([
      ["blocked", "https://www.nytimes.com/"],
      ["blocked, and refusing", "https://discord.com/"],
      ["blocked, in doubt", "https://github.com/"],
      ["partly blocked", "https://w3s.link/"],
      ["regional", "https://www.twinkl.de/"],
      ["former", "https://www.snapchat.com/"],
      ["refused", "https://www.netflix.com/"],
      ["reachable", "https://fonts.gstatic.com/"],
      ["domestic", "https://www.baidu.com/"],
      ["unlisted", "https://example.com/"],
      ["unlisted, on a page with links and parts", reading],
      ["unsupported", "http://printer.test/"],
      ["unseen", "about:blank"],
    ])("of a site that is %s", async (_, url) => {
      const tab = await here.browser.open(url);
      for (const width of [320, 800]) {
        const popup = await openPopup(here.browser, tab, width === 800 ? "&full" : "");
        await popup.resize(width, 600);
        await expectAccessible(popup);
        await popup.close();
      }
      await tab.close();
    });
  });

  it.each(["options.html", "welcome.html"])("the page %s", async (path) => {
    for (const width of [320, 800]) {
      const page = await here.browser.openOwn(path);
      await page.resize(width, 600);
      await expect.poll(() => page.evaluate(() => document.querySelectorAll("main h2").length)).toBeGreaterThan(0);
      await expectAccessible(page);
      await page.close();
    }
  });

  it("the page of all context", async () => {
    const page = await here.browser.openOwn("context.html");
    await expect.poll(() => page.evaluate(() => document.querySelectorAll(".card").length)).toBe(119);
    await expectAccessible(page);
    await page.close();
  });
});
