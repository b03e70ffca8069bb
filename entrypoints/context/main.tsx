// All of the context behind the blocks, on a page of its own.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import { ContextPage } from "@/components/context-page.tsx";
import { chooseLanguage, type Language } from "@/core/words/languages.ts";
import { loadContextWords } from "@/core/words/context/load-context-words.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { ask } from "@/services/messages.ts";
import { dressPage } from "@/services/own-page.ts";
import { loadContext } from "@/services/texts.ts";

const place = document.getElementById("library");

async function show(): Promise<void> {
  const { language: chosen, theme } = await ask("choices", null);
  const language = chooseLanguage(chosen === null ? navigator.languages : [chosen]);
  const [speech, say, { context, works }] = await Promise.all([
    loadWords(language),
    loadContextWords(language),
    loadContext(language),
  ]);
  dressPage(speech.words, theme, speech.words.about(speech.words.page.title, say.page));
  if (place === null) return;
  render(
    <ContextPage speech={speech} say={say} context={context} works={works} chosen={chosen} speak={speak} />,
    place,
  );
  if (location.hash !== "") document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function speak(language: Language | null): void {
  ask("choose", { language }).then(show).catch(fail);
}

/** There may be no words yet to say it in. */
function fail(error: unknown): void {
  if (place !== null) place.textContent = String(error);
}

document.documentElement.classList.add("full");
show().catch(fail);
