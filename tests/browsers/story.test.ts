// The popup's story in both browsers, on the real packs and texts: dossier, history, context, choices of the reader.

import { beforeAll, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { demoPages } from "../../tools/demo/pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

/** Sent into a page of the extension. */
function textOf(selector: string): string {
  return Array.from(document.querySelectorAll<HTMLElement>(selector), ({ innerText }) => innerText).join("\n");
}

async function expectText(page: Tab, selector: string, expected: string | RegExp): Promise<void> {
  await expect.poll(() => page.evaluate(textOf, selector)).toMatch(expected);
}

/** Presses a button by its words. */
function press(words: string): boolean {
  const button = Array.from(document.querySelectorAll("button")).find(({ textContent }) => textContent === words);
  button?.click();
  return button !== undefined;
}

onBoth(demoPages(), (here) => {
  beforeAll(() => awaitLists(here));

  it("a blocked newspaper is told with its dossier, the technique and who serves its market instead", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    const popup = await openPopup(here.browser, tab);
    await expectText(popup, ".service", /The New York Times: daily newspaper\./);
    await expectText(popup, ".why", /Wen Jiabao/);
    await expectText(popup, ".how", /SNI filtering\s+measured on this site/);
    await expectText(popup, ".context", /People’s Daily Online people\.com\.cn/);
    await popup.close();
    await tab.close();
  });

  it("the history has a lane a source and is walked through by keyboard", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    const popup = await openPopup(here.browser, tab);
    await expect.poll(() => popup.evaluate(() => document.querySelectorAll(".mark").length)).toBeGreaterThan(3);
    const told = await popup.evaluate(() => {
      const slider = document.querySelector<SVGSVGElement>("[role=slider]");
      slider?.focus();
      const isFocused = document.activeElement === slider;
      const lines: (string | null | undefined)[] = [];
      for (let i = 0; i < 3; i++) {
        slider?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      }
      return { isFocused, lines, lanes: document.querySelectorAll(".lane-name").length };
    });
    expect(told).toMatchObject({ isFocused: true, lanes: 5 });
    await expectText(popup, ".readout", /^\d+ \w+ 20\d\d: |^\w+ 20\d\d: /);
    await popup.close();
    await tab.close();
  });

  it("a service inside China is told with the foreign ones that are shut out", async () => {
    const tab = await here.browser.open("https://www.baidu.com/");
    const popup = await openPopup(here.browser, tab);
    await expectText(popup, "h1", "A service that operates inside mainland China");
    await expectText(popup, ".context", /Google google\.com: blocked/);
    await popup.close();
    await tab.close();
  });

  it("all context is on a page of its own and can be searched", async () => {
    const page = await here.browser.openOwn("context.html");
    await expectText(page, "h1", "Cyber sovereignty and reciprocity");
    await expect.poll(() => page.evaluate(() => document.querySelectorAll(".card").length)).toBe(119);
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>("input[type=search]");
      if (input === null) return;
      input.value = "fanghuo";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await expectText(page, "output", /^1 entry$/);
    await page.close();
  });

  it("a language that was chosen holds in every page and on the toolbar, until the browser's is chosen again", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    const popup = await openPopup(here.browser, tab);
    const choose = (language: string) =>
      popup.evaluate((value) => {
        const select = document.querySelector("select");
        if (select === null) return;
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }, language);
    await choose("zh-hant");
    await expectText(popup, "h1", "在中國大陸遭到封鎖");
    await expectText(popup, ".why", "溫家寶");
    await expect.poll(async () => (await here.browser.toolbar(tab)).title).toContain("在中國大陸遭到封鎖");
    await here.browser.killBackground();
    const page = await here.browser.openOwn("context.html");
    await expectText(page, "h1", "網路主權與對等");
    await page.close();
    await choose("");
    await expectText(popup, "h1", "Blocked in mainland China");
    await popup.close();
    await tab.close();
  });

  it("a pause clears the icon, asks nothing, outlives the background, and is ended from the popup", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    await answerFor(here.browser, tab, 2000);
    const popup = await openPopup(here.browser, tab);
    await expect.poll(() => popup.evaluate(press, "Pause on this site")).toBe(true);
    await expectText(popup, "h1", "Wallsight is paused on this site");
    await expect.poll(async () => (await here.browser.toolbar(tab)).title).toBe("Wallsight is paused on this site.");
    await here.browser.killBackground();
    const other = await here.browser.open("https://cn.nytimes.com/");
    await expect.poll(async () => (await here.browser.toolbar(other)).title).toBe("Wallsight is paused on this site.");
    await other.close();
    await popup.evaluate(press, "Go on");
    await expectText(popup, "h1", "Blocked in mainland China");
    await expect.poll(async () => (await here.browser.toolbar(tab)).title).toContain("blocked in mainland China");
    await popup.close();
    await tab.close();
  });

  it("no page that a reader opens in the extension bears the address of the site, or goes to the network", async () => {
    const before = here.loopback.asked.length;
    const tab = await here.browser.open("https://zh.wikipedia.org/wiki/X");
    const popup = await openPopup(here.browser, tab, "&full");
    await expectText(popup, ".why", /\S/);
    expect(await popup.evaluate(() => location.href)).not.toContain("wikipedia");
    const asked = here.loopback.asked.slice(before);
    expect(asked.filter((url) => !/zh\.wikipedia\.org|wallsight\.example/.test(url))).toEqual([]);
    await popup.close();
    await tab.close();
  });
});
