// In a browser without CSS highlights, signs stand beside links, and nothing else is different.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replaceFile, type AlteredExtension } from "../../tools/bench/altered-extension.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { startLoopback } from "../../tools/browsers/loopback.ts";
import { marksOf, noTraces, signsOf, tracesOf } from "./marked.ts";
import { awaitLists, drivers, type Here } from "./on-both.ts";

const page = `<!doctype html><html lang="en"><head><title>A page</title></head><body style="margin:50px">
<p><a id="link" href="https://www.nytimes.com/">Times</a> <a href="https://example.org/">Elsewhere</a></p>
<p><a href="https://www.netflix.com/">Films <b>in bold</b></a></p></body></html>`;

/** Hides it from the content script alone: in Firefox its own global and the window that it sees are two. */
const hide = `for (const view of [globalThis, window]) {
  Object.defineProperty(view.CSS, "highlights", { value: undefined, configurable: true });
  Object.defineProperty(view, "Highlight", { value: undefined, configurable: true });
}
`;

const soon = { timeout: 10_000 };

describe.each(drivers)("in $name", ({ launch, extension }) => {
  const here = {} as Here;
  let altered: AlteredExtension;

  beforeAll(async () => {
    altered = replaceFile(extension, "content.js", hide + readFileSync(join(extension, "content.js"), "utf8"));
    here.loopback = await startLoopback(() => page);
    here.browser = await launch({ loopback: here.loopback, extension: altered.folder });
    await awaitLists(here);
    await choose(here.browser, { marks: true, count: true, markStyle: "underline" });
  });

  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
    altered?.remove();
  });

  it("a sign stands at the end of each marked link's text, and goes when marks are turned off", async () => {
    const tab = await here.browser.open("https://example.com/");
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(2);
    const { right, top } = await tab.evaluate(
      () => document.getElementById("link")?.getBoundingClientRect() ?? new DOMRect(),
    );
    const [first] = await signsOf(tab);
    expect(Math.abs((first?.x ?? 0) - right)).toBeLessThan(4);
    expect(Math.abs((first?.y ?? 0) - top)).toBeLessThan(10);
    expect(await marksOf(tab)).toEqual({});
    expect(await tracesOf(tab)).toMatchObject({ sheets: 0, highlights: 0 });
    await expect.poll(async () => (await here.browser.toolbar(tab)).badge, soon).toBe("1");
    await choose(here.browser, { marks: false, count: false });
    await expect.poll(() => tracesOf(tab), soon).toEqual(noTraces);
    await tab.close();
  });
});
