// The popup: shows what is known of the page in the active tab, or in the tab that `?tab=ID` names; with `&full` as a
// page of its own. The address of this page never holds the reader's.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import "@/components/history.css";
import "@/components/actions.css";
import { PopupPage, type PopupDeeds, type PopupState } from "@/components/popup-page.tsx";
import { chooseLanguage, type Language } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { browser } from "@/services/browser.ts";
import { ask } from "@/services/messages.ts";
import { type Found, loadStory, lookUp } from "./look-up.ts";

const againMs = 1000;
/** Sooner than this, "looking it up" would only flicker. */
const slowMs = 200;

const wanted = new URLSearchParams(location.search);
const wantedTab = wanted.get("tab");
const isFull = wanted.has("full");
const place = document.getElementById("popup");

async function show(language: Language, state: PopupState, found: Found): Promise<void> {
  const speech = await loadWords(language);
  const { words } = speech;
  document.documentElement.lang = words.lang;
  document.title = state.kind === "answered" ? words.about(words.page.title, state.verdict.host) : words.page.title;
  if (place !== null) render(<PopupPage speech={speech} state={state} deeds={deedsFor(found)} />, place);
}

function deedsFor({ chosen, tabId, isPrivate }: Found): PopupDeeds {
  return {
    today: new Date().toISOString().slice(0, 10),
    version: browser.runtime.getManifest().version,
    issues: import.meta.env["WALLSIGHT_ISSUES"] as string | undefined,
    library: browser.runtime.getURL("/context.html"),
    isFull,
    isPrivate,
    chosen,
    copy: (text) => navigator.clipboard.writeText(text),
    pause: (host, isPaused) => void ask("pause", { host, isPaused }).then(refresh),
    openTab: () => {
      void browser.tabs.create({ url: browser.runtime.getURL(`/popup.html?tab=${tabId}&full`) }).then(() => close());
    },
    speak: (language) => void ask("speak", { language }).then(refresh),
  };
}

async function refresh(): Promise<void> {
  const slow = setTimeout(() => void showAsking(), slowMs);
  const found = await lookUp(wantedTab);
  clearTimeout(slow);
  const { state, chosen } = found;
  const language = chooseLanguage(chosen === null ? navigator.languages : [chosen]);
  await show(language, state, found);
  if (state.kind !== "answered") return;
  const story = await loadStory(language, state.verdict);
  await show(language, { ...state, story }, found);
  performance.mark("wallsight-complete");
  if (state.lists.kind === "preparing") setTimeout(() => void refresh(), againMs);
}

async function showAsking(): Promise<void> {
  const { words } = await loadWords(chooseLanguage(navigator.languages));
  if (place !== null && place.childElementCount === 0) render(<h1 class="asking">{words.page.asking}</h1>, place);
}

document.documentElement.classList.toggle("full", isFull);
void refresh();
