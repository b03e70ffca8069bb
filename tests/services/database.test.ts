// The stored table: kept whole, replaced whole, in no one's way.
// @vitest-environment node

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  activateRelease,
  dropBlobs,
  readStoredTable,
  storeBlob,
  type StoredTable,
  storeSettings,
  storeTable,
} from "@/services/database.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function tableOf(packs: string): StoredTable {
  return { packs, headLength: 2, headDigest: "", table: new Blob([packs]), note: null };
}

test("before anything was stored there is no table", async () => {
  expect(await readStoredTable()).toBeUndefined();
});

test("a table comes back as it was stored, in place of the one before", async () => {
  await storeTable(tableOf("first"));
  await storeTable({ ...tableOf("second"), note: "repaired" });
  const found = await readStoredTable();
  expect(found).toMatchObject({ packs: "second", headLength: 2, note: "repaired" });
  expect(await found?.table.text()).toBe("second");
});

test("of tables stored at once one stays, whole", async () => {
  await Promise.all(["a", "b", "c"].map((packs) => storeTable(tableOf(packs))));
  const found = await readStoredTable();
  expect(await found?.table.text()).toBe(found?.packs);
});

test("a table that cannot be written leaves the one before", async () => {
  await storeTable(tableOf("first"));
  const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await expect(storeTable(tableOf("second"))).rejects.toThrow("full");
  put.mockRestore();
  expect(await readStoredTable()).toMatchObject({ packs: "first" });
});

test("without a database both reading and storing are refused, and nothing is left hanging", async () => {
  vi.stubGlobal("indexedDB", undefined);
  await expect(readStoredTable()).rejects.toThrow();
  await expect(storeTable(tableOf("a"))).rejects.toThrow();
});

test("a reader makes way at once for a newer version or for clearing the data, and still gets its table", async () => {
  await storeTable(tableOf("a"));
  const closed = vi.spyOn(IDBDatabase.prototype, "close");
  const get = Reflect.get(IDBObjectStore.prototype, "get") as (
    this: IDBObjectStore,
    key: unknown,
  ) => IDBRequest<unknown>;
  vi.spyOn(IDBObjectStore.prototype, "get").mockImplementationOnce(function read(this: IDBObjectStore, key) {
    this.transaction.db.dispatchEvent(new IDBVersionChangeEvent("versionchange", { oldVersion: 1, newVersion: null }));
    expect(closed).toHaveBeenCalledTimes(1);
    return get.call(this, key);
  });
  expect(await readStoredTable()).toMatchObject({ packs: "a" });
});

test("nothing is left open", async () => {
  const opened = vi.spyOn(indexedDB, "open");
  const closed = vi.spyOn(IDBDatabase.prototype, "close");
  await storeTable(tableOf("a"));
  await readStoredTable();
  expect(opened).toHaveBeenCalledTimes(2);
  expect(closed).toHaveBeenCalledTimes(2);
});

test("writes take turns, also after one that failed: of two open at a kill Chromium makes a lost database", async () => {
  let [open, most] = [0, 0];
  const begin: IDBDatabase["transaction"] = Reflect.get(IDBDatabase.prototype, "transaction");
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function count(
    this: IDBDatabase,
    names,
    mode,
    more,
  ) {
    const begun = begin.call(this, names, mode, more);
    if (mode !== "readwrite") return begun;
    most = Math.max(most, ++open);
    for (const type of ["complete", "abort"]) begun.addEventListener(type, () => void open--, { once: true });
    return begun;
  });
  const release = { release: 1, packs: [{ id: "a", sha256: "not stored" }] } as never;
  const written = await Promise.allSettled([
    storeTable(tableOf("a")),
    activateRelease(release, () => false),
    storeSettings({}),
    storeBlob("b", new Uint8Array(9)),
    dropBlobs(true),
  ]);
  expect(written.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  expect([open, most]).toEqual([0, 1]);
});
