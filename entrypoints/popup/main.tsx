// The popup: shows what is known of the page in the active tab, or in the tab that `?tab=ID` names; with `&full` as a
// page of its own, with `&link` about the link whose card was last seen there. The address of this page never holds the reader's.

import { type ComponentChildren, render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import "@/components/history.css";
import "@/components/actions.css";
import { type Further, PopupPage, type PopupDeeds, type PopupState } from "@/components/popup-page.tsx";
import type { Day } from "@/core/verdict.ts";
import { chooseLanguage, type Language } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { browser } from "@/services/browser.ts";
import { ask } from "@/services/messages.ts";
import { dressPage } from "@/services/own-page.ts";
import { beginLibrary } from "./library.ts";
import { type Found, lookUp } from "./look-up.ts";

/** Put in by wxt.config.ts: where a new issue is opened, if the build was told. */
declare const __ISSUES__: string | null;

const againMs = 1000;
/** Sooner than this, "looking it up" would only flicker. */
const slowMs = 200;

const wanted = new URLSearchParams(location.search);
const wantedTab = wanted.get("tab");
const isFull = wanted.has("full");
/** about a link on the page in the tab, not about that page */
const isLink = wanted.has("link");
const place = document.getElementById("popup");

/** What comes after the verdict, loaded while the verdict is asked for. */
const later = Promise.all([import("./load-story.ts"), import("@/components/further.tsx")]);

/** The section of suppressed words: what it found stays when the rest is looked up anew. */
let suppressed: ComponentChildren = null;

/** What stands below the verdict. */
interface After {
  readonly further: Further | null;
  readonly onPage?: ComponentChildren;
}

async function show(found: Found, state: PopupState, after: After = { further: null }): Promise<void> {
  const speech = await loadWords(languageOf(found));
  const { words } = speech;
  const title = state.kind === "answered" ? words.about(words.page.title, state.verdict.host) : words.page.title;
  dressPage(words, found.choices?.theme ?? "system", title);
  if (place === null) return;
  render(<PopupPage speech={speech} state={state} deeds={deedsFor(found)} {...after} suppressed={suppressed} />, place);
}

function today(): Day {
  return new Date().toISOString().slice(0, 10);
}

function version(): string {
  return browser.runtime.getManifest().version;
}

function languageOf({ choices }: Found): Language {
  return chooseLanguage(typeof choices?.language === "string" ? [choices.language] : navigator.languages);
}

function deedsFor(found: Found): PopupDeeds {
  /** What fails is told in place of what was shown. */
  const orTell = (deed: Promise<unknown>): void => {
    deed.catch((error: unknown) => show(found, { kind: "failed", reason: String(error) }));
  };
  return {
    today: today(),
    version: version(),
    issues: __ISSUES__ ?? undefined,
    library: browser.runtime.getURL("/context.html"),
    options: browser.runtime.getURL("/options.html"),
    isFull,
    isPrivate: found.isPrivate,
    chosen: found.choices?.language ?? null,
    copy: (text) => navigator.clipboard.writeText(text),
    pause: (host, isPaused) => orTell(ask("pause", { host, isPaused }).then(refresh)),
    openTab: () => {
      const url = browser.runtime.getURL(`/popup.html?tab=${found.tabId}&full`);
      orTell(browser.tabs.create({ url }).then(() => close()));
    },
    speak: (language) => orTell(ask("choose", { language }).then(refresh)),
  };
}

/** The newest look-up: what an older one brings is out of date. */
let newest: object = {};

async function refresh(): Promise<void> {
  const turn = {};
  newest = turn;
  const slow = setTimeout(() => void showAsking(), slowMs);
  const library = beginLibrary(chooseLanguage(navigator.languages));
  const found = await lookUp(wantedTab, isLink);
  clearTimeout(slow);
  const { state } = found;
  await show(found, state);
  if (state.kind !== "answered") return;
  const [{ loadStory }, further] = await later;
  const story = await loadStory(languageOf(found), state.verdict, library);
  const told = { ...state, story };
  await show(found, told, { further });
  performance.mark("wallsight-complete");
  if (state.lists.kind === "preparing") {
    setTimeout(() => void refresh(), againMs);
    return;
  }
  if (isLink) return;
  const [{ wordsOn }, { showOnPage }] = await Promise.all([import("./words.tsx"), import("./show-on-page.tsx")]);
  const language = languageOf(found);
  const speech = await loadWords(language);
  if (found.tabId !== undefined) suppressed = await wordsOn(found.tabId, speech, found.choices);
  if (newest === turn) await show(found, told, { further });
  const onPage = await showOnPage({ found, state, language, version: version(), today: today() });
  if (newest === turn) await show(found, told, { further, onPage });
}

async function showAsking(): Promise<void> {
  const { words } = await loadWords(chooseLanguage(navigator.languages));
  if (place !== null && place.childElementCount === 0) render(<h1 class="asking">{words.page.asking}</h1>, place);
}

/** The first date that a page writes takes it some 20 ms: better while the background looks the site up. */
async function warmUp(): Promise<void> {
  const { words } = await loadWords(chooseLanguage(navigator.languages));
  const day = today();
  words.day(day);
  words.ago(day, day);
}

document.documentElement.classList.toggle("full", isFull);
void refresh();
void warmUp();
