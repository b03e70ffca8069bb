// Sync in the background: plans it, runs it when it is due or asked for, and says how it stands.
//
// What must hold:
// - It is on only while the reader's choice and the browser's permission both stand; when either goes, alarms and the
//   run under way end, and the permission is given back.
// - A build without a feed touches no part of the browser that it has no permission for.

import type { Changes } from "@/core/sync/changes.ts";
import { type SyncState, troubleOf, type Update } from "@/core/sync/state.ts";
import type { Choices } from "@/core/choices.ts";
import { browser } from "./browser.ts";
import { forgetReleases, readStoredReleases, readUpdates } from "./database.ts";
import { patternsOf } from "./feed-permission.ts";
import type { Lists } from "./lists.ts";
import { inSlices, shippedRelease } from "./packs.ts";
import { proofs } from "./proofs.ts";
import type { SettingsKeeper } from "./settings.ts";
import { forgetReport, planSync, readReport, type Syncing, syncAlarm, syncNow } from "./sync.ts";
import { browserStore } from "./sync-store.ts";
import { recordUpdate } from "./sync-updates.ts";

/** Put in by modules/packs.ts: the feed that the build was told of. */
declare const __FEED__: {
  readonly addresses: readonly string[];
  readonly root: string;
  readonly entries: number;
  /** the day of the newest list in the build: it was not made earlier */
  readonly built: string;
} | null;

export interface SyncDesk {
  /** `null`: this build knows no feed */
  state(): Promise<SyncState | null>;
  /** Looks at the feed now; `false` where it was looked at less than a minute ago, or is being looked at. */
  check(): Promise<boolean>;
  cancel(): void;
  /** The choices, with sync on only where the browser permits it. */
  permitted<Some extends Partial<Choices>>(choices: Some): Promise<Some>;
  /** To be called after a choice: plans the next look, or ends all of it and gives the permission back. */
  settle(): Promise<void>;
  /** The lists of the build answer again. */
  useBundled(): Promise<void>;
}

const dayMs = 86_400_000;
/** A timestamp lives for seven days, a look comes at least every one and a quarter. */
const unconfirmedMs = 9 * dayMs;
const shownNames = 12;
/** Nobody waits for a release: its slices are short, since now and then the browser tidies its memory in one. */
const sliceMs = 4;

/** To be called before the first `await` of the background. */
export function openSync(lists: Pick<Lists, "refresh">, settings: SettingsKeeper): SyncDesk {
  if (__FEED__ === null) return noSync;
  const feed = __FEED__;
  const hosts = [...new Set(feed.addresses.map((address) => new URL(address).host))];
  const shipped = shippedRelease();
  let controller: AbortController | undefined;
  let running: SyncState["running"] = null;

  const syncing: Syncing = {
    feed: {
      addresses: feed.addresses,
      anchor: new TextEncoder().encode(feed.root),
      bundled: { ...shipped, entries: feed.entries },
      hasSource: (id) => shipped.packs.some((pack) => pack.id === id),
    },
    store: browserStore(),
    proofs,
    slices: (work) => inSlices(work, sliceMs),
    built: Date.parse(feed.built),
    intervalMs: dayMs,
    isWanted: async () => (await settings.read()).sync && (await isPermitted()),
    onUpdate: () => {
      lists.refresh().then(record).catch(report);
    },
  };

  const record = (): Promise<void> => recordUpdate(Date.now());
  const plan = (): Promise<void> => planSync(syncing, Date.now(), Math.random());

  async function isPermitted(): Promise<boolean> {
    const asked = hosts.map((host) => browser.permissions.contains({ origins: patternsOf([host]) }));
    return (await Promise.all(asked)).includes(true);
  }

  async function check(): Promise<boolean> {
    if (controller) return false;
    const { signal } = (controller = new AbortController());
    running = { done: 0, all: 0 };
    const progress = (done: number, all: number): void => void (running = { done, all });
    try {
      return (await syncNow(syncing, Date.now(), Math.random(), { signal, progress })) !== undefined;
    } finally {
      controller = undefined;
      running = null;
    }
  }

  async function settle(): Promise<void> {
    await stopWhereGone();
    const { sync } = await settings.read();
    if (!sync && (await isPermitted())) await browser.permissions.remove({ origins: patternsOf(hosts) }).catch(report);
  }

  async function stopWhereGone(): Promise<void> {
    const [{ sync }, isStillPermitted] = await Promise.all([settings.read(), isPermitted()]);
    if (sync && !isStillPermitted) await settings.choose({ sync: false });
    if (!sync || !isStillPermitted) controller?.abort();
    await plan();
  }

  browser.permissions.onRemoved.addListener(() => void stopWhereGone().catch(report));
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === syncAlarm) planned.then(check).catch(report);
  });
  // Alarms may get lost, and so may the words on the last update where the worker was ended.
  const planned = plan().catch(report);
  planned.then(record).catch(report);

  return {
    async state() {
      const [isOn, now, stored, updates] = await Promise.all([
        syncing.isWanted(),
        readReport(),
        readStoredReleases(),
        readUpdates(),
      ]);
      const release = stored && stored.active.release > shipped.release ? stored.active.release : null;
      const { looked = null, confirmed = null, error = null } = now ?? {};
      const isLate = confirmed !== null && (error?.name === "Expired" || Date.now() > confirmed + unconfirmedMs);
      return {
        hosts,
        isOn,
        release,
        looked,
        unconfirmed: isOn && isLate ? confirmed : null,
        trouble: error && { kind: troubleOf(error), message: error.message },
        running,
        updates: updates.map(shortened).reverse(),
      };
    },
    check,
    cancel: () => controller?.abort(),
    async permitted(choices) {
      return choices.sync === true && !(await isPermitted()) ? { ...choices, sync: false } : choices;
    },
    settle,
    async useBundled() {
      controller?.abort();
      await forgetReleases();
      await forgetReport();
      await lists.refresh();
      await plan();
    },
  };
}

const noSync: SyncDesk = {
  state: () => Promise.resolve(null),
  check: () => Promise.resolve(false),
  cancel: () => undefined,
  permitted: (choices) => Promise.resolve({ ...choices, ...(choices.sync === true && { sync: false }) }),
  settle: () => Promise.resolve(),
  useBundled: () => Promise.resolve(),
};

function shortened({ changes, ...update }: Update): Update {
  const short = (listed: Changes["added"]) => ({ ...listed, first: listed.first.slice(0, shownNames) });
  const all = changes.map((each) => ({ ...each, added: short(each.added), removed: short(each.removed) }));
  return { ...update, changes: all };
}

function report(error: unknown): void {
  console.error("Wallsight: sync failed", error);
}
