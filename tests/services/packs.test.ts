// The packs that ship with the extension: fetched, checked, and built into a table in slices.
// @vitest-environment node

import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readPack } from "@/core/pack.ts";
import { packNames } from "@/core/source-packs.ts";
import { buildInSlices, openPacks, packsDigest } from "@/services/packs.ts";
import { flip } from "../core/damage.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { ship } from "./shipped-packs.ts";

const logged = vi.spyOn(console, "error");
beforeEach(() => {
  logged.mockReset().mockImplementation(() => undefined);
  vi.stubGlobal("indexedDB", new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("packs are fetched from the extension itself, only those that are wanted", async () => {
  const fetched = ship();
  const { packs, damaged } = await openPacks((id) => id !== "henan-sni");
  expect(packs.map(({ source }) => source.id)).toEqual(["gfwlist", "gfw-sni-zones", "greatfire"]);
  expect(damaged).toEqual([]);
  expect(fetched.mock.calls.map(([url]) => new URL(url).pathname)).toEqual([
    "/packs/gfwlist.pack",
    "/packs/gfw-sni-zones.pack",
    "/packs/greatfire.pack",
  ]);
  expect(fetched.mock.calls.every(([url]) => /^[a-z]+-extension:/.test(url))).toBe(true);
});

test("a pack whose bytes are not those that were packed is named, logged and left out", async () => {
  ship("2026-08-06", (id, bytes) => (id === "greatfire" ? flip(bytes, 9) : bytes));
  const { packs, damaged } = await openPacks(() => true);
  expect(packs).toHaveLength(3);
  expect(damaged).toEqual(["greatfire"]);
  expect(String(logged.mock.calls[0]?.[0])).toContain("greatfire");
});

test("the bytes of another pack do not stand for a pack, whole as they are", async () => {
  const other = packNames(sourceOf("greatfire"), ["other.com"], siteOf);
  expect(readPack(other, "the test").source.id).toBe("greatfire");
  ship("2026-08-06", (id, bytes) => (id === "greatfire" ? other : bytes));
  expect((await openPacks(() => true)).damaged).toEqual(["greatfire"]);
});

test("a table says of which packs it was built", async () => {
  ship();
  const { packs } = await openPacks(() => true);
  const { table, blob, headLength } = await buildInSlices(packs, (await packsDigest()) ?? "");
  expect(table.head.contents.packs).toBe("packs of 2026-08-06");
  expect(table.head.length).toBe(blob.size);
  expect(table.head.headLength).toBe(headLength);
  expect((await table.verdict("https://www.zones.com/")).status).toBe("blocked");
});

test("while a large table is built, what waits gets its turn again and again", async () => {
  const names = Array.from({ length: 60_000 }, (_, i) => `name-${i}.example${i % 7}.com`);
  const pack = readPack(packNames(sourceOf("greatfire"), names, siteOf), "the test");
  let turns = 0;
  let isBuilt = false;
  const waiting = (): void => {
    turns++;
    if (!isBuilt) setTimeout(waiting);
  };
  setTimeout(waiting);
  const { table } = await buildInSlices([pack], "test");
  isBuilt = true;
  expect(table.head.names).toBe(60_000);
  expect(turns).toBeGreaterThan(3);
});
