// What the background answers, question by question.

import { browser } from "./browser.ts";
import type { Lists } from "./lists.ts";
import { askTab, type Answers } from "./messages.ts";
import { showFailure, showIcon, showWords } from "./toolbar.ts";

export interface Desk extends Answers {
  /** Asks the open tabs where they are, and shows the verdicts anew. */
  refreshTabs(): Promise<void>;
}

export function openDesk(lists: Lists): Desk {
  /** Verdicts under way: an older one must not overtake the tab's newest address. */
  const latest = new Map<number, object>();

  /** Answers once the icon stands; the words follow in a task of their own. */
  async function place(tabId: number, url: string): Promise<null> {
    const turn = {};
    latest.set(tabId, turn);
    const isLatest = (): boolean => latest.get(tabId) === turn;
    try {
      const answer = await lists.verdict(url);
      if (isLatest()) await showIcon(tabId, answer);
      setTimeout(() => {
        if (isLatest()) showWords(tabId, answer).catch(report);
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
    own: { verdict: ({ url }) => lists.verdict(url) },
    async refreshTabs() {
      const tabs = await browser.tabs.query({});
      const refreshed = tabs.map(async ({ id }) => {
        const url = id === undefined ? undefined : await askTab(id);
        if (id !== undefined && url !== undefined) await place(id, url);
      });
      for (const outcome of await Promise.allSettled(refreshed)) {
        if (outcome.status === "rejected") report(outcome.reason);
      }
    },
  };
}

function report(error: unknown): void {
  console.error("Wallsight: the toolbar could not be set", error);
}
