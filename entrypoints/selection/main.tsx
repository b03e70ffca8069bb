// The text that the reader selected and asked about. It comes from the background's memory; this page's address names
// it by a number drawn at random.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import { SelectionPage } from "@/components/selection-page.tsx";
import { chooseLanguage } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { loadSuppressed } from "@/core/words/suppressed/load-suppressed.ts";
import { ask } from "@/services/messages.ts";
import { findWords } from "@/services/phrases.ts";

const place = document.getElementById("selection");

async function show(): Promise<void> {
  const id = new URLSearchParams(location.search).get("id") ?? "";
  const [{ language: chosen }, text] = await Promise.all([ask("choices", null), ask("selection", { id })]);
  const language = chooseLanguage(chosen === null ? navigator.languages : [chosen]);
  const [{ words }, say] = await Promise.all([loadWords(language), loadSuppressed(language)]);
  document.documentElement.lang = words.lang;
  document.title = words.about(words.page.title, say.selection.page);
  const selected =
    text === null ? null : { text, found: await findWords({ title: "", headline: "", text, isCut: false }) };
  if (place !== null) render(<SelectionPage words={words} say={say} selected={selected} />, place);
}

document.documentElement.classList.add("full");
show().catch((error: unknown) => {
  // There may be no words yet to say it in.
  if (place !== null) place.textContent = String(error);
});
