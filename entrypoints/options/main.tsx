// The options: shows what the reader chose, and has each change kept.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import "@/components/choosing.css";
import { type OptionsDeeds, OptionsPage } from "@/components/options-page.tsx";
import { type Choices, initialChoices, type SyncSource } from "@/core/choices.ts";
import { choicesFileLimit, type ReadFile, readChoicesFile, writeChoicesFile } from "@/core/choices-file.ts";
import { choosingWordsOf } from "@/core/words/choosing/words.ts";
import { chooseLanguage } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import type { SyncState } from "@/core/sync/state.ts";
import { requestHosts } from "@/services/feed-permission.ts";
import { ask } from "@/services/messages.ts";
import { dressPage } from "@/services/own-page.ts";
import { saveFile } from "@/services/save-file.ts";
import { importFiles } from "@/services/sync-import.ts";

const place = document.getElementById("options");

async function show(): Promise<void> {
  const [choices, answering, sync] = await Promise.all([
    ask("choices", null),
    ask("sources", null).catch(() => null),
    ask("sync", null),
  ]);
  const { language: chosen, theme } = choices;
  const language = chooseLanguage(chosen === null ? navigator.languages : [chosen]);
  const speech = await loadWords(language);
  const say = choosingWordsOf[language];
  dressPage(speech.words, theme, speech.words.about(speech.words.page.title, say.options.title));
  if (place === null) return;
  const deeds = deedsFor(choices, sync);
  const page = <OptionsPage {...{ speech, say, choices, answering, sync, deeds }} />;
  render(page, place);
}

function deedsFor(choices: Choices, sync: SyncState | null): OptionsDeeds {
  const hostsOf = (from: SyncSource | undefined) => sync?.offers.find((offer) => offer.from === from)?.hosts ?? [];
  return {
    sync: {
      async turn(isOn) {
        const isGranted = !isOn || (await requestHosts(hostsOf(sync?.from)));
        if (isGranted) await ask("choose", { sync: isOn });
        await show();
        return isGranted;
      },
      async follow(from) {
        const isOn = sync?.isOn === true;
        const isGranted = !isOn || (await requestHosts(hostsOf(from)));
        if (isGranted) await ask("choose", { sync: isOn, syncFrom: from });
        await show();
        return isGranted;
      },
      repeat: (every) => void ask("choose", { syncEvery: every }).then(show).catch(fail),
      async look() {
        const looked = ask("look", null);
        await show();
        const isDone = await looked;
        await show();
        return isDone;
      },
      async read(files) {
        const outcome = await importFiles(files, Date.now());
        if (outcome.kind === "updated") await ask("renew", null).then(showSoon);
        await show();
        return outcome;
      },
      cancel: () => void ask("cancel", null).then(show).catch(fail),
      goBack: () => void ask("bundled", null).then(showSoon).then(show).catch(fail),
      refresh: () => void show().catch(fail),
    },
    change: (change) => ask("choose", change).then(show),
    mark: (host) => ask("unmark", { host, isUnmarked: false }).then(show),
    resume: (host) => ask("pause", { host, isPaused: false }).then(show),
    reset: () => ask("replace", initialChoices).then(show),
    saveFile: () => saveFile("wallsight-settings.json", "application/json", writeChoicesFile(choices)),
    async openFile(file): Promise<ReadFile> {
      if (file.size > choicesFileLimit) return { ok: false, reason: "tooLarge" };
      const read = readChoicesFile(await file.text());
      if (read.ok) await ask("replace", read.choices).then(show);
      return read;
    },
  };
}

/** Lists that were taken or left answer some seconds later. */
function showSoon(): void {
  for (const ms of [2000, 5000, 10_000]) setTimeout(() => void show().catch(fail), ms);
}

/** There may be no words yet to say it in. */
function fail(error: unknown): void {
  if (place !== null) place.textContent = String(error);
}

show().catch(fail);
