// The static folder that is published: what earlier runs put there, and new files that become visible at the end.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSnapshot, readTargets, readTimestamp, type Targets } from "../../core/sync/metadata.ts";
import { type PackRelease, packName, partPaths, readRelease, type Release } from "../../core/sync/release.ts";
import { FeedError } from "./key-folder.ts";

/** The newest release in one file; see archive.ts. */
export const archiveName = "wallsight-feed.tar";

/** Reads a file of the feed by its path; `undefined` where there is none. */
export type ReadFeed = (path: string) => Uint8Array | undefined;

export function readerOf(folder: string): ReadFeed {
  return (path) => {
    try {
      return new Uint8Array(readFileSync(join(folder, path)));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  };
}

/** What stands in the folder: versions to go on from, and the targets. */
export interface Published {
  readonly timestamp: number;
  readonly snapshot: number;
  readonly snapshotBytes: Uint8Array;
  readonly targets: Targets;
  readonly targetsBytes: Uint8Array;
  readonly release: Release;
}

/** `undefined` for a folder in which nothing was published yet. */
export function readPublished(read: ReadFeed): Published | undefined {
  const timestampBytes = read("metadata/timestamp.json");
  if (!timestampBytes) return undefined;
  const timestamp = readTimestamp(timestampBytes).meta;
  const snapshotBytes = read(`metadata/${timestamp.snapshot.version}.snapshot.json`);
  if (!snapshotBytes) throw new FeedError(`metadata/${timestamp.snapshot.version}.snapshot.json is missing`);
  const snapshot = readSnapshot(snapshotBytes).meta;
  const targetsBytes = read(`metadata/${snapshot.targets.version}.targets.json`);
  if (!targetsBytes) throw new FeedError(`metadata/${snapshot.targets.version}.targets.json is missing`);
  const targets = readTargets(targetsBytes).meta;
  const [release, versions] = [readRelease(targets), { timestamp: timestamp.version, snapshot: snapshot.version }];
  return { ...versions, snapshotBytes, targets, targetsBytes, release };
}

/** An earlier release and how to read its packs. */
export interface EarlierRelease {
  readonly release: Release;
  readonly pack: (pack: PackRelease) => Uint8Array;
}

/** The last releases before a version of the targets, newest first, each once. */
export function earlierReleases(read: ReadFeed, version: number, most: number): EarlierRelease[] {
  const found: EarlierRelease[] = [];
  for (let at = version; at > 0 && found.length < most; at--) {
    const bytes = read(`metadata/${at}.targets.json`);
    if (!bytes) break;
    const targets = readTargets(bytes).meta;
    const release = readRelease(targets);
    if (found.some((each) => each.release.release === release.release)) continue;
    found.push({ release, pack: (pack) => readPackOf(read, targets, pack) });
  }
  return found;
}

function readPackOf(read: ReadFeed, { files }: Targets, pack: PackRelease): Uint8Array {
  const parts = partPaths(packName(pack), pack.length).map((path) => {
    const bytes = read(`targets/${files.get(path)?.sha256 ?? ""}.${path}`);
    if (!bytes) throw new FeedError(`a part of ${path} of an earlier release is missing`);
    return bytes;
  });
  return Buffer.concat(parts);
}

/** Files that stand under the same name for every release, in the order in which they are moved into their places. */
const steady = ["metadata/timestamp.json", archiveName];

/** Writes files; `timestamp.json`, which makes the others visible, comes after them. */
export function writeFeed(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(steady.includes(path) ? `${file}.new` : file, bytes);
  }
  for (const path of steady.filter((each) => files.has(each))) {
    renameSync(join(folder, `${path}.new`), join(folder, path));
  }
}
