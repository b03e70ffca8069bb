// Sync as the background runs it: one look at a time, when it is due or asked for, never without consent.
//
// What must hold:
// - No request before the reader said yes, and none when the browser's permission for the host is gone.
// - One run at a time, whatever asks; "check now" at most once a minute.
// - What came of the last look, and when the next is due, outlives the worker; where there is no room to keep it, it is
//   told while the worker lives, and no look is made.

import { firstDelay, longestDelay, nextDelay, retryDelay, spreadDelay } from "@/core/sync/schedule.ts";
import type { Clock } from "@/core/sync/trust.ts";
import { browser } from "./browser.ts";
import { withRoom } from "./room.ts";
import { FetchError } from "./sync-fetch.ts";
import type { Run, RunOutcome } from "./sync-feed.ts";

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
  /** where the report is kept */
  readonly reportKey: string;
  /** one look at the source of newer lists */
  readonly look: (run: Run) => Promise<RunOutcome>;
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
const lock = "sync";
const leastMs = 60_000;
const resumeMs = 60_000;

/**
 * Plans the first look after consent, and the next one whenever the worker starts: alarms may get lost. With `isAnew`
 * the interval may be another than when the next look was planned.
 */
export async function planSync(syncing: Syncing, now: number, chance: number, isAnew = false): Promise<void> {
  const { reportKey } = syncing;
  if (!(await syncing.isWanted())) {
    await browser.alarms.clear(syncAlarm);
    return;
  }
  const report = await readReport(reportKey);
  const { looked = null, error = null } = report ?? {};
  const isAfterGood = looked !== null && error === null;
  const planned = isAnew && isAfterGood ? looked + nextDelay(syncing.intervalMs, chance) : report?.next;
  // One that is further off was planned by a clock that was ahead then.
  const isSound = planned !== undefined && planned <= now + longestDelay;
  const next = isSound ? planned : now + firstDelay(chance);
  if (next !== report?.next) await writeReport(reportKey, { ...(report ?? nothing), next }).catch(told);
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
  const { reportKey } = syncing;
  return alone(async () => {
    if (!(await syncing.isWanted())) return undefined;
    const before = (await readReport(reportKey)) ?? nothing;
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
    const outcome = await attempt(async () => {
      await withRoom(() => writeReport(reportKey, { ...before, looked: now, next: now + resumeMs }));
      return syncing.look(run);
    });
    const report = reportOf(before, outcome, syncing.intervalMs, now, chance);
    await withRoom(() => writeReport(reportKey, report)).catch(told);
    // The reader may have opted out meanwhile.
    if (await syncing.isWanted()) await browser.alarms.create(syncAlarm, { when: report.next });
    else await browser.alarms.clear(syncAlarm);
    if (outcome.kind === "updated") syncing.onUpdate();
    return report;
  });
}

/** Runs it unless another look, or the reading of a file, is under way in any of our contexts: then `undefined`. */
export function alone<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  return navigator.locks.request(lock, { ifAvailable: true }, async (held) => (held ? work() : undefined));
}

export async function readReport(reportKey: string): Promise<SyncReport | undefined> {
  const stored = await browser.storage.local.get(reportKey);
  return unkept.get(reportKey) ?? (stored[reportKey] as SyncReport | undefined);
}

/** So that the next look begins afresh. */
export async function forgetReports(reportKeys: readonly string[]): Promise<void> {
  for (const reportKey of reportKeys) unkept.delete(reportKey);
  await browser.storage.local.remove([...reportKeys]);
}

const nothing: SyncReport = { confirmed: null, looked: null, next: 0, failures: 0, release: null, error: null };

/** Reports that could not be stored. */
const unkept = new Map<string, SyncReport>();

async function writeReport(reportKey: string, report: SyncReport): Promise<void> {
  try {
    await browser.storage.local.set({ [reportKey]: report });
    unkept.delete(reportKey);
  } catch (error) {
    unkept.set(reportKey, report);
    throw error;
  }
}

async function mayAsk(address: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [`${new URL(address).origin}/*`] });
}

type Attempt = RunOutcome | { readonly kind: "not-stored"; readonly error: Error };

async function attempt(look: () => Promise<RunOutcome>): Promise<Attempt> {
  try {
    return await look();
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

function failed(base: SyncReport, error: Error, now: number, chance: number): SyncReport {
  const isCancelled = error instanceof FetchError && error.failure === "cancelled";
  // Being offline is no failure of the feed's.
  const isOffline = error instanceof FetchError && error.failure === "unreachable" && !navigator.onLine;
  const failures = base.failures + (isCancelled || isOffline ? 0 : 1);
  const retryAfter = error instanceof FetchError ? error.retryAfter : undefined;
  const next = now + retryDelay(failures, chance, retryAfter, now);
  const failure = error instanceof FetchError ? { failure: error.failure } : {};
  return { ...base, next, failures, error: { name: error.name, message: error.message, ...failure } };
}

/** The report says what went wrong, stored or not. */
function told(error: unknown): void {
  console.error("Wallsight: what came of a look cannot be kept", error);
}
