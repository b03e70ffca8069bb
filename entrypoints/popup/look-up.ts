// Asks a tab for its address, the background for what is known of it, and loads the story behind it.

import type { PopupState } from "@/components/popup-page.tsx";
import { noStory, type Story } from "@/components/story.ts";
import { chooseCards } from "@/core/dossiers/cards.ts";
import type { Verdict } from "@/core/verdict.ts";
import type { Language } from "@/core/words/languages.ts";
import { browser } from "@/services/browser.ts";
import { ask, askTab } from "@/services/messages.ts";
import { loadContext, loadDossier } from "@/services/texts.ts";

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
    const url = tab?.id === undefined ? undefined : await askTab(tab.id);
    const place = { tabId: tab?.id, isPrivate: tab?.incognito ?? false };
    if (url === undefined) return { ...found, ...place, state: { kind: "unseen" } };
    const { language, ...answer } = await ask("page", { url });
    const state: PopupState = answer.kind === "paused" ? answer : { ...answer, story: noStory };
    return { ...place, state, chosen: language };
  } catch (error) {
    return { ...found, state: { kind: "failed", reason: error instanceof Error ? error.message : String(error) } };
  }
}

/** What fails to load is left out and said so: the verdict stands without it. */
export async function loadStory(language: Language, verdict: Verdict): Promise<Story> {
  const [dossier, library] = await Promise.allSettled([
    verdict.dossier === null ? null : loadDossier(language, verdict.dossier),
    loadContext(language),
  ]);
  const known = dossier.status === "fulfilled" ? dossier.value : null;
  const isIncomplete = dossier.status === "rejected" || library.status === "rejected";
  for (const part of [dossier, library]) {
    if (part.status === "rejected") console.error("Wallsight: texts cannot be loaded", part.reason);
  }
  if (library.status === "rejected") return { ...noStory, dossier: known, isIncomplete };
  const { context, works } = library.value;
  return { dossier: known, cards: chooseCards(context, verdict, known ?? undefined), works, isIncomplete };
}

/** The tab of that id, if it is still open. */
async function openTab(id: number): Promise<{ id?: number | undefined; incognito: boolean } | undefined> {
  return browser.tabs.get(id).catch(() => undefined);
}

async function activeTab(): Promise<{ id?: number | undefined; incognito: boolean } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}
