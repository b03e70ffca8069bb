// Asks the tab what is on its page and the background for the verdicts, and shows both. Loaded after the verdict.

import type { VNode } from "preact";
import "@/components/on-page.css";
import { OnPageView } from "@/components/on-page.tsx";
import type { Answered } from "@/components/popup-page.tsx";
import { isChosenFor } from "@/core/chosen-sites.ts";
import { onPageAsCsv, onPageAsJson } from "@/core/page/export.ts";
import { addressesOf, judgeSurvey, type OnPage } from "@/core/page/on-page.ts";
import { readSurvey } from "@/core/page/survey.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { Language } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { onPageWordsOf } from "@/core/words/on-page/words.ts";
import { ask, askTab, mostUrls } from "@/services/messages.ts";
import { saveFile } from "@/services/save-file.ts";
import type { Found } from "./look-up.ts";

interface Asked {
  readonly found: Found;
  readonly state: Answered;
  readonly language: Language;
  readonly version: string;
  readonly today: Day;
}

/** Nothing where no page is there to be looked at. */
export async function showOnPage(asked: Asked): Promise<VNode | null> {
  const { state, language, version, today } = asked;
  const { tabId, choices, isPrivate } = asked.found;
  const { verdict, lists } = state;
  const { host } = verdict;
  if (tabId === undefined || choices === null || host === "") return null;
  const [speech, found] = await Promise.all([loadWords(language), lookAt(tabId, verdict)]);
  const save = (format: "csv" | "json"): void => {
    if (found === null) return;
    const about = { version, listsDate: lists.date, today };
    const name = `wallsight-${host.replace(/[^a-z0-9.-]/g, "")}-${today}.${format}`;
    if (format === "csv") saveFile(name, "text/csv;charset=utf-8", onPageAsCsv(found, about));
    else saveFile(name, "application/json", onPageAsJson(found, about));
  };
  return (
    <OnPageView
      speech={speech}
      say={onPageWordsOf[language]}
      found={found}
      marks={{ isOn: choices.marks, here: isPrivate ? null : !isChosenFor(host, choices.unmarked) }}
      turnMarksOn={async () => void (await ask("choose", { marks: true }))}
      markHere={async (isMarked) => void (await ask("unmark", { host, isUnmarked: !isMarked }))}
      save={save}
    />
  );
}

/** Without an answer there is nothing to show. */
async function lookAt(tabId: number, verdict: Verdict): Promise<OnPage | null> {
  try {
    const told = await askTab(tabId, "survey", null);
    if (told === undefined) return null;
    const survey = readSurvey(told);
    const urls = addressesOf(survey);
    const verdicts = new Map<string, Verdict>();
    for (let start = 0; start < urls.length; start += mostUrls) {
      const asked = urls.slice(start, start + mostUrls);
      const answer = await ask("verdicts", { urls: asked });
      for (const [i, url] of asked.entries()) {
        const given = answer.verdicts[i];
        if (given !== undefined) verdicts.set(url, given);
      }
    }
    return judgeSurvey(survey, verdicts, verdict);
  } catch (error) {
    console.error("Wallsight: what is on the page cannot be told", error);
    return null;
  }
}
