// Asks a tab for its address, or for the link that the reader wants to know more of, and the background for what is
// known of it.

import type { PopupState } from "@/components/popup-page.tsx";
import { noStory } from "@/components/story.ts";
import type { Choices } from "@/core/choices.ts";
import { browser } from "@/services/browser.ts";
import { ask, linkIn, whereIs } from "@/services/messages.ts";

export interface Found {
  readonly state: PopupState;
  /** `null` where they could not be asked */
  readonly choices: Choices | null;
  readonly tabId: number | undefined;
  readonly isPrivate: boolean;
}

/**
 * Never throws: whatever goes wrong is a state that the reader can see. `isLink`: not about the page in the tab, but
 * about the link whose card was last seen there.
 */
export async function lookUp(wantedTab: string | null, isLink: boolean): Promise<Found> {
  let found: Omit<Found, "state"> = { choices: null, tabId: undefined, isPrivate: false };
  try {
    const asked = ask("choices", null);
    const tab = wantedTab === null ? await activeTab() : await openTab(Number(wantedTab));
    const url = tab?.id === undefined ? undefined : await (isLink ? linkIn : whereIs)(tab.id);
    found = { choices: await asked, tabId: tab?.id, isPrivate: tab?.incognito ?? false };
    if (url === undefined) return { ...found, state: { kind: "unseen" } };
    const answer = await ask("page", { url });
    return { ...found, state: answer.kind === "paused" ? answer : { ...answer, story: noStory } };
  } catch (error) {
    return { ...found, state: { kind: "failed", reason: error instanceof Error ? error.message : String(error) } };
  }
}

/** The tab of that id, if it is still open. */
async function openTab(id: number): Promise<{ id?: number | undefined; incognito: boolean } | undefined> {
  return browser.tabs.get(id).catch(() => undefined);
}

async function activeTab(): Promise<{ id?: number | undefined; incognito: boolean } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}
