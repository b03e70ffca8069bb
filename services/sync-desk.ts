// Sync in the background: plans it, runs it when it is due or asked for, and says how it stands.
//
// What must hold:
// - It is on only while the reader's choice and the browser's permission both stand; when either goes, alarms and the
//   run under way end, and the permission is given back.
// - One source of newer lists is looked at, the one that was chosen; no other host is asked or permitted.
// - A build that knows no source touches no part of the browser that it has no permission for.

import type { Changes } from "@/core/sync/changes.ts";
import { type SyncState, troubleOf, type Update } from "@/core/sync/state.ts";
import type { Choices } from "@/core/choices.ts";
import { browser } from "./browser.ts";
import { forgetReleases, readStoredReleases, readUpdates } from "./database.ts";
import { patternsOf } from "./feed-permission.ts";
import type { Lists } from "./lists.ts";
import { shippedRelease } from "./packs.ts";
import type { SettingsKeeper } from "./settings.ts";
import { forgetReports, planSync, readReport, type SyncReport, type Syncing, syncAlarm, syncNow } from "./sync.ts";
import { type NewerSource, newerSources } from "./sync-sources.ts";
import { recordUpdate } from "./sync-updates.ts";

export interface SyncDesk {
  /** `null`: this build knows no source of newer lists */
  state(): Promise<SyncState | null>;
  /** Since when nobody confirmed that the lists are the newest, in milliseconds since 1970; `null`: that is well. */
  unconfirmed(): Promise<number | null>;
  /** Looks for newer lists now; `false` where that was done less than a minute ago, or is being done. */
  check(): Promise<boolean>;
  cancel(): void;
  /** The choices, with sync on only where the browser permits it. */
  permitted<Some extends Partial<Choices>>(choices: Some): Promise<Some>;
  /** To be called after a choice: plans the next look, or ends all of it and gives back what is not needed. */
  settle(): Promise<void>;
  /** To be called after lists were read from files: they answer. */
  renew(): Promise<void>;
  /** The lists of the build answer again. */
  useBundled(): Promise<void>;
}

const dayMs = 86_400_000;
const intervalMs = { daily: dayMs, weekly: 7 * dayMs };
/** A timestamp lives for seven days, a look comes after eight and three quarters at the latest. */
const unconfirmedMs = 9 * dayMs;
const shownNames = 12;

/** To be called before the first `await` of the background. */
export function openSync(lists: Pick<Lists, "refresh" | "catchUp">, settings: SettingsKeeper): SyncDesk {
  const sources = newerSources();
  const [first] = sources;
  if (!first) return noSync;
  const allHosts = sources.flatMap(({ hosts }) => hosts);
  let controller: AbortController | undefined;
  let running: SyncState["running"] = null;
  /** what the alarm was set for */
  let planned = "";

  const chosenIn = ({ syncFrom }: Pick<Choices, "syncFrom">): NewerSource =>
    sources.find(({ from }) => from === syncFrom) ?? first;
  const chosen = async (): Promise<NewerSource> => chosenIn(await settings.read());
  const isPermitted = async ({ hosts }: Pick<NewerSource, "hosts">): Promise<boolean> =>
    (await permittedOf(hosts)).length > 0;

  async function isWanted(source: NewerSource): Promise<boolean> {
    const choices = await settings.read();
    return choices.sync && chosenIn(choices) === source && (await isPermitted(source));
  }

  async function syncing(): Promise<Syncing> {
    const choices = await settings.read();
    const source = chosenIn(choices);
    return {
      ...source.tools,
      reportKey: source.reportKey,
      look: (run) => source.look(run),
      built: source.built,
      intervalMs: intervalMs[choices.syncEvery],
      isWanted: () => isWanted(source),
      onUpdate: () => void renew().catch(report),
    };
  }

  async function renew(): Promise<void> {
    await lists.refresh();
    await recordUpdate(Date.now());
  }

  async function plan(): Promise<void> {
    const { syncFrom, syncEvery } = await settings.read();
    const wanted = `${syncFrom} ${syncEvery}`;
    const isAnew = planned !== "" && planned !== wanted;
    planned = wanted;
    await planSync(await syncing(), Date.now(), Math.random(), isAnew);
  }

  async function check(): Promise<boolean> {
    if (controller) return false;
    const { signal } = (controller = new AbortController());
    running = { done: 0, all: 0 };
    const progress = (done: number, all: number): void => void (running = { done, all });
    try {
      const looked = await syncing();
      const ended = await syncNow(looked, Date.now(), Math.random(), { signal, progress });
      // With another source chosen meanwhile, the end of this look has taken the alarm of that one away.
      if (ended && !(await looked.isWanted())) await plan();
      if (ended) await lists.catchUp();
      return ended !== undefined;
    } finally {
      controller = undefined;
      running = null;
    }
  }

  async function settle(): Promise<void> {
    await stopWhereGone();
    const choices = await settings.read();
    const needed = choices.sync ? chosenIn(choices).hosts : [];
    const surplus = await permittedOf(allHosts.filter((host) => !needed.includes(host)));
    if (surplus.length > 0) await browser.permissions.remove({ origins: patternsOf(surplus) }).catch(report);
  }

  async function stopWhereGone(): Promise<void> {
    const [{ sync }, isStillPermitted] = await Promise.all([settings.read(), chosen().then(isPermitted)]);
    if (sync && !isStillPermitted) await settings.choose({ sync: false });
    if (!sync || !isStillPermitted) controller?.abort();
    await plan();
  }

  browser.permissions.onRemoved.addListener(() => void stopWhereGone().catch(report));
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === syncAlarm) started.then(check).catch(report);
  });
  // Alarms may get lost, and so may the words on the last update where the worker was ended.
  const started = plan().catch(report);
  started
    .then(async () => {
      if ((await settings.read()).sync) await recordUpdate(Date.now());
    })
    .catch(report);

  return {
    async state() {
      const source = await chosen();
      const [isOn, now, stored, updates] = await Promise.all([
        isWanted(source),
        readReport(source.reportKey),
        readStoredReleases(),
        readUpdates(),
      ]);
      const { active } = stored ?? {};
      const { looked = null, error = null } = now ?? {};
      return {
        offers: sources.map(({ from, hosts }) => ({ from, hosts })),
        from: source.from,
        isOn,
        release: active && active.release > shippedRelease().release ? active.release : null,
        looked,
        unconfirmed: isOn ? lateSince(now) : null,
        trouble: error && { kind: troubleOf(error), message: error.message },
        running,
        unread: stored?.gfwlist?.active.unread ?? null,
        updates: updates.map(shortened).reverse(),
      };
    },
    async unconfirmed() {
      const source = await chosen();
      return (await isWanted(source)) ? lateSince(await readReport(source.reportKey)) : null;
    },
    check,
    cancel: () => controller?.abort(),
    async permitted(choices) {
      const source = chosenIn({ ...(await settings.read()), ...choices });
      return choices.sync === true && !(await isPermitted(source)) ? { ...choices, sync: false } : choices;
    },
    settle,
    renew,
    async useBundled() {
      controller?.abort();
      await forgetReleases();
      await forgetReports(sources.map(({ reportKey }) => reportKey));
      await lists.refresh();
      await plan();
    },
  };
}

const noSync: SyncDesk = {
  state: () => Promise.resolve(null),
  unconfirmed: () => Promise.resolve(null),
  check: () => Promise.resolve(false),
  cancel: () => undefined,
  permitted: (choices) => Promise.resolve({ ...choices, ...(choices.sync === true && { sync: false }) }),
  settle: () => Promise.resolve(),
  renew: () => Promise.resolve(),
  useBundled: () => Promise.resolve(),
};

async function permittedOf(hosts: readonly string[]): Promise<readonly string[]> {
  const asked = hosts.map((host) => browser.permissions.contains({ origins: patternsOf([host]) }));
  const answers = await Promise.all(asked);
  return hosts.filter((_, i) => answers[i] === true);
}

/** The day of the last good look, where that is too long ago or the feed says itself that it stands still. */
function lateSince(now: SyncReport | undefined): number | null {
  const { confirmed = null, error = null } = now ?? {};
  if (confirmed === null) return null;
  return error?.name === "Expired" || Date.now() > confirmed + unconfirmedMs ? confirmed : null;
}

function shortened({ changes, ...update }: Update): Update {
  const short = (listed: Changes["added"]) => ({ ...listed, first: listed.first.slice(0, shownNames) });
  const all = changes.map((each) => ({ ...each, added: short(each.added), removed: short(each.removed) }));
  return { ...update, changes: all };
}

function report(error: unknown): void {
  console.error("Wallsight: sync failed", error);
}
