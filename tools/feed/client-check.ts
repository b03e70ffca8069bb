// Reads a feed as the extension would, with the core's own client, from any place that files can be read from.

import { finish } from "../../core/slices.ts";
import { makePack, planPacks } from "../../core/sync/fetch-plan.ts";
import { isNamed } from "../../core/sync/keys.ts";
import { startPoll, take, wantedBy } from "../../core/sync/poll.ts";
import type { Release } from "../../core/sync/release.ts";
import { type Clock, type Trust, trustRoot } from "../../core/sync/trust.ts";
import type { ReadFeed } from "./feed-folder.ts";
import { FeedError } from "./key-folder.ts";
import { proofs } from "./proofs.ts";

export interface ReadRelease {
  readonly trust: Trust;
  readonly release: Release;
  readonly packs: ReadonlyMap<string, Uint8Array>;
  /** bytes read below targets/ */
  readonly bytes: number;
}

/** The newest release, and all its packs; `held` are packs at hand, from which deltas may lead. */
export async function readNewest(
  anchor: Uint8Array,
  read: ReadFeed,
  clock: Clock,
  held: ReadonlyMap<string, { readonly sha256: string; readonly bytes: Uint8Array }> = new Map(),
): Promise<ReadRelease> {
  let poll = startPoll(await trustRoot(anchor, proofs), clock, undefined);
  for (let wanted = wantedBy(poll); wanted; wanted = wantedBy(poll)) {
    const bytes = read(wanted.path);
    if (!bytes && !wanted.mayBeAbsent) throw new FeedError(`${wanted.path} is missing`);
    poll = await take(poll, bytes, proofs);
  }
  const { targets } = poll.trust;
  if (!targets) throw new FeedError("the feed holds no release");
  let count = 0;
  const packs = new Map<string, Uint8Array>();
  const digests = new Map([...held].map(([id, { sha256 }]) => [id, sha256]));
  for (const plan of planPacks(targets.release, targets.meta, digests)) {
    const parts: Uint8Array[] = [];
    for (const part of plan.parts) {
      const bytes = read(part.path);
      if (!bytes || !(await isNamed(bytes, part, proofs)))
        throw new FeedError(`${part.path} is missing or not as named`);
      parts.push(bytes);
      count += bytes.length;
    }
    const { id } = plan.pack;
    packs.set(id, await makePack(plan, parts, held.get(id)?.bytes, proofs, (work) => Promise.resolve(finish(work))));
  }
  return { trust: poll.trust, release: targets.release, packs, bytes: count };
}
