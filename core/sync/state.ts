// What a reader is told of sync: whether it is on, which lists answer, what came of the last look, what changed.

import type { Changes } from "./changes.ts";

/** Why a look failed, as far as a reader can do something about it or should know of it. */
export type Trouble =
  /** not signed as it must be, or not what was signed */
  | "forged"
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

/** A release that was fetched, and what it changed. */
export interface Update {
  readonly release: number;
  /** milliseconds since 1970 */
  readonly at: number;
  /** only of sources that changed */
  readonly changes: readonly Changes[];
}

/** Times in milliseconds since 1970. */
export interface SyncState {
  /** the hosts that the feed and its mirrors are on */
  readonly hosts: readonly string[];
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
  /** newest first */
  readonly updates: readonly Update[];
}
