// Where a build fetches newer lists from, told by its environment: a feed, with the root to trust and the release that
// the build ships with, and the addresses of GFWList.

import { readFileSync } from "node:fs";
import { trustRoot } from "../../core/sync/trust.ts";
import { sourcesLeftOut } from "../pack-facts.ts";
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

/** Where GFWList's project publishes it: https://github.com/gfwlist/gfwlist names the mirrors. */
const gfwlistAddresses = [
  "https://raw.githubusercontent.com/gfwlist/gfwlist/master/gfwlist.txt",
  "https://pagure.io/gfwlist/raw/master/f/gfwlist.txt",
  "https://gitlab.com/gfwlist/gfwlist/-/raw/master/gfwlist.txt",
];

/**
 * The file's addresses, mirrors after the first: `WALLSIGHT_GFWLIST=https://a.example/gfwlist.txt,...` in place of its
 * project's own, `WALLSIGHT_GFWLIST=` for none. None either for a build that leaves the source out.
 */
export function gfwlistOf(environment: NodeJS.ProcessEnv): readonly string[] {
  if (sourcesLeftOut(environment).includes("gfwlist")) return [];
  const given = environment["WALLSIGHT_GFWLIST"] ?? gfwlistAddresses.join();
  return plainAddresses("WALLSIGHT_GFWLIST", given, (text) => text);
}

/** `https://a.example`, for the content policy: of the feed, and of GFWList. */
export function originsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  const all = [...addressesOf(environment), ...gfwlistOf(environment)];
  return [...new Set(all.map((address) => new URL(address).origin))];
}

function addressesOf(environment: NodeJS.ProcessEnv): readonly string[] {
  return plainAddresses("WALLSIGHT_FEED", environment["WALLSIGHT_FEED"] ?? "", (text) =>
    text.endsWith("/") ? text : `${text}/`,
  );
}

function plainAddresses(name: string, given: string, spelling: (text: string) => string): readonly string[] {
  const texts = given.split(",").map((each) => each.trim());
  return texts.filter(Boolean).map((text) => {
    const url = URL.parse(spelling(text));
    // Firefox gives no permission for a port.
    if (url?.protocol !== "https:" || url.port !== "" || url.username !== "" || url.search !== "" || url.hash !== "") {
      throw new Error(`${name}: ${text} is not a plain https address`);
    }
    return url.href;
  });
}
