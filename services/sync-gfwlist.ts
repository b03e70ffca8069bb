// One look at GFWList where it is published: what is new in it becomes a pack that goes on from the one at hand.
//
// The list is not signed. What is trusted is the host, as far as TLS names it; what must hold besides is in
// core/sync/gfwlist-update.ts. An error ends the look and changes nothing that answers.

import type { FetchedList, Update } from "@/core/sync/state.ts";
import { longestGfwlist, updateGfwlist } from "@/core/sync/gfwlist-update.ts";
import { digestOf } from "./digest.ts";
import type { OpenedPack } from "./packs.ts";
import { fromFirst, get, type Run, type RunOutcome } from "./sync-feed.ts";

/** Where the list is kept; every call is durable when it resolves. */
export interface ListStore {
  /** the pack that answers */
  open(): Promise<OpenedPack>;
  /** makes a version answer, in one transaction that keeps the one before */
  activate(list: FetchedList, pack: Uint8Array, update: Update): Promise<void>;
}

/** `addresses` are of the file itself, mirrors after the first. */
export function syncGfwlist(addresses: readonly string[], store: ListStore, run: Run): Promise<RunOutcome> {
  return fromFirst(addresses, run, async (address) => {
    const fetched = await get(address, { limit: longestGfwlist }, address, run);
    return takeGfwlist(fetched?.bytes ?? new Uint8Array(0), store, run);
  });
}

async function takeGfwlist(published: Uint8Array, store: ListStore, run: Run): Promise<RunOutcome> {
  const held = await store.open();
  const { now } = run.clock;
  const { pack, changes, unread } = await run.slices(updateGfwlist(held.bytes, published, now));
  const sha256 = await digestOf(pack);
  if (sha256 === held.sha256) return { kind: "current", release: null };
  const list = { asOf: changes.to, sha256, ...(unread.count > 0 && { unread }) };
  await store.activate(list, pack, { release: null, at: now, changes: [changes] });
  return { kind: "updated", release: null };
}
