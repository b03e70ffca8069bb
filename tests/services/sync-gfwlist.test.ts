// @vitest-environment node
// GFWList from its publisher over real HTTP: what a new version brings, what is refused with nothing changed, and what
// is kept (L14, S02, S03, S06, S08, S12, U20, U21, U24, U31, U32, U36, U39, U40).

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { finish } from "@/core/slices.ts";
import { packNames } from "@/core/source-packs.ts";
import {
  activateRelease,
  dropBlobs,
  readStoredBlob,
  readStoredReleases,
  readUpdates,
  storeBlob,
  storeUpdate,
} from "@/services/database.ts";
import { openLists } from "@/services/lists.ts";
import { FetchError } from "@/services/sync-fetch.ts";
import type { Run } from "@/services/sync-feed.ts";
import { syncGfwlist } from "@/services/sync-gfwlist.ts";
import { listStore } from "@/services/sync-store.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { publishedList } from "../core/sync/published-list.ts";
import { changeOf } from "./asked-lists.ts";
import { type Fault, FaultServer } from "./fault-server.ts";
import { ship } from "./shipped-packs.ts";

const overHttp = fetch;
const path = "gfwlist.txt";
const now = Date.parse("2026-09-02T12:00:00Z");
const shipped = ["a.com", "b.com", "c.com", "d.com", "e.com"];
const rules = (...hosts: readonly string[]) => ["!---A---", ...hosts.map((host) => `||${host}`)];
const newer = publishedList(rules(...shipped.slice(1), "new.com"));
const newest = publishedList(rules(...shipped.slice(1), "new.com", "newest.com"), "Wed, 02 Sep 2026 08:00:00 +0000");

const [server, mirror] = [new FaultServer(), new FaultServer()];
let addresses: readonly string[];
beforeAll(async () => {
  addresses = [(await server.listen()) + path, (await mirror.listen()) + path];
});
afterAll(() => Promise.all([server.close(), mirror.close()]));

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  shipAll();
  publish(newer);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const each of [server, mirror]) {
    each.faults.clear();
    each.asked.length = 0;
  }
});

/** The extension's own packs are fetched too. */
function shipAll(asOf = "2026-08-06", listed = shipped): void {
  const own = ship(asOf, undefined, listed);
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
    url.startsWith("http:") ? overHttp(url, init) : own(url),
  );
}

function publish(list: Uint8Array): void {
  for (const each of [server, mirror]) each.files = new Map([[path, list]]);
}

const run: Run = {
  proofs,
  slices: (work) => Promise.resolve(finish(work)),
  clock: { now, built: 0 },
  mayAsk: () => Promise.resolve(true),
  fetching: { firstMs: 400, idleMs: 400, totalMs: 1500 },
};

async function sync(change: Partial<Run> = {}, from = addresses): Promise<string> {
  const outcome = await syncGfwlist(from, listStore, { ...run, ...change });
  if (outcome.kind !== "failed") return outcome.kind;
  const { error } = outcome;
  return error instanceof FetchError ? `FetchError ${error.failure}` : error.name;
}

const days = async () => {
  const { active, previous } = (await readStoredReleases())?.gfwlist ?? {};
  return [active?.asOf, previous?.asOf];
};

/** Which of them a background shows as blocked once it has read all packs. */
async function blocked(...hosts: readonly string[]): Promise<string[]> {
  const lists = openLists();
  const change = changeOf(lists);
  await lists.refresh();
  await change;
  const { verdicts } = await lists.verdicts(hosts.map((host) => `https://${host}/`));
  return hosts.filter((_, i) => verdicts[i]?.status === "blocked");
}

describe("a newer version", () => {
  test("answers, and its rules are dated by the day on which it lists them", async () => {
    expect(await sync()).toBe("updated");
    expect(await blocked("a.com", "b.com", "new.com")).toEqual(["b.com", "new.com"]);
    const { verdict } = await openLists().verdict("https://new.com/");
    expect(verdict.evidence[0]?.intervals).toEqual([["2026-09-01", null]]);
    expect(await sync()).toBe("current");
  });

  test("is told: what it added and removed, and since when", async () => {
    await sync();
    expect(await readUpdates()).toMatchObject([
      {
        release: null,
        at: now,
        changes: [
          {
            id: "gfwlist",
            from: "2026-08-06",
            to: "2026-09-01",
            added: { count: 1, first: ["||new.com"] },
            removed: { count: 1, first: ["||a.com"] },
          },
        ],
      },
    ]);
  });

  test("goes on from the one before, which is kept behind it", async () => {
    await sync();
    publish(newest);
    expect(await sync()).toBe("updated");
    expect(await days()).toEqual(["2026-09-02", "2026-09-01"]);
    const { verdict } = await openLists().verdict("https://new.com/");
    expect(verdict.evidence[0]?.intervals).toEqual([["2026-09-01", null]]);
  });

  test("says where each pack came from, and how large it is", async () => {
    await sync();
    const lists = openLists();
    await changeOf(lists);
    const { sources } = await lists.sources();
    expect(sources.map(({ id, held }) => [id, held?.origin])).toEqual([
      ["gfwlist", "publisher"],
      ["gfw-sni-zones", "build"],
      ["henan-sni", "build"],
      ["greatfire", "build"],
    ]);
    expect(sources[0]?.held?.bytes).toBeGreaterThan(100);
  });
});

describe("with nothing changed is refused", () => {
  const half = publishedList(rules("a.com", "b.com"));
  const grown = publishedList(rules(...shipped, "f.com", "g.com", "h.com"));
  const old = publishedList(rules(...shipped), "Wed, 05 Aug 2026 08:00:00 +0000");
  const future = publishedList(rules(...shipped), "Sat, 05 Sep 2026 08:00:00 +0000");
  const file: Fault = (response, body) => void response.writeHead(200).end(body);

  test.each<[string, Uint8Array, string]>([
    ["L14: a list cut by half", half, "UnfitRelease"],
    ["L14: a list grown by more than half", grown, "UnfitRelease"],
    ["a list that goes back in time", old, "Rollback"],
    ["a list of the future", future, "FromTheFuture"],
    ["U20: a list cut short", newer.subarray(0, 120), "GfwlistError"],
    ["a list that its checksum does not fit", spoilt(), "GfwlistError"],
  ])("%s", async (_, list, name) => {
    publish(list);
    expect(await sync()).toBe(name);
    expect([await days(), await readUpdates(), await blocked("a.com", "new.com")]).toEqual([
      [undefined, undefined],
      [],
      ["a.com"],
    ]);
    publish(newer);
    expect(await sync()).toBe("updated");
  });

  test.each<[string, Fault, string]>([
    ["U21: one without end", (response) => endless(response), "FetchError length"],
    ["U24: one that comes to a stop", (response) => void response.writeHead(200).write("W"), "FetchError timeout"],
    [
      "U31: one that leads elsewhere",
      (response) => void response.writeHead(302, { location: "/" }).end(),
      "FetchError unreachable",
    ],
    [
      "U32: a page that wants a login",
      (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
      "FetchError refused",
    ],
    ["U36: one that is not there", (response) => void response.writeHead(404).end(), "FetchError absent"],
  ])("%s", async (_, fault, name) => {
    server.faults.set(path, fault);
    expect(await sync({}, addresses.slice(0, 1))).toBe(name);
    expect(await days()).toEqual([undefined, undefined]);
    server.faults.set(path, file);
    expect(await sync({}, addresses.slice(0, 1))).toBe("updated");
  });

  function spoilt(): Uint8Array {
    const text = Buffer.from(newer.toString(), "base64").toString().replace("b.com", "x.com");
    return Buffer.from(Buffer.from(text).toString("base64"));
  }
  function endless(response: Parameters<Fault>[0]): void {
    response.writeHead(200);
    const piece = Buffer.alloc(1 << 20, 0x41);
    const more = (): void => void (response.destroyed || response.write(piece, more));
    more();
  }
});

describe("U39: the mirror is asked in the same look", () => {
  test.each<[string, Fault]>([
    ["where the first address fails", (response) => void response.writeHead(500).end()],
    [
      "where the first address sends half a list",
      (response, list) => void response.writeHead(200).end(list.subarray(0, 99)),
    ],
  ])("%s", async (_, fault) => {
    server.faults.set(path, fault);
    expect(await sync()).toBe("updated");
    expect([server.asked.length, mirror.asked.length]).toEqual([1, 1]);
  });

  test("and where neither serves, what was refused is told, not that the other cannot be reached", async () => {
    publish(publishedList(rules("a.com")));
    mirror.faults.set(path, (response) => void response.writeHead(404).end());
    expect(await sync()).toBe("UnfitRelease");
    expect(mirror.asked).toHaveLength(1);
  });

  test("and not where the first has the list", async () => {
    await sync();
    expect(mirror.asked).toEqual([]);
  });
});

test("U40: requests are alike, whatever the host hands out, and none is made without permission", async () => {
  server.faults.set(path, (response, list) => {
    const marks = {
      etag: `"${server.asked.length}"`,
      "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT",
      "set-cookie": "id=1",
    };
    response.writeHead(200, marks).end(list);
  });
  await sync();
  await sync();
  const [first, second] = server.asked;
  expect([second?.method, second?.headers]).toEqual(["GET", first?.headers]);
  for (const mark of ["cookie", "referer", "origin", "if-none-match", "if-modified-since"]) {
    expect(Object.keys(second?.headers ?? {})).not.toContain(mark);
  }
  server.asked.length = 0;
  expect(await sync({ mayAsk: () => Promise.resolve(false) })).toBe("not-allowed");
  expect([server.asked, mirror.asked]).toEqual([[], []]);
});

describe("what is kept", () => {
  /** Makes a release of the feed active, whose GFWList has these hosts. */
  async function activate(release: number, zones: string): Promise<string> {
    const bytes = packNames(sourceOf("gfw-sni-zones"), [zones], siteOf);
    const sha256 = sha256Of(bytes);
    await storeBlob(sha256, bytes);
    await activateRelease({ release, entries: 1, packs: [{ id: "gfw-sni-zones", sha256 }] }, () => false);
    return sha256;
  }

  const spoil = async (which: "active" | "previous") => {
    const list = (await readStoredReleases())?.gfwlist?.[which];
    await storeBlob(list?.sha256 ?? "", Uint8Array.of(1));
  };

  test("stays beside the feed's releases, whichever is switched", async () => {
    await activate(1, "one.com");
    await sync();
    await activate(2, "two.com");
    await dropBlobs(false);
    expect(await days()).toEqual(["2026-09-01", undefined]);
    expect((await readStoredReleases())?.active?.release).toBe(2);
    expect(await blocked("one.com", "two.com", "new.com")).toEqual(["two.com", "new.com"]);
  });

  test("S03: the one before goes where room is needed, the active one stays", async () => {
    await sync();
    publish(newest);
    await sync();
    await dropBlobs(true);
    expect(await days()).toEqual(["2026-09-02", undefined]);
    expect(await blocked("newest.com")).toEqual(["newest.com"]);
  });

  test("S03: a full disk at any put keeps what answers", async () => {
    await sync();
    publish(newest);
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(sync()).rejects.toThrow("full");
    vi.mocked(IDBObjectStore.prototype.put).mockRestore();
    expect(await days()).toEqual(["2026-09-01", undefined]);
    expect(await blocked("new.com", "newest.com")).toEqual(["new.com"]);
  });

  test("S02: a switch that is aborted inside changes nothing", async () => {
    await sync();
    publish(newest);
    await storeBlob("left over", Uint8Array.of(1));
    vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
      throw new DOMException("aborted", "AbortError");
    });
    await expect(sync()).rejects.toThrow("aborted");
    expect([await days(), (await readUpdates()).length]).toEqual([["2026-09-01", undefined], 1]);
  });

  test("S06: where it is spoilt the one before answers, and the next look brings it again", async () => {
    await sync();
    publish(newest);
    await sync();
    await spoil("active");
    expect(await blocked("new.com", "newest.com")).toEqual(["new.com"]);
    expect(await sync()).toBe("updated");
    expect(await blocked("new.com", "newest.com")).toEqual(["new.com", "newest.com"]);
  });

  test("S05: where the database cannot be read for a moment, no version is taken that goes back behind it", async () => {
    await sync();
    publish(newest);
    await sync();
    publish(newer);
    const open = vi.spyOn(indexedDB, "open");
    for (let moment = 0; moment < 4; moment++) {
      for (let i = 0; i < moment; i++) open.mockImplementationOnce(open.getMockImplementation() ?? sound);
      open.mockImplementationOnce(() => {
        throw new DOMException("no", "UnknownError");
      });
      await sync().catch(() => undefined);
      open.mockReset().mockImplementation(sound);
      expect((await days())[0]).toBe("2026-09-02");
    }
    function sound(...words: Parameters<IDBFactory["open"]>): IDBOpenDBRequest {
      return IDBFactory.prototype.open.apply(indexedDB, words);
    }
  });

  test("S08: where both are spoilt the build's own answers", async () => {
    await sync();
    publish(newest);
    await sync();
    await spoil("active");
    await spoil("previous");
    expect(await blocked("a.com", "new.com")).toEqual(["a.com"]);
  });

  test("gives way to a newer list of the build, and the next version goes on from that", async () => {
    await sync();
    shipAll("2026-09-02", [...shipped, "built.com"]);
    expect(await blocked("a.com", "built.com", "new.com")).toEqual(["a.com", "built.com"]);
    expect(await sync()).toBe("Rollback");
    publish(publishedList(rules(...shipped, "built.com", "later.com"), "Thu, 03 Sep 2026 08:00:00 +0000"));
    expect(await sync()).toBe("updated");
    expect(await blocked("built.com", "later.com")).toEqual(["built.com", "later.com"]);
  });

  test("S12: after a hundred versions two packs and twelve updates are kept, and the feed's own are still told", async () => {
    await storeUpdate({ release: 7, at: now, changes: [] });
    const taken: string[] = [];
    for (let i = 0; i < 100; i++) {
      publish(publishedList(rules(...shipped, `n${i}.com`)));
      expect(await sync({ clock: { now: now + i, built: 0 } })).toBe("updated");
      taken.push((await readStoredReleases())?.gfwlist?.active.sha256 ?? "");
    }
    const updates = await readUpdates();
    expect([updates.length, updates[0]?.release, updates.at(-1)?.at]).toEqual([13, 7, now + 99]);
    const stored = await Promise.all(taken.map((sha256) => readStoredBlob(sha256)));
    expect(stored.map((bytes) => bytes !== undefined)).toEqual(taken.map((_, i) => i >= 98));
  });
});
