// A feed in memory, small enough to spoil in every way: real keys, real signatures, two small packs.

import { createHash, createPrivateKey } from "node:crypto";
import { packNames } from "../../../core/source-packs.ts";
import { packRules } from "../../../core/rules-pack.ts";
import { SyncError } from "../../../core/sync/errors.ts";
import { startPoll, take, wantedBy } from "../../../core/sync/poll.ts";
import { deltaName, packName, partPaths, partSize } from "../../../core/sync/release.ts";
import { type Clock, openTrust, type StoredTrust, storedOf, type Trust } from "../../../core/sync/trust.ts";
import { makeDelta } from "../../../tools/feed/pack-diff.ts";
import { proofs } from "../../../tools/feed/proofs.ts";
import { type Plain, sha256Of, signed, type SigningKey, signingKey, timeAfter } from "../../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../few-facts.ts";

export type Files = Map<string, Uint8Array>;
export type Content = { readonly [name: string]: Plain };
export type RoleName = "root" | "timestamp" | "snapshot" | "targets";

/** The day on which the tests take place, and a clock that knows it. */
export const now = Date.parse("2026-11-23T12:00:00Z");
export const clock: Clock = { now, built: Date.parse("2026-11-01T00:00:00Z") };
export const dayMs = 86_400_000;

/** The same key for the same name, always. */
export function keyOf(name: string): SigningKey {
  const known = made.get(name);
  if (known) return known;
  const seed = createHash("sha256").update(`key ${name}`).digest();
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = signingKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  made.set(name, key);
  return key;
}

const made = new Map<string, SigningKey>();

/** Names of keys by role; a number after a colon is the threshold. */
export type KeyTable = Readonly<Record<RoleName, string>>;
export const keyTable: KeyTable = { root: "r1 r2 r3:2", timestamp: "time", snapshot: "snap", targets: "t1 t2:2" };

function keysIn(text: string): { keys: SigningKey[]; threshold: number } {
  const [names = "", threshold = "1"] = text.split(":");
  return { keys: names.split(" ").map(keyOf), threshold: Number(threshold) };
}

export function rootContent(version: number, table: KeyTable = keyTable): Content {
  const named = Object.entries(table).map(([role, text]) => [role, keysIn(text)] as const);
  const keys = named.flatMap(([, each]) => each.keys.map(({ id, publicKey }) => [id, publicKey] as const));
  const roles = named.map(([role, { keys: of, threshold }]) => [role, { keyids: of.map(({ id }) => id), threshold }]);
  return {
    ...common("root", version, 365),
    consistent_snapshot: true,
    keys: Object.fromEntries(keys),
    roles: Object.fromEntries(roles) as Plain,
  };
}

/** A root signed by these keys; by all of the table's root keys and those of `before` if none are named. */
export function rootFile(version: number, table = keyTable, before = table, signers?: readonly string[]): Uint8Array {
  const all = new Map([...keysIn(before.root).keys, ...keysIn(table.root).keys].map((key) => [key.id, key]));
  return signed(rootContent(version, table), signers ? signers.map(keyOf) : [...all.values()]);
}

export function common(role: RoleName, version: number, days: number, issued = now - dayMs): Content {
  const times = { expires: timeAfter(issued, days), "x-issued": timeAfter(issued, 0) };
  return { _type: role, spec_version: "1.0.34", version, ...times };
}

export const packsOf = (...names: readonly string[]): ReadonlyMap<string, Uint8Array<ArrayBuffer>> =>
  new Map([
    ["gfw-sni-zones", packNames(sourceOf("gfw-sni-zones"), names, siteOf)],
    [
      "gfwlist",
      packRules(
        sourceOf("gfwlist"),
        [{ rule: "||listed.com", section: "A", intervals: [["2012-11-11", null]] }],
        siteOf,
      ),
    ],
  ]);

/** What a feed is made of; every part can be another. */
export interface Making {
  readonly version?: number;
  readonly timestampVersion?: number;
  readonly snapshotVersion?: number;
  readonly targetsVersion?: number;
  readonly release?: number;
  readonly issued?: number;
  readonly table?: KeyTable;
  readonly packs?: ReadonlyMap<string, Uint8Array>;
  /** earlier packs from which deltas lead */
  readonly bases?: ReadonlyMap<string, Uint8Array>;
  readonly previous?: Uint8Array;
  /** changes what is signed */
  readonly edit?: Partial<Record<RoleName | "release", (content: Content) => Content>>;
  /** the keys that sign, in place of those that should */
  readonly signers?: Partial<Record<RoleName, readonly string[]>>;
  /** changes a file after it was signed */
  readonly spoil?: Partial<Record<RoleName, (bytes: Uint8Array) => Uint8Array>>;
  readonly roots?: ReadonlyMap<number, Uint8Array>;
}

/** The files of a feed by path. */
export function feedOf(making: Making = {}): Files {
  const { version = 1, table = keyTable, packs = packsOf("a.com", "b.com"), issued = now - dayMs } = making;
  const files: Files = new Map();
  for (const [number, bytes] of making.roots ?? [[1, rootFile(1, table)]])
    files.set(`metadata/${number}.root.json`, bytes);
  const sign = (role: RoleName, content: Content): Uint8Array => {
    const edited = making.edit?.[role]?.(content) ?? content;
    const signers = making.signers?.[role]?.map(keyOf) ?? keysIn(table[role]).keys;
    const bytes = signed(edited, signers);
    return making.spoil?.[role]?.(bytes) ?? bytes;
  };
  const named = (bytes: Uint8Array, of: number): Content => {
    return { hashes: { sha256: sha256Of(bytes) }, length: bytes.length, version: of };
  };
  const targets: Record<string, Plain> = {};
  const put = (name: string, bytes: Uint8Array): void => {
    for (const [i, path] of partPaths(name, bytes.length).entries()) {
      const part = bytes.subarray(i * partSize, (i + 1) * partSize);
      targets[path] = { hashes: { sha256: sha256Of(part) }, length: part.length };
      files.set(`targets/${sha256Of(part)}.${path}`, part);
    }
  };
  const released = [...packs].map(([id, bytes]) => {
    put(packName({ id }), bytes);
    const base = making.bases?.get(id);
    const isNew = base !== undefined && sha256Of(base) !== sha256Of(bytes);
    const delta = isNew ? makeDelta(base, bytes) : undefined;
    const from = base ? sha256Of(base) : "";
    if (delta) put(deltaName({ id }, { from }), delta);
    return { id, length: bytes.length, sha256: sha256Of(bytes), deltas: delta ? [{ from, length: delta.length }] : [] };
  });
  const release: Content = {
    format: 1,
    release: making.release ?? version,
    entries: 100,
    packs: released,
    big_change: false,
    min_client: 1,
    ...(making.previous && { prev_targets_sha256: sha256Of(making.previous) }),
  };
  const targetsVersion = making.targetsVersion ?? version;
  const targetsBytes = sign("targets", {
    ...common("targets", targetsVersion, 90, issued),
    targets,
    "x-release": making.edit?.release?.(release) ?? release,
  });
  files.set(`metadata/${targetsVersion}.targets.json`, targetsBytes);
  const snapshotVersion = making.snapshotVersion ?? version;
  const snapshotBytes = sign("snapshot", {
    ...common("snapshot", snapshotVersion, 90, issued),
    meta: { "targets.json": named(targetsBytes, targetsVersion) },
  });
  files.set(`metadata/${snapshotVersion}.snapshot.json`, snapshotBytes);
  const timestampBytes = sign("timestamp", {
    ...common("timestamp", making.timestampVersion ?? version, 7, issued),
    meta: { "snapshot.json": named(snapshotBytes, snapshotVersion) },
  });
  files.set("metadata/timestamp.json", timestampBytes);
  return files;
}

/** What the reader's machine holds: what was built in, and what was stored. */
export interface Reader {
  readonly anchor: Uint8Array;
  readonly stored: StoredTrust;
}

export const newReader = (table = keyTable): Reader => ({ anchor: rootFile(1, table), stored: { chain: [] } });

export interface Polled extends Reader {
  readonly trust: Trust;
  /** the name of the error that ended the poll, `step` where there was none */
  readonly outcome: string;
  readonly message: string;
}

/** One look at a feed, stored after every step, from what was stored before. */
export async function poll(reader: Reader, files: Files, at: Clock = clock): Promise<Polled> {
  const { trust } = await openTrust(reader.anchor, reader.stored, proofs);
  return pollFrom({ anchor: reader.anchor, trust }, files, at);
}

/** The same from what was opened already. */
export async function pollFrom(
  { anchor, trust: opened }: Pick<Polled, "anchor" | "trust">,
  files: Files,
  at: Clock = clock,
): Promise<Polled> {
  let state = startPoll(opened, at, opened.targets?.release);
  try {
    for (let wanted = wantedBy(state); wanted; wanted = wantedBy(state)) {
      const bytes = files.get(wanted.path);
      if (!bytes && !wanted.mayBeAbsent) return polled(anchor, state.trust, "absent", wanted.path);
      if (bytes && bytes.length > wanted.limit) return polled(anchor, state.trust, "TooLong", wanted.path);
      state = await take(state, bytes, proofs);
    }
    return polled(anchor, state.trust, state.step, "");
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return polled(anchor, state.trust, error.name, error.message);
  }
}

function polled(anchor: Uint8Array, trust: Trust, outcome: string, message: string): Polled {
  return { anchor, trust, stored: storedOf(trust), outcome, message };
}

/** The versions that are trusted: root, timestamp, snapshot, targets, release. */
export function versionsOf({ root, timestamp, snapshot, targets }: Trust): number[] {
  return [
    root.version,
    timestamp?.meta.version ?? 0,
    snapshot?.meta.version ?? 0,
    targets?.meta.version ?? 0,
    targets?.release.release ?? 0,
  ];
}
