// Reads the packs that ship with the extension, and builds the table out of them in slices.

import { DamagedBytes } from "@/core/bytes.ts";
import { type Pack, readPack } from "@/core/pack.ts";
import { buildTable } from "@/core/table-builder.ts";
import { headLengthOf } from "@/core/table.ts";
import { browser } from "./browser.ts";
import { BlobTable, digestOf, nextTask } from "./blob-table.ts";

/** Put in by modules/packs.ts: what the build packed. */
declare const __PACKS__: {
  readonly digest: string;
  readonly files: readonly { readonly id: string; readonly file: string; readonly sha256: string }[];
};

export interface OpenedPacks {
  readonly packs: readonly Pack[];
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

/** Names the extension's packs; a table built from them carries the same name. */
export function packsDigest(): string {
  return __PACKS__.digest;
}

/** The extension's own pack with that digest. */
export function shippedPack(sha256: string): { readonly id: string; readonly file: string } | undefined {
  return __PACKS__.files.find((each) => each.sha256 === sha256);
}

/** Its bytes; `undefined` where there is none, or where it is damaged. */
export async function readShippedPack(sha256: string): Promise<Uint8Array | undefined> {
  const pack = shippedPack(sha256);
  if (!pack) return undefined;
  const response = await fetch(browser.runtime.getURL(`packs/${pack.file}`));
  const bytes = new Uint8Array(await response.arrayBuffer());
  return (await digestOf(bytes)) === sha256 ? bytes : undefined;
}

/** Reads and checks every pack; `isWanted` chooses among them. */
export async function openPacks(isWanted: (id: string) => boolean): Promise<OpenedPacks> {
  const damaged: string[] = [];
  const opened = await Promise.all(
    __PACKS__.files
      .filter(({ id }) => isWanted(id))
      .map(async ({ id, file, sha256 }) => {
        try {
          return [await openPack(file, sha256)];
        } catch (error) {
          console.error(`Wallsight: the pack ${id} cannot be used`, error);
          damaged.push(id);
          return [];
        }
      }),
  );
  return { packs: opened.flat(), damaged };
}

async function openPack(file: string, sha256: string): Promise<Pack> {
  const response = await fetch(browser.runtime.getURL(`packs/${file}`));
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await digestOf(bytes)) !== sha256)
    throw new DamagedBytes(file, 0, "its digest is not the one it was packed with");
  return readPack(bytes, file);
}

/** Builds a table without holding up answers. */
export async function buildInSlices(packs: readonly Pack[], digest: string): Promise<BuiltTable> {
  const build = buildTable(packs, digest);
  for (;;) {
    const until = performance.now() + sliceMs;
    let step = build.next();
    while (!step.done && performance.now() < until) step = build.next();
    if (step.done) {
      const headLength = headLengthOf(step.value);
      const blob = new Blob([step.value]);
      const headDigest = await digestOf(step.value.subarray(0, headLength));
      return { table: await BlobTable.open(blob, headLength, headDigest), blob, headLength, headDigest };
    }
    await nextTask();
  }
}
