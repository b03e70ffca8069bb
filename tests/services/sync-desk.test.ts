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
import { syncAlarm } from "@/services/sync.ts";
import { type Content, feedOf, type Files, keyTable, rootFile } from "../core/sync/small-feed.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { ship } from "./shipped-packs.ts";

const address = "https://feed.example/";
const refresh = vi.fn<Lists["refresh"]>(() => Promise.resolve());
const asked = vi.fn<(url: string) => void>();
const removed = vi.fn<(origins: readonly string[]) => void>();
const removals: (() => void)[] = [];
let isPermitted = false;
let files: Files;

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
  files = feed(1, ["zones.com", "new.com"]);
  vi.stubGlobal("indexedDB", new IDBFactory());
  const shipped = ship();
  const root = new TextDecoder().decode(rootFile(1, keyTable));
  vi.stubGlobal("__FEED__", { addresses: [address], root, entries: 4, built: "2026-08-06" });
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (!url.startsWith(address)) return shipped(url);
    if (init?.signal?.aborted === true) return Promise.reject(new DOMException("stopped", "AbortError"));
    asked(url);
    const file = files.get(url.slice(address.length));
    const response = new Response(file ? Buffer.from(file) : null, { status: file ? 200 : 404 });
    Object.defineProperty(response, "url", { value: url });
    return Promise.resolve(response);
  });
  Object.assign(fakeBrowser.permissions, {
    contains: () => Promise.resolve(isPermitted),
    remove: ({ origins }: { origins: readonly string[] }) => {
      removed(origins);
      isPermitted = false;
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
  const desk = openSync({ refresh }, settings);
  if (isOn) await turn(desk, settings, true);
  return { settings, desk };
}

async function turn(desk: SyncDesk, settings: ReturnType<typeof openSettings>, isOn: boolean): Promise<void> {
  isPermitted ||= isOn;
  await settings.choose({ sync: isOn });
  await desk.settle();
}

/** Waits until it is written down what the release changed, which comes after the look. */
async function recorded(desk: SyncDesk): Promise<void> {
  await vi.waitFor(async () => expect((await desk.state())?.updates).toHaveLength(1));
}

const alarm = () => fakeBrowser.alarms.get(syncAlarm);

test("before consent nothing is asked, planned or kept", async () => {
  isPermitted = true;
  const { desk } = await open(false);
  expect(await desk.check()).toBe(false);
  expect(await desk.state()).toEqual({
    hosts: ["feed.example"],
    isOn: false,
    release: null,
    looked: null,
    unconfirmed: null,
    trouble: null,
    running: null,
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
  await recorded(openSync({ refresh }, settings));
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

test("a build without a feed touches neither alarms nor permissions nor storage", async () => {
  vi.stubGlobal("__FEED__", null);
  const denied = vi.fn<() => never>(() => {
    throw new Error("not permitted");
  });
  const { alarms, permissions } = fakeBrowser;
  Object.assign(fakeBrowser, { alarms: new Proxy({}, { get: denied }), permissions: new Proxy({}, { get: denied }) });
  try {
    const desk = openSync({ refresh }, openSettings());
    await desk.settle();
    await desk.useBundled();
    desk.cancel();
    expect([await desk.state(), await desk.check()]).toEqual([null, false]);
    expect(await desk.permitted({ ...initialChoices, sync: true })).toEqual(initialChoices);
    expect(denied).not.toHaveBeenCalled();
  } finally {
    Object.assign(fakeBrowser, { alarms, permissions });
  }
});
