// What the background answers, question by question.

import { isChosenFor } from "@/core/chosen-sites.ts";
import { browser } from "./browser.ts";
import type { Lists } from "./lists.ts";
import { type Answers, whereIs } from "./messages.ts";
import type { SettingsKeeper } from "./settings.ts";
import { showFailure, showIcon, showPause, showWords } from "./toolbar.ts";

export interface Desk extends Answers {
  /** Asks the open tabs where they are, and shows the verdicts anew. */
  refreshTabs(): Promise<null>;
}

export function openDesk(lists: Lists, settings: SettingsKeeper): Desk {
  /** Verdicts under way: an older one must not overtake the tab's newest address. */
  const latest = new Map<number, object>();

  /** Answers once the icon stands; the words follow in a task of their own. */
  async function place(tabId: number, url: string): Promise<null> {
    const turn = {};
    latest.set(tabId, turn);
    const isLatest = (): boolean => latest.get(tabId) === turn;
    try {
      const { language, paused } = await settings.read();
      if (isChosenFor(hostOf(url), paused)) {
        if (isLatest()) await showPause(tabId, language);
        if (isLatest()) latest.delete(tabId);
        return null;
      }
      const answer = await lists.verdict(url);
      if (isLatest()) await showIcon(tabId, answer);
      setTimeout(() => {
        if (isLatest()) showWords(tabId, answer, language).catch(report);
        if (isLatest()) latest.delete(tabId);
      });
    } catch (error) {
      if (isLatest()) await showFailure(tabId, String(error));
      if (isLatest()) latest.delete(tabId);
    }
    return null;
  }

  return {
    page: { here: ({ url }, tabId) => place(tabId, url) },
    own: {
      async page({ url }) {
        const { paused } = await settings.read();
        const host = hostOf(url);
        if (isChosenFor(host, paused)) return { kind: "paused", host };
        return { kind: "answered", ...(await lists.verdict(url)) };
      },
      verdicts: ({ urls }) => lists.verdicts(urls),
      sources: () => lists.sources(),
      choices: () => settings.read(),
      choose: (change) => settings.choose(change).then(refreshTabs),
      replace: (choices) => settings.replace(choices).then(refreshTabs),
      pause: ({ host, isPaused }) => settings.pause(host, isPaused).then(refreshTabs),
      unmark: ({ host, isUnmarked }) => settings.unmark(host, isUnmarked).then(refreshTabs),
    },
    refreshTabs,
  };

  async function refreshTabs(): Promise<null> {
    const tabs = await browser.tabs.query({});
    const refreshed = tabs.map(async ({ id }) => {
      const url = id === undefined ? undefined : await whereIs(id);
      if (id !== undefined && url !== undefined) await place(id, url);
    });
    for (const outcome of await Promise.allSettled(refreshed)) {
      if (outcome.status === "rejected") report(outcome.reason);
    }
    return null;
  }
}

/** As verdicts write it: the browser's spelling, without a trailing dot. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/\.$/, "") ?? "";
}

function report(error: unknown): void {
  console.error("Wallsight: the toolbar could not be set", error);
}
