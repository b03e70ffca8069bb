// @vitest-environment node
// A feed over real HTTP, with every fault that a network and a host can have (U14, U18, U20 to U25, U31 to U36, U38 to
// U40, U44), and the store's own (S02, S03, S12).

import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readPack } from "@/core/pack.ts";
import { finish } from "@/core/slices.ts";
import { unpackNames } from "@/core/source-packs.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import { FetchError, fetchBytes } from "@/services/sync-fetch.ts";
import { type FeedSettings, type Run, syncFeed } from "@/services/sync-feed.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { clock, feedOf, type Files, newReader, packsOf } from "../core/sync/small-feed.ts";
import { type Fault, FaultServer } from "./fault-server.ts";
import { Killed, MemoryStore } from "./memory-store.ts";

vi.setConfig({ testTimeout: 60_000 });

const [first, second] = [packsOf("a.com", "b.com"), packsOf("a.com", "c.com")];
const one = feedOf({ packs: first });
const previous = one.get("metadata/1.targets.json") ?? new Uint8Array(0);
const two = feedOf({ version: 2, packs: second, bases: first, previous });
const bundled: ActiveRelease = { release: 0, entries: 100, packs: [] };

const server = new FaultServer();
let address = "";
beforeAll(async () => {
  address = await server.listen();
});
afterAll(() => server.close());

let store: MemoryStore;
let settings: FeedSettings;
beforeEach(() => {
  store = new MemoryStore();
  settings = { addresses: [address], anchor: newReader().anchor, bundled, hasSource: () => true };
  server.files = one;
});
afterEach(() => {
  server.faults.clear();
  server.asked.length = 0;
});

const run: Run = {
  proofs,
  slices: (work) => Promise.resolve(finish(work)),
  clock,
  mayAsk: () => Promise.resolve(true),
  fetching: { firstMs: 400, idleMs: 400, totalMs: 1500 },
};

async function sync(files?: Files, change: Partial<Run> = {}): Promise<string> {
  if (files) server.files = files;
  const outcome = await syncFeed(settings, store, { ...run, ...change });
  if (outcome.kind !== "failed") return "release" in outcome ? `${outcome.kind} ${outcome.release}` : outcome.kind;
  const { error } = outcome;
  return error instanceof FetchError ? `FetchError ${error.failure}` : error.name;
}

/** What the names of the active release are; fails where a blob is missing or not what it is called. */
function listed(): string[] {
  const pack = store.active?.packs.find(({ id }) => id === "gfw-sni-zones");
  if (!pack) return [];
  const bytes = store.blobs.get(pack.sha256) ?? new Uint8Array(0);
  expect(sha256Of(bytes)).toBe(pack.sha256);
  return unpackNames(readPack(bytes, "active"));
}

/** With release 1 active, meets a fault on the way to release 2, stays whole, and gets there when the fault is gone. */
async function survive(end: string, fault: Fault, change: Partial<Run> = {}): Promise<string> {
  expect(await sync(one)).toBe("updated 1");
  server.faults.set(end, fault);
  const outcome = await sync(two, change);
  expect(listed()).toEqual(["a.com", "b.com"]);
  server.faults.clear();
  expect(await sync(two)).toBe("updated 2");
  expect(listed()).toEqual(["a.com", "c.com"]);
  return outcome;
}

test("a release is fetched whole, the next by its delta, and then nothing is new", async () => {
  expect(await sync(one)).toBe("updated 1");
  expect(listed()).toEqual(["a.com", "b.com"]);
  server.asked.length = 0;
  expect(await sync(two)).toBe("updated 2");
  expect(server.asked.map(({ path }) => path.replace(/[0-9a-f]{16,64}/g, "*"))).toEqual([
    "metadata/2.root.json",
    "metadata/timestamp.json",
    "metadata/2.snapshot.json",
    "metadata/2.targets.json",
    "targets/*.gfw-sni-zones.delta-*.0",
  ]);
  expect(listed()).toEqual(["a.com", "c.com"]);
  expect(await sync()).toBe("current 2");
});

const timestamp = two.get("metadata/timestamp.json") ?? new Uint8Array(0);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) & 255);

describe("U20: a body cut short", () => {
  test("after any byte of the timestamp is refused", async () => {
    expect(await sync(one)).toBe("updated 1");
    const trusted = store.trust;
    let length = 0;
    server.faults.set("timestamp.json", (response, file) => void response.writeHead(200).end(file.subarray(0, length)));
    const wrong: string[] = [];
    for (; length < timestamp.length; length++) {
      const outcome = await sync(two);
      if (outcome !== "MalformedMetadata" || store.trust !== trusted) wrong.push(`${length}: ${outcome}`);
    }
    expect(wrong).toEqual([]);
    expect(listed()).toEqual(["a.com", "b.com"]);
  });

  test("at a thousand places of a part is refused", async () => {
    const part = bytes(262_144);
    server.files = new Map([["part", part]]);
    let length = 0;
    server.faults.set("part", (response, file) => void response.writeHead(200).end(file.subarray(0, length)));
    const wrong: number[] = [];
    for (let i = 0; i < 1000; i++) {
      length = Math.floor((i * part.length) / 1000);
      const failure = await fetchBytes(`${address}part`, { limit: part.length, length: part.length }).catch(
        (error: unknown) => (error instanceof FetchError ? error.failure : "?"),
      );
      if (failure !== "length") wrong.push(length);
    }
    expect(wrong).toEqual([]);
  });
});

const faults: readonly [name: string, end: string, fault: Fault, outcome: string][] = [
  [
    "U21: one byte more",
    "delta",
    (r, file) => void r.end(Buffer.concat([file, Buffer.from("x")])),
    "FetchError length",
  ],
  ["U21: a body without end", "timestamp.json", endless, "FetchError length"],
  ["U22: 256 MB behind a gzip encoding", "timestamp.json", bomb, "FetchError length"],
  ["U23: gzip that nobody announced", "delta", (r, file) => void r.end(gzipSync(file)), "FetchError length"],
  ["U24: a byte at a time", "timestamp.json", drip, "FetchError timeout"],
  ["U24: headers that never come", "timestamp.json", () => undefined, "FetchError timeout"],
  ["U24: a stall before the end", "2.targets.json", stall, "FetchError timeout"],
  ["U25: a reset in the middle", "2.targets.json", reset, "FetchError unreachable"],
  ["U25: a reset at once", "timestamp.json", (r) => void r.destroy(), "FetchError unreachable"],
  ["U32: a login page for an answer", "timestamp.json", page, "FetchError refused"],
  ["U34: 304, which nobody asked for", "timestamp.json", status(304), "FetchError refused"],
  ["U34: 204", "timestamp.json", status(204), "FetchError refused"],
  ["U34: 206", "2.targets.json", status(206), "FetchError refused"],
  [
    "U34: 200 with a range",
    "2.targets.json",
    (r, f) => void r.writeHead(200, { "content-range": `bytes 0-9/${f.length}` }).end(f),
    "FetchError refused",
  ],
  ["U35: 500", "timestamp.json", status(500), "FetchError refused"],
  ["U35: 502", "timestamp.json", status(502), "FetchError refused"],
  ["U35: 503", "timestamp.json", status(503), "FetchError refused"],
  ["U36: 404 on the timestamp", "timestamp.json", status(404), "FetchError absent"],
  ["U36: 403 on the timestamp", "timestamp.json", status(403), "FetchError absent"],
  ["U18: targets that never come", "2.targets.json", status(404), "FetchError absent"],
  ["U33: a download that fails when the version is known", "delta", status(500), "FetchError refused"],
  [
    "a wrong file under the right name",
    "delta",
    (r, file) => void r.end(Buffer.alloc(file.length, 7)),
    "FetchError length",
  ],
];

describe("with the old list answering, and the new one after the next look:", () => {
  test.each(faults)("%s", async (_, end, fault, outcome) => {
    const on = end === "delta" ? [...two.keys()].find((path) => path.includes("delta"))?.slice(-40) : end;
    expect(await survive(on ?? end, fault)).toBe(outcome);
  });
});

describe("U31: a redirect", () => {
  const elsewhere = new FaultServer();
  let target = "";
  beforeAll(async () => {
    target = await elsewhere.listen();
  });
  afterAll(() => elsewhere.close());

  test.each([
    ["to the same host", () => `${address}elsewhere`],
    ["to another host", () => `${target}elsewhere`],
    ["to data:", () => "data:application/json,{}"],
  ])("%s is not followed", async (_, location) => {
    const outcome = await survive("timestamp.json", (r) => void r.writeHead(302, { location: location() }).end());
    expect(outcome).toBe("FetchError unreachable");
    expect(server.asked.filter(({ path }) => path === "elsewhere")).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
  });
});

test("U22: what is kept of a bomb is no more than the limit", async () => {
  server.files = new Map([["bomb", new Uint8Array(0)]]);
  server.faults.set("bomb", bomb);
  const before = process.memoryUsage().rss;
  const error = await fetchBytes(`${address}bomb`, { limit: 65_536 }).catch((each: unknown) => each);
  expect(error).toMatchObject({ name: "FetchError", failure: "length" });
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});

test("U35: Retry-After reaches whoever plans the next look", async () => {
  server.faults.set("timestamp.json", (response) => void response.writeHead(503, { "retry-after": "120" }).end());
  const outcome = await syncFeed(settings, store, run);
  expect(outcome).toMatchObject({ kind: "failed", error: { failure: "refused", retryAfter: "120" } });
});

test("U36: 403 or 404 on the next root is the normal end of the roots", async () => {
  server.faults.set("2.root.json", status(403));
  expect(await sync(one)).toBe("updated 1");
});

describe("U38: where nobody listens", () => {
  test.each(["http://127.0.0.1:1/", "http://feed.invalid/"])("%s fails in words", async (dead) => {
    settings = { ...settings, addresses: [dead] };
    expect(await sync()).toBe("FetchError unreachable");
  });
});

describe("U39: of two mirrors", () => {
  const hostile = new FaultServer();
  let other = "";
  beforeAll(async () => {
    other = await hostile.listen();
  });
  afterAll(() => hostile.close());

  test.each<[string, () => Files, string]>([
    ["one is empty", () => new Map<string, Uint8Array>(), "updated 2"],
    ["one signs by itself", () => feedOf({ version: 9, signers: { timestamp: ["thief"] } }), "updated 2"],
    ["one rolls back", () => one, "updated 2"],
  ])("%s, and the other is used in the same run", async (_, files, outcome) => {
    expect(await sync(two)).toBe("updated 2");
    store = new MemoryStore();
    hostile.files = files();
    if (files() === one) {
      expect(await sync(two)).toBe("updated 2");
      store.active = undefined;
    }
    settings = { ...settings, addresses: [other, address] };
    expect(await sync(two)).toBe(outcome);
    expect(listed()).toEqual(["a.com", "c.com"]);
  });
});

describe("U40: requests", () => {
  test("are alike from look to look, whatever the host hands out, and carry nothing of the reader's", async () => {
    const mark: Fault = (response, file) =>
      void response
        .writeHead(200, { etag: `"${Math.random()}"`, "set-cookie": "id=1", "last-modified": new Date().toUTCString() })
        .end(file);
    for (const path of one.keys()) server.faults.set(path, mark);
    for (let i = 0; i < 3; i++) await sync(one);
    const kinds = new Set(server.asked.map(({ headers }) => JSON.stringify(headers)));
    expect(kinds.size).toBe(1);
    expect(new Set(server.asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
    const names = Object.keys(server.asked[0]?.headers ?? {});
    for (const name of ["cookie", "referer", "origin", "if-none-match", "if-modified-since", "authorization"]) {
      expect(names).not.toContain(name);
    }
  });

  test("are not made without permission, and end when it is taken back", async () => {
    expect(await sync(one, { mayAsk: () => Promise.resolve(false) })).toBe("not-allowed");
    expect(server.asked).toEqual([]);
    let left = 3;
    expect(await sync(one, { mayAsk: () => Promise.resolve(left-- > 0) })).toBe("FetchError cancelled");
    expect(server.asked).toHaveLength(2);
  });

  test("are cut off by the reader's own wish", async () => {
    const controller = new AbortController();
    server.faults.set("timestamp.json", () => controller.abort());
    const fetching = { ...run.fetching, signal: controller.signal };
    expect(await sync(one, { fetching })).toBe("FetchError cancelled");
  });
});

test("U44: a run that is killed before or after any call of the store is taken up by the next", async () => {
  await sync(one);
  const start = { trust: store.trust, active: store.active, blobs: new Map(store.blobs) };
  const wrong: string[] = [];
  let points = 0;
  for (let point = 0; ; point++) {
    store = new MemoryStore();
    Object.assign(store, { trust: start.trust, active: start.active });
    for (const [sha256, blob] of start.blobs) store.blobs.set(sha256, blob);
    store.cut = (call) => (call === point ? new Killed() : undefined);
    server.files = two;
    const killed = await syncFeed(settings, store, run).then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    if (!killed) break;
    points++;
    store.cut = () => undefined;
    const names = listed().join();
    if (names !== "a.com,b.com" && names !== "a.com,c.com") wrong.push(`${point}: ${names}`);
    const outcome = await sync(two);
    if (!/^(?:updated|current) 2$/.test(outcome) || listed().join() !== "a.com,c.com")
      wrong.push(`${point}: ${outcome}`);
  }
  expect([wrong, points > 20]).toEqual([[], true]);
});

test("S03: a store that is full at any put keeps what answers", async () => {
  await sync(one);
  for (let point = 0; point < 12; point++) {
    const full = new DOMException("full", "QuotaExceededError");
    const start = store.calls;
    store.cut = (call) => (call === start + point ? full : undefined);
    await syncFeed(settings, store, run).catch((error: unknown) => expect(error).toBe(full));
    store.cut = () => undefined;
    expect(listed()).toEqual(["a.com", "b.com"]);
  }
  expect(await sync(two)).toBe("updated 2");
});

test("S06, S07: a blob that is spoilt or missing is fetched again", async () => {
  await sync(one);
  const base = store.active?.packs[0]?.sha256 ?? "";
  store.blobs.set(base, Uint8Array.of(1, 2, 3));
  expect(await sync(two)).toBe("updated 2");
  expect(listed()).toEqual(["a.com", "c.com"]);
});

test("S06, S08: a release whose packs are all spoilt is fetched again, though it is no newer", async () => {
  expect(await sync(two)).toBe("updated 2");
  expect(await sync()).toBe("current 2");
  for (const sha256 of store.blobs.keys()) store.blobs.set(sha256, Uint8Array.of(1));
  expect(await sync()).toBe("updated 2");
  expect(listed()).toEqual(["a.com", "c.com"]);
  store.blobs.clear();
  expect([await sync(), await sync()]).toEqual(["updated 2", "current 2"]);
  expect(listed()).toEqual(["a.com", "c.com"]);
});

test("S12: after a hundred releases no more than two are kept", async () => {
  let before = one;
  let packs = first;
  await sync(one);
  for (let version = 2; version <= 100; version++) {
    const next = packsOf("a.com", `c${version}.com`);
    const targets = before.get(`metadata/${version - 1}.targets.json`) ?? new Uint8Array(0);
    before = feedOf({ version, packs: next, bases: packs, previous: targets });
    packs = next;
    expect(await sync(before)).toBe(`updated ${version}`);
    expect(store.blobs.size).toBeLessThanOrEqual(3);
  }
});

function status(code: number): Fault {
  return (response) => void response.writeHead(code).end();
}

function page(response: Parameters<Fault>[0]): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<form>Log in</form>");
}

function endless(response: Parameters<Fault>[0]): void {
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
  };
  response.on("drain", more);
  more();
}

function bomb(response: Parameters<Fault>[0]): void {
  response.writeHead(200, { "content-encoding": "gzip" }).end(bombBytes);
}

function drip(response: Parameters<Fault>[0]): void {
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
}

function stall(response: Parameters<Fault>[0], file: Uint8Array): void {
  response.writeHead(200, { "content-length": file.length });
  response.write(file.subarray(0, file.length - 5));
}

function reset(response: Parameters<Fault>[0], file: Uint8Array): void {
  response.writeHead(200, { "content-length": file.length });
  response.write(file.subarray(0, file.length / 2), () => response.destroy());
}

const bombBytes = gzipSync(Buffer.alloc(256 * 1024 * 1024));
