// What a page can learn of the extension: nothing.

import { expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { onBoth } from "./on-both.ts";

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
  (here, { launch }) => {
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

    it("a page cannot load the extension's files", async () => {
      const own = await here.browser.openOwn("icon/16.png");
      const icon = await own.evaluate(() => location.href);
      await own.close();
      const tab = await here.browser.open(address);
      const answers = await tab.evaluate(async (url) => {
        const image = new Image();
        image.src = url;
        const shown = await image.decode().then(
          () => "shown",
          () => "refused",
        );
        const fetched = await fetch(url, { mode: "no-cors" }).then(
          () => "fetched",
          () => "refused",
        );
        return [shown, fetched];
      }, icon);
      expect(answers).toEqual(["refused", "refused"]);
      await tab.close();
    });
  },
);
