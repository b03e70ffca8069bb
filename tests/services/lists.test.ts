// Which lists answer at a first and a later start, and that nothing asked is kept.
// @vitest-environment node

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type StoredTable, storeTable } from "@/services/database.ts";
import { openLists } from "@/services/lists.ts";
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

test("many addresses get their verdicts in order, and the sources that answer are named", async () => {
  ship();
  await startOnce();
  const lists = openLists();
  const answer = await lists.verdicts(all.map((host) => `https://${host}/`));
  expect(answer.verdicts.map(({ status }) => status)).toEqual(right);
  expect(answer.verdicts.map(({ host }) => host)).toEqual(all);
  expect(answer.lists).toEqual(ready);
  const { sources, lists: state } = await lists.sources();
  expect(sources.map(({ id }) => id)).toContain("gfwlist");
  expect(state).toEqual(ready);
});

describe("at the first start", () => {
  test("the small packs answer while the large ones are read in, and then all of them", async () => {
    ship();
    const lists = openLists();
    const changed = vi.fn<() => void>();
    lists.onChange(changed);
    expect(await ask(lists)).toEqual({
      statuses: ["blocked", "unlisted", "unlisted", "blocked", "unlisted"],
      states: [{ kind: "preparing", date: "2026-08-06", note: null }],
    });
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    expect(await ask(lists)).toEqual({ statuses: right, states: [ready] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(changed).toHaveBeenCalledTimes(1);
  });

  test("the table is stored with the name of its packs", async () => {
    ship();
    await startOnce();
    expect(await stored()).toMatchObject({ packs: "packs of 2026-08-06", note: null });
  });
});

describe("at a later start", () => {
  test("the stored table answers, and no pack is fetched", async () => {
    ship();
    await startOnce();
    const fetched = ship();
    const lists = openLists();
    const changed = vi.fn<() => void>();
    lists.onChange(changed);
    expect(await ask(lists)).toEqual({ statuses: right, states: [ready] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fetched).not.toHaveBeenCalled();
    expect(changed).not.toHaveBeenCalled();
  });

  test("of a new version the earlier table answers until the new one is built", async () => {
    ship("2026-06-01");
    await startOnce();
    ship("2026-08-06");
    const lists = openLists();
    const change = changeOf(lists);
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, date: "2026-06-01" }] });
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [ready] });
    expect((await stored()).packs).toBe("packs of 2026-08-06");
  });
});

describe("asked about many at once", () => {
  const many = Array.from(
    { length: 600 },
    (_, i) => ["listed.com", "zones.com", "henan.com", `no${i}.org`][i % 4] ?? "",
  );

  test("hosts get their signs and addresses their verdicts, in their order", async () => {
    ship();
    await startOnce();
    const lists = openLists();
    expect((await lists.signs(many)).join("")).toBe("bb--".repeat(150));
    const { verdicts, lists: state } = await lists.verdicts(many.map((host) => `https://www.${host}/x`));
    expect(verdicts.map(({ status }) => status).slice(0, 4)).toEqual(["blocked", "blocked", "regional", "unlisted"]);
    expect(verdicts.map(({ host }) => host)).toEqual(many.map((host) => `www.${host}`));
    expect(state).toEqual(ready);
    expect(await lists.signs([])).toEqual([]);
    await expect(lists.verdicts(["https://a.org/", "no address"])).rejects.toThrow("not a URL");
  });

  test("a table whose filter was damaged is built anew, and answers rightly", async () => {
    ship();
    await startOnce();
    const good = await stored();
    const bytes = new Uint8Array(await good.table.arrayBuffer());
    bytes[good.headLength] = (bytes[good.headLength] ?? 0) ^ 255;
    await storeTable({ ...good, table: new Blob([bytes]) });
    const lists = openLists();
    const change = changeOf(lists);
    expect((await lists.signs(["listed.com", "quiet.org"])).join("")).toBe("b-");
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "repaired" }] });
  });
});

describe("a browser that keeps nothing", () => {
  test.each<[string, () => void]>([
    ["has no database", () => void vi.stubGlobal("indexedDB", undefined)],
    [
      "refuses to open one",
      () =>
        void vi.spyOn(indexedDB, "open").mockImplementation(() => {
          throw new DOMException("no", "SecurityError");
        }),
    ],
    [
      "has no room",
      () =>
        void vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
          throw new DOMException("full", "QuotaExceededError");
        }),
    ],
  ])("since it %s is told of in a note, and answers all the same", async (_, lose) => {
    ship();
    lose();
    const lists = openLists();
    const change = changeOf(lists);
    expect((await ask(lists, ["listed.com"])).states).toEqual([{ ...ready, kind: "preparing" }]);
    await change;
    expect(await ask(lists)).toEqual({ statuses: right, states: [{ ...ready, note: "not-stored" }] });
  });
});

describe("what is asked", () => {
  /** All that the browser keeps: databases, stores, keys and values, a table by its bytes. */
  async function everythingStored(): Promise<unknown> {
    const open = (name: string): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("not opened")));
      });
    const result = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve) => request.addEventListener("success", () => resolve(request.result)));
    return Promise.all(
      (await indexedDB.databases()).map(async ({ name = "", version }) => {
        const database = await open(name);
        const stores = await Promise.all(
          [...database.objectStoreNames].map(async (store) => {
            const objects = database.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([
              result(objects.getAllKeys()),
              result(objects.getAll() as IDBRequest<StoredTable[]>),
            ]);
            const bytes = await Promise.all(
              values.map(async ({ table, ...rest }) => ({
                ...rest,
                table: Buffer.from(await table.arrayBuffer()).toString("base64"),
              })),
            );
            return { store, keys, bytes };
          }),
        );
        database.close();
        return { name, version, stores };
      }),
    );
  }

  test("leaves no trace in what the browser keeps", async () => {
    ship();
    await startOnce();
    const before = await everythingStored();
    expect(JSON.stringify(before)).toContain("packs of 2026-08-06");
    const lists = openLists();
    await ask(
      lists,
      Array.from({ length: 200 }, (_, i) => `visited${i}.listed.com`),
    );
    await ask(openLists(), ["visited.zones.com", "visited.quiet.org"]);
    expect(await everythingStored()).toEqual(before);
  });

  test("goes into no request", async () => {
    const fetched = ship();
    const lists = openLists();
    const change = changeOf(lists);
    await ask(lists, ["visited.listed.com"]);
    await change;
    expect(fetched.mock.calls.every(([url]) => /\/packs\/[a-z-]+\.pack$/.test(url))).toBe(true);
  });

  test("if it is no URL, is answered with an error, and the lists go on", async () => {
    ship();
    const lists = openLists();
    const change = changeOf(lists);
    await expect(lists.verdict("listed.com")).rejects.toThrow("not a URL");
    expect((await ask(lists, ["listed.com"])).statuses).toEqual(["blocked"]);
    await change;
  });
});
