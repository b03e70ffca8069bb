// @vitest-environment node
// Sync as the background offers it: by consent and permission alone, with its state in words and what changed.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { initialChoices } from "@/core/choices.ts";
import { packNames } from "@/core/source-packs.ts";
import type { Lists } from "@/services/lists.ts";
import { openSettings } from "@/services/settings.ts";
import { openSync, type SyncDesk } from "@/services/sync-desk.ts";
import { importFiles } from "@/services/sync-import.ts";
import { syncAlarm } from "@/services/sync.ts";
import { type Content, feedOf, type Files, keyTable, rootFile } from "../core/sync/small-feed.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { publishedList } from "../core/sync/published-list.ts";
import { ship } from "./shipped-packs.ts";

const address = "https://feed.example/";
const refresh = vi.fn<Lists["refresh"]>(() => Promise.resolve());
const catchUp = vi.fn<Lists["catchUp"]>(() => Promise.resolve());
const asked = vi.fn<(url: string) => void>();
const removed = vi.fn<(origins: readonly string[]) => void>();
const removals: (() => void)[] = [];
const denied = new Set<string>();
let isPermitted = false;
let files: Files;

const listAddress = "https://list.example/gfwlist.txt";
const shipped = ["a.com", "b.com", "c.com"];

/** A feed whose list of zones has these names. */
function feed(release: number, names: readonly string[], more: Parameters<typeof feedOf>[0] = {}): Files {
  const packs = new Map([["gfw-sni-zones", packNames(sourceOf("gfw-sni-zones"), names, siteOf)]]);
  const big = (content: Content): Content => ({ ...content, big_change: true });
  return feedOf({
    version: release,
    packs,
    issued: Date.now() - 60_000,
    ...more,
    edit: { release: big, ...more.edit },
  });
}

beforeEach(() => {
  isPermitted = false;
  denied.clear();
  files = feed(1, ["zones.com", "new.com"]);
  vi.stubGlobal("indexedDB", new IDBFactory());
  const own = ship("2026-08-06", undefined, shipped);
  const root = new TextDecoder().decode(rootFile(1, keyTable));
  vi.stubGlobal("__FEED__", { addresses: [address], root, entries: 4, built: "2026-08-06" });
  vi.stubGlobal("__GFWLIST__", []);
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (!url.startsWith(address) && url !== listAddress) return own(url);
    if (init?.signal?.aborted === true) return Promise.reject(new DOMException("stopped", "AbortError"));
    asked(url);
    const file = files.get(url === listAddress ? url : url.slice(address.length));
    const response = new Response(file ? Buffer.from(file) : null, { status: file ? 200 : 404 });
    Object.defineProperty(response, "url", { value: url });
    return Promise.resolve(response);
  });
  Object.assign(fakeBrowser.permissions, {
    contains: ({ origins }: { origins: readonly string[] }) =>
      Promise.resolve(isPermitted && !origins.some((origin) => denied.has(origin))),
    remove: ({ origins }: { origins: readonly string[] }) => {
      removed(origins);
      for (const origin of origins) denied.add(origin);
      return Promise.resolve(true);
    },
    onRemoved: { addListener: (listener: () => void) => removals.push(listener) },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const mock of [refresh, asked, removed]) mock.mockClear();
  removals.length = 0;
});

async function open(isOn: boolean) {
  const settings = openSettings();
  const desk = openSync({ refresh, catchUp }, settings);
  if (isOn) await turn(desk, settings, true);
  return { settings, desk };
}

async function turn(desk: SyncDesk, settings: ReturnType<typeof openSettings>, isOn: boolean): Promise<void> {
  if (isOn) {
    isPermitted = true;
    denied.clear();
  }
  await settings.choose({ sync: isOn });
  await desk.settle();
}

/** Waits until it is written down what the release changed, which comes after the look. */
async function recorded(desk: SyncDesk): Promise<void> {
  await vi.waitFor(async () => expect((await desk.state())?.updates).toHaveLength(1));
}

describe("a build that knows GFWList's publisher alone", () => {
  const publish = (...hosts: readonly string[]) => {
    files = new Map([[listAddress, publishedList(hosts.map((host) => `||${host}`))]]);
  };
  beforeEach(() => {
    vi.stubGlobal("__FEED__", null);
    vi.stubGlobal("__GFWLIST__", [listAddress]);
    publish(...shipped, "new.com");
  });

  test("asks nothing before consent, and offers nothing else", async () => {
    isPermitted = true;
    const { desk } = await open(false);
    expect(await desk.check()).toBe(false);
    expect(await desk.state()).toMatchObject({
      offers: [{ from: "gfwlist", hosts: ["list.example"] }],
      from: "gfwlist",
      isOn: false,
    });
    expect([asked.mock.calls, await alarm(), await fakeBrowser.storage.local.get(null)]).toEqual([[], undefined, {}]);
  });

  test("fetches it after consent, has the lists read anew, and tells what changed", async () => {
    const { desk } = await open(true);
    expect(await alarm()).toBeDefined();
    expect(await desk.check()).toBe(true);
    expect(refresh).toHaveBeenCalledOnce();
    expect(await desk.state()).toMatchObject({
      isOn: true,
      release: null,
      trouble: null,
      unread: null,
      updates: [{ release: null, changes: [{ added: { count: 1, first: ["||new.com"] } }] }],
    });
    expect(await desk.unconfirmed()).toBeNull();
  });

  test("tells how many rules of it could not be read, until a list without any is taken", async () => {
    const { desk } = await open(true);
    const hosts = [...shipped, "new.com"].map((host) => `||${host}`);
    files = new Map([[listAddress, publishedList([...hosts, "/(?<=x)y/"])]]);
    await desk.check();
    const all = hosts.length + 1;
    expect(await desk.state()).toMatchObject({ trouble: null, unread: { count: 1, all, first: ["/(?<=x)y/"] } });
    await importFiles([new File([publishedList([...hosts, "||newer.com"])], "gfwlist.txt")], Date.now());
    expect(await desk.state()).toMatchObject({ unread: null });
  });

  test("tells a list that was cut by more than half", async () => {
    const { desk } = await open(true);
    publish("a.com");
    await desk.check();
    expect(await desk.state()).toMatchObject({ trouble: { kind: "unfit" }, updates: [] });
    expect(refresh).not.toHaveBeenCalled();
  });

  test("after opting out asks nothing, and gives the permission back", async () => {
    const { desk, settings } = await open(true);
    await turn(desk, settings, false);
    expect(removed).toHaveBeenCalledExactlyOnceWith(["https://list.example/*"]);
    expect([await desk.check(), asked.mock.calls, await alarm()]).toEqual([false, [], undefined]);
  });
});

describe("a build that knows both", () => {
  beforeEach(() => {
    vi.stubGlobal("__GFWLIST__", [listAddress]);
    files = new Map([...files, [listAddress, publishedList([...shipped, "new.com"].map((host) => `||${host}`))]]);
  });

  test("looks at the signed feed unless the reader chooses GFWList alone; then the feed's host is not asked", async () => {
    const { desk, settings } = await open(true);
    expect((await desk.state())?.from).toBe("feed");
    expect(removed).toHaveBeenLastCalledWith(["https://list.example/*"]);
    denied.clear();
    await settings.choose({ syncFrom: "gfwlist" });
    await desk.settle();
    expect(removed).toHaveBeenLastCalledWith(["https://feed.example/*"]);
    expect(await desk.check()).toBe(true);
    expect(asked.mock.calls).toEqual([[listAddress]]);
    expect(await desk.state()).toMatchObject({ from: "gfwlist", trouble: null });
  });

  test("a source that is chosen in the middle of a look at the other keeps its alarm", async () => {
    const { desk, settings } = await open(true);
    const running = desk.check();
    denied.clear();
    await settings.choose({ syncFrom: "gfwlist" });
    await desk.settle();
    await running;
    expect(await alarm()).toBeDefined();
    expect(asked.mock.calls.filter(([url]) => url.startsWith(address)).length).toBeLessThan(2);
  });

  test("a choice whose host the browser does not permit turns sync off", async () => {
    const { desk, settings } = await open(true);
    denied.add("https://list.example/*");
    expect(await desk.permitted({ sync: true, syncFrom: "gfwlist" })).toEqual({ sync: false, syncFrom: "gfwlist" });
    await settings.choose({ syncFrom: "gfwlist" });
    await desk.settle();
    expect([(await settings.read()).sync, await alarm()]).toEqual([false, undefined]);
  });
});

test("a look every week is planned as soon as that is chosen", async () => {
  const { desk, settings } = await open(true);
  await desk.check();
  await recorded(desk);
  await settings.choose({ syncEvery: "weekly" });
  await desk.settle();
  const days = ((await alarm())?.scheduledTime ?? 0) - Date.now();
  expect(days / 86_400_000).toBeGreaterThan(6.9);
});

const alarm = () => fakeBrowser.alarms.get(syncAlarm);

test("before consent nothing is asked, planned or kept", async () => {
  isPermitted = true;
  const { desk } = await open(false);
  expect(await desk.check()).toBe(false);
  expect(await desk.state()).toEqual({
    offers: [{ from: "feed", hosts: ["feed.example"] }],
    from: "feed",
    isOn: false,
    release: null,
    looked: null,
    unconfirmed: null,
    trouble: null,
    running: null,
    unread: null,
    updates: [],
  });
  expect([asked.mock.calls, await alarm(), await fakeBrowser.storage.local.get(null)]).toEqual([[], undefined, {}]);
});

test("consent without the browser's permission is no consent", async () => {
  const { desk, settings } = await open(false);
  expect(await desk.permitted({ ...initialChoices, sync: true })).toEqual(initialChoices);
  await settings.choose({ sync: true });
  await desk.settle();
  expect((await settings.read()).sync).toBe(false);
  expect([await desk.check(), asked.mock.calls, await alarm()]).toEqual([false, [], undefined]);
});

test("after consent a look is planned; it fetches, has the lists read anew, and writes down what changed", async () => {
  const { desk } = await open(true);
  expect(await alarm()).toBeDefined();
  expect(await desk.check()).toBe(true);
  expect(refresh).toHaveBeenCalledOnce();
  await recorded(desk);
  expect(await desk.state()).toMatchObject({ isOn: true, release: 1, trouble: null, running: null, unconfirmed: null });
  expect((await desk.state())?.updates[0]).toMatchObject({
    release: 1,
    changes: [{ id: "gfw-sni-zones", added: { count: 1, first: ["new.com"] }, removed: { count: 0, first: [] } }],
  });
});

test("an alarm looks, and so does one that comes while the background starts", async () => {
  const { desk } = await open(true);
  await fakeBrowser.alarms.onAlarm.trigger({ name: syncAlarm, scheduledTime: 0, persistAcrossSessions: true });
  await recorded(desk);
  asked.mockClear();
  await fakeBrowser.alarms.onAlarm.trigger({ name: "another", scheduledTime: 0, persistAcrossSessions: true });
  expect(asked).not.toHaveBeenCalled();
});

test("what changed is written down at the next start where the worker was ended before", async () => {
  const { desk, settings } = await open(true);
  refresh.mockReturnValueOnce(new Promise(() => undefined));
  await desk.check();
  expect((await desk.state())?.updates).toEqual([]);
  await recorded(openSync({ refresh, catchUp }, settings));
});

test("of looks at once one runs, with its progress, and can be cancelled", async () => {
  const { desk } = await open(true);
  const first = desk.check();
  expect((await desk.state())?.running).toEqual({ done: 0, all: 0 });
  expect(await desk.check()).toBe(false);
  desk.cancel();
  await first;
  expect(await desk.state()).toMatchObject({ release: null, running: null, trouble: { kind: "cancelled" } });
});

test("a forged release changes nothing, and is told", async () => {
  const { desk } = await open(true);
  files = feed(1, ["forged.com"], { signers: { targets: ["r1", "r2"] } });
  expect(await desk.check()).toBe(true);
  expect(await desk.state()).toMatchObject({ release: null, trouble: { kind: "forged" }, updates: [] });
  expect(refresh).not.toHaveBeenCalled();
});

test("a feed that stands still is called unconfirmed since the last good look", async () => {
  const { desk } = await open(true);
  await desk.check();
  await recorded(desk);
  const { sync } = await fakeBrowser.storage.local.get("sync");
  const confirmed = Date.now() - 10 * 86_400_000;
  await fakeBrowser.storage.local.set({ sync: { ...(sync as object), confirmed } });
  expect(await desk.state()).toMatchObject({ unconfirmed: confirmed, release: 1 });
  expect(await desk.unconfirmed()).toBe(confirmed);
});

describe("S09: after a loss of the whole database", () => {
  test("consent stands, and the next look fetches the newest without a new choice; an older feed is refused", async () => {
    await recorded(await looked(2));
    vi.stubGlobal("indexedDB", new IDBFactory());
    await fakeBrowser.alarms.clear(syncAlarm);
    const { desk } = await open(false);
    await vi.waitFor(async () => expect(await alarm()).toBeDefined());
    expect(await desk.state()).toMatchObject({ isOn: true, release: null });
    files = feed(1, ["zones.com", "new.com"]);
    await later();
    expect(await desk.check()).toBe(true);
    expect(await desk.state()).toMatchObject({ release: null, trouble: { kind: "older" } });
    files = feed(2, ["zones.com", "new.com"]);
    await later();
    expect(await desk.check()).toBe(true);
    expect(await desk.state()).toMatchObject({ release: 2, trouble: null });
    await recorded(desk);
  });

  test("without the browser's permission nothing is asked", async () => {
    await recorded(await looked(1));
    vi.stubGlobal("indexedDB", new IDBFactory());
    isPermitted = false;
    asked.mockClear();
    await later();
    const { desk } = await open(false);
    expect([(await desk.state())?.isOn, await desk.check(), asked.mock.calls]).toEqual([false, false, []]);
  });

  test("after opting out nothing is asked", async () => {
    const desk = await looked(1);
    await recorded(desk);
    await turn(desk, openSettings(), false);
    vi.stubGlobal("indexedDB", new IDBFactory());
    isPermitted = true;
    denied.clear();
    asked.mockClear();
    await later();
    const again = (await open(false)).desk;
    expect([(await again.state())?.isOn, await again.check(), asked.mock.calls]).toEqual([false, false, []]);
  });

  async function looked(release: number): Promise<SyncDesk> {
    files = feed(release, ["zones.com", "new.com"]);
    const { desk } = await open(true);
    expect(await desk.check()).toBe(true);
    return desk;
  }

  /** As if a minute had passed since the last look. */
  async function later(): Promise<void> {
    const { sync } = await fakeBrowser.storage.local.get("sync");
    await fakeBrowser.storage.local.set({ sync: { ...(sync as object), looked: null } });
  }
});

describe("opting out", () => {
  test("ends alarm, requests and the look under way, and gives the permission back", async () => {
    const { desk, settings } = await open(true);
    const running = desk.check();
    await turn(desk, settings, false);
    await running;
    asked.mockClear();
    expect(removed).toHaveBeenCalledExactlyOnceWith(["https://feed.example/*"]);
    expect([await desk.check(), asked.mock.calls, await alarm()]).toEqual([false, [], undefined]);
    expect(await desk.state()).toMatchObject({ isOn: false, release: null });
  });

  test("by taking the permission away turns the choice off", async () => {
    const { settings } = await open(true);
    isPermitted = false;
    for (const listener of removals) listener();
    await vi.waitFor(async () => expect((await settings.read()).sync).toBe(false));
    await vi.waitFor(async () => expect(await alarm()).toBeUndefined());
  });

  test("leaves the lists until the reader goes back; later the same release is fetched again", async () => {
    const { desk, settings } = await open(true);
    await desk.check();
    await recorded(desk);
    await turn(desk, settings, false);
    expect(await desk.state()).toMatchObject({ isOn: false, release: 1 });
    refresh.mockClear();
    await desk.useBundled();
    expect(refresh).toHaveBeenCalledOnce();
    expect(await desk.state()).toMatchObject({ release: null, looked: null, updates: [] });
    await turn(desk, settings, true);
    expect(await desk.check()).toBe(true);
    await recorded(desk);
    expect(await desk.state()).toMatchObject({ release: 1 });
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});

test("a build that knows no source touches neither alarms nor permissions nor storage", async () => {
  vi.stubGlobal("__FEED__", null);
  const never = vi.fn<() => never>(() => {
    throw new Error("not permitted");
  });
  const { alarms, permissions } = fakeBrowser;
  Object.assign(fakeBrowser, { alarms: new Proxy({}, { get: never }), permissions: new Proxy({}, { get: never }) });
  try {
    const desk = openSync({ refresh, catchUp }, openSettings());
    await desk.settle();
    await desk.useBundled();
    await desk.renew();
    desk.cancel();
    expect([await desk.state(), await desk.unconfirmed(), await desk.check()]).toEqual([null, null, false]);
    expect(await desk.permitted({ ...initialChoices, sync: true })).toEqual(initialChoices);
    expect(never).not.toHaveBeenCalled();
  } finally {
    Object.assign(fakeBrowser, { alarms, permissions });
  }
});
