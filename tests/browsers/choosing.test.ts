// The first page and the options in both browsers: what is chosen there is kept, and holds on every page of ours.

import { beforeAll, describe, expect, it } from "vitest";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import type { Tab } from "../../tools/browsers/browser.ts";
import { demoPages, reading } from "../../tools/demo/pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

declare const chrome: ExtensionApi;

/** Sent into a page of the extension: clicks the control of a label, or a button, by its words. */
function choose(words: string): boolean {
  const label = Array.from(document.querySelectorAll("label")).find(({ innerText }) =>
    innerText.trim().startsWith(words),
  );
  const button = Array.from(document.querySelectorAll("button")).find(
    (each) => (each.getAttribute("aria-label") ?? each.innerText) === words,
  );
  const control = label?.querySelector("input") ?? button;
  control?.click();
  return control !== undefined;
}

/** Sent into a page of the extension. */
function isChosen(words: string): boolean | undefined {
  const label = Array.from(document.querySelectorAll("label")).find(({ innerText }) =>
    innerText.trim().startsWith(words),
  );
  return label?.querySelector("input")?.checked;
}

function textOf(selector: string): string {
  return Array.from(document.querySelectorAll<HTMLElement>(selector), ({ innerText }) => innerText).join("\n");
}

/** Sent into the options: gives the page a file as if the reader had chosen it. */
function giveFile(text: string, repeat = 1): void {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  const given = new DataTransfer();
  given.items.add(new File([text.repeat(repeat)], "settings.json", { type: "application/json" }));
  if (input === null) return;
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function expectText(page: Tab, selector: string, expected: string | RegExp): Promise<void> {
  await expect.poll(() => page.evaluate(textOf, selector), { timeout: 5000 }).toMatch(expected);
}

async function press(page: Tab, words: string): Promise<void> {
  await expect.poll(() => page.evaluate(choose, words)).toBe(true);
}

/** Presses it on the options, and waits until it is kept. */
async function keep(page: Tab, words: string): Promise<void> {
  await press(page, words);
  await expectText(page, ".kept", "Saved.");
}

onBoth(demoPages(), (here) => {
  beforeAll(() => awaitLists(here));

  async function reset(): Promise<void> {
    const page = await here.browser.openOwn("options.html");
    await expectText(page, "h1", "Options");
    await page.evaluate(() => {
      const folds = document.querySelectorAll("details");
      for (const fold of folds) fold.open = true;
    });
    await press(page, "Reset");
    await expectText(page, ".kept", "Everything is as it was at first.");
    await page.close();
  }

  it("the first page says what Wallsight does in five lines, asks for nothing, and keeps what is turned on", async () => {
    const page = await here.browser.openOwn("welcome.html");
    await expectText(page, "h1", "What could not be seen from inside mainland China");
    expect(await page.evaluate(() => document.querySelectorAll(".lines li").length)).toBe(5);
    expect(await page.evaluate(isChosen, "Mark links")).toBe(false);
    expect(await page.evaluate(isChosen, "Show their number")).toBe(false);
    await press(page, "Mark links");
    const options = await here.browser.openOwn("options.html");
    await expect.poll(() => options.evaluate(isChosen, "Mark links")).toBe(true);
    await page.close();
    expect(await options.evaluate(isChosen, "Show their number")).toBe(false);
    await options.close();
    await reset();
  });

  it("each change on the options is kept at once and outlives the background; a reset takes all back", async () => {
    const page = await here.browser.openOwn("options.html");
    await keep(page, "Tinted");
    await keep(page, "On every page");
    await keep(page, "Blocked, with low confidence");
    await page.close();
    await here.browser.killBackground();
    const again = await here.browser.openOwn("options.html");
    await expect.poll(() => again.evaluate(isChosen, "Tinted")).toBe(true);
    expect(await again.evaluate(isChosen, "On every page")).toBe(true);
    expect(await again.evaluate(isChosen, "Blocked, with low confidence")).toBe(false);
    await again.close();
    await reset();
    const fresh = await here.browser.openOwn("options.html");
    await expect.poll(() => fresh.evaluate(isChosen, "Underlined")).toBe(true);
    expect(await fresh.evaluate(isChosen, "Blocked, with low confidence")).toBe(true);
    await fresh.close();
  });

  it("a look that was chosen holds on every page of ours", async () => {
    const page = await here.browser.openOwn("options.html");
    const paper = (): string => getComputedStyle(document.body).backgroundColor;
    const colours: string[] = [];
    for (const look of ["Light", "Dark"]) {
      await press(page, look);
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe(look.toLowerCase());
      const tab = await here.browser.open(reading);
      const pages = [
        await openPopup(here.browser, tab),
        await here.browser.openOwn("context.html"),
        await here.browser.openOwn("welcome.html"),
      ];
      for (const each of pages) await expectText(each, "h1", /\S/);
      const seen = await Promise.all([page, ...pages].map((each) => each.evaluate(paper)));
      expect(new Set(seen).size).toBe(1);
      colours.push(seen[0] ?? "");
      for (const each of [...pages, tab]) await each.close();
    }
    expect(colours).toEqual(["rgb(253, 252, 249)", "rgb(28, 29, 31)"]);
    await page.close();
    await reset();
  });

  it("sites are left unmarked from the popup, and taken off the list on the options", async () => {
    const tab = await here.browser.open(reading);
    const popup = await openPopup(here.browser, tab);
    await expectText(popup, ".on-page", "A page can see the marks");
    await press(popup, "Mark links");
    await expect.poll(() => popup.evaluate(isChosen, "Mark links on this site")).toBe(true);
    await press(popup, "Mark links on this site");
    const page = await here.browser.openOwn("options.html");
    await expectText(page, ".site-list", "example.com");
    await press(page, "Remove example.com");
    await expect.poll(() => page.evaluate(textOf, ".site-list")).toBe("");
    for (const each of [page, popup, tab]) await each.close();
    await reset();
  });

  it("the lists that answer are told with their days", async () => {
    const page = await here.browser.openOwn("options.html");
    await expectText(
      page,
      ".source-list",
      /GFWList\s+list: 24 Feb 2009 to \d+ \w+ 20\d\d\s+Came with Wallsight, \d+ kB\s+Terms: LGPL-2\.1/,
    );
    await expectText(page, ".source-list", "GreatFire Analyzer");
    await page.close();
  });

  describe("a file of settings", () => {
    const settings = (choices: object): string => JSON.stringify({ file: "wallsight settings", format: 1, choices });

    it("is read, and each choice in it holds", async () => {
      const page = await here.browser.openOwn("options.html");
      await expectText(page, "h1", "Options");
      await page.evaluate(giveFile, settings({ count: true, unmarked: ["a.com"], theme: "pink" }), 1);
      await expectText(page, ".file + output", "What could not be read was left out: theme.");
      await expect.poll(() => page.evaluate(isChosen, "Show their number")).toBe(true);
      await expectText(page, ".site-list", "a.com");
      await page.close();
      await reset();
    });

    it.each<[string, string, number, string]>([
      ["M08: too large", " ", 1_000_001, "too large"],
      ["M08: a wrong type", "GIF89a", 1, "not JSON"],
      ["M08: foreign", '{"rules": []}', 1, "does not hold settings"],
      ["M08: of another version", settings({}).replace('"format":1', '"format":9'), 1, "another version"],
    ])("%s is refused with its reason, and nothing changes", async (_, text, repeat, reason) => {
      const page = await here.browser.openOwn("options.html");
      await keep(page, "Show their number");
      await page.evaluate(giveFile, text, repeat);
      await expectText(page, ".file + output", reason);
      expect(await page.evaluate(isChosen, "Show their number")).toBe(true);
      await page.close();
      await reset();
    });
  });

  it("M07: no page of ours can be framed by a page", async () => {
    const own = await here.browser.openOwn("icon/16.png");
    const base = await own.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      chrome.runtime.onMessage.addListener((message: unknown) => {
        heard.push(String((message as { name?: string }).name));
        return undefined;
      });
      return location.origin;
    });
    const heard = (): Promise<string[]> =>
      own.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));
    const tab = await here.browser.open("https://example.com/framing");
    await tab.evaluate(
      async (addresses) => {
        for (const address of addresses) {
          const frame = document.createElement("iframe");
          frame.src = address;
          document.body.append(frame);
        }
        await new Promise((done) => void setTimeout(done, 1500));
      },
      ["options", "welcome", "popup"].map((page) => `${base}/${page}.html`),
    );
    expect((await heard()).filter((name) => name !== "here")).toEqual([]);
    // Let in, each would have asked for the reader's choices, as it does in a tab.
    for (const page of ["options", "welcome", "popup"]) {
      const shown = await here.browser.openOwn(`${page}.html`);
      await expect.poll(heard).toContain("choices");
      await shown.close();
    }
    await tab.close();
    await own.close();
  });
});
