// Asks a tab for its address and the background for the verdict on it.

import type { PopupState } from "@/components/popup-page.tsx";
import { browser } from "@/services/browser.ts";
import { ask, askTab } from "@/services/messages.ts";

/** Never throws: whatever goes wrong is a state that the reader can see. */
export async function lookUp(wantedTab: string | null): Promise<PopupState> {
  try {
    const tabId = wantedTab === null ? await activeTab() : Number(wantedTab);
    const url = tabId === undefined ? undefined : await askTab(tabId);
    if (url === undefined) return { kind: "unseen" };
    return { kind: "answered", ...(await ask("verdict", { url })) };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

async function activeTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}
