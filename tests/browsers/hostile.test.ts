// Hostile pages, by the numbers of the threat model, with marks and count turned on.

import { beforeAll, describe, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Browser, Tab } from "../../tools/browsers/browser.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { hostilePages } from "./hostile-pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

const reader = "https://example.com";
const blocked = "https://www.nytimes.com/";
const script = "<script>globalThis.wasRun = true</script>";

/** A title and links that would do harm if they were taken for markup. */
const attacks = [
  `<img src=x onerror='globalThis.wasRun=1'>`,
  `"><svg onload=globalThis.wasRun=1>`,
  "javascript:globalThis.wasRun=1",
].map((text) => text.replaceAll("<", "&lt;"));
const inert = `<!doctype html><meta charset="utf-8"><title>${attacks.join(" ")}</title>${attacks
  .map((text) => `<a href="${blocked}?${text.replaceAll('"', "&quot;")}">${text}</a>`)
  .join("\n")}`;

const copying = `<!doctype html><meta charset="utf-8"><title>copying</title><a href="${blocked}">a link</a>
  <div style="position:fixed;top:0;right:0;background:#eb574c;color:#fff">99</div><div role="status">Blocked</div>
  <script>navigator.setAppBadge?.(99); CSS.highlights.set("blocked", new Highlight())</script>`;

/** Hides, covers, moves and removes whatever is added to its root, and counts how often. */
const removing = `<!doctype html><meta charset="utf-8"><title>removing</title>
  <a href="${blocked}"><img width="40" height="40" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a>
  <script>
    globalThis.removed = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (node === document.body || node === document.head) continue;
          node.style?.setProperty("opacity", "0.01", "important");
          node.remove();
          removed++;
        }
      }
    }).observe(document.documentElement, { childList: true });
  </script>`;

function pageOf(url: URL): string | undefined {
  const found = hostilePages.find(({ id }) => url.pathname === `/${id}`);
  if (found) return `<!doctype html><meta charset="utf-8"><title>${found.id}</title><body>${found.html}`;
  if (url.pathname === "/P18") return inert;
  if (url.pathname === "/P08") return removing;
  if (url.pathname === "/P07") return copying;
  if (url.pathname === "/P20") {
    return `<!doctype html><meta charset="utf-8"><title>${"\u202E\u{1F5A4}\uFFFD".repeat(20_000)}</title>
      <script>document.title += "\\uD800".repeat(1000)</script><a href="${blocked}">x</a>`;
  }
  return `<!doctype html><title>${url.host}</title><a id="link" href="${blocked}">a link</a>`;
}

onBoth(pageOf, (here) => {
  beforeAll(async () => {
    await awaitLists(here);
    await choose(here.browser, { marks: true, count: true });
  });

  const badgeOf = async (tab: Tab): Promise<string> => (await here.browser.toolbar(tab)).badge;

  describe("the count is right on a page with", () => {
    it.each(hostilePages)("$id: $what", async ({ id, count }) => {
      const tab = await here.browser.open(`${reader}/${id}`);
      await expect.poll(() => badgeOf(tab), { timeout: 30_000 }).toBe(count);
      // What is not to be counted may come later.
      if (count === "") await tab.evaluate(() => new Promise<void>((done) => void setTimeout(done, 1500)));
      expect(await badgeOf(tab)).toBe(count);
      expect((await here.browser.toolbar(tab)).title).toMatch(/^example\.com: no evidence/);
      await tab.close();
    });
  });

  it("P07: a page that draws our sign and a number of its own changes nothing of what the toolbar says", async () => {
    const tab = await here.browser.open(`${reader}/P07`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    expect((await here.browser.toolbar(tab)).title).toMatch(/^example\.com: no evidence/);
    await tab.close();
  });

  it("P08: an overlay that the page removes comes back once at most, and the toolbar is right all the same", async () => {
    const tab = await here.browser.open(`${reader}/P08`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    await tab.evaluate(() => new Promise<void>((done) => void setTimeout(done, 1500)));
    const removed = await tab.evaluate(() => (globalThis as unknown as { removed: number }).removed);
    expect(removed).toBeGreaterThan(0);
    expect(removed).toBeLessThanOrEqual(2);
    await tab.close();
  });

  it("P10: events that the page makes itself open no card", async () => {
    const tab = await here.browser.open(`${reader}/`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    const before = await childrenOfRoot(tab);
    await tab.evaluate(() => {
      const link = document.getElementById("link");
      for (const type of ["mouseover", "mouseenter", "mousemove", "pointerover", "pointermove", "focus", "focusin"]) {
        link?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: 20, clientY: 20 }));
      }
      link?.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true }));
      return new Promise<void>((done) => void setTimeout(done, 1500));
    });
    expect(await childrenOfRoot(tab)).toBe(before);
    await tab.close();
  });

  it("P12: no custom element of the page is built for us", async () => {
    const tab = await here.browser.open(`${reader}/P12`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    expect(await tab.evaluate(() => "wasBuilt" in globalThis)).toBe(false);
    await tab.close();
  });

  it("P13: a page changed by script, left and come back to, keeps its count", async () => {
    const tab = await here.browser.open(`${reader}/`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    await tab.evaluate(() => {
      history.pushState(null, "", "/next");
      document.body.insertAdjacentHTML("beforeend", '<a href="https://www.facebook.com/">another</a>');
    });
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("2");
    await tab.visit("https://www.baidu.com/P05");
    await answerFor(here.browser, tab, 2000);
    expect(await badgeOf(tab)).toBe("");
    await tab.back();
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toMatch(/^[12]$/);
    await tab.close();
  });

  it("P15: a page with a strict content policy has nothing to complain of", async () => {
    const tab = await here.browser.open(`${reader}/P15`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    expect(await tab.evaluate(() => (globalThis as unknown as { complaints: unknown }).complaints)).toEqual([]);
    await tab.close();
  });

  it("P18: title, link text and address are shown as text", async () => {
    const tab = await here.browser.open(`${reader}/P18?${encodeURIComponent(script)}`);
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("3");
    const found = await seenIn(here.browser, tab);
    expect(found).toEqual({ wasRun: false, harmful: 0, isThere: true });
    await tab.close();
  });

  it("P20: a huge title of odd characters harms nothing, and a mixed-script host is shown as punycode", async () => {
    const tab = await here.browser.open("https://xn--80ak6aa92e.example.net/P20");
    await expect.poll(() => badgeOf(tab), { timeout: 10_000 }).toBe("1");
    expect((await here.browser.toolbar(tab)).title.length).toBeLessThan(400);
    const popup = await openPopup(here.browser, tab);
    expect(await popup.evaluate(() => document.querySelector(".host")?.textContent)).toContain("xn--80ak6aa92e");
    await popup.close();
    await tab.close();
  });
});

function childrenOfRoot(tab: Tab): Promise<number> {
  return tab.evaluate(() => document.documentElement.childElementCount);
}

async function seenIn(browser: Browser, tab: Tab): Promise<{ wasRun: boolean; harmful: number; isThere: boolean }> {
  const popup = await openPopup(browser, tab, "&full");
  const isThere = () =>
    popup.evaluate(() => document.querySelector("main")?.textContent?.includes("nytimes.com") ?? false);
  await expect.poll(isThere, { timeout: 5000 }).toBe(true);
  const found = await popup.evaluate(() => ({
    wasRun: "wasRun" in globalThis,
    harmful: document.querySelectorAll(
      "main script, main img, main [onerror], main [onload], main a[href^='javascript']",
    ).length,
    isThere: true,
  }));
  await popup.close();
  return found;
}
