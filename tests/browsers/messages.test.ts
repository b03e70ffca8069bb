// Messages that nobody of ours would send, by the numbers of the threat model: of a content script that a page has taken
// over, of another extension, of a page itself.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AlteredExtension, replaceFile } from "../../tools/bench/altered-extension.ts";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Background, Tab } from "../../tools/browsers/browser.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { startLoopback } from "../../tools/browsers/loopback.ts";
import { noTraces, tracesOf } from "./marked.ts";
import { awaitLists, drivers, type Here } from "./on-both.ts";

const reader = "https://example.com/";
const blocked = "https://www.nytimes.com/";
const picture = '<svg width="40" height="40"><rect width="40" height="40"/></svg>';
const refused = (error: string) => ({ ok: false, error });
const notOurs = refused("sender: not a page of Wallsight");

/**
 * Runs in a content script, and says there whatever its page wants said: messages as JSON, or by name what JSON cannot
 * write. `who`: the event's name; `to`: another extension's id.
 */
function speakForPage(who: string, to?: string): void {
  const { runtime } = (globalThis as unknown as Background).chrome;
  const cyclic: Record<string, unknown> = { road: "own", name: "choices" };
  cyclic["args"] = cyclic;
  const odd: Record<string, unknown> = {
    cyclic,
    typed: { road: "page", name: "links", args: { lines: new Uint8Array(9) } },
    getter: Object.defineProperty({ road: "page", name: "links" }, "args", {
      enumerable: true,
      get: () => ({ lines: { length: 1e9 } }),
    }),
    million: { road: "page", name: "links", args: { lines: "a.com\n".repeat(1_000_000) } },
    long: { road: "page", name: "here", args: { url: `https://example.com/${"a".repeat(3_000_000)}` } },
    prototype: JSON.parse('{"road":"own","name":"__proto__","args":{"__proto__":{"url":"https://example.com/"}}}'),
  };
  document.addEventListener(who, (event) => {
    const said = JSON.parse((event as CustomEvent<string>).detail) as { message: unknown; times: number };
    const message = typeof said.message === "string" ? (odd[said.message] ?? said.message) : said.message;
    const all = Array.from({ length: said.times }, async () => {
      try {
        return await (to === undefined ? runtime.sendMessage(message) : runtime.sendMessage(to, message));
      } catch (error) {
        return { threw: String(error) };
      }
    });
    void Promise.all(all).then((heard) =>
      document.dispatchEvent(new CustomEvent("heard", { detail: JSON.stringify(heard) })),
    );
  });
}

/** Sent into a page. */
function say(message: unknown, times: number, who = "ours"): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    document.addEventListener("heard", (event) => resolve(JSON.parse((event as CustomEvent<string>).detail)), {
      once: true,
    });
    document.dispatchEvent(new CustomEvent(who, { detail: JSON.stringify({ message, times }) }));
  });
}

/** An extension of somebody else, with a content script on every page. */
function writeOther(id: string): string {
  const folder = mkdtempSync(join(tmpdir(), "wallsight-other-"));
  const manifest = {
    manifest_version: 3,
    name: "Other",
    version: "1",
    content_scripts: [{ matches: ["https://*/*"], js: ["other.js"], run_at: "document_start" }],
    browser_specific_settings: { gecko: { id: "other@wallsight.example" } },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "other.js"), `(${speakForPage})("other", ${JSON.stringify(id)})`);
  return folder;
}

describe.each(drivers)("in $name", ({ name, launch, extension }) => {
  const here = {} as Here;
  let altered: AlteredExtension;

  beforeAll(async () => {
    const own = readFileSync(join(extension, "content.js"), "utf8");
    altered = replaceFile(extension, "content.js", `${own}\n;(${speakForPage})("ours")`);
    here.loopback = await startLoopback(
      ({ host }) =>
        `<!doctype html><title>${host}</title><a href="${blocked}">a link</a> <a href="${blocked}">${picture}</a>`,
    );
    here.browser = await launch({ loopback: here.loopback, extension: altered.folder });
    await awaitLists(here);
  });
  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
    altered?.remove();
  });

  async function said(tab: Tab, message: unknown): Promise<unknown> {
    const [answer] = await tab.evaluate(say, message, 1);
    return answer;
  }

  it("M01: what only our pages may ask, a content script is refused, and nothing of it is done", async () => {
    const tab = await here.browser.open(reader);
    const asked = {
      choose: { marks: true },
      pause: { host: "example.com", isPaused: true },
      look: null,
      choices: null,
    };
    for (const [name, args] of Object.entries(asked)) {
      expect([name, await said(tab, { road: "own", name, args })]).toEqual([name, notOurs]);
    }
    expect(await said(tab, { road: "tab", name: "text", args: null })).toEqual(refused('unknown road "tab"'));
    expect(await said(tab, { road: "page", name: "links", args: { lines: "www.nytimes.com" } })).toEqual(
      refused("the reader did not ask for this"),
    );
    await tab.visit(reader);
    expect((await answerFor(here.browser, tab, 2000)).title).toContain("no evidence");
    expect(await tracesOf(tab)).toEqual(noTraces);
    await tab.close();
  });

  it("M03: a content script speaks for its own document alone, and hears nothing of the verdict", async () => {
    const tab = await here.browser.open(reader);
    const hereOf = (url: string) => said(tab, { road: "page", name: "here", args: { url } });
    const foreign = refused("url: not of the sender's origin");
    for (const url of [blocked, "http://example.com/", "https://example.com:8443/", "data:text/html,x", "nonsense"]) {
      expect([url, await hereOf(url)]).toEqual([url, foreign]);
    }
    expect(await hereOf(`${reader}elsewhere`)).toEqual({ ok: true, value: null });
    expect((await answerFor(here.browser, tab, 2000)).title).toMatch(/^example\.com: no evidence/);
    await tab.close();
  });

  it("M04: what is no question is refused by name, however large or odd", async () => {
    const tab = await here.browser.open(reader);
    for (const message of [null, 7, [], { road: "own" }, { road: "page", name: "toString", args: {} }, "words"]) {
      expect(await said(tab, message)).toMatchObject({ ok: false });
    }
    for (const name of ["typed", "getter", "million", "long", "prototype"]) {
      expect([name, await said(tab, name)]).toEqual([name, { ok: false, error: expect.any(String) }]);
    }
    // Chromium cannot write a circle as JSON; Firefox copies it.
    const circle = JSON.stringify(await said(tab, "cyclic"));
    expect([JSON.stringify(notOurs), expect.stringMatching(/"threw":".*(serialize|circular)/i)]).toContainEqual(circle);
    await tab.close();
  });

  it("M05: ten thousand questions at once are answered with a refusal for most, and other tabs as ever", async () => {
    const tab = await here.browser.open(reader);
    const flood = tab.evaluate(say, { road: "page", name: "here", args: { url: reader } }, 10_000);
    const other = await here.browser.open(blocked);
    expect((await answerFor(here.browser, other, 5000)).title).toMatch(/blocked/);
    const answers = (await flood) as { ok: boolean; error?: string }[];
    expect(answers.length).toBe(10_000);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThan(1000);
    expect(answers.at(-1)).toEqual(refused("too many questions"));
    await other.close();
    await tab.close();
  });

  it("M06: while the background starts, an answer is right or there is none", async () => {
    await choose(here.browser, { marks: true });
    const tab = await here.browser.open(reader);
    await answerFor(here.browser, tab, 2000);
    const lines = "www.nytimes.com\nexample.org\nwww.netflix.com";
    for (let round = 0; round < 3; round++) {
      await here.browser.killBackground();
      const answers = await tab.evaluate(say, { road: "page", name: "links", args: { lines } }, 12);
      const right = answers.filter((answer) => (answer as { ok: boolean }).ok);
      expect(right.length).toBeGreaterThan(0);
      for (const answer of right) expect(answer).toEqual({ ok: true, value: "b-r" });
    }
    await tab.close();
    await choose(here.browser, { marks: false });
  });

  it("M02: another extension gets no answer, and a page has nobody to ask", async () => {
    const own = await here.browser.openOwn("icon/16.png");
    const id = await own.evaluate(() => (globalThis as unknown as Background).chrome.runtime.id);
    await own.close();
    const folder = writeOther(id);
    try {
      await here.browser.install(folder);
      const tab = await here.browser.open("https://other.example.org/");
      const answers = await tab.evaluate(say, { road: "own", name: "choose", args: { marks: true } }, 1, "other");
      expect(answers).toEqual([{ threw: expect.stringContaining("Could not establish connection") }]);
      const mayAsk = await tab.evaluate(() => {
        const { chrome, browser } = globalThis as unknown as Record<string, Background["chrome"] | undefined>;
        return (chrome ?? browser)?.runtime?.sendMessage !== undefined;
      });
      expect(mayAsk).toBe(false);
      await tab.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("M06: after an update a page that stood open has the marks of one script at most", async () => {
    await choose(here.browser, { marks: true });
    const tab = await here.browser.open(`${reader}picture`);
    await expect.poll(async () => (await tracesOf(tab)).beside.length, { timeout: 10_000 }).toBe(3);
    const names = () => tab.evaluate(() => Array.from(CSS.highlights.keys()).join());
    const before = await names();
    expect(before).not.toBe("");
    // The pages of the extension close with it, so this is the last that is done here.
    await here.browser.inBackground(({ chrome }) => void setTimeout(() => chrome.runtime.reload(), 50));
    const namesOnReturn = () =>
      tab.evaluate(() => {
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        return Array.from(CSS.highlights.keys()).join();
      });
    await expect.poll(namesOnReturn, { timeout: 20_000 }).not.toContain(before);
    await tab.evaluate(() => new Promise<void>((done) => void setTimeout(done, 2000)));
    // Firefox starts the new script on open pages, Chromium does not.
    const { sheets, highlights, beside } = await tracesOf(tab);
    expect([sheets, highlights, beside.length]).toEqual(name === "Firefox" ? [1, 1, 3] : [0, 0, 2]);
  });
});
