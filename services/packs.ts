// Reads the packs that answer, and builds the table out of them in slices.
//
// Each source's pack is the active release's, else the previous one's, else the one that ships with the extension:
// the first whose bytes are those of its digest.

import { DamagedBytes } from "@/core/bytes.ts";
import { type Pack, readPack } from "@/core/pack.ts";
import { buildTable } from "@/core/table-builder.ts";
import { headLengthOf } from "@/core/table.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import { browser } from "./browser.ts";
import { BlobTable, digestOf, nextTask } from "./blob-table.ts";
import { readStoredBlob, readStoredReleases } from "./database.ts";

/** Put in by modules/packs.ts: what the build packed. */
declare const __PACKS__: {
  readonly digest: string;
  /** the feed's release with these very packs, if there is one */
  readonly release?: number;
  readonly files: readonly { readonly id: string; readonly file: string; readonly sha256: string }[];
};

export interface OpenedPacks {
  readonly packs: readonly Pack[];
  /** names the packs: a table built from them carries the same name */
  readonly digest: string;
  /** sources whose pack was damaged */
  readonly damaged: readonly string[];
}

export interface BuiltTable {
  readonly table: BlobTable;
  readonly blob: Blob;
  readonly headLength: number;
  readonly headDigest: string;
}

/** Longer slices would delay an answer. */
const sliceMs = 8;

/** What the build shipped with: the feed's release, if it is one, and its packs. */
export function shippedRelease(): Pick<ActiveRelease, "release" | "packs"> {
  return { release: __PACKS__.release ?? 0, packs: __PACKS__.files };
}

/** Packs that belong together, by their digests. */
interface PackSet {
  readonly digest: string;
  readonly packs: readonly { readonly id: string; readonly sha256: string }[];
}

/** Names the packs that should answer; a table built from them carries the same name. */
export async function packsDigest(): Promise<string> {
  return (await packSets()).digest;
}

/** The set that should answer, and for each source its packs, best first. Only sources of the build are asked for. */
async function packSets(): Promise<{ digest: string; digestsOf: (id: string) => readonly string[] }> {
  const shipped: PackSet = { digest: __PACKS__.digest, packs: __PACKS__.files };
  const stored = await readStoredReleases().catch((error: unknown): undefined => {
    console.error("Wallsight: what sync stored cannot be read", error);
  });
  const sets = [stored?.active, stored?.previous]
    .filter((release) => release !== undefined && release.release > (__PACKS__.release ?? 0))
    .map((release): PackSet => ({ digest: nameOf(release), packs: release?.packs ?? [] }));
  const all = [...sets, shipped];
  const digestsOf = (id: string): string[] =>
    all.flatMap(({ packs }) => packs.filter((each) => each.id === id).map(({ sha256 }) => sha256));
  return { digest: all[0]?.digest ?? shipped.digest, digestsOf };
}

function nameOf(release: ActiveRelease | undefined): string {
  return `release ${release?.release}: ${release?.packs.map(({ id, sha256 }) => `${id} ${sha256}`).join()}`;
}

/** The extension's own pack with that digest. */
export function shippedPack(sha256: string): { readonly id: string; readonly file: string } | undefined {
  return __PACKS__.files.find((each) => each.sha256 === sha256);
}

/** Its bytes; `undefined` where there is none. Whoever uses them checks them. */
export async function readShippedPack(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pack = shippedPack(sha256);
  if (!pack) return undefined;
  const response = await fetch(browser.runtime.getURL(`packs/${pack.file}`));
  return new Uint8Array(await response.arrayBuffer());
}

/** Reads and checks every pack; `isWanted` chooses among the build's sources. */
export async function openPacks(isWanted: (id: string) => boolean): Promise<OpenedPacks> {
  const { digest, digestsOf } = await packSets();
  const damaged: string[] = [];
  const wanted = __PACKS__.files.filter(({ id }) => isWanted(id));
  const opened = await Promise.all(
    wanted.map(async ({ id }) => {
      for (const sha256 of new Set(digestsOf(id))) {
        try {
          return [await openPack(id, sha256)];
        } catch (error) {
          console.error(`Wallsight: the pack ${id} cannot be used`, error);
        }
      }
      damaged.push(id);
      return [];
    }),
  );
  return { packs: opened.flat(), digest, damaged };
}

/** The build's own or a stored pack. Throws `DamagedBytes` where it is not there or not what its digest names. */
export async function openPack(id: string, sha256: string): Promise<Pack> {
  const bytes = shippedPack(sha256) ? await readShippedPack(sha256) : await readStoredBlob(sha256);
  if (!bytes || (await digestOf(bytes)) !== sha256) {
    throw new DamagedBytes(id, 0, "its digest is not the one it was packed with");
  }
  const pack = readPack(bytes, id);
  if (pack.source.id !== id) throw new DamagedBytes(id, 0, "it is of another source");
  return pack;
}

/** Builds a table without holding up answers. */
export async function buildInSlices(packs: readonly Pack[], digest: string): Promise<BuiltTable> {
  const bytes = await inSlices(buildTable(packs, digest));
  const headLength = headLengthOf(bytes);
  const blob = new Blob([bytes]);
  const headDigest = await digestOf(bytes.subarray(0, headLength));
  return { table: await BlobTable.open(blob, headLength, headDigest), blob, headLength, headDigest };
}

/** Runs work without holding up answers. */
export async function inSlices<Result>(work: Generator<void, Result>, mostMs = sliceMs): Promise<Result> {
  for (;;) {
    const until = performance.now() + mostMs;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) return step.value;
    await nextTask();
  }
}
