// One look at a feed, as a machine: it says which file it wants, is given it, and says what it trusts then.
//
//   roots  the next root, until there is none (at most 64 a run)  ->  timestamp  ->  snapshot, if it is another
//   ->  targets, if they are others  ->  done
//
// Whoever drives it stores `trust` after each step; cut off anywhere, the next run goes on from there.

import { isNamed, type Proofs } from "./keys.ts";
import { longest, type Role } from "./metadata.ts";
import type { Active } from "./release.ts";
import {
  acceptRoot,
  acceptSnapshot,
  acceptTargets,
  acceptTimestamp,
  type Clock,
  expectFresh,
  type Trust,
} from "./trust.ts";

const mostRoots = 64;

export interface Poll {
  readonly trust: Trust;
  readonly clock: Clock;
  /** what answers now; `undefined` for whoever has nothing yet */
  readonly active: Active | undefined;
  /** `unfinished`: more roots than one run takes; the next run goes on */
  readonly step: Role | "done" | "unfinished";
  readonly rootsLeft: number;
}

/** A file of the feed: its path below the feed's address, and the most bytes that are read of it. */
export interface Wanted {
  readonly role: Role;
  readonly path: string;
  readonly limit: number;
  /** 403 and 404 are an answer then, not a failure */
  readonly mayBeAbsent: boolean;
}

export function startPoll(trust: Trust, clock: Clock, active: Active | undefined): Poll {
  return { trust, clock, active, step: "root", rootsLeft: mostRoots };
}

/** The file that the poll waits for; `undefined` at its end. */
export function wantedBy({ trust, step }: Poll): Wanted | undefined {
  if (step === "done" || step === "unfinished") return undefined;
  const want = (path: string, limit = longest[step]): Wanted => {
    return { role: step, path: `metadata/${path}`, limit, mayBeAbsent: step === "root" };
  };
  if (step === "root") return want(`${trust.root.version + 1}.root.json`);
  if (step === "timestamp") return want("timestamp.json");
  const named = step === "snapshot" ? trust.timestamp?.meta.snapshot : trust.snapshot?.meta.targets;
  return want(`${named?.version ?? 1}.${step}.json`, Math.min(named?.length ?? 0, longest[step]));
}

/** Goes on with what was wanted; `undefined` where it is absent. Throws `SyncError`, and the poll is over. */
export async function take(poll: Poll, bytes: Uint8Array | undefined, proofs: Proofs): Promise<Poll> {
  const { trust, clock, active, step, rootsLeft } = poll;
  const on = (next: Trust, then: Poll["step"]): Poll => ({ ...poll, trust: next, step: then });
  if (step === "root" && bytes === undefined) {
    expectFresh(trust.root, "root", trust, clock);
    return on(trust, "timestamp");
  }
  if (bytes === undefined) return poll;
  switch (step) {
    case "root": {
      const next = await acceptRoot(trust, bytes, clock, proofs);
      return { ...on(next, rootsLeft > 1 ? "root" : "unfinished"), rootsLeft: rootsLeft - 1 };
    }
    case "timestamp":
      return afterTimestamp(on(await acceptTimestamp(trust, bytes, clock, proofs), "snapshot"), proofs);
    case "snapshot":
      return afterSnapshot(on(await acceptSnapshot(trust, bytes, clock, proofs), "targets"), proofs);
    case "targets":
      return on(await acceptTargets(trust, bytes, clock, active, proofs), "done");
    case "done":
    case "unfinished":
      return poll;
  }
}

/** What is trusted already need not come again, but must not have ended. */
async function afterTimestamp(poll: Poll, proofs: Proofs): Promise<Poll> {
  const { trust, clock } = poll;
  const { timestamp, snapshot } = trust;
  if (timestamp) expectFresh(timestamp.meta, "timestamp", trust, clock);
  if (!snapshot || snapshot.meta.version !== timestamp?.meta.snapshot.version) return poll;
  expectFresh(snapshot.meta, "snapshot", trust, clock);
  return afterSnapshot({ ...poll, step: "targets" }, proofs);
}

async function afterSnapshot(poll: Poll, proofs: Proofs): Promise<Poll> {
  const { trust, clock } = poll;
  const { snapshot, targets } = trust;
  if (!snapshot || !targets || !(await isNamed(targets.bytes, snapshot.meta.targets, proofs))) return poll;
  expectFresh(targets.meta, "targets", trust, clock);
  return { ...poll, step: "done" };
}
