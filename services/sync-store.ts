// What sync keeps in the browser: packs and metadata in IndexedDB, the signed metadata once more in storage.local.
//
// What must hold:
// - The mirror is worth nothing by itself: whoever opens it verifies it from the build's own root (`openTrust`).
// - No room: what no release needs goes first, then the previous release; the active one stays.

import { bytesOfHex, hexOf } from "@/core/sync/hex.ts";
import type { StoredTrust } from "@/core/sync/trust.ts";
import { browser } from "./browser.ts";
import {
  activateList,
  activateRelease,
  readStoredBlob,
  readStoredReleases,
  readStoredTrust,
  storeBlob,
  storeTrust,
} from "./database.ts";
import { openGfwlist, readShippedPack, shippedPack } from "./packs.ts";
import { withRoom } from "./room.ts";
import type { SyncStore } from "./sync-feed.ts";
import type { ListStore } from "./sync-gfwlist.ts";

const mirrorKey = "feed";

export function browserStore(): SyncStore {
  return {
    async readTrust() {
      const all = await Promise.all([readStoredTrust().catch(told), readMirror().catch(told)]);
      return all.filter((trust) => trust !== undefined);
    },
    async writeTrust(trust) {
      await withRoom(() => storeTrust(trust));
      await withRoom(() => browser.storage.local.set({ [mirrorKey]: mirrorOf(trust) }));
    },
    readBlob: async (sha256) => (await readStoredBlob(sha256)) ?? readShippedPack(sha256),
    writeBlob: (sha256, bytes) => withRoom(() => storeBlob(sha256, bytes)),
    readActive: async () => (await readStoredReleases())?.active,
    activate: (release) => withRoom(() => activateRelease(release, (sha256) => shippedPack(sha256) !== undefined)),
  };
}

/** What is kept of GFWList as its publisher has it. */
export const listStore: ListStore = {
  open: openGfwlist,
  activate: (list, pack, update) => withRoom(() => activateList(list, pack, update)),
};

/** A store that cannot be read is as good as an empty one: the other, or the build's own root, stands in. */
function told(error: unknown): undefined {
  console.error("Wallsight: what sync stored cannot be read", error);
}

interface Mirror {
  readonly chain: readonly string[];
  readonly timestamp?: string;
  readonly snapshot?: string;
  readonly targets?: string;
}

function mirrorOf({ chain, timestamp, snapshot, targets }: StoredTrust): Mirror {
  return {
    chain: chain.map(hexOf),
    ...(timestamp && { timestamp: hexOf(timestamp) }),
    ...(snapshot && { snapshot: hexOf(snapshot) }),
    ...(targets && { targets: hexOf(targets) }),
  };
}

/** Whatever stands there, only texts of hexadecimal digits come out. */
async function readMirror(): Promise<StoredTrust | undefined> {
  const stored: unknown = (await browser.storage.local.get(mirrorKey))[mirrorKey];
  if (typeof stored !== "object" || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const chain: unknown = fields.get("chain");
  const [timestamp, snapshot, targets] = ["timestamp", "snapshot", "targets"].map((name) => bytesIn(fields.get(name)));
  return {
    chain: Array.isArray(chain) ? chain.flatMap((each: unknown) => bytesIn(each) ?? []) : [],
    ...(timestamp && { timestamp }),
    ...(snapshot && { snapshot }),
    ...(targets && { targets }),
  };
}

function bytesIn(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  return typeof text === "string" ? bytesOfHex(text, text.length / 2) : undefined;
}
