// Sync as the background runs it: one look at a time, when it is due or asked for, never without consent.
//
// What must hold:
// - No request before the reader said yes, and none when the browser's permission for the host is gone.
// - One run at a time, whatever asks; "check now" at most once a minute.
// - What came of the last look, and when the next is due, outlives the worker.

import type { SyncError } from "@/core/sync/errors.ts";
import { firstDelay, nextDelay, retryDelay, spreadDelay } from "@/core/sync/schedule.ts";
import type { Clock } from "@/core/sync/trust.ts";
import { browser } from "./browser.ts";
import { FetchError } from "./sync-fetch.ts";
import { type FeedSettings, type Run, type RunOutcome, syncFeed, type SyncStore } from "./sync-feed.ts";

/** What is known of sync between two looks; times in milliseconds since 1970. */
export interface SyncReport {
  /** the last look that ended well: nothing is confirmed since */
  readonly confirmed: number | null;
  readonly looked: number | null;
  readonly next: number;
  readonly failures: number;
  readonly release: number | null;
  /** why the last look failed: the error's name, and what it says */
  readonly error: { readonly name: string; readonly message: string; readonly failure?: string } | null;
}

export interface Syncing {
  readonly feed: FeedSettings;
  readonly store: SyncStore;
  readonly proofs: Run["proofs"];
  readonly slices: Run["slices"];
  readonly built: number;
  readonly intervalMs: number;
  /** the reader's own consent */
  readonly isWanted: () => Promise<boolean>;
  /** called after a new release answers */
  readonly onUpdate: () => void;
}

export const syncAlarm = "sync";
const reportKey = "sync";
const lock = "sync";
const leastMs = 60_000;
const resumeMs = 60_000;

/** Plans the first look after consent, and the next one whenever the worker starts: alarms may get lost. */
export async function planSync(syncing: Syncing, now: number, chance: number): Promise<void> {
  if (!(await syncing.isWanted())) {
    await browser.alarms.clear(syncAlarm);
    return;
  }
  const report = await readReport();
  const next = report?.next ?? now + firstDelay(chance);
  if (!report) await writeReport({ ...nothing, next });
  await browser.alarms.create(syncAlarm, { when: Math.max(next, now + 1000) });
}

/**
 * Looks at the feed. `undefined` where another look is under way, or was made less than a minute ago, or the reader
 * does not want it.
 */
export async function syncNow(
  syncing: Syncing,
  now: number,
  chance: number,
  asked: Pick<Run, "progress"> & { readonly signal?: AbortSignal } = {},
): Promise<SyncReport | undefined> {
  return navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (!held || !(await syncing.isWanted())) return undefined;
    const before = (await readReport()) ?? nothing;
    if (before.looked !== null && now >= before.looked && now < before.looked + leastMs) return undefined;
    const clock: Clock = { now, built: syncing.built };
    const { signal, progress } = asked;
    const run: Run = {
      proofs: syncing.proofs,
      slices: syncing.slices,
      clock,
      mayAsk: async (address) => (await syncing.isWanted()) && mayAsk(address),
      ...(progress && { progress }),
      ...(signal && { fetching: { signal } }),
    };
    // A worker that is killed in the middle is woken up to go on.
    await browser.alarms.create(syncAlarm, { when: now + resumeMs });
    await writeReport({ ...before, looked: now, next: now + resumeMs });
    const report = reportOf(before, await attempt(syncing, run), syncing.intervalMs, now, chance);
    await writeReport(report);
    // The reader may have opted out meanwhile.
    if (await syncing.isWanted()) await browser.alarms.create(syncAlarm, { when: report.next });
    else await browser.alarms.clear(syncAlarm);
    if (report.release !== before.release) syncing.onUpdate();
    return report;
  });
}

export async function readReport(): Promise<SyncReport | undefined> {
  return (await browser.storage.local.get(reportKey))[reportKey] as SyncReport | undefined;
}

/** So that the next look begins afresh. */
export async function forgetReport(): Promise<void> {
  await browser.storage.local.remove(reportKey);
}

const nothing: SyncReport = { confirmed: null, looked: null, next: 0, failures: 0, release: null, error: null };

async function writeReport(report: SyncReport): Promise<void> {
  await browser.storage.local.set({ [reportKey]: report });
}

async function mayAsk(address: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [`${new URL(address).origin}/*`] });
}

type Attempt = RunOutcome | { readonly kind: "not-stored"; readonly error: Error };

async function attempt({ feed, store }: Syncing, run: Run): Promise<Attempt> {
  try {
    return await syncFeed(feed, store, run);
  } catch (error) {
    // The store cannot keep what came: no room, or no database. What answers goes on answering.
    if (!(error instanceof Error)) throw error;
    return { kind: "not-stored", error };
  }
}

function reportOf(before: SyncReport, outcome: Attempt, intervalMs: number, now: number, chance: number): SyncReport {
  const base = { ...before, looked: now };
  switch (outcome.kind) {
    case "current":
    case "updated": {
      const isFirst = before.confirmed === null || before.failures > 0;
      const next = now + (isFirst ? spreadDelay : nextDelay)(intervalMs, chance);
      return { ...base, confirmed: now, next, failures: 0, release: outcome.release, error: null };
    }
    case "unfinished":
      return { ...base, next: now + resumeMs, failures: 0, error: null };
    case "not-allowed":
      return { ...base, next: now + nextDelay(intervalMs, chance), error: { name: "NotAllowed", message: "" } };
    case "failed":
    case "not-stored":
      return failed(base, outcome.error, now, chance);
  }
}

function failed(base: SyncReport, error: SyncError | Error, now: number, chance: number): SyncReport {
  const isCancelled = error instanceof FetchError && error.failure === "cancelled";
  // Being offline is no failure of the feed's.
  const isOffline = error instanceof FetchError && error.failure === "unreachable" && !navigator.onLine;
  const failures = base.failures + (isCancelled || isOffline ? 0 : 1);
  const retryAfter = error instanceof FetchError ? error.retryAfter : undefined;
  const next = now + retryDelay(failures, chance, retryAfter, now);
  const failure = error instanceof FetchError ? { failure: error.failure } : {};
  return { ...base, next, failures, error: { name: error.name, message: error.message, ...failure } };
}
