// @vitest-environment node
// Random sequences of faults of the network, the store, the clock and the process, against a model of what must hold:
// a whole list always answers, it never goes back, and two clean looks reach the newest release.
//
// WALLSIGHT_ROUNDS=10000 npx vitest run tests/services/sync-model.test.ts   for the full number; WALLSIGHT_FIRST, the
// first seed, parts it among runs

import { afterEach, expect, test, vi } from "vitest";
import { readPack } from "@/core/pack.ts";
import { finish } from "@/core/slices.ts";
import { type FeedSettings, type Run, syncFeed } from "@/services/sync-feed.ts";
import { proofs } from "../../tools/feed/proofs.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import {
  clock,
  dayMs,
  feedOf,
  type Files,
  keyTable,
  type Making,
  newReader,
  packsOf,
  rootFile,
} from "../core/sync/small-feed.ts";
import { Killed, MemoryStore } from "./memory-store.ts";
import { type Random, randomOf } from "../core/random-of.ts";

const rounds = Number(process.env["WALLSIGHT_ROUNDS"] ?? 150);
const first = Number(process.env["WALLSIGHT_FIRST"] ?? 1);
const address = "https://feed.invalid/v1/";
const settings: FeedSettings = {
  addresses: [address],
  anchor: newReader().anchor,
  bundled: { release: 0, entries: 100, packs: [] },
  hasSource: () => true,
};
afterEach(() => vi.unstubAllGlobals());

/** Six releases in a row, the keys of timestamp and snapshot replaced before the fourth. */
const releases = makeReleases();

function makeReleases(): Files[] {
  const table = { ...keyTable, timestamp: "new-time", snapshot: "new-snap" };
  const all: Files[] = [];
  let bases = packsOf("a.com");
  for (let version = 1; version <= 6; version++) {
    const packs = packsOf("a.com", ...Array.from({ length: version }, (_, i) => `n${i}.com`));
    const before = all.at(-1)?.get(`metadata/${version - 1}.targets.json`);
    const rotated: Partial<Making> =
      version < 4
        ? {}
        : {
            table,
            roots: new Map([
              [1, rootFile(1)],
              [2, rootFile(2, table, keyTable)],
            ]),
          };
    all.push(feedOf({ version, packs, bases, ...(before && { previous: before }), ...rotated }));
    bases = packs;
  }
  return all;
}

type Answer = Uint8Array | "absent" | "broken" | "error";
type NetworkFault = (path: string, bytes: Uint8Array | undefined) => Answer;

interface Faults {
  network?: { readonly at: number; readonly fault: NetworkFault };
  cut?: { readonly at: number; readonly error: Error };
  clockDays?: number;
}

/** Runs one look; the number of the release that answers afterwards. */
async function look(store: MemoryStore, files: Files, faults: Faults): Promise<number> {
  let requests = 0;
  vi.stubGlobal("fetch", (url: string) => {
    const path = url.slice(address.length);
    const { network } = faults;
    const given = files.get(path);
    const answer = network && requests++ >= network.at ? network.fault(path, given) : (given ?? "absent");
    if (answer === "broken") return Promise.reject(new TypeError("network"));
    const [status, body] =
      answer === "absent"
        ? ([404, null] as const)
        : answer === "error"
          ? ([503, null] as const)
          : ([200, Buffer.from(answer)] as const);
    const response = new Response(body, { status });
    Object.defineProperty(response, "url", { value: url });
    return Promise.resolve(response);
  });
  const start = store.calls;
  store.cut = (call) => (faults.cut && call === start + faults.cut.at ? faults.cut.error : undefined);
  const run: Run = {
    proofs,
    slices: (work) => Promise.resolve(finish(work)),
    clock: { ...clock, now: clock.now + (faults.clockDays ?? 0) * dayMs },
    mayAsk: () => Promise.resolve(true),
  };
  try {
    await syncFeed(settings, store, run);
  } catch (error) {
    if (error !== faults.cut?.error) throw error;
  }
  store.cut = () => undefined;
  return answering(store);
}

/** Fails unless everything that answers is whole. */
function answering(store: MemoryStore): number {
  for (const { id, sha256 } of store.active?.packs ?? []) {
    const bytes = store.blobs.get(sha256) ?? new Uint8Array(0);
    if (sha256Of(bytes) !== sha256) throw new Error(`${id} of release ${store.active?.release} is not whole`);
    readPack(bytes, id);
  }
  return store.active?.release ?? 0;
}

test(`after any of ${rounds} sequences of faults a whole list answers, never an older one, and two clean looks reach the newest`, async () => {
  const wrong: string[] = [];
  for (let seed = first; seed < first + rounds; seed++) {
    const random = randomOf(seed);
    const store = new MemoryStore();
    let [published, answers] = [1 + random(3), 0];
    for (let left = 2 + random(4); left > 0; left--) {
      const now = await look(store, releases[published - 1] ?? new Map(), faultsOf(random, published));
      if (now < answers) wrong.push(`seed ${seed}: ${now} answers after ${answers}`);
      if (now > published) wrong.push(`seed ${seed}: ${now} answers, ${published} is published`);
      answers = now;
      published = Math.min(6, published + random(3));
    }
    const newest = releases[published - 1] ?? new Map<string, Uint8Array>();
    await look(store, newest, {});
    const reached = await look(store, newest, {});
    if (reached !== published) wrong.push(`seed ${seed}: ${reached} instead of ${published}`);
  }
  expect(wrong).toEqual([]);
}, 3_600_000);

function faultsOf(random: Random, published: number): Faults {
  const faults: Faults = {};
  if (random(2) === 0) faults.network = { at: random(8), fault: networkFault(random, published) };
  if (random(2) === 0) {
    const error = random(2) === 0 ? new Killed() : new DOMException("full", "QuotaExceededError");
    faults.cut = { at: random(40), error };
  }
  if (random(4) === 0) faults.clockDays = [-3650, -1, 1, 3650][random(4)] ?? 0;
  return faults;
}

function networkFault(random: Random, published: number): NetworkFault {
  const older = releases[random(published)] ?? new Map<string, Uint8Array>();
  const place = random(1000) / 1000;
  const faults: readonly NetworkFault[] = [
    () => "broken",
    () => "error",
    () => "absent",
    (path) => older.get(path) ?? "absent",
    (_, bytes) => bytes?.subarray(0, Math.floor(bytes.length * place)) ?? "absent",
    (_, bytes) => (bytes ? spoilt(bytes, place) : "absent"),
    (_, bytes) => (bytes ? Buffer.concat([bytes, Buffer.from("x")]) : "absent"),
  ];
  return faults[random(faults.length)] ?? (() => "broken");
}

function spoilt(bytes: Uint8Array, place: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(copy.length * place);
  copy[at] = (copy[at] ?? 0) ^ 4;
  return copy;
}
