// Asks a tab for its address, and the background for what is known of it.

import type { PopupState } from "@/components/popup-page.tsx";
import { noStory } from "@/components/story.ts";
import type { Language } from "@/core/words/languages.ts";
import { browser } from "@/services/browser.ts";
import { ask, whereIs } from "@/services/messages.ts";

export interface Found {
  readonly state: PopupState;
  /** the language that the reader chose */
  readonly chosen: Language | null;
  readonly tabId: number | undefined;
  readonly isPrivate: boolean;
}

/** Never throws: whatever goes wrong is a state that the reader can see. */
export async function lookUp(wantedTab: string | null): Promise<Found> {
  const found = { chosen: null, tabId: undefined, isPrivate: false };
  try {
    const tab = wantedTab === null ? await activeTab() : await openTab(Number(wantedTab));
    const url = tab?.id === undefined ? undefined : await whereIs(tab.id);
    const place = { tabId: tab?.id, isPrivate: tab?.incognito ?? false };
    if (url === undefined) return { ...found, ...place, state: { kind: "unseen" } };
    const { language, ...answer } = await ask("page", { url });
    const state: PopupState = answer.kind === "paused" ? answer : { ...answer, story: noStory };
    return { ...place, state, chosen: language };
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
