// The feed that a build is told of by its environment: where it is, the root to trust, and the release it ships with.

import { readFileSync } from "node:fs";
import { trustRoot } from "../../core/sync/trust.ts";
import { proofs } from "./proofs.ts";

export interface FeedBuild {
  /** each ends in `/`; mirrors after the first */
  readonly addresses: readonly string[];
  /** the root's text, as it was signed */
  readonly root: string;
  /** the feed's release with the very packs of this build; 0 where that is not known */
  readonly release: number;
}

/**
 * `WALLSIGHT_FEED=https://a.example/feed/,https://b.example/`, `WALLSIGHT_FEED_ROOT=DIR/1.root.json` and, where it is
 * known, `WALLSIGHT_FEED_RELEASE=130`. Throws an error in words for anything else.
 */
export function feedOf(environment: NodeJS.ProcessEnv): FeedBuild | null {
  const addresses = addressesOf(environment);
  const path = environment["WALLSIGHT_FEED_ROOT"] ?? "";
  if (addresses.length === 0 && path === "") return null;
  if (addresses.length === 0 || path === "") {
    throw new Error("WALLSIGHT_FEED and WALLSIGHT_FEED_ROOT belong together: the feed's addresses, and its root");
  }
  const release = Number(environment["WALLSIGHT_FEED_RELEASE"] ?? 0);
  if (!Number.isSafeInteger(release) || release < 0) throw new Error("WALLSIGHT_FEED_RELEASE: not a release's number");
  return { addresses, root: readFileSync(path, "utf8"), release };
}

/** Throws `SyncError` where readers would not take the root. */
export async function expectRoot({ root }: FeedBuild): Promise<void> {
  await trustRoot(new TextEncoder().encode(root), proofs);
}

/** `https://a.example`, for the content policy. */
export function originsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  return [...new Set(addressesOf(environment).map((address) => new URL(address).origin))];
}

function addressesOf(environment: NodeJS.ProcessEnv): readonly string[] {
  const given = (environment["WALLSIGHT_FEED"] ?? "").split(",").map((each) => each.trim());
  return given.filter(Boolean).map((text) => {
    const url = URL.parse(text.endsWith("/") ? text : `${text}/`);
    // Firefox gives no permission for a port.
    if (url?.protocol !== "https:" || url.port !== "" || url.username !== "" || url.search !== "" || url.hash !== "") {
      throw new Error(`WALLSIGHT_FEED: ${text} is not a plain https address`);
    }
    return url.href;
  });
}
