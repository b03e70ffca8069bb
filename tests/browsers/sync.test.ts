// Sync in both browsers, from the first page to opting out, with an extension that was built for a feed on the loopback.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { retryDelay } from "../../core/sync/schedule.ts";
import { en } from "../../core/words/en.ts";
import { choosingEn } from "../../core/words/choosing/en.ts";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Background, Tab } from "../../tools/browsers/browser.ts";
import { startLoopback } from "../../tools/browsers/loopback.ts";
import { problemsOf } from "../../tools/check-bundles.ts";
import type { SyncReport } from "../../services/sync.ts";
import { buildWithinMs } from "./built-with.ts";
import { feedHost, FeedSite } from "./feed-site.ts";
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

const say = choosingEn.sync;
describe.each(drivers)("in $name", ({ name, launch }) => {
  const site = new FeedSite();
  const here = {} as Here;
  let extension: string;
  let page: Tab;
  let reader: Tab;

  beforeAll(async () => {
    site.publish(["first-news.org", "second-news.org"]);
    extension = await site.build(name);
    here.loopback = await startLoopback(site.pages);
    here.browser = await launch({ loopback: here.loopback, extension });
  }, buildWithinMs);
  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
    site.remove();
  });

  const toFeed = () => here.loopback.requests.filter(({ url }) => new URL(url).host === feedHost);
  const title = async (): Promise<string> => (await here.browser.toolbar(reader)).title;
  const alarms = () => alarmsIn(here.browser);

  /** Lets a minute pass for sync. */
  async function later(): Promise<void> {
    await here.browser.inBackground(async (scope: Background) => {
      const { sync } = await scope.chrome.storage.local.get("sync");
      await scope.chrome.storage.local.set({ sync: { ...(sync as object), looked: null } });
    });
  }

  it("the build asks for the feed's host, and may connect to no other", () => {
    const read = (file: string): string => readFileSync(join(extension, file), "utf8");
    // See build-with-feed.ts.
    const granted = name === "Chromium" ? ["the build/manifest.json: asks for host_permissions"] : [];
    expect(problemsOf("the build", read, [`https://${feedHost}`])).toEqual(granted);
  });

  it("before consent the host is asked for nothing, and nothing waits for its time", async () => {
    reader = await here.browser.open("https://first-news.org/");
    expect((await answerFor(here.browser, reader, 60_000)).title).toContain("no evidence");
    const welcome = await here.browser.openOwn("welcome.html");
    await expectText(welcome, say.on);
    await welcome.close();
    page = await here.browser.openOwn("options.html");
    await expectText(page, say.bundled);
    expect(await page.evaluate(textOf)).toContain(feedHost);
    await here.browser.killBackground();
    await here.browser.inBackground(() => undefined);
    expect([toFeed(), await alarms()]).toEqual([[], 0]);
  });

  it("after consent a release is fetched, and answers in tabs that were open", async () => {
    await press(page, say.on);
    await expectText(page, say.look);
    await press(page, say.look);
    await expectText(page, say.fetched("1"));
    await expect.poll(title, { timeout: lookedWithinMs }).toContain(en.headline.blocked);
    expect(await alarms()).toBe(1);
  });

  it("the host is told nothing by which it could know the reader again", async () => {
    await later();
    await press(page, say.look);
    await expect.poll(() => toFeed().filter(({ url }) => url.endsWith("timestamp.json")).length).toBeGreaterThan(1);
    const asked = toFeed();
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
    const names = [...new Set(asked.flatMap(({ headers }) => Object.keys(headers)))].sort();
    for (const mark of marksOfReaders) expect(names).not.toContain(mark);
    expect(asked.map(({ url }) => new URL(url).search).join("")).toBe("");
  });

  it("a forged release changes nothing, and is told", async () => {
    site.publish(["first-news.org", "forged-news.org"], "forger");
    await later();
    await press(page, say.look);
    await expectText(page, say.troubles.forged);
    expect(await page.evaluate(textOf)).toContain(say.fetched("1"));
    expect(await title()).toContain(en.headline.blocked);
  });

  it("the next release is fetched, and what it changed is told", async () => {
    site.publish(["second-news.org", "third-news.org"]);
    await later();
    await press(page, say.look);
    await expectText(page, say.fetched("2"));
    await expect.poll(title, { timeout: lookedWithinMs }).not.toContain(en.headline.blocked);
    await expectText(page, say.changes);
    await press(page, say.changes);
    await expectText(page, "+ ||third-news.org");
    expect(await page.evaluate(textOf)).toContain("− ||first-news.org");
  });

  it("after opting out no request is made, and nothing waits for its time", () =>
    expectSilenceOnceOff(here.browser, page, toFeed, later));

  it("M08: a release in one file is taken without a request; one that is cut short, forged or older is not", async () => {
    const before = toFeed().length;
    const older = site.archive();
    site.publish(["second-news.org", "fourth-news.org"]);
    const archive = site.archive();
    site.publish(["second-news.org", "forged-news.org"], "forger");
    const give = (bytes: Uint8Array) => giveFile(page, say.files.archive, "wallsight-feed.tar", bytes);
    await press(page, say.files.title);
    await give(archive.subarray(0, 4000));
    await expectText(page, say.files.refused.files);
    await expectText(page, "the archive, byte ");
    await give(site.archive());
    await expectText(page, say.troubles.forged);
    expect(await page.evaluate(textOf)).toContain(say.fetched("2"));
    await reader.visit("https://fourth-news.org/");
    await give(archive);
    await expectText(page, say.files.taken);
    await expectText(page, say.fetched("3"));
    await expect.poll(title, { timeout: lookedWithinMs }).toContain(en.headline.blocked);
    await give(older);
    await expectText(page, say.troubles.older);
    expect(toFeed().length).toBe(before);
  });

  it("the lists of the build answer again where the reader wants them", async () => {
    await press(page, say.goBack);
    await expectText(page, say.bundled);
    await reader.visit("https://third-news.org/");
    await expect.poll(title, { timeout: lookedWithinMs }).toContain("no evidence");
  });

  it("U38: where nobody listens that is told, what answered goes on answering, and the next look comes later", async () => {
    await here.loopback.close();
    await press(page, say.on);
    await press(page, say.look);
    await expectText(page, say.troubles.unreachable);
    expect(await page.evaluate(textOf)).toContain(say.bundled);
    const report = await here.browser.inBackground(async (scope: Background) => {
      return (await scope.chrome.storage.local.get("sync"))["sync"] as SyncReport;
    });
    expect(report).toMatchObject({
      failures: 1,
      confirmed: null,
      error: { name: "FetchError", failure: "unreachable" },
    });
    expect(report.next - (report.looked ?? 0)).toBeGreaterThanOrEqual(retryDelay(1, 0, undefined, 0));
    expect(await alarms()).toBe(1);
  });
});
