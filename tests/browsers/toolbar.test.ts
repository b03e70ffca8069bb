// What the toolbar says of a page, in both browsers.

import { beforeAll, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { awaitLists, onBoth } from "./on-both.ts";

const blocked = /: blocked in mainland China/;
const unlisted = /: no evidence/;
const partly = /: other parts of this site are blocked/;

const pages = (url: URL) => `<!doctype html><title>${url.host}</title><p>${url.host}`;
const framing = '<!doctype html><title>frames</title><iframe src="https://www.nytimes.com/inner"></iframe>';

onBoth(
  (url) => (url.pathname === "/framing" ? framing : pages(url)),
  (here) => {
    beforeAll(() => awaitLists(here));

    const titleOf = async (tab: Tab) => (await here.browser.toolbar(tab)).title;

    it.each([
      ["a listed host", "https://www.nytimes.com/", blocked],
      ["a host under a listed one", "https://cooking.of.nytimes.com/recipes?x=1#y", blocked],
      ["a host with a trailing dot", "https://www.nytimes.com./", blocked],
      ["a host in capitals", "https://WWW.NYTimes.COM/", blocked],
      ["a page without TLS", "http://www.nytimes.com/", blocked],
      ["a host that only ends alike", "https://notnytimes.com/", unlisted],
      ["a site of which other parts are listed", "https://w3s.link/", partly],
      ["a listed part of a site", "https://w3s.link/ipfs/x", blocked],
      ["a service that refuses", "https://www.netflix.com/", /: the service itself turns visitors/],
      ["a host cut in one province", "https://www.twinkl.de/", /: seen cut only by .* Henan/],
      ["a service inside China", "https://www.baidu.com/", /: a service that operates inside/],
      ["a host named as an exception", "https://fonts.gstatic.com/", /: named by a list as an exception/],
      ["a machine in the house", "http://192.168.1.1/", /: not a public web address/],
    ])("%s gets its verdict within a second of its load: %s", async (_, url, words) => {
      const tab = await here.browser.open(url);
      const { title } = await answerFor(here.browser, tab, 1000);
      expect(title).toMatch(words);
      await tab.close();
    });

    it("a page that changes its address without a load is asked about anew", async () => {
      const tab = await here.browser.open("https://w3s.link/");
      expect((await answerFor(here.browser, tab, 1000)).title).toMatch(partly);
      await tab.evaluate(() => history.pushState(null, "", "/ipfs/x"));
      await expect.poll(() => titleOf(tab)).toMatch(blocked);
      await tab.evaluate(() => history.back());
      await expect.poll(() => titleOf(tab)).toMatch(partly);
      await tab.evaluate(() => history.replaceState(null, "", "/ipfs/y#z"));
      await expect.poll(() => titleOf(tab)).toMatch(blocked);
      await tab.close();
    });

    it("a page out of the back/forward cache gets its words and its icon back", async () => {
      const tab = await here.browser.open("https://www.nytimes.com/");
      const first = await answerFor(here.browser, tab, 1000);
      await tab.evaluate(() => void Object.assign(globalThis, { isKept: true }));
      await tab.visit("https://example.com/");
      const second = await answerFor(here.browser, tab, 1000);
      expect(second.title).toMatch(unlisted);
      expect(second.icon).not.toBe(first.icon);

      await tab.back();
      await expect.poll(() => tab.evaluate(() => "isKept" in globalThis)).toBe(true);
      await expect.poll(() => here.browser.toolbar(tab)).toEqual(first);
      await tab.close();
    });

    it("a frame does not change the verdict on the page around it", async () => {
      const tab = await here.browser.open("https://example.com/framing");
      const inner = "https://www.nytimes.com/inner";
      await expect.poll(() => here.loopback.asked).toContain(inner);
      await tab.evaluate(() => new Promise((done) => setTimeout(done, 500)));
      expect(await titleOf(tab)).toMatch(/^example\.com: no evidence/);
      await tab.close();
    });

    it("two tabs keep their own verdicts", async () => {
      const one = await here.browser.open("https://www.nytimes.com/");
      const other = await here.browser.open("https://www.baidu.com/");
      expect((await answerFor(here.browser, other, 1000)).title).toMatch(/^www\.baidu\.com/);
      expect((await answerFor(here.browser, one, 1000)).title).toMatch(/^www\.nytimes\.com/);
      await one.close();
      await other.close();
    });

    it("a killed background answers for the next page", async () => {
      const tab = await here.browser.open("https://example.com/");
      await here.browser.inBackground((scope) => void (scope["isFirst"] = true));
      await here.browser.killBackground();
      await tab.visit("https://www.nytimes.com/");
      expect((await answerFor(here.browser, tab, 2000)).title).toMatch(blocked);
      expect(await here.browser.inBackground((scope) => "isFirst" in scope)).toBe(false);
      await tab.close();
    });
  },
);
