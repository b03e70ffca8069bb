// What this build can fetch newer lists from, and how one look at each of them goes.

import type { SyncSource } from "@/core/choices.ts";
import { shippedRelease } from "./packs.ts";
import { proofs } from "./proofs.ts";
import { type Run, type RunOutcome, syncFeed } from "./sync-feed.ts";
import { syncGfwlist } from "./sync-gfwlist.ts";
import { inSlices } from "./slices.ts";
import { browserStore, listStore } from "./sync-store.ts";

/** Put in by modules/packs.ts: the feed that the build was told of. */
declare const __FEED__: {
  readonly addresses: readonly string[];
  readonly root: string;
  readonly entries: number;
  /** the day of the newest list in the build: it was not made earlier */
  readonly built: string;
} | null;

/** Put in by modules/packs.ts: where GFWList is published; none where the build leaves it out. */
declare const __GFWLIST__: readonly string[];

/** A source of newer lists. */
export interface NewerSource {
  readonly from: SyncSource;
  readonly hosts: readonly string[];
  /** where the report on its last look is kept */
  readonly reportKey: string;
  /** Looks at it, or at files that stand in for it. */
  look(run: Run, addresses?: readonly string[]): Promise<RunOutcome>;
  readonly tools: Pick<Run, "proofs" | "slices">;
  /** milliseconds since 1970; 0 where it is not known */
  readonly built: number;
}

/** The signed feed first. */
export function newerSources(): readonly NewerSource[] {
  return [...(__FEED__ === null ? [] : [signedFeed(__FEED__)]), ...(__GFWLIST__.length === 0 ? [] : [publisher()])];
}

/** Nobody waits for a release: its slices are short, since now and then the browser tidies its memory in one. */
const sliceMs = 2;

const tools: NewerSource["tools"] = { proofs, slices: (work) => inSlices(work, sliceMs) };

function signedFeed(feed: NonNullable<typeof __FEED__>): NewerSource {
  const shipped = shippedRelease();
  const settings = {
    anchor: new TextEncoder().encode(feed.root),
    bundled: { ...shipped, entries: feed.entries },
    hasSource: (id: string) => shipped.packs.some((pack) => pack.id === id),
  };
  return {
    from: "feed",
    hosts: hostsOf(feed.addresses),
    reportKey: "sync",
    look: (run, addresses = feed.addresses) => syncFeed({ ...settings, addresses }, browserStore(), run),
    tools,
    built: Date.parse(feed.built),
  };
}

function publisher(): NewerSource {
  return {
    from: "gfwlist",
    hosts: hostsOf(__GFWLIST__),
    reportKey: "sync-gfwlist",
    look: (run, addresses = __GFWLIST__) => syncGfwlist(addresses, listStore, run),
    tools,
    built: 0,
  };
}

function hostsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => new URL(address).host))];
}
