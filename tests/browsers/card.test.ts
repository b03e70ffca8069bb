// The card on a marked link: by pointer and by keyboard, never by a script, and never in the reader's way.

import { beforeAll, beforeEach, expect, it } from "vitest";
import { initialChoices } from "../../core/choices.ts";
import { en } from "../../core/words/en.ts";
import type { HiddenElement, Tab } from "../../tools/browsers/browser.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { marksOf } from "./marked.ts";
import { awaitLists, onBoth } from "./on-both.ts";

const page = `<!doctype html><html lang="en"><head><title>A page</title><style>body { margin: 40px; font: 20px serif }</style>
</head><body><p><a id="before" href="#">Before</a></p><p>See <a id="times" href="https://www.nytimes.com/secret?x=1#y">the Times</a> on it.</p>
<p><a id="after" href="#">After</a></p><p style="margin-top:300px">Far <a id="far" href="https://www.netflix.com/">films</a></p></body></html>`;

/** Pages that keep the focus, or put links where others lie above. */
const odd: Readonly<Record<string, string>> = {
  "/modal": `<dialog id="dialog"><a id="times" href="https://www.nytimes.com/">the Times</a> <button id="cancel">Cancel</button></dialog>
    <script>document.getElementById("dialog").showModal()</script>`,
  "/trap": `<div id="box"><a id="times" href="https://www.nytimes.com/">the Times</a> <button id="cancel">Cancel</button></div>
    <script>document.addEventListener("focusin", ({ target }) => {
      if (!document.getElementById("box").contains(target)) document.getElementById("times").focus();
    }, true)</script>`,
  "/popover": `<div id="pop" popover style="inset:0;width:100%;height:100%"><a id="times" href="https://www.nytimes.com/">the Times</a></div>
    <script>document.getElementById("pop").showPopover()</script>`,
  "/shadow": `<div id="host"></div><script>
    document.getElementById("host").attachShadow({ mode: "open" }).innerHTML =
      '<span style="display:inline-block;width:200px">text</span><a href="https://www.nytimes.com/">the Times</a>';
    </script>`,
  "/scroller": `<div id="list" style="height:100px;overflow:auto"><p><a id="times" href="https://www.nytimes.com/">the Times</a></p><p style="height:900px"></p></div>`,
};

const soon = { timeout: 5000 };

onBoth(
  ({ pathname }) => (odd[pathname] ? `<!doctype html><title>odd</title><body>${odd[pathname]}` : page),
  (here) => {
    beforeAll(() => awaitLists(here));
    beforeEach(async () => {
      const { paused: _, unmarked: __, ...usual } = initialChoices;
      await choose(here.browser, { ...usual, marks: true });
    });

    async function opened(): Promise<Tab> {
      const tab = await here.browser.open("https://example.com/");
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["the Times"], refused: ["films"] });
      return tab;
    }
    const pause = (tab: Tab, ms: number) => tab.evaluate((time) => new Promise((done) => setTimeout(done, time)), ms);
    const cardIn = async (tab: Tab) =>
      (await tab.hidden()).filter(({ text, attributes }) => text || attributes["role"]);
    const saidOn = async (tab: Tab) => (await cardIn(tab)).map(({ text }) => text).join(" ");
    const boxOf = (tab: Tab, id: string) =>
      tab.evaluate((of) => document.getElementById(of)?.getBoundingClientRect().toJSON() as DOMRect, id);
    async function pointAt(tab: Tab, id: string): Promise<DOMRect> {
      const box = await boxOf(tab, id);
      await tab.point(box.x + box.width / 2, box.y + box.height / 2);
      return box;
    }
    const focused = (tab: Tab) => tab.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
    const placeOf = (card: HiddenElement | undefined) =>
      /translate: ([\d.-]+)px ([\d.-]+)px/
        .exec(card?.attributes["style"] ?? "")
        ?.slice(1)
        .map(Number) ?? [];

    it("comes when the pointer rests on a link, says what is known, and goes when the pointer leaves", async () => {
      const tab = await opened();
      const link = await pointAt(tab, "times");
      expect(await cardIn(tab)).toEqual([]);
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked in mainland China");
      expect(await saidOn(tab)).toMatch(/Listed by GFWList since .*High confidence\..*More about this site/s);
      const [card] = await cardIn(tab);
      expect(card?.attributes).toMatchObject({ role: "group", "aria-label": en.card.label, lang: "en" });
      const [, y] = placeOf(card);
      expect(y).toBeGreaterThanOrEqual(link.bottom);
      expect(await focused(tab)).toBe("body");
      await tab.point(5, 400);
      await expect.poll(() => cardIn(tab), soon).toEqual([]);
      await tab.close();
    });

    it("stays while the pointer is on it, and goes with Escape", async () => {
      const tab = await opened();
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      const [x = 0, y = 0] = placeOf((await cardIn(tab))[0]);
      await tab.point(x + 30, y + 10);
      await pause(tab, 800);
      expect(await saidOn(tab)).toContain("Blocked");
      await tab.press("Escape");
      expect(await cardIn(tab)).toEqual([]);
      await tab.close();
    });

    it("comes with the keyboard, is the next stop, and leads on to what follows the link", async () => {
      const tab = await opened();
      await tab.evaluate(() => document.getElementById("before")?.focus());
      await tab.press("Tab");
      expect(await focused(tab)).toBe("times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      expect(await focused(tab)).toBe("times");
      await tab.press("Tab");
      expect(await focused(tab)).toBe("div");
      await tab.press("Tab");
      expect(await focused(tab)).toBe("after");
      await expect.poll(() => cardIn(tab), soon).toEqual([]);
      await tab.press("Shift+Tab");
      expect(await focused(tab)).toBe("times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.press("Tab");
      await tab.press("Shift+Tab");
      expect(await focused(tab)).toBe("times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.press("Tab");
      await tab.press("Escape");
      expect(await focused(tab)).toBe("times");
      expect(await cardIn(tab)).toEqual([]);
      await tab.close();
    });

    it("opens the full page about the link, whose own address does not hold the link's", async () => {
      const tab = await opened();
      await tab.evaluate(() => document.getElementById("before")?.focus());
      await tab.press("Tab");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.press("Tab");
      await tab.press("Enter");
      const titles = () =>
        here.browser.inBackground(async ({ chrome }) =>
          (await chrome.tabs.query({})).map(({ url = "", title = "" }) => `${url} ${title}`),
        );
      await expect.poll(titles, soon).toContainEqual(expect.stringMatching(/popup\.html\?tab=\d+&link&full .*nytimes/));
      expect((await titles()).join("\n")).not.toMatch(/popup.*secret/);
      await tab.close();
    });

    const openedOdd = async (path: string): Promise<Tab> => {
      const tab = await here.browser.open(`https://example.com${path}`);
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["the Times"] });
      return tab;
    };

    it.each(["/modal", "/trap"])("where the focus may not leave a part of the page, Tab goes on: %s", async (path) => {
      const tab = await openedOdd(path);
      await tab.evaluate(() => document.getElementById("cancel")?.focus());
      await tab.press("Shift+Tab");
      expect(await focused(tab)).toBe("times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.press("Tab");
      expect(await focused(tab)).toBe("cancel");
      await tab.close();
    });

    it("Escape puts the card away and leaves the page's dialog open", async () => {
      const tab = await openedOdd("/modal");
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.press("Escape");
      expect(await cardIn(tab)).toEqual([]);
      expect(await tab.evaluate(() => document.querySelector("dialog")?.open)).toBe(true);
      await tab.close();
    });

    it("lies above what the page puts above everything", async () => {
      const tab = await openedOdd("/popover");
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      const [x = 0, y = 0] = placeOf((await cardIn(tab))[0]);
      const above = await tab.evaluate((at, top) => document.elementFromPoint(at, top)?.id, x + 20, y + 20);
      expect(above).not.toBe("pop");
      await tab.close();
    });

    it("comes and goes within one shadow root", async () => {
      const tab = await openedOdd("/shadow");
      const { x, y } = await boxOf(tab, "host");
      await tab.point(x + 20, y + 8);
      await tab.point(x + 215, y + 8);
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.point(x + 20, y + 8);
      await expect.poll(() => cardIn(tab), soon).toEqual([]);
      await tab.close();
    });

    it("goes when its link is scrolled from under it, and when that is taken away", async () => {
      const tab = await openedOdd("/scroller");
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.evaluate(() => document.getElementById("list")?.scrollTo(0, 30));
      await expect.poll(() => cardIn(tab), soon).toEqual([]);
      await tab.evaluate(() => document.getElementById("list")?.scrollTo(0, 0));
      await tab.point(600, 500);
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.evaluate(() => document.getElementById("times")?.remove());
      await expect.poll(() => cardIn(tab), soon).toEqual([]);
      await tab.close();
    });

    it("does not come for events that a script made", async () => {
      const tab = await opened();
      await tab.evaluate(() => {
        const link = document.getElementById("times");
        for (const type of ["mouseover", "mousemove", "pointerover", "focusin", "focus"]) {
          link?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
        }
        link?.dispatchEvent(new FocusEvent("focusin", { bubbles: true, composed: true }));
      });
      await pause(tab, 1000);
      expect(await cardIn(tab)).toEqual([]);
      await tab.close();
    });

    it("is not dismissed by keys that a script made", async () => {
      const tab = await opened();
      await pointAt(tab, "times");
      await expect.poll(() => saidOn(tab), soon).toContain("Blocked");
      await tab.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));
      expect(await saidOn(tab)).toContain("Blocked");
      await tab.close();
    });

    it("speaks the reader's language", async () => {
      await choose(here.browser, { language: "zh-hans" });
      const tab = await opened();
      await pointAt(tab, "far");
      await expect.poll(() => saidOn(tab), soon).toContain("中国大陆");
      expect((await cardIn(tab))[0]?.attributes["lang"]).toMatch(/^zh/);
      await tab.close();
    });
  },
);
