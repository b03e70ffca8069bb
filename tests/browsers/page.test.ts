// What a page can learn of the extension: nothing.

import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

const address = "https://www.nytimes.com/";

/** Its first script writes down whatever a page can notice. */
const page = `<!doctype html><html lang="en"><head><script>
  var noticed = [];
  for (const type of ["message", "error", "unhandledrejection", "securitypolicyviolation"]) {
    addEventListener(type, () => noticed.push(type), true);
  }
  new MutationObserver((changes) => {
    if (document.readyState !== "complete") return;
    for (const { target, type } of changes) noticed.push(type + " of " + target.nodeName);
  }).observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
  for (const name of ["querySelector", "querySelectorAll", "getElementsByTagName"]) {
    const own = Document.prototype[name];
    Document.prototype[name] = function (...given) {
      noticed.push(name);
      return own.apply(this, given);
    };
  }
</script><title>A page</title></head><body><p>See <a href="${address}">this</a>.</body></html>`;

/** Sent into the page. */
function look() {
  return {
    names: Object.getOwnPropertyNames(globalThis).toSorted(),
    html: document.documentElement.outerHTML,
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    highlights: Array.from(CSS.highlights.keys()),
    requests: performance.getEntriesByType("resource").map(({ name }) => name),
    marks: performance.getEntriesByType("mark").length,
    noticed: (globalThis as unknown as { noticed: readonly string[] }).noticed,
  };
}

async function lookAfterAWhile(tab: Tab): Promise<ReturnType<typeof look>> {
  await tab.evaluate(() => new Promise<void>((done) => void setTimeout(done, 500)));
  return tab.evaluate(look);
}

onBoth(
  () => page,
  (here, { launch, extension }) => {
    it("a page is the same with the extension and without it", async () => {
      const tab = await here.browser.open(address);
      expect((await answerFor(here.browser, tab, 1000)).title).toMatch(/: blocked/);
      const withIt = await lookAfterAWhile(tab);
      await tab.close();

      const bare = await launch({ loopback: here.loopback });
      try {
        const without = await lookAfterAWhile(await bare.open(address));
        expect(withIt).toEqual(without);
        expect(withIt.noticed).toEqual([]);
        expect(withIt.html).toContain("var noticed");
      } finally {
        await bare.close();
      }
    });

    it("P16: of all the extension's files, asked for in several ways, a page gets none", async () => {
      const own = await here.browser.openOwn("icon/16.png");
      const origin = await own.evaluate(() => location.origin);
      await own.close();
      const files = readdirSync(extension, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => `${origin}/${relative(extension, join(parentPath, name))}`);
      expect(files.length).toBeGreaterThan(500);
      const tab = await here.browser.open(address);
      const got = await tab.evaluate(
        async (urls) => {
          const isFetched = (url: string, mode: RequestMode) =>
            fetch(url, { mode })
              .then(() => true)
              .catch(() => false);
          const isLoaded = (element: HTMLElement, attribute: string, url: string) =>
            new Promise<boolean>((resolve) => {
              element.addEventListener("load", () => resolve(true), { once: true });
              element.addEventListener("error", () => resolve(false), { once: true });
              element.setAttribute(attribute, url);
              document.head.append(element);
            });
          const found: string[] = [];
          for (const url of urls) {
            const ways = await Promise.all([
              isFetched(url, "no-cors"),
              isFetched(url, "cors"),
              isLoaded(new Image(), "src", url),
              ...(url.endsWith(".js") ? [isLoaded(document.createElement("script"), "src", url)] : []),
              ...(url.endsWith(".css")
                ? [isLoaded(Object.assign(document.createElement("link"), { rel: "stylesheet" }), "href", url)]
                : []),
            ]);
            if (ways.some(Boolean)) found.push(url);
          }
          return found;
        },
        [...files, address],
      );
      // The page's own address shows that the ways work.
      expect(got).toEqual([address]);
      await tab.close();
    });

    it("P16: a page that listens and looks while it is used finds no sign", async () => {
      const tab = await here.browser.open(address);
      await answerFor(here.browser, tab, 1000);
      const popup = await openPopup(here.browser, tab);
      await expect.poll(() => popup.evaluate(() => document.querySelector(".on-page") !== null)).toBe(true);
      await popup.close();
      const { noticed, sheets, highlights, marks } = await lookAfterAWhile(tab);
      expect({ noticed, sheets, highlights, marks }).toEqual({ noticed: [], sheets: 0, highlights: [], marks: 0 });
      await tab.close();
    });
  },
);
