// What answers, and what the reader is told, when a table or a pack is damaged or missing.
// @vitest-environment node

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { digestOf } from "@/services/digest.ts";
import { readStoredTable, type StoredTable, storeTable } from "@/services/database.ts";
import { openLists } from "@/services/lists.ts";
import { flip } from "../core/damage.ts";
import { all, ask, changeOf, ready, right, startOnce, stored } from "./asked-lists.ts";
import { ship } from "./shipped-packs.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Damages the stored table: `places` names the bytes. */
async function damageStored(places: (table: StoredTable) => number[]): Promise<void> {
  const table = await stored();
  let bytes = new Uint8Array(await table.table.arrayBuffer());
  for (const at of places(table)) bytes = flip(bytes, at);
  await storeTable({ ...table, table: new Blob([bytes]) });
}

const everyByteBehindTheHead = ({ headLength, table }: StoredTable): number[] =>
  Array.from({ length: table.size - headLength }, (_, i) => headLength + i);

describe("a damaged stored table", () => {
  test.each<[string, (table: StoredTable) => number[]]>([
    ["at its very beginning", () => [0]],
    ["within its head", ({ headLength }) => [headLength >> 1]],
    ["in its head's checksum", ({ headLength }) => [headLength - 1]],
  ])("%s is built anew, and a note says so", async (_, places) => {
    ship();
    await startOnce();
    await damageStored(places);
    const lists = openLists();
    const change = changeOf(lists);
    expect((await ask(lists)).states).toEqual([{ ...ready, kind: "preparing", note: "repaired" }]);
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "repaired" }] });
  });

  test("in its buckets is built anew when a question meets the damage, and the question is answered", async () => {
    ship();
    await startOnce();
    await damageStored(everyByteBehindTheHead);
    const lists = openLists();
    const change = changeOf(lists);
    expect(await ask(lists, ["listed.com"])).toEqual({
      statuses: ["blocked"],
      states: [{ ...ready, kind: "preparing", note: "repaired" }],
    });
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "repaired" }] });
  });

  test("is built anew once, however many questions meet the damage at once", async () => {
    ship();
    await startOnce();
    await damageStored(everyByteBehindTheHead);
    const fetched = ship();
    const lists = openLists();
    const changed = vi.fn<() => void>();
    lists.onChange(changed);
    const hosts = Array.from({ length: 50 }, (_, i) => all[i % all.length] ?? "");
    const { statuses } = await ask(lists, hosts);
    expect(statuses.filter((status) => status === "blocked").length).toBeGreaterThanOrEqual(20);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(changed).toHaveBeenCalledTimes(1);
    // Two small packs to answer from meanwhile, then all four.
    expect(fetched).toHaveBeenCalledTimes(6);
  });

  test("that was cut short or drawn out, or is something else altogether, is built anew", async () => {
    ship();
    await startOnce();
    const good = await stored();
    for (const bad of [
      { ...good, table: good.table.slice(0, -9) },
      { ...good, table: new Blob([good.table, "x"]) },
      { ...good, headLength: 12 },
      { ...good, table: "no Blob" },
      { packs: good.packs },
    ]) {
      await storeTable(bad as StoredTable);
      const lists = openLists();
      const change = changeOf(lists);
      expect(await ask(lists, ["listed.com"])).toMatchObject({
        statuses: ["blocked"],
        states: [{ kind: "preparing" }],
      });
      await change;
      expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "repaired" }] });
    }
  });

  test("is not what a table of another format is, which is built anew without a note", async () => {
    ship();
    await startOnce();
    await damageStored(() => [4]);
    const table = await stored();
    const head = new Uint8Array(await table.table.slice(0, table.headLength).arrayBuffer());
    await storeTable({ ...table, headDigest: await digestOf(head) });
    const lists = openLists();
    const change = changeOf(lists);
    expect((await ask(lists)).states).toEqual([{ ...ready, kind: "preparing" }]);
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [ready] });
  });

  test("leaves its note with the new table, for the next start", async () => {
    ship();
    await startOnce();
    await damageStored(() => [0]);
    await startOnce();
    expect((await ask(openLists())).states).toEqual([{ ...ready, note: "repaired" }]);
  });

  test("of an earlier version is not kept for an answer", async () => {
    ship("2026-06-01");
    await startOnce();
    await damageStored(everyByteBehindTheHead);
    ship("2026-08-06");
    const lists = openLists();
    const changed = vi.fn<() => void>();
    lists.onChange(changed);
    expect((await ask(lists, ["listed.com"])).statuses).toEqual(["blocked"]);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The build that was under way when the damage was met is not heard of again.
    expect(changed).toHaveBeenCalledTimes(1);
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "repaired" }] });
  });
});

describe("a pack of the extension that cannot be used", () => {
  test.each<[string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ["damaged", (bytes) => flip(bytes, 50)],
    ["cut short", (bytes) => bytes.slice(0, -1)],
    ["empty", () => new Uint8Array(0)],
    ["missing", () => undefined],
  ])("since it is %s is left out, a note says so, and the others answer", async (_, damage) => {
    ship("2026-08-06", (id, bytes) => (id === "gfw-sni-zones" ? damage(bytes) : bytes));
    const lists = openLists();
    await changeOf(lists);
    expect(await ask(lists)).toEqual({
      statuses: ["blocked", "unlisted", "regional", "blocked", "unlisted"],
      states: [{ kind: "fallback", date: "2026-08-06", note: "left-out" }],
    });
    expect(await readStoredTable()).toBeUndefined();
  });

  test("is read again at the next start", async () => {
    ship("2026-08-06", (id, bytes) => (id === "gfwlist" ? undefined : bytes));
    await startOnce();
    ship();
    const lists = openLists();
    await changeOf(lists);
    expect(await ask(lists)).toEqual({ statuses: right, states: [ready] });
  });

  test("leaves the earlier version's table to answer, and to be kept", async () => {
    ship("2026-06-01");
    await startOnce();
    ship("2026-08-06", (id, bytes) => (id === "henan-sni" ? flip(bytes, 50) : bytes));
    const lists = openLists();
    await changeOf(lists);
    expect(await ask(lists)).toEqual({
      statuses: right,
      states: [{ kind: "fallback", date: "2026-06-01", note: "earlier" }],
    });
    expect((await stored()).packs).toBe("packs of 2026-06-01");
  });

  test("together with all others leaves an answer that claims nothing", async () => {
    ship("2026-08-06", () => undefined);
    const lists = openLists();
    await changeOf(lists);
    const { statuses, states } = await ask(lists);
    expect(statuses).toEqual(all.map(() => "unlisted"));
    expect(states).toMatchObject([{ kind: "fallback", note: "left-out" }]);
  });
});
