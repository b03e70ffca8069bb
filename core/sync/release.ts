// `x-release` in the targets: which packs a release consists of, and from which earlier packs deltas lead to them.
//
//   {"format": 1, "release": 130, "entries": 1055000, "big_change": false, "min_client": 1,
//    "prev_targets_sha256": "...",          the targets before these, where there were any
//    "packs": [{"id": "gfwlist", "length": 439628, "sha256": "...",
//               "deltas": [{"from": "sha-256 of an earlier pack", "length": 5120}]}]}
//
// Every pack and delta is delivered in parts of at most 256 KiB, each a target of its own: `gfwlist.pack.0`, ... and
// `gfwlist.delta-0123456789abcdef.0`, ... (the first 16 digits of the digest that the delta starts from).

import { MalformedMetadata, NeedsUpdate, Rollback, UnfitRelease } from "./errors.ts";
import { bytesOfHex } from "./hex.ts";
import { Fields, type Named, type Targets } from "./metadata.ts";

export const partSize = 262_144;
/** What this client understands; a release may ask for more. */
export const clientLevel = 1;
export const releaseFormat = 1;
const mostBytes = 33_554_432;
const mostEntries = 4_000_000;
const mostPacks = 64;

export interface Delta {
  /** SHA-256 of the pack that it starts from */
  readonly from: string;
  readonly length: number;
}

export interface PackRelease extends Named {
  readonly id: string;
  readonly deltas: readonly Delta[];
}

export interface Release {
  readonly release: number;
  readonly entries: number;
  readonly packs: readonly PackRelease[];
  readonly isBigChange: boolean;
  readonly previousTargets: string | undefined;
}

/** The paths of a file's parts, in order: `gfwlist.pack.0`, `gfwlist.pack.1`. */
export function partPaths(name: string, length: number): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(length / partSize)) }, (_, i) => `${name}.${i}`);
}

export function packName({ id }: Pick<PackRelease, "id">): string {
  return `${id}.pack`;
}

export function deltaName({ id }: Pick<PackRelease, "id">, { from }: Pick<Delta, "from">): string {
  return `${id}.delta-${from.slice(0, 16)}`;
}

/** Reads the release and sees that every part of it is there. */
export function readRelease(targets: Targets): Release {
  const { release } = targets;
  if (!(release instanceof Map)) throw new MalformedMetadata("targets", "it holds no release");
  const fields = new Fields(release, "targets");
  if (fields.integer("format", 1, 65_535) !== releaseFormat || fields.integer("min_client", 1, 65_535) > clientLevel) {
    throw new NeedsUpdate("targets", "the release is for a newer version of the extension");
  }
  const previousTargets =
    fields.take("prev_targets_sha256") === undefined ? undefined : digest(fields, "prev_targets_sha256");
  const isBigChange = fields.take("big_change") === true;
  const [number, entries] = [fields.integer("release", 1, 2 ** 31 - 1), fields.integer("entries", 1, 2 ** 31 - 1)];
  const packs = fields.objects("packs").map(readPackRelease);
  if (new Set(packs.map(({ id }) => id)).size !== packs.length) fields.fail("a pack stands twice");
  if (packs.length === 0 || packs.length > mostPacks) throw new UnfitRelease("targets", `${packs.length} packs`);
  if (entries > mostEntries) throw new UnfitRelease("targets", `${entries} entries, more than ${mostEntries}`);
  const bytes = packs.reduce((sum, { length }) => sum + length, 0);
  if (bytes > mostBytes) throw new UnfitRelease("targets", `${bytes} bytes, more than ${mostBytes}`);
  for (const pack of packs) {
    expectParts(targets, packName(pack), pack.length);
    for (const delta of pack.deltas) expectParts(targets, deltaName(pack, delta), delta.length);
  }
  return { release: number, entries, packs, isBigChange, previousTargets };
}

/** What answers now, to which a new release is compared. */
export type Active = Pick<Release, "release" | "entries">;

/** A release by its packs: what is kept of it while it answers. */
export interface ActiveRelease extends Active {
  readonly packs: readonly { readonly id: string; readonly sha256: string }[];
}

/** Throws unless the release may follow what answers now. */
export function expectFollows(next: Release, active: Active): void {
  if (next.release < active.release) {
    throw new Rollback("targets", `release ${next.release} is older than ${active.release}`);
  }
  if (next.isBigChange || (next.entries * 2 >= active.entries && next.entries <= active.entries * 2)) return;
  throw new UnfitRelease("targets", `${next.entries} entries after ${active.entries}, without a word that it is meant`);
}

function readPackRelease(fields: Fields): PackRelease {
  const id = fields.text("id");
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(id)) fields.fail("a pack's id is not a plain name");
  const length = fields.integer("length", 1, mostBytes);
  const sha256 = digest(fields, "sha256");
  const deltas = fields.objects("deltas").map((delta) => {
    return { from: digest(delta, "from"), length: delta.integer("length", 1, mostBytes) };
  });
  if (deltas.some(({ from }) => from === sha256)) fields.fail(`a delta of ${id} leads to where it starts`);
  if (new Set(deltas.map(({ from }) => from.slice(0, 16))).size !== deltas.length) {
    fields.fail(`two deltas of ${id} have one name`);
  }
  return { id, length, sha256, deltas };
}

function digest(fields: Fields, name: string): string {
  const text = fields.text(name);
  return bytesOfHex(text, 32) ? text : fields.fail(`${name} is not a SHA-256 digest`);
}

function expectParts({ files }: Targets, name: string, length: number): void {
  for (const [i, path] of partPaths(name, length).entries()) {
    const expected = Math.min(partSize, length - i * partSize);
    if (files.get(path)?.length === expected) continue;
    throw new MalformedMetadata("targets", `${path} is missing, or not ${expected} bytes long`);
  }
}
