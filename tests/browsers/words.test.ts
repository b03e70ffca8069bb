// Suppressed words on real pages in both browsers, with the pack as it ships: asked for, always, and for a selection.

import { afterEach, beforeAll, expect, it } from "vitest";
import type { PageText } from "@/core/phrases/page-words.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { kept } from "./kept.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";
import { wordsPages } from "./words-pages.ts";

/** Sent into a page: the section's words. */
function wordsText(): string {
  return document.querySelector<HTMLElement>(".words")?.innerText ?? "";
}

function terms(): string {
  return Array.from(document.querySelectorAll(".terms"), ({ textContent }) => textContent).join("\n");
}

function press(words: string): boolean {
  const button = Array.from(document.querySelectorAll("button")).find(({ textContent }) => textContent === words);
  button?.click();
  return button !== undefined;
}

/** Sent into a page: how many places are highlighted, whatever the highlights are called. */
function highlighted(): number {
  return [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
}

/** The same: the words. */
function highlightedWords(): string[] {
  const ranges = [...CSS.highlights.values()].flatMap((highlight) => [...highlight]);
  return ranges.map(({ startContainer, startOffset, endOffset }) =>
    (startContainer.textContent ?? "").slice(startOffset, endOffset),
  );
}

onBoth(wordsPages, (here, driver) => {
  beforeAll(() => awaitLists(here));

  async function look(tab: Tab): Promise<Tab> {
    const popup = await openPopup(here.browser, tab);
    await expect
      .poll(() => popup.evaluate(press, "Look for suppressed words on this page"), { timeout: 10_000 })
      .toBe(true);
    await expect.poll(() => popup.evaluate(wordsText), { timeout: 10_000 }).toContain("What this means");
    return popup;
  }

  /** What the content script reads of a page. */
  function read({ id }: Tab): Promise<PageText> {
    return here.browser.inBackground(
      ({ chrome: { tabs } }, tabId) =>
        tabs.sendMessage<unknown, PageText>(tabId, { road: "tab", name: "text", args: { isPatient: false } }),
      id,
    );
  }

  afterEach(() => choose(here.browser, { words: "asked" }));

  it("the popup finds rules in title, headline and text, and says what was measured", async () => {
    const tab = await here.browser.open("https://www.rfa.org/mandarin/");
    const popup = await look(tab);
    const text = await popup.evaluate(wordsText);
    expect(text).toContain("rules of search censorship have all their terms here");
    expect(text).toContain("In the title");
    expect(text).toContain("In the headline");
    expect(text).toContain("In the text, close together");
    expect(text).toContain("A search for this term was censored:");
    expect(text).toMatch(/only results from approved sources: .*Weibo \(/);
    expect(text).toMatch(/found on \d+ \w+ 202[345]/);
    expect(text).toContain("day not known");
    await popup.close();
    await tab.close();
  });

  it("what is not to be seen is not read, and a term may stand across elements but not across blocks", async () => {
    const tab = await here.browser.open("https://www.rfa.org/mandarin/");
    const popup = await look(tab);
    await popup.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLButtonElement>(".words .hits + button")) button.click();
    });
    await expect.poll(() => popup.evaluate(terms)).toContain("茉莉花革命");
    expect(await popup.evaluate(terms)).toContain("法轮");
    for (const unseen of ["坦克人", "刘晓波", "达赖"]) expect(await popup.evaluate(terms)).not.toContain(unseen);
    await popup.close();
    await tab.close();
  });

  it("a line's end stands wherever a reader sees one, in the headline too, and nowhere else", async () => {
    const tab = await here.browser.open("https://lines.example/lines");
    const { headline, text } = await read(tab);
    expect(headline).toBe("学习\n近代史");
    const [broken = "", whole = ""] = text.split(/(?=茉)(.*)/s);
    expect(broken.match(/学习.近|学习近/g)).toBeNull();
    expect(broken.match(/学习[ \n]*(x ?)?\n[ \n]*近代史/g)).toHaveLength(15);
    expect(broken).toContain("法\n轮功");
    expect(whole.match(/茉莉花/g)).toHaveLength(4);
    await tab.close();
  });

  it("hidden text is not read, wherever it hides, and the headline is the first that shows a text", async () => {
    const tab = await here.browser.open("https://lines.example/hidden");
    const { headline, text } = await read(tab);
    expect(headline).toBe("头条");
    expect(text.split(/\s+/).filter((line) => line !== "")).toEqual([
      "头条",
      "另一",
      "摘要",
      "开",
      "敞开",
      "影子",
      "框",
      "放入",
    ]);
    await tab.close();
  });

  it("words are marked on the page when asked, without a change to it, and taken off again", async () => {
    const tab = await here.browser.open("https://www.rfa.org/mandarin/");
    const before = await tab.evaluate(() => document.documentElement.outerHTML);
    const popup = await look(tab);
    expect(await tab.evaluate(highlighted)).toBe(0);
    expect(await popup.evaluate(press, "Show on the page")).toBe(true);
    await expect.poll(() => tab.evaluate(highlighted)).toBeGreaterThan(3);
    await expect.poll(() => popup.evaluate(wordsText)).toMatch(/\d+ places are marked on the page\./);
    expect(await tab.evaluate(() => document.documentElement.outerHTML)).toBe(before);
    const rules = await tab.evaluate(() =>
      [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)),
    );
    expect(rules.join()).toMatch(/^:root::highlight\(w[a-z0-9]+\)/);
    expect(await popup.evaluate(press, "Take the marks off the page")).toBe(true);
    await expect.poll(() => tab.evaluate(highlighted)).toBe(0);
    expect(await tab.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
    await popup.close();
    await tab.close();
  });

  it("a mark goes as soon as other words stand there, and is not set where they do already", async () => {
    const tab = await here.browser.open("https://lines.example/changing");
    const write = (id: string, words: string) =>
      tab.evaluate(
        (name, text) => {
          const node = document.getElementById(name)?.firstChild;
          if (node) node.nodeValue = text;
        },
        id,
        words,
      );
    const popup = await look(tab);
    await write("early", "天气很好");
    await popup.evaluate(press, "Show on the page");
    await expect.poll(() => tab.evaluate(highlightedWords)).toContain("茉莉花");
    const before = await tab.evaluate(highlightedWords);
    expect(before).toContain("法");
    expect(before.join()).not.toMatch(/天|气|很|好/);
    await write("late", "晴");
    const after = await tab.evaluate(highlightedWords);
    expect(after).toContain("茉莉花");
    expect(after.join()).not.toMatch(/晴|法/);
    await popup.close();
    await tab.close();
  });

  it("by default a page finds no trace, even after it was searched", async () => {
    const tab = await here.browser.open("https://www.rfa.org/mandarin/");
    const popup = await look(tab);
    expect(await tab.evaluate(() => [CSS.highlights.size, document.adoptedStyleSheets.length])).toEqual([0, 0]);
    await popup.close();
    await tab.close();
  });

  it("always: a page is marked when it has loaded, the popup shows it at once, and all is taken away with the choice", async () => {
    await choose(here.browser, { words: "always" });
    const tab = await here.browser.open("https://www.rfa.org/mandarin/");
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 10_000 }).toBeGreaterThan(3);
    const popup = await openPopup(here.browser, tab);
    await expect.poll(() => popup.evaluate(wordsText), { timeout: 10_000 }).toContain("In the title");
    await popup.close();
    await choose(here.browser, { words: "asked" });
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 10_000 }).toBe(0);
    await tab.close();
  });

  it("always: places that the popup found in an older text are not marked in a newer one", async () => {
    await choose(here.browser, { words: "always" });
    const tab = await here.browser.open("https://lines.example/changing");
    await expect.poll(() => tab.evaluate(highlightedWords), { timeout: 10_000 }).toContain("茉莉花");
    const popup = await openPopup(here.browser, tab);
    await expect.poll(() => popup.evaluate(wordsText), { timeout: 10_000 }).toContain("What this means");
    await popup.evaluate(press, "Take the marks off the page");
    await expect.poll(() => tab.evaluate(highlighted)).toBe(0);
    await popup.evaluate(press, "Show on the page");
    await expect.poll(() => tab.evaluate(highlightedWords)).toContain("茉莉花");
    // a page that nobody sees is not read again, and here the popup is a tab before it
    await here.browser.inBackground(
      ({ chrome: { tabs } }, id) => tabs.update(id, { active: true }).then(() => null),
      tab.id,
    );
    await tab.evaluate(() => document.body.prepend("今天的天气很好，习近平。"));
    await expect.poll(async () => (await tab.evaluate(highlightedWords)).join(), { timeout: 15_000 }).toContain("近平");
    await popup.evaluate(press, "Take the marks off the page");
    await expect.poll(() => tab.evaluate(highlighted)).toBe(0);
    await popup.evaluate(press, "Show on the page");
    await expect.poll(() => popup.evaluate(wordsText)).toContain("The page has changed since it was read.");
    expect(await tab.evaluate(highlightedWords)).toEqual([]);
    await popup.close();
    await tab.close();
  });

  it("always: what comes to a page later is marked too, until the choice is withdrawn", async () => {
    await choose(here.browser, { words: "always" });
    const tab = await here.browser.open("https://weather.example/plain");
    const add = (text: string) => tab.evaluate((words) => document.body.append(words), text);
    const pause = (ms: number) =>
      tab.evaluate((given) => new Promise<void>((done) => void setTimeout(done, given)), ms);
    await pause(1000);
    expect(await tab.evaluate(highlighted)).toBe(0);
    await add(" 法轮功 ");
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 15_000 }).toBeGreaterThan(0);
    const before = await tab.evaluate(highlighted);
    await add(" 天安门 六四 ");
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 15_000 }).toBeGreaterThan(before);
    await choose(here.browser, { words: "asked" });
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 10_000 }).toBe(0);
    await add(" 法轮功 ");
    await pause(4000);
    expect(await tab.evaluate(highlighted)).toBe(0);
    await tab.close();
  });

  it("a private window leaves nothing behind", async () => {
    await choose(here.browser, { words: "always" });
    const before = await kept(here.browser);
    const tab = await here.browser.open("https://www.rfa.org/mandarin/", "private window");
    await expect.poll(() => tab.evaluate(highlighted), { timeout: 10_000 }).toBeGreaterThan(3);
    await tab.close();
    expect(await kept(here.browser)).toEqual(before);
  });

  it("a hostile page is read all the same, runs nothing of ours, and its text stays inert", async () => {
    const tab = await here.browser.open("https://hostile.example/hostile");
    const popup = await look(tab);
    const text = await popup.evaluate(wordsText);
    expect(text).toContain("法轮功");
    expect(text).toContain("習近");
    expect(await popup.evaluate(() => document.querySelectorAll(".words img").length)).toBe(0);
    await popup.evaluate(press, "Show on the page");
    await expect.poll(() => tab.evaluate(highlighted)).toBeGreaterThan(0);
    await popup.close();
    await tab.close();
  });

  it("of a page of more than a million characters the first million are read, and that is said", async () => {
    const tab = await here.browser.open("https://long.example/long");
    const popup = await look(tab);
    const text = await popup.evaluate(wordsText);
    expect(text).toContain("Only the first million characters");
    expect(text).not.toContain("法轮功");
    await popup.close();
    await tab.close();
  });

  it("a page without any such word says so, and that this proves little", async () => {
    const tab = await here.browser.open("https://weather.example/plain");
    const popup = await look(tab);
    expect(await popup.evaluate(wordsText)).toContain("That is no proof");
    await popup.close();
    await tab.close();
  });

  it("a selected text that is no longer kept is not there, and the page says so", async () => {
    const page = await here.browser.openOwn("selection.html?id=none");
    await expect
      .poll(() => page.evaluate(() => document.querySelector("main")?.innerText))
      .toContain("select it again");
    await page.close();
  });

  it.runIf(driver.name === "Chromium")(
    "a click on the entry in the context menu opens a page with the selected text, which stands in no address",
    async () => {
      // what the browser sends to the background when the entry is clicked; Firefox lets nobody send it
      const url = await here.browser.inBackground(async ({ chrome: { contextMenus, tabs } }) => {
        const clicked = contextMenus.onClicked as unknown as { dispatch(info: object, tab: object): void };
        clicked.dispatch({ menuItemId: "selection", selectionText: "習近平與六四 <img src=x>" }, { index: 0 });
        for (;;) {
          const opened = (await tabs.query({})).find(({ url }) => url?.includes("selection.html?id="));
          if (opened?.url !== undefined) return opened.url;
          await new Promise((resolve) => void setTimeout(resolve, 50));
        }
      });
      expect(decodeURIComponent(url)).toMatch(/selection\.html\?id=[0-9a-f-]{36}$/);
      const page = await here.browser.openOwn(url.slice(url.indexOf("selection.html")));
      await expect.poll(() => page.evaluate(terms)).toContain("六四");
      expect(await page.evaluate(() => document.querySelector(".selected")?.textContent)).toBe(
        "習近平與六四 <img src=x>",
      );
      await page.close();
    },
  );
});
