// GFWList from its publisher, in both browsers and with no feed: from silence before consent to silence after opting
// out, with a tap on every request to the real addresses, which the loopback serves (U20, U36, U39, U40, L14, M08).

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRules } from "../../core/fact-files.ts";
import { choosingEn } from "../../core/words/choosing/en.ts";
import { en } from "../../core/words/en.ts";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Background, Tab } from "../../tools/browsers/browser.ts";
import { root } from "../../tools/browsers/built.ts";
import { type Pages, startLoopback } from "../../tools/browsers/loopback.ts";
import { problemsOf } from "../../tools/check-bundles.ts";
import { gfwlistOf } from "../../tools/feed/feed-build.ts";
import { publishedList } from "../core/sync/published-list.ts";
import { buildWithinMs, builtWith } from "./built-with.ts";
import {
  alarmsIn,
  expectSilenceOnceOff,
  expectText,
  giveFile,
  lookedWithinMs,
  marksOfReaders,
  press,
  textOf,
} from "./hand.ts";
import { drivers, type Here } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

const say = choosingEn.sync;
const [first = "", mirror = "", ...others] = gfwlistOf({});
const hosts = [first, mirror, ...others].map((address) => new URL(address).host);
const today = new Date().toISOString().slice(0, 10);

/** The rules that the build's own list holds, as lines of a list. */
const path = join(root, "data/gfwlist/rules.tsv");
const lines = readRules(readFileSync(path, "utf8"), path)
  .filter(({ intervals }) => intervals.at(-1)?.[1] === null)
  .flatMap(({ section, rule }) => [`!---${section}---`, rule]);
const listWith = (...listed: readonly string[]) => publishedList([...lines, ...listed], new Date().toUTCString());

describe.each(drivers)("in $name", ({ name, launch }) => {
  const folder = mkdtempSync(join(tmpdir(), "wallsight-upstream-"));
  /** what lies at each address; 404 where nothing does */
  const served = new Map<string, Uint8Array>();
  const here = {} as Here;
  let extension: string;
  let page: Tab;
  let reader: Tab;

  const pages: Pages = (url) =>
    hosts.includes(url.host) && url.pathname !== "/"
      ? served.get(url.href)
      : `<!doctype html><title>${url.host}</title><p>${url.host}`;

  beforeAll(async () => {
    extension = await builtWith({}, name, folder);
    here.loopback = await startLoopback(pages);
    here.browser = await launch({ loopback: here.loopback, extension });
  }, buildWithinMs);
  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const toHosts = () => here.loopback.requests.filter(({ url }) => hosts.includes(new URL(url).host));
  const title = async (): Promise<string> => (await here.browser.toolbar(reader)).title;
  const alarms = () => alarmsIn(here.browser);

  /** Lets a minute pass for sync. */
  async function later(): Promise<void> {
    await here.browser.inBackground(async (scope: Background) => {
      // Behind the look that is under way, which writes when it was.
      await scope.navigator.locks.request("sync", async () => {
        const stored = (await scope.chrome.storage.local.get("sync-gfwlist"))["sync-gfwlist"];
        await scope.chrome.storage.local.set({ "sync-gfwlist": { ...(stored as object), looked: null } });
      });
    });
  }

  async function look(): Promise<void> {
    await later();
    await press(page, say.look);
  }

  it("the build asks for the publisher's hosts, and may connect to no other", () => {
    const read = (file: string): string => readFileSync(join(extension, file), "utf8");
    // See build-with-feed.ts.
    const granted = name === "Chromium" ? ["the build/manifest.json: asks for host_permissions"] : [];
    const origins = hosts.map((host) => `https://${host}`);
    expect(problemsOf("the build", read, origins)).toEqual(granted);
  });

  it("before consent no host is asked for anything, and the options say what can be fetched", async () => {
    reader = await here.browser.open("https://first-news.org/");
    expect((await answerFor(here.browser, reader, 60_000)).title).toContain("no evidence");
    const welcome = await here.browser.openOwn("welcome.html");
    await expectText(welcome, say.onlyPublisher);
    await welcome.close();
    page = await here.browser.openOwn("options.html");
    await expectText(page, say.bundled);
    for (const host of hosts) expect(await page.evaluate(textOf)).toContain(host);
    await here.browser.killBackground();
    await here.browser.inBackground(() => undefined);
    expect([toHosts(), await alarms()]).toEqual([[], 0]);
  });

  it("after consent a newly listed host is blocked in a tab that was open, and the popup says since when", async () => {
    served.set(first, listWith("||first-news.org", "/(?<=x)y/"));
    await press(page, say.on);
    await expectText(page, say.look);
    await press(page, say.look);
    await expect.poll(title, { timeout: lookedWithinMs }).toContain(en.headline.blocked);
    await expectText(page, say.instead(en.day(today)));
    await expectText(page, say.unread("1", en.count(lines.filter((line) => !line.startsWith("!")).length + 2)));
    await expectText(page, "/(?<=x)y/");
    const popup = await openPopup(here.browser, reader);
    await expectText(popup, en.day(today));
    await popup.close();
    await press(page, say.changes);
    await expectText(page, "+ ||first-news.org");
    expect(await alarms()).toBe(1);
  });

  it("U40: the host is told nothing by which it could know the reader again", async () => {
    await look();
    await expect.poll(() => toHosts().length).toBeGreaterThan(1);
    const asked = toHosts();
    expect(new Set(asked.map(({ method, url }) => `${method} ${url}`))).toEqual(new Set([`GET ${first}`]));
    const names = asked.flatMap(({ headers }) => Object.keys(headers));
    for (const mark of marksOfReaders) expect(names).not.toContain(mark);
    const [one, two] = asked.map(({ headers }) => headers);
    expect(two).toEqual(one);
  });

  it("L14: a list cut by half is refused in words, and changes nothing", async () => {
    served.set(first, publishedList(lines.slice(0, lines.length / 2 - 100), new Date().toUTCString()));
    served.set(mirror, publishedList(lines.slice(0, lines.length / 2 - 100), new Date().toUTCString()));
    await look();
    await expectText(page, say.troubles.unfit);
    expect(await page.evaluate(textOf)).toContain("GFWList: ");
    expect(await title()).toContain(en.headline.blocked);
  });

  it("U36, U39: where the first address fails the mirror is used in the same look", async () => {
    served.delete(first);
    served.set(mirror, listWith("||second-news.org"));
    await look();
    await expectText(page, "+ ||second-news.org");
    await expect.poll(title, { timeout: lookedWithinMs }).not.toContain(en.headline.blocked);
  });

  it("after opting out no request is made, and nothing waits for its time", () =>
    expectSilenceOnceOff(here.browser, page, toHosts, later));

  it("M08: a file is taken without a request, and one that is not whole is refused with what is wrong", async () => {
    const before = toHosts().length;
    await press(page, say.files.title);
    const list = listWith("||first-news.org", "||second-news.org");
    await giveFile(page, say.files.list, "gfwlist.txt", list.subarray(0, 4001));
    await expectText(page, say.troubles.broken);
    await expectText(page, "line 1: ");
    await giveFile(page, say.files.list, "gfwlist.txt", list);
    await expectText(page, say.files.taken);
    await expect.poll(title, { timeout: lookedWithinMs }).toContain(en.headline.blocked);
    expect(toHosts().length).toBe(before);
  });

  it("the lists of the build answer again where the reader wants them", async () => {
    await press(page, say.goBack);
    await expect.poll(title, { timeout: lookedWithinMs }).not.toContain(en.headline.blocked);
    await expect
      .poll(() => page.evaluate(textOf), { timeout: lookedWithinMs })
      .not.toContain(say.instead(en.day(today)));
  });
});
