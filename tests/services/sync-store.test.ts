// @vitest-environment node
// What sync keeps in the browser: the switch is whole or not at all, and no loss brings an older list back
// (S02, S03, S05 to S10, S12, U14).

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { readPack } from "@/core/pack.ts";
import { finish } from "@/core/slices.ts";
import { unpackNames } from "@/core/source-packs.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import { activateRelease, readStoredBlob, readStoredReleases, storeBlob } from "@/services/database.ts";
import { type FeedSettings, syncFeed, type SyncStore } from "@/services/sync-feed.ts";
import { browserStore } from "@/services/sync-store.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { clock, feedOf, type Files, newReader, packsOf } from "../core/sync/small-feed.ts";

vi.setConfig({ testTimeout: 60_000 });

const address = "https://feed.invalid/";
const last = 10_000;
const [first, second] = [packsOf("a.com", "b.com"), packsOf("a.com", "c.com")];
const one = feedOf({ packs: first });
const two = feedOf({
  version: 2,
  packs: second,
  bases: first,
  previous: one.get("metadata/1.targets.json") ?? new Uint8Array(0),
});
const bundled: ActiveRelease = { release: 0, entries: 100, packs: [] };
const settings: FeedSettings = { addresses: [address], anchor: newReader().anchor, bundled, hasSource: () => true };

let store: SyncStore;
beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("__PACKS__", { digest: "", files: [] });
  store = browserStore();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function sync(files: Files): Promise<string> {
  vi.stubGlobal("fetch", (url: string) => {
    const bytes = files.get(url.slice(address.length));
    const response = new Response(bytes ? Buffer.from(bytes) : null, { status: bytes ? 200 : 404 });
    Object.defineProperty(response, "url", { value: url });
    return Promise.resolve(response);
  });
  const slices = <Result>(work: Generator<void, Result>) => Promise.resolve(finish(work));
  const outcome = await syncFeed(settings, store, { proofs, slices, clock, mayAsk: () => Promise.resolve(true) });
  if (outcome.kind === "failed") return outcome.error.name;
  return "release" in outcome ? `${outcome.kind} ${outcome.release}` : outcome.kind;
}

async function listed(): Promise<string[]> {
  const pack = (await readStoredReleases())?.active?.packs.find(({ id }) => id === "gfw-sni-zones");
  return unpackNames(readPack((await readStoredBlob(pack?.sha256 ?? "")) ?? new Uint8Array(0), "active"));
}

test("two releases in a row: the second answers, the first is kept behind it", async () => {
  expect([await sync(one), await listed()]).toEqual(["updated 1", ["a.com", "b.com"]]);
  expect([await sync(two), await listed()]).toEqual(["updated 2", ["a.com", "c.com"]]);
  const releases = await readStoredReleases();
  expect([releases?.active?.release, releases?.previous?.release]).toEqual([2, 1]);
  for (const { sha256 } of releases?.previous?.packs ?? []) expect(await readStoredBlob(sha256)).toBeDefined();
});

test("S02: a switch that is aborted inside leaves the active release", async () => {
  await sync(one);
  const remove = vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
    throw new DOMException("aborted", "AbortError");
  });
  await storeBlob("aa", Uint8Array.of(1));
  await storeBlob("left over", Uint8Array.of(1));
  await expect(
    activateRelease({ release: 9, entries: 1, packs: [{ id: "x", sha256: "aa" }] }, () => false),
  ).rejects.toThrow("aborted");
  remove.mockRestore();
  expect((await readStoredReleases())?.active?.release).toBe(1);
  expect(await listed()).toEqual(["a.com", "b.com"]);
});

test("S02: a release whose packs are not all stored is not made active", async () => {
  await sync(one);
  const missing = { release: 9, entries: 1, packs: [{ id: "x", sha256: "bb" }] };
  await expect(store.activate(missing)).rejects.toThrow("the pack x of release 9 is not stored");
  expect(await listed()).toEqual(["a.com", "b.com"]);
  const shipped = vi.fn<(sha256: string) => boolean>(() => true);
  await activateRelease(missing, shipped);
  expect((await readStoredReleases())?.active?.release).toBe(9);
});

describe("S03: on a full disk", () => {
  test.each([1, 2])("%i refusals make room, and the release comes", async (refusals) => {
    await sync(one);
    await storeBlob("left over", Uint8Array.of(1));
    let left = refusals;
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...words) {
      if (this.name === "blobs" && left-- > 0) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, words);
    });
    expect(await sync(two)).toBe("updated 2");
    expect(await readStoredBlob("left over")).toBeUndefined();
    expect(await listed()).toEqual(["a.com", "c.com"]);
  });

  test("that Firefox counts storage.local to, a refusal there makes room too", async () => {
    await sync(one);
    await storeBlob("left over", Uint8Array.of(1));
    const full = new Error("QuotaExceededError: storage.local API call exceeded its quota limitations.");
    vi.spyOn(fakeBrowser.storage.local, "set").mockRejectedValueOnce(full);
    expect(await sync(two)).toBe("updated 2");
    expect(await readStoredBlob("left over")).toBeUndefined();
  });

  test("refusals without end keep the active release", async () => {
    await sync(one);
    const put = IDBObjectStore.prototype.put;
    const spy = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...words) {
      if (this.name === "blobs") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, words);
    });
    await expect(sync(two)).rejects.toThrow("full");
    spy.mockRestore();
    expect(await listed()).toEqual(["a.com", "b.com"]);
    expect(await sync(two)).toBe("updated 2");
  });
});

test("S05: where the database does not open, the mirror still holds the floor", async () => {
  await sync(one);
  await sync(two);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("no", "UnknownError");
  });
  expect((await store.readTrust()).length).toBe(1);
});

describe("S06, S07: a stored pack that is", () => {
  test.each([
    ["spoilt", (bytes: Uint8Array) => bytes.with(20, (bytes[20] ?? 0) ^ 1)],
    ["cut short", (bytes: Uint8Array) => bytes.subarray(0, 30)],
    ["empty", () => new Uint8Array(0)],
  ])("%s is not built upon: the next release comes whole", async (_, spoil) => {
    await sync(one);
    const sha256 = (await readStoredReleases())?.active?.packs[0]?.sha256 ?? "";
    await storeBlob(sha256, spoil((await readStoredBlob(sha256)) ?? new Uint8Array(0)));
    expect([await sync(two), await listed()]).toEqual(["updated 2", ["a.com", "c.com"]]);
  });
});

describe("S09, U14: after a loss", () => {
  test("of the database, an older feed is still refused", async () => {
    await sync(two);
    vi.stubGlobal("indexedDB", new IDBFactory());
    expect(await sync(one)).toBe("Rollback");
    expect(await sync(two)).toBe("updated 2");
  });

  test("of the mirror, too", async () => {
    await sync(two);
    await fakeBrowser.storage.local.clear();
    expect(await sync(one)).toBe("Rollback");
  });

  test("of both, the release of the build is the floor", async () => {
    await sync(two);
    vi.stubGlobal("indexedDB", new IDBFactory());
    await fakeBrowser.storage.local.clear();
    expect(await sync(one)).toBe("updated 1");
  });
});

describe("S10, S07: a forged or broken mirror", () => {
  test.each<[string, unknown]>([
    [
      "with the highest version",
      {
        chain: [],
        timestamp: Buffer.from(JSON.stringify({ signed: { version: 2 ** 31 }, signatures: [] })).toString("hex"),
      },
    ],
    [
      "of another feed",
      {
        chain: [],
        timestamp: Buffer.from(
          feedOf({ version: 9, signers: { timestamp: ["thief"] } }).get("metadata/timestamp.json") ?? "",
        ).toString("hex"),
      },
    ],
    ["of other types", { chain: "x", timestamp: 7, targets: [] }],
    ["that is no object", "mirror"],
    ["that is null", null],
  ])("%s is not believed", async (_, mirror) => {
    await fakeBrowser.storage.local.set({ feed: mirror });
    expect(await sync(one)).toBe("updated 1");
    expect(await sync(two)).toBe("updated 2");
  });
});

test(`S12: after ${last} releases two are kept, and nothing else`, async () => {
  for (let number = 1; number <= last; number++) {
    const packs = ["x", "y"].map((id) => ({ id, sha256: `${id}-${number}` }));
    for (const { sha256 } of packs) await storeBlob(sha256, Uint8Array.of(1));
    await storeBlob(`part of ${number}`, Uint8Array.of(1));
    await store.activate({ release: number, entries: 1, packs });
  }
  const kept = await new Promise((resolve) => {
    indexedDB.open("wallsight").onsuccess = ({ target }) => {
      const database = (target as IDBOpenDBRequest).result;
      database.transaction("blobs").objectStore("blobs").getAllKeys().onsuccess = (event) => {
        database.close();
        resolve((event.target as IDBRequest).result);
      };
    };
  });
  const two = [last - 1, last].flatMap((number) => [`x-${number}`, `y-${number}`]);
  expect(kept).toEqual(two.toSorted());
});
