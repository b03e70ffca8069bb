// What the background answers, question by question.

import { browser } from "./browser.ts";
import type { Lists } from "./lists.ts";
import { askTab, type Answers } from "./messages.ts";
import { showFailure, showVerdict } from "./toolbar.ts";

export interface Desk extends Answers {
  /** Asks the open tabs where they are, and shows the verdicts anew. */
  refreshTabs(): Promise<void>;
}

export function openDesk(lists: Lists): Desk {
  /** Verdicts under way: an older one must not overtake the tab's newest address. */
  const latest = new Map<number, object>();

  async function place(tabId: number, url: string): Promise<null> {
    const turn = {};
    latest.set(tabId, turn);
    try {
      const answer = await lists.verdict(url);
      if (latest.get(tabId) === turn) await showVerdict(tabId, answer);
    } catch (error) {
      if (latest.get(tabId) === turn) await showFailure(tabId, String(error));
    } finally {
      if (latest.get(tabId) === turn) latest.delete(tabId);
    }
    return null;
  }

  return {
    page: { here: ({ url }, tabId) => place(tabId, url) },
    own: { verdict: ({ url }) => lists.verdict(url) },
    async refreshTabs() {
      const tabs = await browser.tabs.query({});
      await Promise.all(
        tabs.map(async ({ id }) => {
          const url = id === undefined ? undefined : await askTab(id);
          if (id !== undefined && url !== undefined) await place(id, url);
        }),
      );
    },
  };
}
