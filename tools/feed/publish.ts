// Makes a release out of packs: parts, deltas, metadata, and the proof that clients will take it.

import { NameCursor } from "../../core/names.ts";
import { readPack } from "../../core/pack.ts";
import { unpackRules } from "../../core/rules-pack.ts";
import { clientLevel, deltaName, packName, partPaths, partSize, releaseFormat } from "../../core/sync/release.ts";
import type { PackFile } from "../pack-facts.ts";
import { earlierReleases, type EarlierRelease, type Published, readPublished, type ReadFeed } from "./feed-folder.ts";
import { FeedError, keysOf, rootsOf } from "./key-folder.ts";
import { makeDelta } from "./pack-diff.ts";
import { type Plain, sha256Of, signed, timeAfter } from "./signing.ts";

const targetsDays = 90;
const snapshotDays = 90;
const timestampDays = 7;
/** Deltas start from so many earlier releases. */
const deltaReleases = 12;

export interface NewFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly summary: readonly string[];
}

type Files = Map<string, Uint8Array>;

/** A new timestamp over what is published. */
export function signTimestamp(keys: string, read: ReadFeed, now: number): NewFiles {
  const published = readPublished(read);
  if (!published) throw new FeedError("nothing is published yet: the timestamp needs a release first");
  const files: Files = new Map(rootFiles(keys));
  putTimestamp(files, keys, published.timestamp + 1, published.snapshot, published.snapshotBytes, now);
  return { files, summary: [`timestamp ${published.timestamp + 1}, until ${timeAfter(now, timestampDays)}`] };
}

/** A release of these packs after what is published. Throws `FeedError` where the list would change too much. */
export function makeRelease(
  keys: string,
  read: ReadFeed,
  packs: readonly PackFile[],
  now: number,
  isBigChange: boolean,
): NewFiles {
  const before = readPublished(read);
  const entries = packs.reduce((sum, { bytes, file }) => sum + entriesOf(bytes, file), 0);
  expectLikely(entries, before?.release.entries, isBigChange);
  const earlier = earlierReleases(read, before?.targets.version ?? 0, deltaReleases);
  const files: Files = new Map(rootFiles(keys));
  const targets: Record<string, Plain> = {};
  const put = (name: string, bytes: Uint8Array): void => putParts(files, targets, name, bytes);
  const summary: string[] = [];
  const released = packs.map(({ id, bytes, sha256 }) => {
    put(packName({ id }), bytes);
    const deltas = deltasTo(id, bytes, sha256, earlier);
    for (const { from, delta } of deltas) put(deltaName({ id }, { from }), delta);
    summary.push(
      `${id}: ${bytes.length} bytes, deltas of ${deltas.map(({ delta }) => delta.length).join(", ") || "none"}`,
    );
    return {
      id,
      length: bytes.length,
      sha256,
      deltas: deltas.map(({ from, delta }) => ({ from, length: delta.length })),
    };
  });
  const release = (before?.release.release ?? 0) + (isSame(before, packs) ? 0 : 1);
  const version = (before?.targets.version ?? 0) + 1;
  const content = {
    format: releaseFormat,
    release,
    entries,
    packs: released,
    big_change: isBigChange,
    min_client: clientLevel,
    ...(before && { prev_targets_sha256: sha256Of(before.targetsBytes) }),
  };
  const bytes = signed(
    { ...common("targets", version, now, targetsDays), targets, "x-release": content },
    keysOf(keys, "targets"),
  );
  files.set(`metadata/${version}.targets.json`, bytes);
  putSnapshot(files, keys, before, version, bytes, now);
  files.set("404.html", new TextEncoder().encode("<!doctype html><title>Not here</title>Not here.\n"));
  return { files, summary: [`release ${release}, ${entries} entries, targets of ${bytes.length} bytes`, ...summary] };
}

function rootFiles(keys: string): [string, Uint8Array][] {
  return [...rootsOf(keys)].map(([version, bytes]) => [`metadata/${version}.root.json`, bytes]);
}

function common(role: string, version: number, now: number, days: number) {
  return {
    _type: role,
    expires: timeAfter(now, days),
    spec_version: "1.0.34",
    version,
    "x-issued": timeAfter(now, 0),
  };
}

function putSnapshot(
  files: Files,
  keys: string,
  before: Published | undefined,
  targetsVersion: number,
  targets: Uint8Array,
  now: number,
): void {
  const version = (before?.snapshot ?? 0) + 1;
  const meta = { "targets.json": named(targets, targetsVersion) };
  const bytes = signed({ ...common("snapshot", version, now, snapshotDays), meta }, keysOf(keys, "snapshot"));
  files.set(`metadata/${version}.snapshot.json`, bytes);
  putTimestamp(files, keys, (before?.timestamp ?? 0) + 1, version, bytes, now);
}

function putTimestamp(
  files: Files,
  keys: string,
  version: number,
  snapshotVersion: number,
  snapshot: Uint8Array,
  now: number,
): void {
  const meta = { "snapshot.json": named(snapshot, snapshotVersion) };
  const bytes = signed({ ...common("timestamp", version, now, timestampDays), meta }, keysOf(keys, "timestamp"));
  files.set("metadata/timestamp.json", bytes);
}

function named(bytes: Uint8Array, version: number) {
  return { hashes: { sha256: sha256Of(bytes) }, length: bytes.length, version };
}

function putParts(files: Files, targets: Record<string, Plain>, name: string, bytes: Uint8Array): void {
  for (const [i, path] of partPaths(name, bytes.length).entries()) {
    const part = bytes.subarray(i * partSize, (i + 1) * partSize);
    const sha256 = sha256Of(part);
    targets[path] = { hashes: { sha256 }, length: part.length };
    files.set(`targets/${sha256}.${path}`, part);
  }
}

/** Deltas from the different packs that the earlier releases had, where they save at least half. */
function deltasTo(id: string, bytes: Uint8Array, sha256: string, earlier: readonly EarlierRelease[]) {
  const bases = new Map<string, Uint8Array>();
  for (const { release, pack } of earlier) {
    const old = release.packs.find((each) => each.id === id);
    if (old && old.sha256 !== sha256 && !bases.has(old.sha256)) bases.set(old.sha256, pack(old));
  }
  return [...bases].flatMap(([from, base]) => {
    const delta = makeDelta(base, bytes);
    return delta.length * 2 < bytes.length ? [{ from, delta }] : [];
  });
}

function isSame(before: Published | undefined, packs: readonly PackFile[]): boolean {
  const key = (all: readonly { id: string; sha256: string }[]): string =>
    all.map(({ id, sha256 }) => `${id} ${sha256}`).join();
  return before !== undefined && key(before.release.packs) === key(packs);
}

/** The names or rules in a pack. */
export function entriesOf(bytes: Uint8Array, file: string): number {
  const pack = readPack(bytes, file);
  const names = pack.section("names");
  return names.length > 0 ? new NameCursor(names, file).total : unpackRules(pack).length;
}

function expectLikely(entries: number, before: number | undefined, isBigChange: boolean): void {
  if (before === undefined || isBigChange || (entries * 2 >= before && entries <= before * 2)) return;
  throw new FeedError(`${entries} entries after ${before}: if that is meant, say --big-change`);
}
