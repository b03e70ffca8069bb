// What befalls a look at the signed feed, in both browsers: calls at once, a full, damaged or lost store, releases that
// are old, hostile or too large, connections that break. The feed's host speaks HTTP/2.

import type { ServerResponse } from "node:http";
import { constants, type Http2ServerResponse, type ServerHttp2Stream } from "node:http2";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { retryDelay } from "../../core/sync/schedule.ts";
import { choosingEn } from "../../core/words/choosing/en.ts";
import type { StoredReleases } from "../../services/database.ts";
import type { SyncReport } from "../../services/sync.ts";
import type { Background, Tab } from "../../tools/browsers/browser.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { type Pages, startLoopback } from "../../tools/browsers/loopback.ts";
import { buildWithinMs } from "./built-with.ts";
import { feedHost, FeedSite } from "./feed-site.ts";
import { ask, expectText, look, lookedWithinMs, press, textOf } from "./hand.ts";
import { drivers, type Here } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

const say = choosingEn.sync;
/** Several times what the extension needs; of little room in all Firefox gives one origin no more. */
const room = 10_485_760;
const garbage = "left over";

/** Sent into a page of ours: works on what services/database.ts keeps; how much garbage is there then. */
async function inStore(deed: "spoil" | "leave" | "lose" | "count", key: string): Promise<number> {
  const wait = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result), { once: true });
      request.addEventListener("error", () => reject(request.error), { once: true });
    });
  if (deed === "lose") await wait(indexedDB.deleteDatabase("wallsight"));
  if (deed === "lose") return 0;
  const database = await wait(indexedDB.open("wallsight"));
  const store = (name: string) => database.transaction(name, "readwrite").objectStore(name);
  if (deed === "leave") await wait(store("blobs").put(crypto.getRandomValues(new Uint8Array(60_000)), key));
  if (deed === "spoil") {
    const { active } = (await wait(store("releases").get("current"))) as StoredReleases;
    for (const { sha256 } of active?.packs ?? []) {
      const bytes = (await wait(store("blobs").get(sha256))) as Uint8Array;
      await wait(store("blobs").put(bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1), sha256));
    }
    await wait(store("tables").delete("current"));
  }
  const left = await wait(store("blobs").count(key));
  database.close();
  return left;
}

/** Sent into a page of ours: takes all the room that the browser gives, or lets it go. */
async function takeRoom(isTaken: boolean): Promise<void> {
  const opened = (request: IDBOpenDBRequest): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      request.addEventListener("upgradeneeded", () => {
        if (isTaken) request.result.createObjectStore("all", { autoIncrement: true });
      });
      request.addEventListener("success", () => resolve(request.result), { once: true });
      request.addEventListener("error", () => reject(request.error), { once: true });
    });
  if (!isTaken) await opened(indexedDB.deleteDatabase("filler"));
  for (let size = isTaken ? 65_536 : 0; size >= 16;) {
    // After a refusal Firefox lets nothing more be begun on the same connection.
    const database = await opened(indexedDB.open("filler"));
    const transaction = database.transaction("all", "readwrite");
    transaction.objectStore("all").add(crypto.getRandomValues(new Uint8Array(size)));
    const isKept = await new Promise<boolean>((resolve) => {
      transaction.addEventListener("complete", () => resolve(true), { once: true });
      transaction.addEventListener("abort", () => resolve(false), { once: true });
    });
    database.close();
    if (!isKept) size >>= 4;
  }
}

/** Sent into a page of ours: what came of so many calls at once, in a context that holds sync's lock or in one that does not. */
async function lookOften(calls: number, isLocked: boolean): Promise<unknown[]> {
  const question = { road: "own", name: "look", args: null };
  const { chrome } = globalThis as unknown as Background;
  const one = () => chrome.runtime.sendMessage<unknown, { value: unknown }>(question);
  const all = async () => (await Promise.all(Array.from({ length: calls }, one))).map(({ value }) => value);
  return isLocked ? navigator.locks.request("sync", all) : all();
}

/** Sent into a page of ours: whether foreign text became anything but text there, and where its links lead. */
function foreignParts(): { readonly made: number; readonly turned: boolean; readonly leads: readonly string[] } {
  return {
    made: document.querySelectorAll("[onerror], [src='x']").length,
    turned: /[\u202a-\u202e\u2066-\u2069\u200b\0]/.test(document.body.textContent),
    leads: [...new Set(Array.from(document.querySelectorAll("a"), ({ protocol }) => protocol))],
  };
}

/** How a connection may break in the middle of a body. */
const breaks: readonly [how: string, breakOff: (stream: ServerHttp2Stream) => void][] = [
  ["the connection is cut", (stream) => stream.session?.destroy()],
  ["the stream is reset", (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
  [
    "the host says GOAWAY and goes",
    ({ session }) => {
      session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      setTimeout(() => session?.destroy(), 100);
    },
  ],
];

/** Each of them as large as a pack may be, or nearly. */
const tooLarge = ["gfwlist", "dossier", "cn-services"].map((id) => {
  return { id, length: 26_666_667, sha256: "0".repeat(64), deltas: [] };
});

const hostile = "<img src=x onerror=alert(1)>";
const hostileRules = [hostile, "javascript:alert(1)", "\u202egro.live", "a\0b", "a\u200bb"];

describe.each(drivers)("in $name", ({ name, launch }) => {
  const site = new FeedSite();
  const here = {} as Here;
  let page: Tab;
  /** what the feed's host does in place of answering as it should */
  let fault: Pages = () => undefined;

  beforeAll(async () => {
    publish();
    const extension = await site.build(name);
    const pages: Pages = (url) => (url.host === feedHost ? fault(url) : undefined) ?? site.pages(url);
    here.loopback = await startLoopback(pages, "h2");
    here.browser = await launch({ loopback: here.loopback, extension, room });
    await choose(here.browser, { sync: true });
    page = await here.browser.openOwn("options.html");
    expect(await page.evaluate(look)).toBe(true);
  }, buildWithinMs);
  afterEach(() => {
    fault = () => undefined;
  });
  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
    site.remove();
  });

  const asked = (part: string) =>
    here.loopback.requests.filter(({ url }) => url.includes(feedHost) && url.includes(part)).length;

  let published = 1;
  /** Publishes a list of one host, another each time: no pack of it is at hand. */
  function publish(): string {
    const host = `news-${++published}.org`;
    site.publish([host]);
    return host;
  }

  /** The same, and has it answer after one look. */
  async function reach(): Promise<string> {
    const host = publish();
    expect(await page.evaluate(look)).toBe(true);
    await expectBlocked([host], []);
    return host;
  }

  async function expectBlocked(blocked: readonly string[], others: readonly string[]): Promise<void> {
    const hosts = [...blocked, ...others];
    const urls = hosts.map((host) => `https://${host}/`);
    const found = async (): Promise<string[]> => {
      const { verdicts } = await page.evaluate(ask<{ verdicts: readonly { status: string }[] }>, "verdicts", { urls });
      return hosts.filter((_, i) => verdicts[i]?.status === "blocked");
    };
    await expect.poll(found, { timeout: lookedWithinMs }).toEqual(blocked);
  }

  /** Lets a minute pass for sync. */
  async function later(): Promise<void> {
    await here.browser.inBackground(async (scope: Background) => {
      const { sync } = await scope.chrome.storage.local.get("sync");
      await scope.chrome.storage.local.set({ sync: { ...(sync as object), looked: null } });
    });
  }

  const report = () =>
    here.browser.inBackground(
      async (scope: Background) => (await scope.chrome.storage.local.get("sync"))["sync"] as SyncReport,
    );

  /** By hand; the look fails, and the options say so. */
  async function expectTrouble(trouble: keyof typeof say.troubles, error: Partial<SyncReport["error"]>): Promise<void> {
    await later();
    await press(page, say.look);
    await expect.poll(report, { timeout: lookedWithinMs }).toMatchObject({ failures: 1, error });
    await expectText(page, say.troubles[trouble]);
    expect(await page.evaluate(textOf)).toContain(say.stands);
    const { looked, next } = await report();
    expect(next - (looked ?? 0)).toBeGreaterThanOrEqual(retryDelay(1, 0, undefined, 0));
  }

  it("U45: of fifty calls from two pages one looks, and none while another context has the lock", async () => {
    const other = await here.browser.openOwn("options.html");
    const stamp = site.pages(new URL(`https://${feedHost}/metadata/timestamp.json`));
    fault = ({ pathname }) =>
      pathname.endsWith("timestamp.json") ? (response) => void setTimeout(() => response.end(stamp), 1000) : undefined;
    await later();
    const before = asked("timestamp");
    const came = await Promise.all([page, other].map((tab) => tab.evaluate(lookOften, 25, false)));
    expect(came.flat().filter((is) => is !== false)).toEqual([true]);
    expect(asked("timestamp") - before).toBe(1);
    await later();
    expect(await other.evaluate(lookOften, 1, true)).toEqual([false]);
    expect(asked("timestamp") - before).toBe(1);
    await other.close();
  });

  it("S06: where a byte of the newest packs is flipped the release before answers, and a look mends them", async () => {
    const [before, newest] = [await reach(), await reach()];
    await page.evaluate(inStore, "spoil", garbage);
    await here.browser.killBackground();
    await expectBlocked([before], [newest]);
    const packs = asked("/targets/");
    expect(await page.evaluate(look)).toBe(true);
    await expectBlocked([newest], [before]);
    expect(asked("/targets/") - packs).toBe(1);
  });

  it.each(breaks)(
    "U25: where %s in the middle of a pack that is told, and the next look gets it",
    async (_, breakOff) => {
      const [before, newest] = [await reach(), publish()];
      let protocol: unknown;
      fault = (url) => {
        const file = url.pathname.startsWith("/targets/") ? site.pages(url) : undefined;
        if (!(file instanceof Uint8Array)) return undefined;
        return (response: ServerResponse) => {
          const { stream } = response as unknown as Http2ServerResponse;
          protocol = stream.session?.alpnProtocol;
          response.writeHead(200, { "content-length": file.length });
          response.write(file.subarray(0, file.length >> 1), () => setTimeout(breakOff, 100, stream));
        };
      };
      await expectTrouble("unreachable", { name: "FetchError", failure: "unreachable" });
      expect(protocol).toBe("h2");
      await expectBlocked([before], [newest]);
      fault = () => undefined;
      expect(await page.evaluate(look)).toBe(true);
      await expectBlocked([newest], [before]);
      expect(await report()).toMatchObject({ failures: 0, error: null });
    },
  );

  it.each([
    ["ten million entries", { entries: 10_000_000, big_change: true }],
    ["80 MB", { packs: tooLarge }],
  ])("L09: a release that declares %s is refused before any of it is fetched", async (_, declared) => {
    const [before, packs] = [await reach(), asked("/targets/")];
    site.declare(declared);
    await expectTrouble("unfit", { name: "UnfitRelease" });
    await expectBlocked([before], []);
    expect(asked("/targets/") - packs).toBe(0);
    await reach();
  });

  it("U14: after the loss of the database an older release is refused all the same", async () => {
    const older = site.pages(new URL(`https://${feedHost}/metadata/timestamp.json`));
    const newest = await reach();
    await page.evaluate(inStore, "lose", garbage);
    await here.browser.killBackground();
    await expectBlocked([], [newest]);
    fault = ({ pathname }) => (pathname.endsWith("timestamp.json") ? older : undefined);
    await expectTrouble("older", { name: "Rollback" });
    await expectBlocked([], [newest]);
    fault = () => undefined;
    expect(await page.evaluate(look)).toBe(true);
    await expectBlocked([newest], []);
  });

  it("L04: texts of a list that would be something elsewhere are text in the options and the popup", async () => {
    const matching = `/hostile-news\\.org|${hostile}/`;
    site.publish([...hostileRules, matching], "honest", ["service.org"], { title: hostile, terms: `${hostile}\u202e` });
    expect(await page.evaluate(look)).toBe(true);
    await expectBlocked(["hostile-news.org"], []);
    await expectText(page, say.changes);
    await press(page, say.changes);
    await expectText(page, "javascript:alert(1)");
    await expectText(page, `${choosingEn.lists.terms}: ${hostile}\ufffd`);
    const tab = await here.browser.open("https://hostile-news.org/");
    const popup = await openPopup(here.browser, tab);
    for (const shown of [page, popup]) {
      expect(await shown.evaluate(textOf)).toContain(hostile);
      const { leads, ...parts } = await shown.evaluate(foreignParts);
      expect(parts).toEqual({ made: 0, turned: false });
      expect(leads.filter((protocol) => protocol !== "https:" && !protocol.endsWith("-extension:"))).toEqual([]);
    }
    expect(await page.evaluate(textOf)).toContain("a\ufffdb");
  });

  it("S03: without room the list answers on and that is told; with room again the next look succeeds", async () => {
    const before = await reach();
    await page.evaluate(inStore, "leave", garbage);
    await later();
    await page.evaluate(takeRoom, true);
    const newest = publish();
    await press(page, say.look);
    await expectText(page, say.troubles.full);
    expect(await page.evaluate(textOf)).toContain(say.stands);
    await expectBlocked([before], [newest]);
    // Where Firefox lets nothing be written it lets nothing be deleted.
    if (name === "Chromium") expect(await page.evaluate(inStore, "count", garbage)).toBe(0);
    await page.evaluate(takeRoom, false);
    await here.browser.killBackground();
    expect(await page.evaluate(look)).toBe(true);
    await expectBlocked([newest], [before]);
    expect(await page.evaluate(inStore, "count", garbage)).toBe(0);
  });
});
