// The popup's section of suppressed words, loaded when all else stands.

import type { ComponentChildren } from "preact";
import { type WordsDeeds, WordsSection } from "@/components/words-section.tsx";
import type { Choices } from "@/core/choices.ts";
import type { Speech } from "@/core/words/load-words.ts";
import { loadSuppressed } from "@/core/words/suppressed/load-suppressed.ts";
import { hideWords, readPage, showWords } from "@/services/page-text.ts";
import { findWords, hasPhrases } from "@/services/phrases.ts";

export async function wordsOn(
  tabId: number,
  { language, words }: Speech,
  choices: Choices | null,
): Promise<ComponentChildren> {
  const say = await loadSuppressed(language);
  let reading = 0;
  const deeds: WordsDeeds = {
    async find() {
      const page = await readPage(tabId, false);
      if (page === undefined) return { kind: "unread" };
      reading = page.reading;
      return { kind: "found", found: await findWords(page), isCut: page.isCut };
    },
    show: (found) => showWords(tabId, found, reading),
    hide: () => hideWords(tabId),
  };
  const begun = hasPhrases() && choices?.words === "always" ? deeds.find() : null;
  return <WordsSection words={words} say={say} deeds={hasPhrases() ? deeds : null} begun={begun} />;
}
