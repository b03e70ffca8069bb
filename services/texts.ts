// Loads the long texts that ship with the extension, in one language, when a page wants them.

import type { Context, Works } from "@/core/dossiers/context.ts";
import type { Dossier } from "@/core/dossiers/dossier.ts";
import type { Language } from "@/core/words/languages.ts";
import { browser } from "./browser.ts";

/** A dossier by its id. Rejects where the extension has no such file. */
export function loadDossier(language: Language, id: string): Promise<Dossier> {
  return load<Dossier>(`${language}/dossiers/${encodeURIComponent(id)}.json`);
}

/** The context of all dossiers, and the works it cites. */
export async function loadContext(language: Language): Promise<{ context: Context; works: Works }> {
  const [context, works] = await Promise.all([load<Context>(`${language}/context.json`), load<Works>("works.json")]);
  return { context, works };
}

/** The files come with the extension and were checked when it was built. */
async function load<Text>(path: string): Promise<Text> {
  const response = await fetch(browser.runtime.getURL(`texts/${path}`));
  return (await response.json()) as Text;
}
