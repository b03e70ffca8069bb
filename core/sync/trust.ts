// What is trusted of a feed, and the rules by which more comes to be trusted: TUF's client workflow, part by part.
//
// What must hold:
// - Nothing is trusted that a chain of roots from the build's own root does not sign: what was stored is verified anew
//   when it is opened, so that a forged store is worth nothing.
// - No role goes back in version, except timestamp and snapshot after their keys were replaced (a thief of these keys
//   could otherwise freeze the feed for ever with one high version).
// - A function here gives a new state or throws a `SyncError`; the state that it was given stays as it was.

import { Expired, FromTheFuture, MixAndMatch, Rollback, SyncError } from "./errors.ts";
import { hexOf } from "./hex.ts";
import { isNamed, type Proofs } from "./keys.ts";
import {
  expectSigned,
  type Named,
  readRoot,
  readSnapshot,
  readTargets,
  readTimestamp,
  type Role,
  type Root,
  type Signed,
  type Snapshot,
  type Targets,
  type Timestamp,
} from "./metadata.ts";
import { type Active, expectFollows, readRelease, type Release } from "./release.ts";

export interface Held<Meta> {
  readonly bytes: Uint8Array;
  readonly meta: Meta;
}

export interface Trust {
  readonly root: Root;
  /** the roots after the build's own, oldest first, as they were delivered */
  readonly chain: readonly Uint8Array[];
  readonly timestamp?: Held<Timestamp>;
  readonly snapshot?: Held<Snapshot>;
  readonly targets?: Held<Targets> & { readonly release: Release };
}

/** What is kept of `Trust`: the signed bytes alone. */
export interface StoredTrust {
  readonly chain: readonly Uint8Array[];
  readonly timestamp?: Uint8Array;
  readonly snapshot?: Uint8Array;
  readonly targets?: Uint8Array;
}

/** The times at hand, in milliseconds since 1970. */
export interface Clock {
  readonly now: number;
  /** when the extension was built: it cannot be earlier */
  readonly built: number;
  /** what the host's answer says; anybody may have written it */
  readonly host?: number;
}

/** A clock may be wrong by so much before what was signed counts as signed in the future. */
const futureMs = 48 * 3_600_000;

export async function trustRoot(bytes: Uint8Array, proofs: Proofs): Promise<Trust> {
  const file = await readRoot(bytes, proofs);
  await expectSigned(file, file.meta, proofs);
  return { root: file.meta, chain: [] };
}

/** Verifies what was stored, as far as it goes. What does not verify is left out and named in `refused`. */
export async function openTrust(
  anchor: Uint8Array,
  stored: StoredTrust,
  proofs: Proofs,
): Promise<{ trust: Trust; refused: readonly SyncError[] }> {
  const refused: SyncError[] = [];
  let trust = await trustRoot(anchor, proofs);
  const attempt = async (accept: (trust: Trust) => Promise<Trust>): Promise<void> => {
    try {
      trust = await accept(trust);
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      refused.push(error);
    }
  };
  for (const bytes of stored.chain) {
    // A newer build may bring a root that the stored chain passed long ago.
    await attempt(async (before) => {
      const { version } = (await readRoot(bytes, proofs)).meta;
      return version <= before.root.version ? before : withRoot(before, bytes, proofs);
    });
  }
  const { timestamp, snapshot, targets } = stored;
  if (timestamp) await attempt((before) => verifyTimestamp(before, timestamp, proofs));
  if (snapshot) await attempt((before) => verifySnapshot(before, snapshot, proofs));
  if (targets) await attempt((before) => verifyTargets(before, targets, proofs));
  return { trust, refused };
}

export function storedOf({ chain, timestamp, snapshot, targets }: Trust): StoredTrust {
  return {
    chain,
    ...(timestamp && { timestamp: timestamp.bytes }),
    ...(snapshot && { snapshot: snapshot.bytes }),
    ...(targets && { targets: targets.bytes }),
  };
}

/** Of two verified states the one that knows more. */
export function newerTrust(a: Trust, b: Trust): Trust {
  for (const version of [
    ({ root }: Trust) => root.version,
    ({ timestamp }: Trust) => timestamp?.meta.version ?? 0,
    ({ snapshot }: Trust) => snapshot?.meta.version ?? 0,
    ({ targets }: Trust) => targets?.meta.version ?? 0,
  ]) {
    if (version(a) !== version(b)) return version(a) > version(b) ? a : b;
  }
  return a;
}

/** The latest of the times at which it certainly is later: metadata that ended before that has ended. */
export function timeOf(trust: Trust, { now, built }: Clock): number {
  const issued = [trust.root, trust.timestamp?.meta, trust.snapshot?.meta, trust.targets?.meta];
  return Math.max(now, built, ...issued.map((meta) => meta?.issued ?? 0));
}

/** The next root; its expiry is looked at when there are no more (`expectFresh`). */
export async function acceptRoot(trust: Trust, bytes: Uint8Array, clock: Clock, proofs: Proofs): Promise<Trust> {
  const next = await withRoot(trust, bytes, proofs);
  expectPast(next.root, "root", trust, clock);
  return next;
}

/** A newer timestamp, or the same state where there is nothing newer. */
export async function acceptTimestamp(trust: Trust, bytes: Uint8Array, clock: Clock, proofs: Proofs): Promise<Trust> {
  expectFresh(trust.root, "root", trust, clock);
  const next = await verifyTimestamp(trust, bytes, proofs);
  const meta = next.timestamp?.meta;
  if (!meta || next === trust) return trust;
  expectPast(meta, "timestamp", trust, clock);
  expectFresh(meta, "timestamp", next, clock);
  return next;
}

export async function acceptSnapshot(trust: Trust, bytes: Uint8Array, clock: Clock, proofs: Proofs): Promise<Trust> {
  const named = trust.timestamp?.meta.snapshot;
  if (named) await expectNamed(bytes, "snapshot", named, proofs);
  const next = await verifySnapshot(trust, bytes, proofs);
  const meta = next.snapshot?.meta;
  if (!meta) return trust;
  if (meta.version !== named?.version) throw new MixAndMatch("snapshot", "it is not of the version that is named");
  expectPast(meta, "snapshot", trust, clock);
  expectFresh(meta, "snapshot", next, clock);
  return next;
}

export async function acceptTargets(
  trust: Trust,
  bytes: Uint8Array,
  clock: Clock,
  active: Active | undefined,
  proofs: Proofs,
): Promise<Trust> {
  const named = trust.snapshot?.meta.targets;
  if (named) await expectNamed(bytes, "targets", named, proofs);
  const next = await verifyTargets(trust, bytes, proofs);
  if (!next.targets) return trust;
  const { meta, release } = next.targets;
  if (meta.version !== named?.version) throw new MixAndMatch("targets", "it is not of the version that is named");
  expectPast(meta, "targets", trust, clock);
  expectFresh(meta, "targets", next, clock);
  if (active) expectFollows(release, active);
  const before = trust.targets;
  const isNeighbour = meta.version === (before?.meta.version ?? 0) + 1;
  if (before && isNeighbour && release.previousTargets !== hexOf(await proofs.sha256(before.bytes))) {
    throw new MixAndMatch("targets", "it does not follow the targets that are trusted");
  }
  return next;
}

/** Throws `Expired` if the time of the metadata is over. */
export function expectFresh(meta: Signed, role: Role, trust: Trust, clock: Clock): void {
  const time = timeOf(trust, clock);
  if (time < meta.expires) return;
  throw new Expired(role, `its time ended on ${isoTime(meta.expires)}; now it is ${isoTime(time)}`);
}

async function withRoot(trust: Trust, bytes: Uint8Array, proofs: Proofs): Promise<Trust> {
  const file = await readRoot(bytes, proofs);
  await expectSigned(file, trust.root, proofs);
  await expectSigned(file, file.meta, proofs);
  const { version } = file.meta;
  if (version !== trust.root.version + 1) {
    const Failure = version <= trust.root.version ? Rollback : MixAndMatch;
    throw new Failure("root", `version ${version} after ${trust.root.version}`);
  }
  const next: Trust = { root: file.meta, chain: [...trust.chain, bytes] };
  const isSame = (role: Role): boolean => sameKeys(trust.root, file.meta, role);
  const { timestamp, snapshot, targets } = trust;
  const keptTargets = targets && isSame("targets") ? { targets } : {};
  if (!isSame("timestamp") || !isSame("snapshot")) return { ...next, ...keptTargets };
  return { ...next, ...(timestamp && { timestamp }), ...(snapshot && { snapshot }), ...keptTargets };
}

async function verifyTimestamp(trust: Trust, bytes: Uint8Array, proofs: Proofs): Promise<Trust> {
  const file = readTimestamp(bytes);
  await expectSigned(file, trust.root, proofs);
  const before = trust.timestamp?.meta;
  if (file.meta.version === before?.version) return trust;
  expectNotBelow("timestamp", file.meta.version, before?.version);
  expectNotBelow("timestamp, snapshot", file.meta.snapshot.version, before?.snapshot.version);
  return { ...trust, timestamp: { bytes, meta: file.meta } };
}

async function verifySnapshot(trust: Trust, bytes: Uint8Array, proofs: Proofs): Promise<Trust> {
  const file = readSnapshot(bytes);
  await expectSigned(file, trust.root, proofs);
  expectNotBelow("snapshot", file.meta.version, trust.snapshot?.meta.version);
  for (const [name, version] of trust.snapshot?.meta.versions ?? []) {
    const now = file.meta.versions.get(name);
    if (now === undefined) throw new Rollback("snapshot", `${name.slice(0, 60)} is gone`);
    expectNotBelow(`snapshot, ${name.slice(0, 60)}`, now, version);
  }
  return { ...trust, snapshot: { bytes, meta: file.meta } };
}

async function verifyTargets(trust: Trust, bytes: Uint8Array, proofs: Proofs): Promise<Trust> {
  const file = readTargets(bytes);
  await expectSigned(file, trust.root, proofs);
  expectNotBelow("targets", file.meta.version, trust.targets?.meta.version);
  const release = readRelease(file.meta);
  expectNotBelow("targets, release", release.release, trust.targets?.release.release);
  return { ...trust, targets: { bytes, meta: file.meta, release } };
}

function sameKeys(a: Root, b: Root, role: Role): boolean {
  const [before, after] = [a.roles[role], b.roles[role]];
  return before.keyIds.toSorted().join() === after.keyIds.toSorted().join();
}

function expectNotBelow(where: string, version: number, floor: number | undefined): void {
  if (floor === undefined || version >= floor) return;
  throw new Rollback(where, `${version} after ${floor}`);
}

async function expectNamed(bytes: Uint8Array, role: Role, named: Named, proofs: Proofs): Promise<void> {
  if (await isNamed(bytes, named, proofs)) return;
  throw new MixAndMatch(role, `${bytes.length} bytes that are not those named`);
}

/** A slip of the signer's clock must not push ours forward for good. */
function expectPast({ issued }: Signed, role: Role, trust: Trust, clock: Clock): void {
  const latest = Math.max(timeOf(trust, clock), clock.host ?? 0) + futureMs;
  if (issued === undefined || issued <= latest) return;
  throw new FromTheFuture(role, `signed on ${isoTime(issued)}; now it is ${isoTime(latest - futureMs)}`);
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
