// The context menu's entry on selected text, and the texts that were asked about: in memory only, for a short time.

import type { Language } from "@/core/words/languages.ts";
import { chooseLanguage } from "@/core/words/languages.ts";
import { menuTitles } from "@/core/words/suppressed/menu.ts";
import { browser } from "./browser.ts";
import { hasPhrases } from "./phrases.ts";
import type { SettingsKeeper } from "./settings.ts";

export interface Selections {
  /** The text of that id, or nothing where it is no longer kept. */
  take(id: string): string | null;
  /** Names the entry in the reader's language. */
  nameEntry(): Promise<void>;
}

const entry = "selection";
const mostKept = 8;

/** Listens from now on; to be called before the first `await` of the background. */
export function openSelections(settings: Pick<SettingsKeeper, "read">): Selections {
  const kept = new Map<string, string>();

  async function makeEntry(): Promise<void> {
    const title = menuTitles[await language()];
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({ id: entry, title, contexts: ["selection"] });
  }

  async function language(): Promise<Language> {
    const { language } = await settings.read();
    return chooseLanguage([language ?? browser.i18n.getUILanguage()]);
  }

  if (hasPhrases()) {
    // Both browsers keep the entry until the next installation or update.
    browser.runtime.onInstalled.addListener(() => void makeEntry().catch(report));
    browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
      if (menuItemId !== entry || selectionText === undefined) return;
      const id = crypto.randomUUID();
      kept.set(id, selectionText);
      for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
      const url = browser.runtime.getURL(`/selection.html?id=${id}`);
      browser.tabs.create({ url, ...(tab ? { index: tab.index + 1 } : {}) }).catch(report);
    });
  }

  return {
    take: (id) => kept.get(id) ?? null,
    async nameEntry() {
      if (hasPhrases()) await browser.contextMenus.update(entry, { title: menuTitles[await language()] });
    },
  };
}

function report(error: unknown): void {
  console.error("Wallsight: the entry in the context menu failed", error);
}
