// One run of sync with a signed feed: looks at it, fetches what is new, and hands whole packs to the store.
//
// Everything that comes is verified by the core before anything is stored under its name; what was stored before a
// run was cut off is found again. An error ends the run and changes nothing that answers.

import { DamagedBytes } from "@/core/bytes.ts";
import { GfwlistError } from "@/core/gfwlist-text.ts";
import { SyncError } from "@/core/sync/errors.ts";
import { makePack, type PackPlan, type Part, planPacks } from "@/core/sync/fetch-plan.ts";
import { isNamed, type Proofs } from "@/core/sync/keys.ts";
import { type Poll, startPoll, take, wantedBy } from "@/core/sync/poll.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import { type Clock, newerTrust, openTrust, type StoredTrust, storedOf, type Trust } from "@/core/sync/trust.ts";
import { FetchError, fetchBytes, type Fetching } from "./sync-fetch.ts";

/** Where sync keeps what it has; every call is durable when it resolves. */
export interface SyncStore {
  /** what was stored of the feed's metadata, in one store and in its mirror */
  readTrust(): Promise<readonly StoredTrust[]>;
  writeTrust(trust: StoredTrust): Promise<void>;
  /** parts and packs by their SHA-256 */
  readBlob(sha256: string): Promise<Uint8Array | undefined>;
  writeBlob(sha256: string, bytes: Uint8Array): Promise<void>;
  /** the release whose packs answer; `undefined` while those of the build do */
  readActive(): Promise<ActiveRelease | undefined>;
  /** makes a release answer, in one transaction that keeps the one before and drops every blob that neither needs */
  activate(release: ActiveRelease): Promise<void>;
}

export interface FeedSettings {
  /** the feed's addresses, each ending in `/`; the first that serves is used */
  readonly addresses: readonly string[];
  /** the root that was built in */
  readonly anchor: Uint8Array;
  /** what the build shipped with, where a release must go on from */
  readonly bundled: ActiveRelease;
  /** whether the build has a source of that id: others are not fetched */
  readonly hasSource: (id: string) => boolean;
}

export interface Run {
  readonly proofs: Proofs;
  readonly slices: <Result>(work: Generator<void, Result>) => Promise<Result>;
  readonly clock: Clock;
  /** asked before every request: the reader's consent and the browser's */
  readonly mayAsk: (address: string) => Promise<boolean>;
  readonly progress?: (done: number, all: number) => void;
  readonly fetching?: Omit<Fetching, "limit" | "length">;
  /** in place of the network: throws `FetchError` as that does */
  readonly fetchBytes?: typeof fetchBytes;
}

/** What came of a run; an error has words for the reader. */
export type RunOutcome =
  | { readonly kind: "current" | "updated"; readonly release: number | null }
  | { readonly kind: "unfinished" | "not-allowed" }
  | { readonly kind: "failed"; readonly error: SyncError | FetchError | DamagedBytes | GfwlistError };

/** Brings the release that answers up to the feed's newest. */
export function syncFeed(settings: FeedSettings, store: SyncStore, run: Run): Promise<RunOutcome> {
  return fromFirst(settings.addresses, run, (address) => syncFrom(address, settings, store, run));
}

/** Tries the addresses one by one; one that fails in transport or in proof is left for this run. */
export async function fromFirst(
  addresses: readonly string[],
  run: Run,
  sync: (address: string) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  let outcome: RunOutcome = { kind: "not-allowed" };
  for (const address of addresses) {
    if (!(await run.mayAsk(address))) continue;
    const next = await orFailed(sync(address));
    // What was refused tells more than a mirror that could not be reached.
    if (outcome.kind !== "failed" || outcome.error instanceof FetchError || !isUnreached(next)) outcome = next;
    if (next.kind !== "failed" || isCancelled(next.error)) break;
  }
  return outcome;
}

async function orFailed(outcome: Promise<RunOutcome>): Promise<RunOutcome> {
  try {
    return await outcome;
  } catch (error) {
    const isExpected = [SyncError, FetchError, DamagedBytes, GfwlistError].some((kind) => error instanceof kind);
    if (isExpected) return { kind: "failed", error: error as SyncError };
    throw error;
  }
}

async function syncFrom(address: string, settings: FeedSettings, store: SyncStore, run: Run): Promise<RunOutcome> {
  const stored = await store.readActive();
  const active = stored && stored.release >= settings.bundled.release ? stored : settings.bundled;
  const poll = await lookAt(address, settings.anchor, active, store, run);
  const { targets } = poll.trust;
  if (poll.step !== "done" || !targets) return { kind: "unfinished" };
  const { release } = targets;
  if (release.release < active.release) return { kind: "current", release: active.release };
  const held = await packsAtHand(active, store, run);
  const plans = planPacks(release, targets.meta, held).filter(({ pack }) => settings.hasSource(pack.id));
  if (release.release === active.release && plans.length === 0) return { kind: "current", release: release.release };
  await fetchPacks(address, plans, poll.trust, held, store, run);
  const packs = release.packs.filter(({ id }) => settings.hasSource(id)).map(({ id, sha256 }) => ({ id, sha256 }));
  await store.activate({ release: release.release, entries: release.entries, packs });
  return { kind: "updated", release: release.release };
}

/** Those whose bytes are still the right ones, by their digests: what was spoilt on the disk is fetched again. */
async function packsAtHand({ packs }: ActiveRelease, store: SyncStore, run: Run): Promise<ReadonlyMap<string, string>> {
  const held = new Map<string, string>();
  for (const { id, sha256 } of packs) {
    const bytes = await store.readBlob(sha256);
    if (bytes && (await isNamed(bytes, { length: bytes.length, sha256 }, run.proofs))) held.set(id, sha256);
  }
  return held;
}

async function lookAt(
  address: string,
  anchor: Uint8Array,
  active: ActiveRelease,
  store: SyncStore,
  run: Run,
): Promise<Poll> {
  const { proofs } = run;
  const opened = await Promise.all((await store.readTrust()).map((stored) => openTrust(anchor, stored, proofs)));
  const first = (await openTrust(anchor, { chain: [] }, proofs)).trust;
  const trust = opened.reduce((newest: Trust, { trust: next }) => newerTrust(newest, next), first);
  let poll = startPoll(trust, run.clock, active);
  for (let wanted = wantedBy(poll); wanted; wanted = wantedBy(poll)) {
    const fetched = await get(address + wanted.path, { limit: wanted.limit }, address, run, wanted.mayBeAbsent);
    const clock = fetched?.host === undefined ? poll.clock : { ...poll.clock, host: fetched.host };
    const next = await take({ ...poll, clock }, fetched?.bytes, proofs);
    if (next.trust !== poll.trust) await store.writeTrust(storedOf(next.trust));
    poll = next;
  }
  return poll;
}

/** Asks for leave before every request. */
export async function get(url: string, asked: Fetching, address: string, run: Run, mayBeAbsent = false) {
  if (!(await run.mayAsk(address))) throw new FetchError("cancelled", `${address} may no longer be asked`);
  try {
    return await (run.fetchBytes ?? fetchBytes)(url, { ...run.fetching, ...asked });
  } catch (error) {
    if (mayBeAbsent && error instanceof FetchError && error.failure === "absent") return undefined;
    throw error;
  }
}

async function fetchPacks(
  address: string,
  plans: readonly PackPlan[],
  trust: Trust,
  held: ReadonlyMap<string, string>,
  store: SyncStore,
  run: Run,
): Promise<void> {
  const all = plans.flatMap(({ parts }) => parts).reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  for (const plan of plans) {
    const told = (part: Part): void => run.progress?.((done += part.length), all);
    try {
      await fetchPack(address, plan, store, run, told);
    } catch (error) {
      const { targets } = trust;
      if (!plan.delta || !targets || !isDeltaAtFault(error)) throw error;
      // The whole pack fits where a delta does not, and is there where a delta is not: a feed in one file has none.
      const whole = planPacks(targets.release, targets.meta, held, (id) => id === plan.pack.id);
      for (const each of whole.filter(({ pack }) => pack.id === plan.pack.id)) {
        await fetchPack(address, each, store, run, told);
      }
    }
  }
}

function isDeltaAtFault(error: unknown): boolean {
  if (error instanceof FetchError) return error.failure === "absent";
  return error instanceof DamagedBytes || error instanceof SyncError;
}

async function fetchPack(
  address: string,
  plan: PackPlan,
  store: SyncStore,
  run: Run,
  told: (part: Part) => void,
): Promise<void> {
  const { pack, delta, parts } = plan;
  const there = await store.readBlob(pack.sha256);
  if (there && (await isNamed(there, pack, run.proofs))) return;
  const read: Uint8Array[] = [];
  for (const part of parts) {
    const kept = await store.readBlob(part.sha256);
    if (kept && (await isNamed(kept, part, run.proofs))) read.push(kept);
    else read.push(await fetchPart(address, part, store, run));
    told(part);
  }
  const base = delta && (await store.readBlob(delta.from));
  await store.writeBlob(pack.sha256, await makePack(plan, read, base, run.proofs, run.slices));
}

async function fetchPart(address: string, part: Part, store: SyncStore, run: Run): Promise<Uint8Array> {
  const { length } = part;
  const fetched = await get(address + part.path, { limit: length, length }, address, run);
  if (!fetched || !(await isNamed(fetched.bytes, part, run.proofs))) {
    throw new FetchError("length", `${part.path} is not the file that is named`);
  }
  await store.writeBlob(part.sha256, fetched.bytes);
  return fetched.bytes;
}

function isUnreached(outcome: RunOutcome): boolean {
  return outcome.kind === "failed" && outcome.error instanceof FetchError && !isCancelled(outcome.error);
}

function isCancelled(error: Error): boolean {
  return error instanceof FetchError && error.failure === "cancelled";
}
