// Loads the story behind a verdict: its dossier, and the cards that fit it.

import { noStory, type Story } from "@/components/story.ts";
import { chooseCards } from "@/core/dossiers/cards.ts";
import { isoDay } from "@/core/days.ts";
import type { Verdict } from "@/core/verdict.ts";
import type { Language } from "@/core/words/languages.ts";
import { loadContextWords } from "@/core/words/context/load-context-words.ts";
import { ask } from "@/services/messages.ts";
import { loadDossier } from "@/services/texts.ts";
import { beginLibrary, type Library, settled } from "./library.ts";

/** What fails to load is left out and said so: the verdict stands without it. */
export async function loadStory(language: Language, verdict: Verdict, begun: Library): Promise<Story> {
  const { loaded } = begun.language === language ? begun : beginLibrary(language);
  const [say, dossier, library, unconfirmed] = await Promise.all([
    loadContextWords(language),
    settled(verdict.dossier === null ? Promise.resolve(null) : loadDossier(language, verdict.dossier)),
    loaded,
    settled(ask("unconfirmed", null)),
  ]);
  const known = dossier.status === "fulfilled" ? dossier.value : null;
  const since = unconfirmed.status === "fulfilled" ? unconfirmed.value : null;
  const told = { unconfirmed: since === null ? null : isoDay(Math.floor(since / 86_400_000)) };
  for (const part of [dossier, library, unconfirmed]) {
    if (part.status === "rejected") console.error("Wallsight: part of the story cannot be loaded", part.reason);
  }
  if (library.status === "rejected") return { ...noStory, ...told, say, dossier: known, isIncomplete: true };
  const { context, works } = library.value;
  const cards = chooseCards(context, verdict, known ?? undefined);
  return { ...told, dossier: known, cards, works, say, isIncomplete: dossier.status === "rejected" };
}
