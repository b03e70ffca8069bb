// @vitest-environment node
// U44: the process is gone at any one of the moments at which a look waits: for the network, the store, a signature, the
// browser. What answers is whole, and the next start plans the next look, which gets there.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { finish } from "@/core/slices.ts";
import { readStoredBlob, readStoredReleases } from "@/services/database.ts";
import { syncFeed, type SyncStore } from "@/services/sync-feed.ts";
import { browserStore } from "@/services/sync-store.ts";
import { planSync, syncAlarm, type Syncing, syncNow } from "@/services/sync.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { clock, feedOf, type Files, keyTable, newReader, now, packsOf, rootFile } from "../core/sync/small-feed.ts";

const address = "https://feed.invalid/";
const minute = 60_000;
const [first, second] = [packsOf("a.com", "b.com"), packsOf("a.com", "c.com")];
const one = feedOf({ packs: first });
const roots = new Map([1, 2].map((version) => [version, rootFile(version)]));
const previous = one.get("metadata/1.targets.json") ?? new Uint8Array(0);
const two = feedOf({ version: 2, packs: second, bases: first, previous, table: keyTable, roots });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A machine on which everything that is waited for passes by `door`, before and after it happens. */
class Machine {
  files: Files = one;
  moments = 0;
  readonly killed: Promise<"killed">;
  readonly #at: number;
  #kill: () => void = () => undefined;
  readonly #real = {
    storage: { ...fakeBrowser.storage.local },
    alarms: { ...fakeBrowser.alarms },
  };

  /** `at`: the number of the moment at which the process is gone. */
  constructor(at: number) {
    this.#at = at;
    this.killed = new Promise((resolve) => {
      this.#kill = () => resolve("killed");
    });
  }

  readonly #door = async (): Promise<void> => {
    if (this.moments++ !== this.#at) return;
    this.#kill();
    await new Promise(() => undefined);
  };

  #through<Given extends readonly unknown[], Value>(
    work: (...given: Given) => Promise<Value>,
  ): (...given: Given) => Promise<Value> {
    return async (...given) => {
      await this.#door();
      const value = await work(...given);
      await this.#door();
      return value;
    };
  }

  start(): Syncing {
    // The lock goes with the process that held it.
    const held = new Set<string>();
    const request = async (name: string, _: unknown, work: (lock: object | null) => Promise<unknown>) => {
      if (held.has(name)) return work(null);
      held.add(name);
      return work({}).finally(() => held.delete(name));
    };
    vi.stubGlobal("navigator", { locks: { request }, onLine: true });
    const fetched = (url: string): Promise<Response> => {
      const bytes = this.files.get(url.slice(address.length));
      const response = new Response(bytes ? Buffer.from(bytes) : null, { status: bytes ? 200 : 404 });
      Object.defineProperty(response, "url", { value: url });
      return Promise.resolve(response);
    };
    vi.stubGlobal("fetch", this.#through(fetched));
    type Call = (...given: unknown[]) => Promise<unknown>;
    const { storage, alarms } = this.#real;
    Object.assign(fakeBrowser.storage.local, {
      get: this.#through(storage.get as Call),
      set: this.#through(storage.set as Call),
    });
    Object.assign(fakeBrowser.alarms, { create: this.#through(alarms.create as Call) });
    Object.assign(fakeBrowser.permissions, { contains: this.#through(() => Promise.resolve(true)) });
    const kept = browserStore();
    const store: SyncStore = {
      readTrust: this.#through(() => kept.readTrust()),
      writeTrust: this.#through((trust) => kept.writeTrust(trust)),
      readBlob: this.#through((sha256) => kept.readBlob(sha256)),
      writeBlob: this.#through((sha256, bytes) => kept.writeBlob(sha256, bytes)),
      readActive: this.#through(() => kept.readActive()),
      activate: this.#through((release) => kept.activate(release)),
    };
    const bundled = { release: 0, entries: 100, packs: [] };
    const feed = { addresses: [address], anchor: newReader().anchor, bundled, hasSource: () => true };
    return {
      reportKey: "sync",
      look: (run) => syncFeed(feed, store, run),
      proofs: { verify: this.#through(proofs.verify), sha256: this.#through(proofs.sha256) },
      slices: async (work) => {
        await this.#door();
        const value = finish(work);
        await this.#door();
        return value;
      },
      built: clock.built,
      intervalMs: 1440 * minute,
      isWanted: this.#through(() => Promise.resolve(true)),
      onUpdate: () => undefined,
    };
  }

  /** Gives the browser back as it was. */
  end(): void {
    Object.assign(fakeBrowser.storage.local, this.#real.storage);
    Object.assign(fakeBrowser.alarms, this.#real.alarms);
  }
}

/** One life of the background: it plans, and looks if nothing ends it before. */
async function live(machine: Machine, files: Files, at: number): Promise<"killed" | "lived"> {
  machine.files = files;
  const syncing = machine.start();
  const looked = planSync(syncing, at, 0.5).then(() => syncNow(syncing, at, 0.5));
  const end = await Promise.race([machine.killed, looked.then(() => "lived" as const)]);
  machine.end();
  return end;
}

/** The release that answers; fails where a pack is missing or not what it is called. */
async function answering(): Promise<number> {
  const releases = await readStoredReleases();
  for (const { sha256 } of releases?.active?.packs ?? []) {
    expect(sha256Of((await readStoredBlob(sha256)) ?? new Uint8Array(0))).toBe(sha256);
  }
  return releases?.active?.release ?? 0;
}

test("U44: a look that is killed at any moment leaves a whole release, and the second one after it at the latest gets there", async () => {
  const wrong: string[] = [];
  const seen = new Set<number>();
  let moment = 0;
  for (; ; moment++) {
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.stubGlobal("__PACKS__", { digest: "", files: [] });
    fakeBrowser.reset();
    await live(new Machine(-1), one, now);
    expect(await answering()).toBe(1);
    const end = await live(new Machine(moment), two, now + 10 * minute);
    if (end === "lived") break;
    const between = await answering();
    seen.add(between);
    if (between !== 1 && between !== 2) wrong.push(`${moment}: release ${between}`);
    for (let look = 1; look <= 2; look++) await live(new Machine(-1), two, now + (10 + 20 * look) * minute);
    const alarm = await fakeBrowser.alarms.get(syncAlarm);
    if ((await answering()) !== 2 || !alarm) wrong.push(`${moment}: not reached`);
  }
  expect([wrong, [...seen].toSorted((a, b) => a - b), moment > 100]).toEqual([[], [1, 2], true]);
}, 120_000);
