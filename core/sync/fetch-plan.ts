// From a trusted release to its packs: which parts to fetch, and the pack out of them.

import { DamagedBytes } from "../bytes.ts";
import { MixAndMatch, UnfitRelease } from "./errors.ts";
import { isNamed, type Proofs } from "./keys.ts";
import type { Named, Targets } from "./metadata.ts";
import { applyDelta, deltaEnds } from "./pack-delta.ts";
import { type Delta, deltaName, type PackRelease, packName, partPaths, type Release } from "./release.ts";
import { readPack } from "../pack.ts";

/** A file to fetch, and how to know that it is the right one. */
export interface Part extends Named {
  /** below the feed's address */
  readonly path: string;
}

/** How to come by one pack: `delta` says what it is made from. */
export interface PackPlan {
  readonly pack: PackRelease;
  readonly delta: Delta | undefined;
  readonly parts: readonly Part[];
}

/**
 * What to fetch for the packs that are not at hand. `held` knows the digest of each pack that is; a `delta` is taken
 * where there is one from it that is shorter than the pack, unless `isWhole` says that deltas failed.
 */
export function planPacks(
  release: Release,
  targets: Targets,
  held: ReadonlyMap<string, string>,
  isWhole: (id: string) => boolean = () => false,
): PackPlan[] {
  return release.packs
    .filter(({ id, sha256 }) => held.get(id) !== sha256)
    .map((pack) => {
      const from = isWhole(pack.id) ? undefined : held.get(pack.id);
      const delta = pack.deltas.find((each) => each.from === from && each.length < pack.length);
      const name = delta ? deltaName(pack, delta) : packName(pack);
      return { pack, delta, parts: partsOf(targets, name, (delta ?? pack).length) };
    });
}

function partsOf({ files }: Targets, name: string, length: number): Part[] {
  return partPaths(name, length).map((path) => {
    const named = files.get(path);
    // The release was read only because all its parts are there.
    if (!named) throw new UnfitRelease("targets", `${path} is missing`);
    return { ...named, path: `targets/${named.sha256}.${path}` };
  });
}

/**
 * Makes the pack out of its parts, and `base` where a delta is planned. Throws `MixAndMatch` for bytes that are not
 * the pack's, `DamagedBytes` for a delta that does not fit: then the whole pack is to be fetched. `slices` runs the
 * work without holding up answers.
 */
export async function makePack(
  { pack, delta }: PackPlan,
  parts: readonly Uint8Array[],
  base: Uint8Array | undefined,
  proofs: Proofs,
  slices: <Result>(work: Generator<void, Result>) => Promise<Result>,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = joined(parts);
  if (delta) {
    const what = deltaName(pack, delta);
    const { from, to } = deltaEnds(bytes, what);
    if (from !== delta.from || to !== pack.sha256) throw new DamagedBytes(what, 8, "it leads elsewhere");
    if (!base || !(await isNamed(base, { length: base.length, sha256: from }, proofs))) {
      throw new DamagedBytes(what, 8, "its base is not at hand");
    }
    bytes = await slices(applyDelta(base, bytes, what));
  }
  if (!(await isNamed(bytes, pack, proofs))) throw new MixAndMatch(pack.id, "the pack is not the one named");
  // Rightly signed bytes may still not be a pack, or be that of another source.
  if (readPack(bytes, pack.id).source.id !== pack.id) throw new UnfitRelease(pack.id, "the pack is of another source");
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
