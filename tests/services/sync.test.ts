// @vitest-environment node
// When sync runs and when it does not: consent, permission, one at a time, patience after failures (U17, U35, U38, U40, U45).

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { finish } from "@/core/slices.ts";
import { planSync, readReport, syncAlarm, syncNow, type Syncing } from "@/services/sync.ts";
import { syncFeed } from "@/services/sync-feed.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { clock, feedOf, newReader, now } from "../core/sync/small-feed.ts";
import { MemoryStore } from "./memory-store.ts";

const address = "https://feed.invalid/";
const minute = 60_000;
const day = 1440 * minute;
let isWanted = true;
let isAllowed = true;
let answer: (path: string) => Uint8Array | number;
const asked = vi.fn<(url: string) => void>();
const onUpdate = vi.fn<() => void>();
let syncing: Syncing;

/** Looks at the feed, and keeps there what it finds. */
function lookWith(store: MemoryStore): Syncing["look"] {
  const bundled = { release: 0, entries: 100, packs: [] };
  const feed = { addresses: [address], anchor: newReader().anchor, bundled, hasSource: () => true };
  return (run) => syncFeed(feed, store, run);
}

beforeEach(() => {
  [isWanted, isAllowed] = [true, true];
  const files = feedOf();
  answer = (path) => files.get(path) ?? 404;
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", (url: string) => {
    asked(url);
    const given = answer(url.slice(address.length));
    const [status, body] = typeof given === "number" ? [given, null] : [200, Buffer.from(given)];
    const response = new Response(body, { status, headers: status === 503 ? { "retry-after": "7200" } : {} });
    Object.defineProperty(response, "url", { value: url });
    return Promise.resolve(response);
  });
  Object.assign(fakeBrowser.permissions, { contains: () => Promise.resolve(isAllowed) });
  syncing = {
    reportKey: "sync",
    look: lookWith(new MemoryStore()),
    proofs,
    slices: (work) => Promise.resolve(finish(work)),
    built: clock.built,
    intervalMs: day,
    isWanted: () => Promise.resolve(isWanted),
    onUpdate,
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  asked.mockClear();
  onUpdate.mockClear();
});

test("before consent there is no alarm, no request and no report", async () => {
  isWanted = false;
  await planSync(syncing, now, 0.5);
  expect(await syncNow(syncing, now, 0.5)).toBeUndefined();
  expect([asked.mock.calls.length, await fakeBrowser.alarms.get(syncAlarm), await readReport("sync")]).toEqual([
    0,
    undefined,
    undefined,
  ]);
});

test("the first look comes within a minute of consent, the next at any moment of a day and a quarter, then daily", async () => {
  await planSync(syncing, now, 0.5);
  expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBe(now + 30_000);
  const report = await syncNow(syncing, now, 0.8);
  expect(report).toEqual({ confirmed: now, looked: now, next: now + 0.9 * day, failures: 0, release: 1, error: null });
  expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBeCloseTo(now + 0.9 * day);
  expect(onUpdate).toHaveBeenCalledTimes(1);
  const later = now + 0.9 * day;
  expect((await syncNow(syncing, later, 0.4))?.next).toBe(later + 1.1 * day);
});

test("an alarm that got lost is planned again for when it was due", async () => {
  const report = await syncNow(syncing, now, 0);
  await fakeBrowser.alarms.clear(syncAlarm);
  await planSync(syncing, now + minute, 0.9);
  expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBe(report?.next);
});

test("a look that was planned by a clock of years ahead is planned anew once the clock is right", async () => {
  await planSync(syncing, now + 3650 * day, 0.5);
  await syncNow(syncing, now + 3650 * day, 0.5);
  for (const isAnew of [false, true]) {
    await planSync(syncing, now, 0.5, isAnew);
    expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBe(now + minute / 2);
  }
});

test("another interval holds from the last good look on, and does not hurry after a failure", async () => {
  const report = await syncNow(syncing, now, 0);
  expect(report?.next).toBe(now + day);
  await planSync({ ...syncing, intervalMs: 7 * day }, now + minute, 0, true);
  expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBe(now + 7 * day);
  expect(await readReport("sync")).toMatchObject({ next: now + 7 * day, confirmed: now });
  answer = () => 500;
  const failed = await syncNow(syncing, now + 7 * day, 0);
  await planSync(syncing, now + 7 * day + minute, 0, true);
  expect((await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime).toBe(failed?.next);
});

test("U40: without the browser's permission nothing is asked, and the report says so", async () => {
  isAllowed = false;
  expect(await syncNow(syncing, now, 0)).toMatchObject({ error: { name: "NotAllowed" }, confirmed: null });
  expect(asked).not.toHaveBeenCalled();
});

test("U45: of fifty calls at once one runs", async () => {
  const reports = await Promise.all(Array.from({ length: 50 }, () => syncNow(syncing, now, 0)));
  expect(reports.filter((report) => report !== undefined)).toHaveLength(1);
  expect(asked.mock.calls.filter(([url]) => url.endsWith("timestamp.json"))).toHaveLength(1);
});

test("check now is answered at most once a minute", async () => {
  await syncNow(syncing, now, 0);
  expect(await syncNow(syncing, now + minute - 1, 0)).toBeUndefined();
  expect(await syncNow(syncing, now + minute, 0)).toMatchObject({ release: 1 });
});

test("a clock that was set back does not stop the looks", async () => {
  await syncNow(syncing, now, 0);
  expect(await syncNow(syncing, now - day, 0)).toBeDefined();
});

test("U35: failures double the wait, the host may lengthen it, a good look ends it", async () => {
  answer = () => 500;
  const waits: number[] = [];
  let at = now;
  for (let i = 0; i < 4; i++) {
    const report = await syncNow(syncing, at, 0);
    waits.push(((report?.next ?? 0) - at) / minute);
    at = report?.next ?? 0;
  }
  expect(waits).toEqual([15, 30, 60, 120]);
  answer = () => 503;
  const longer = await syncNow(syncing, at, 0);
  expect([longer?.failures, ((longer?.next ?? 0) - at) / minute]).toEqual([5, 240]);
  const files = feedOf({ issued: at });
  answer = (path) => files.get(path) ?? 404;
  expect(await syncNow(syncing, at + day, 0)).toMatchObject({ failures: 0, error: null });
});

test("U38: being offline does not count as a failure", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  vi.stubGlobal("navigator", { locks: navigator.locks, onLine: false });
  expect(await syncNow(syncing, now, 0)).toMatchObject({ failures: 0, error: { name: "FetchError" } });
});

test("U17: what is not confirmed any more is told by the day of the last good look", async () => {
  await syncNow(syncing, now, 0);
  const later = await syncNow(syncing, now + 8 * day, 0);
  expect(later).toMatchObject({ confirmed: now, looked: now + 8 * day, release: 1, error: { name: "Expired" } });
});

test("S03: where not even the report can be kept no host is asked, that is told, and the next look comes later", async () => {
  // As Firefox says it: there the database and storage.local share their room.
  const full = new Error("QuotaExceededError: storage.local API call exceeded its quota limitations.");
  const set = vi.spyOn(fakeBrowser.storage.local, "set").mockRejectedValue(full);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const report = await syncNow(syncing, now, 0);
  const next = now + 15 * minute;
  expect(report).toMatchObject({ looked: now, next, failures: 1, error: { name: "QuotaExceededError" } });
  await planSync(syncing, now + 1000, 0);
  expect([await readReport("sync"), (await fakeBrowser.alarms.get(syncAlarm))?.scheduledTime]).toEqual([report, next]);
  expect(asked).not.toHaveBeenCalled();
  set.mockRestore();
  const good = await syncNow(syncing, next, 0);
  expect(good).toMatchObject({ failures: 0, release: 1, error: null });
  expect((await fakeBrowser.storage.local.get("sync"))["sync"]).toEqual(good);
});

test("a store that cannot keep what came is told, and what answers stays", async () => {
  const store = new MemoryStore();
  store.cut = (call) => (call > 12 ? new DOMException("full", "QuotaExceededError") : undefined);
  const report = await syncNow({ ...syncing, look: lookWith(store) }, now, 0);
  expect(report).toMatchObject({ failures: 1, error: { name: "QuotaExceededError" }, release: null });
  expect(onUpdate).not.toHaveBeenCalled();
});
