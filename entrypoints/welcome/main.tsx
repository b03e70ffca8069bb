// The first page after an installation.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import "@/components/choosing.css";
import { WelcomePage } from "@/components/welcome-page.tsx";
import type { Change } from "@/core/choices.ts";
import { choosingWordsOf } from "@/core/words/choosing/words.ts";
import { chooseLanguage } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { browser } from "@/services/browser.ts";
import { requestHosts } from "@/services/feed-permission.ts";
import { ask } from "@/services/messages.ts";
import { dressPage } from "@/services/own-page.ts";

const place = document.getElementById("welcome");

async function show(): Promise<void> {
  const [choices, sync] = await Promise.all([ask("choices", null), ask("sync", null)]);
  const { language: chosen, theme } = choices;
  const language = chooseLanguage(chosen === null ? navigator.languages : [chosen]);
  const speech = await loadWords(language);
  const say = choosingWordsOf[language];
  dressPage(speech.words, theme, speech.words.about(speech.words.page.title, say.welcome.title));
  if (place === null) return;
  const options = browser.runtime.getURL("/options.html");
  const hosts = sync?.offers.find(({ from }) => from === sync.from)?.hosts ?? [];
  const turnSync = async (isOn: boolean): Promise<boolean> => {
    const isGranted = !isOn || (await requestHosts(hosts));
    if (isGranted) await ask("choose", { sync: isOn });
    await show();
    return isGranted;
  };
  render(<WelcomePage {...{ speech, say, choices, options, sync, change, turnSync }} />, place);
}

function change(changed: Change): void {
  ask("choose", changed).then(show).catch(fail);
}

/** There may be no words yet to say it in. */
function fail(error: unknown): void {
  if (place !== null) place.textContent = String(error);
}

show().catch(fail);
