// Writes down what a release changed against the lists that answered before it.

import { DamagedBytes } from "@/core/bytes.ts";
import { type Changes, changesBetween } from "@/core/sync/changes.ts";
import { readStoredReleases, readUpdates, storeUpdate } from "./database.ts";
import { openPack, shippedRelease } from "./packs.ts";
import { inSlices } from "./slices.ts";

/** Does so once for each release, also where the worker was ended before it came to it. */
export async function recordUpdate(now: number): Promise<void> {
  const [stored, updates] = await Promise.all([readStoredReleases(), readUpdates()]);
  const { active } = stored ?? {};
  if (!active || updates.some(({ release }) => release === active.release)) return;
  const shipped = shippedRelease();
  const previous = stored?.previous;
  const before = previous && previous.release >= shipped.release ? previous : shipped;
  const changes: Changes[] = [];
  for (const { id, sha256 } of active.packs) {
    const old = [before, shipped].flatMap(({ packs }) => packs.find((each) => each.id === id) ?? [])[0];
    if (!old || old.sha256 === sha256) continue;
    try {
      changes.push(await inSlices(changesBetween(await openPack(id, old.sha256), await openPack(id, sha256))));
    } catch (error) {
      if (!(error instanceof DamagedBytes)) throw error;
      console.error(`Wallsight: what changed in ${id} cannot be told`, error);
    }
  }
  await storeUpdate({ release: active.release, at: now, changes });
}
