// @vitest-environment node
// Random sequences of looks, choices, losses and faults (of the network, the store, the clock and the process) with a
// feed and GFWList's publisher, against a model of what must hold: whole lists always answer, they never go back by
// themselves, nobody is asked without consent, and two clean looks reach the newest.
//
// WALLSIGHT_ROUNDS=10000 npx vitest run tests/services/sync-model.test.ts   for the full number; WALLSIGHT_FIRST, the
// first seed, parts it among runs

import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { longestDelay } from "@/core/sync/schedule.ts";
import { readStoredReleases, readStoredTable, storeBlob, storeTable } from "@/services/database.ts";
import { syncAlarm } from "@/services/sync.ts";
import { type Random, randomOf } from "../core/random-of.ts";
import { type Answer, feeds, listOf, lists, type NetworkFault, newest, type Source, World } from "./sync-world.ts";

const rounds = Number(process.env["WALLSIGHT_ROUNDS"] ?? 100);
const first = Number(process.env["WALLSIGHT_FIRST"] ?? 1);

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A sequence as far as it went, and what must hold of it. */
class Sequence {
  readonly world = new World();
  readonly #random: Random;
  /** the sources that may be asked, by what the reader was told to have chosen */
  #allowed: ReadonlySet<Source> = new Set();
  #from: ReadonlySet<Source> = new Set<Source>(["feed"]);
  /** what was chosen without a fault: it stands in both places */
  #sure: { readonly sync: boolean; readonly syncFrom: Source } | undefined;
  #before = { release: 0, version: 0 };

  constructor(random: Random) {
    this.#random = random;
  }

  async step(): Promise<void> {
    const { world } = this;
    const random = this.#random;
    world.release = Math.min(newest, world.release + random(3));
    world.version = Math.min(newest, world.version + random(3));
    if (random(4) === 0) await world.end();
    const mayFall = await this.#act();
    for (const from of world.asked) if (!this.#allowed.has(from)) throw new Error(`${from} was asked without consent`);
    const now = await world.answering();
    if (now.release > world.release || now.version > world.version) throw new Error("what is not published answers");
    const isBack = now.release < this.#before.release || now.version < this.#before.version;
    if (isBack && !mayFall) throw new Error(`${JSON.stringify(now)} answers after ${JSON.stringify(this.#before)}`);
    this.#before = now;
  }

  /** Whether older lists may answer after it. */
  async #act(): Promise<boolean> {
    const { world } = this;
    const random = this.#random;
    switch (random(16)) {
      case 0:
      case 1:
        await this.choose(false, this.#either(), this.#fault());
        return false;
      case 2:
      case 3:
        await this.choose(true, this.#either(), this.#fault());
        return false;
      case 4:
        this.#fault();
        await world.step(({ desk }) => desk.useBundled());
        return true;
      case 5:
      case 6:
        await spoilPack(random);
        if (random(2) === 0) await world.end().then(spoilTable);
        return true;
      case 7:
      case 8:
        await world.end();
        world.loseDatabase();
        if (this.#sure) expect(await (await world.life()).settings.read()).toMatchObject(this.#sure);
        return true;
      case 9:
        await world.end();
        await fakeBrowser.storage.local.clear();
        this.#sure = undefined;
        return false;
      default:
        this.#fault();
        await world.step(({ desk }) => desk.check());
        return false;
    }
  }

  #either(): Source {
    return this.#random(2) === 0 ? "feed" : "gfwlist";
  }

  /** Something fails in the next step, or nothing. */
  #fault(): boolean {
    const { world } = this;
    const random = this.#random;
    const [network, rest, clock] = [random(2), random(2), random(4)];
    if (network === 0) world.network = { at: random(2) * random(8), fault: networkFault(random, world) };
    if (rest === 0) world.fateOf = fateOf(random);
    if (clock === 0) world.clockDays = [-3650, -1, 1, 3650][random(4)] ?? 0;
    return rest === 0;
  }

  /**
   * As a click does it, now and then in the middle of a look: what was said to be done holds, what failed may have been
   * done or not.
   */
  async choose(sync: boolean, syncFrom: Source, isFaulty = false): Promise<void> {
    const { world } = this;
    if (sync) world.isPermitted = true;
    const from = new Set([...this.#from, syncFrom]);
    const isLooking = this.#random(2) === 0;
    this.#sure = undefined;
    if (sync) this.#allowed = new Set([...this.#allowed, ...from]);
    let said = 0;
    const end = await world.step(async ({ desk, settings }) => {
      const looked = isLooking ? desk.check().catch(() => false) : undefined;
      try {
        await settings.choose(await desk.permitted({ sync, syncFrom }));
        await desk.settle();
        said = world.asked.length;
      } finally {
        await looked;
      }
    });
    this.#from = end === "done" ? new Set([syncFrom]) : from;
    if (end !== "done") return;
    if (!isFaulty) this.#sure = { sync, syncFrom };
    this.#allowed = new Set(sync ? [syncFrom] : []);
    // One request may have been on its way.
    world.asked.splice(0, said + 1);
  }

  /** Sync is turned on and a look is planned; two go without a fault, and what the source has answers. */
  async recover(): Promise<void> {
    const { world } = this;
    const from = this.#either();
    await this.choose(true, from);
    await this.#expectPlanned();
    for (let looks = 0; looks < 2; looks++) {
      if (this.#random(2) === 0) await world.end();
      await world.step(async ({ desk }) => expect(await desk.check()).toBe(true));
    }
    const wanted = from === "feed" ? { release: world.release } : { version: world.version };
    this.#before = await world.answering();
    expect(this.#before).toMatchObject(wanted);
    if (this.#random(2) === 0) await world.end();
    await vi.waitFor(async () => expect(await world.said()).toMatchObject(wanted), { timeout: 5000, interval: 5 });
    const { desk } = await world.life();
    expect(await desk.state()).toMatchObject({ isOn: true, from, trouble: null });
    await this.#expectPlanned();
  }

  async #expectPlanned(): Promise<void> {
    const alarm = await fakeBrowser.alarms.get(syncAlarm);
    expect((alarm?.scheduledTime ?? Infinity) - Date.now()).toBeLessThan(longestDelay + 60_000);
  }
}

test(`after any of ${rounds} sequences of faults whole lists answer, none older by itself, and two clean looks reach the newest`, async () => {
  const wrong: string[] = [];
  for (let seed = first; seed < first + rounds; seed++) {
    const random = randomOf(seed);
    const sequence = new Sequence(random);
    try {
      for (let times = 0; times < 2; times++) {
        for (let left = 1 + random(6); left > 0; left--) await sequence.step();
        await sequence.recover();
      }
    } catch (error) {
      wrong.push(`seed ${seed}: ${String(error)}`);
    }
    await sequence.world.end();
  }
  expect(wrong).toEqual([]);
}, 7_200_000);

/** The store fails at a moment, or from it on; or the process is gone. */
function fateOf(random: Random): World["fateOf"] {
  const from = random(2) === 0 ? random(40) : random(240);
  const to = random(2) === 0 ? from : Infinity;
  const full = new DOMException("full", "QuotaExceededError");
  const fate = [full, new DOMException("no", "UnknownError"), "killed" as const][random(3)];
  return (moment) => (moment >= from && moment <= to ? fate : undefined);
}

/** The disk spoils a pack. */
async function spoilPack(random: Random): Promise<void> {
  const stored = await readStoredReleases();
  const packs = [stored?.active, stored?.previous].flatMap((release) => release?.packs ?? []);
  const taken = [stored?.gfwlist?.active, stored?.gfwlist?.previous].flatMap((list) => list ?? []);
  const all = [...packs, ...taken].map(({ sha256 }) => sha256);
  const sha256 = all[random(Math.max(all.length, 1))];
  if (sha256 !== undefined) await storeBlob(sha256, Uint8Array.of(1));
}

async function spoilTable(): Promise<void> {
  const stored = await readStoredTable();
  if (stored) await storeTable({ ...stored, table: new Blob(["spoilt"]) });
}

function networkFault(random: Random, { release, version }: World): NetworkFault {
  const [older, earlier] = [feeds[random(release)] ?? new Map<string, Uint8Array>(), random(version + 1)];
  const place = random(1000) / 1000;
  const whole = (bytes: Uint8Array | undefined, change: (bytes: Uint8Array) => Uint8Array): Answer =>
    bytes ? change(bytes) : "absent";
  const faults: readonly NetworkFault[] = [
    () => "broken",
    () => "error",
    () => "absent",
    (from, path) => (from === "feed" ? older.get(path) : lists[earlier]) ?? "absent",
    (_, __, bytes) => whole(bytes, (given) => given.subarray(0, Math.floor(given.length * place))),
    (_, __, bytes) => whole(bytes, (given) => spoilt(given, place)),
    (_, __, bytes) => whole(bytes, (given) => Buffer.concat([given, Buffer.from("x")])),
    // Lists that cannot be meant: cut by more than half, grown by more than half, of the future; and one without end.
    (from) => (from === "gfwlist" ? listOf(["b13.com"], version) : "broken"),
    (from) =>
      from === "gfwlist"
        ? listOf(
            Array.from({ length: 40 }, (_, i) => `x${i}.com`),
            version,
          )
        : "broken",
    (from) => (from === "gfwlist" ? listOf(["b12.com", "b13.com"], newest + 9) : "broken"),
    () => new Uint8Array(5_000_000).fill(0x41),
  ];
  return faults[random(faults.length)] ?? (() => "broken");
}

function spoilt(bytes: Uint8Array, place: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(copy.length * place);
  copy[at] = (copy[at] ?? 0) ^ 4;
  return copy;
}
