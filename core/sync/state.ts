// What a reader is told of sync: whether it is on, which lists answer, what came of the last look, what changed.

import type { SyncSource } from "../choices.ts";
import type { Day } from "../verdict.ts";
import type { Changes } from "./changes.ts";

/** Why a look failed, as far as a reader can do something about it or should know of it. */
export type Trouble =
  /** not signed as it must be, or not what was signed */
  | "forged"
  /** no whole GFWList */
  | "broken"
  /** older than what was had before */
  | "older"
  /** nobody has signed lately that it is the newest */
  | "expired"
  /** signed later than any clock at hand allows */
  | "clock"
  /** a release that cannot be meant */
  | "unfit"
  /** for later versions of the extension */
  | "newer"
  | "unreachable"
  | "cancelled"
  | "full"
  | "other";

/** The errors by their names; a `FetchError` by its failure. */
const troubles: ReadonlyMap<string, Trouble> = new Map([
  ["BadSignature", "forged"],
  ["RefusedKey", "forged"],
  ["MalformedMetadata", "forged"],
  ["MixAndMatch", "forged"],
  ["DamagedBytes", "forged"],
  ["GfwlistError", "broken"],
  ["Rollback", "older"],
  ["Expired", "expired"],
  ["FromTheFuture", "clock"],
  ["UnfitRelease", "unfit"],
  ["NeedsUpdate", "newer"],
  ["FetchError", "unreachable"],
  ["cancelled", "cancelled"],
  ["NotAllowed", "cancelled"],
  ["QuotaExceededError", "full"],
]);

export function troubleOf({ name, failure }: { readonly name: string; readonly failure?: string }): Trouble {
  return troubles.get(failure ?? "") ?? troubles.get(name) ?? "other";
}

/** What came of newer lists out of files. */
export type ImportOutcome =
  | { readonly kind: "updated" | "current" | "busy" }
  /** `choice`: neither one list nor a feed; `files`: one is missing, too long or too short; the message names it */
  | { readonly kind: "refused"; readonly trouble: Trouble | "choice" | "files"; readonly message: string };

/** Newer lists that were taken, and what they changed. */
export interface Update {
  /** the feed's release; `null` for GFWList from its publisher */
  readonly release: number | null;
  /** milliseconds since 1970 */
  readonly at: number;
  /** only of sources that changed */
  readonly changes: readonly Changes[];
}

/** A source of newer lists, and the hosts that it and its mirrors are on. */
export interface Offer {
  readonly from: SyncSource;
  readonly hosts: readonly string[];
}

/** A version of GFWList that was taken from its publisher. */
export interface FetchedList {
  readonly asOf: Day;
  /** of the pack that was made of it */
  readonly sha256: string;
  /** where there are any */
  readonly unread?: UnreadRules;
}

/** Rules beyond the grammar that Wallsight reads: they were left out. */
export interface UnreadRules {
  readonly count: number;
  /** of so many rules */
  readonly all: number;
  /** as the list has them, but for the end of long ones */
  readonly first: readonly string[];
}

/** Times in milliseconds since 1970. */
export interface SyncState {
  /** what this build can fetch from: the feed first, where it knows one */
  readonly offers: readonly Offer[];
  /** the one that the reader chose */
  readonly from: SyncSource;
  readonly isOn: boolean;
  /** the release of the feed that answers; `null`: the lists of the build do */
  readonly release: number | null;
  /** the last look, whatever came of it */
  readonly looked: number | null;
  /** the last look that found the lists to be the newest, where that is too long ago */
  readonly unconfirmed: number | null;
  readonly trouble: { readonly kind: Trouble; readonly message: string } | null;
  /** bytes fetched of the look that is under way, and of how many */
  readonly running: { readonly done: number; readonly all: number } | null;
  /** of the GFWList that was taken from its publisher */
  readonly unread: UnreadRules | null;
  /** newest first */
  readonly updates: readonly Update[];
}
