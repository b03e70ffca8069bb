// Reads the packs that answer, and builds the table out of them in slices.
//
// Each source's pack is the active release's, else the previous one's, else the one that ships with the extension:
// the first whose bytes are those of its digest. GFWList as it was taken from its publisher answers where it is newer.

import { DamagedBytes } from "@/core/bytes.ts";
import type { HeldPack } from "@/core/lists-state.ts";
import { type Pack, readPack } from "@/core/pack.ts";
import { buildTable } from "@/core/table-builder.ts";
import { headLengthOf } from "@/core/table.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import { browser } from "./browser.ts";
import { BlobTable } from "./blob-table.ts";
import { readStoredBlob, readStoredReleases, type StoredReleases } from "./database.ts";
import { digestOf } from "./digest.ts";
import { inSlices, nextTask } from "./slices.ts";

/** Put in by modules/packs.ts: what the build packed. */
declare const __PACKS__: {
  readonly digest: string;
  /** the feed's release with these very packs, if there is one */
  readonly release?: number;
  readonly files: readonly { readonly id: string; readonly file: string; readonly sha256: string }[];
};

export interface OpenedPacks {
  readonly packs: readonly Pack[];
  /** names the packs that should answer: a table built from them carries the same name; see `packsDigest` */
  readonly digest: string | undefined;
  /** where each came from, in their order */
  readonly held: readonly HeldPack[];
  /** sources whose pack was damaged */
  readonly damaged: readonly string[];
  /** packs that should have answered, where another stands in */
  readonly passedOver: readonly NamedPack[];
}

export interface NamedPack {
  /** of its source */
  readonly id: string;
  readonly sha256: string;
}

/** A whole pack: its bytes, and what they hold. */
export interface OpenedPack {
  readonly pack: Pack;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export interface BuiltTable {
  readonly table: BlobTable;
  readonly blob: Blob;
  readonly headLength: number;
  readonly headDigest: string;
}

/** Its longest steps take some 12 ms in a worker that has just started; an answer waits for 20 at most. */
const sliceMs = 4;

/** The one source that is also taken from its publisher. */
const gfwlist = "gfwlist";

/** What the build shipped with: the feed's release, if it is one, and its packs. */
export function shippedRelease(): Pick<ActiveRelease, "release" | "packs"> {
  return { release: __PACKS__.release ?? 0, packs: __PACKS__.files };
}

/**
 * Names the packs that should answer; a table built from them carries the same name. `undefined` where it cannot be read
 * just now what sync stored.
 */
export async function packsDigest(): Promise<string | undefined> {
  return (await packSets()).digest;
}

interface PackSets {
  /** names all that should answer */
  readonly digest: string | undefined;
  /** for a source its packs by their digests, best first */
  readonly digestsOf: (id: string) => readonly string[];
  /** the same for what was taken from its publisher */
  readonly takenOf: (id: string) => readonly string[];
}

async function packSets(): Promise<PackSets> {
  try {
    return packSetsOf(await readStoredReleases());
  } catch (error) {
    console.error("Wallsight: what sync stored cannot be read", error);
    return { ...packSetsOf(undefined), digest: undefined };
  }
}

function packSetsOf(stored: StoredReleases | undefined): PackSets {
  const { digest, files, release: shipped = 0 } = __PACKS__;
  const releases = [stored?.active, stored?.previous].filter((each) => each !== undefined && each.release > shipped);
  const all = [...releases.map((release) => release?.packs ?? []), files];
  const { active, previous } = stored?.gfwlist ?? {};
  const taken = [active, previous].flatMap((list) => list?.sha256 ?? []);
  return {
    digest: [releases[0] ? nameOf(releases[0]) : digest, ...taken].join(", "),
    digestsOf: (id) => all.flatMap((packs) => packs.filter((each) => each.id === id).map(({ sha256 }) => sha256)),
    takenOf: (id) => (id === gfwlist ? taken : []),
  };
}

function nameOf({ release, packs }: ActiveRelease): string {
  return `release ${release}: ${packs.map(({ id, sha256 }) => `${id} ${sha256}`).join()}`;
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
  const sets = await packSets();
  const wanted = __PACKS__.files.map(({ id }) => id).filter(isWanted);
  const all: { readonly id: string; readonly best: Best }[] = [];
  // One by one: together they would hold up whoever asks meanwhile.
  for (const id of wanted) {
    all.push({ id, best: await openBest(id, sets) });
    await nextTask();
  }
  const opened = all.flatMap(({ best }) => best.opened ?? []);
  return {
    packs: opened.map(({ pack }) => pack),
    held: opened.map(({ pack, bytes, sha256 }) => {
      const { id } = pack.source;
      const origin = sets.takenOf(id).includes(sha256) ? "publisher" : shippedPack(sha256) ? "build" : "feed";
      return { id, origin, bytes: bytes.length };
    }),
    digest: sets.digest,
    damaged: all.filter(({ best }) => !best.opened).map(({ id }) => id),
    passedOver: all.flatMap(({ best }) => best.passedOver),
  };
}

/**
 * GFWList's pack that answers, for the next version to go on from. Throws `DamagedBytes` where there is none, and other
 * errors where a better one can only not be read just now: a version must not go back behind it.
 */
export async function openGfwlist(): Promise<OpenedPack> {
  const { opened, passedOver } = await openBest(gfwlist, packSetsOf(await readStoredReleases()));
  if (await isAnyWhole(passedOver)) throw new Error("the pack of GFWList could not be read");
  if (!opened) throw new DamagedBytes(gfwlist, 0, "no pack of it can be used");
  return opened;
}

interface Best {
  readonly opened: OpenedPack | undefined;
  readonly passedOver: readonly NamedPack[];
}

async function openBest(id: string, { digestsOf, takenOf }: PackSets): Promise<Best> {
  const [own, taken] = await Promise.all([openFirst(id, digestsOf(id)), openFirst(id, takenOf(id))]);
  const [mine, its] = [own.opened, taken.opened];
  return {
    opened: its && (!mine || its.pack.source.asOf > mine.pack.source.asOf) ? its : mine,
    passedOver: [...own.passedOver, ...taken.passedOver],
  };
}

async function openFirst(id: string, digests: readonly string[]): Promise<Best> {
  const passedOver: NamedPack[] = [];
  for (const sha256 of new Set(digests)) {
    try {
      return { opened: await readWhole(id, sha256), passedOver };
    } catch (error) {
      console.error(`Wallsight: the pack ${id} cannot be used`, error);
      passedOver.push({ id, sha256 });
    }
  }
  return { opened: undefined, passedOver };
}

/** Whether one of them can be used again. */
export async function isAnyWhole(packs: readonly NamedPack[]): Promise<boolean> {
  const whole = packs.map(({ id, sha256 }) =>
    readWhole(id, sha256).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(whole)).includes(true);
}

/** The build's own or a stored pack. Throws `DamagedBytes` where it is not there or not what its digest names. */
export async function openPack(id: string, sha256: string): Promise<Pack> {
  return (await readWhole(id, sha256)).pack;
}

async function readWhole(id: string, sha256: string): Promise<OpenedPack> {
  const bytes = shippedPack(sha256) ? await readShippedPack(sha256) : await readStoredBlob(sha256);
  if (!bytes || (await digestOf(bytes)) !== sha256) {
    throw new DamagedBytes(id, 0, "its digest is not the one it was packed with");
  }
  const pack = readPack(bytes, id, true);
  if (pack.source.id !== id) throw new DamagedBytes(id, 0, "it is of another source");
  return { pack, bytes, sha256 };
}

/** Builds a table without holding up answers. */
export async function buildInSlices(packs: readonly Pack[], digest: string): Promise<BuiltTable> {
  const bytes = await inSlices(buildTable(packs, digest), sliceMs);
  const headLength = headLengthOf(bytes);
  const blob = new Blob([bytes]);
  const headDigest = await digestOf(bytes.subarray(0, headLength));
  return { table: await BlobTable.open(blob, headLength, headDigest), blob, headLength, headDigest };
}
