// The whole popup in each of its states.

import type { ComponentChildren } from "preact";
import type { ListsState } from "@/core/lists-state.ts";
import { signWhile } from "@/core/status-shapes.ts";
import { tellHistory } from "@/core/history.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { Speech } from "@/core/words/load-words.ts";
import type { Language } from "@/core/words/languages.ts";
import { ForeignText } from "./foreign-text.tsx";
import type * as FurtherParts from "./further.tsx";
import { HistoryChart } from "./history-chart.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { ListsNote } from "./lists-note.tsx";
import { Notice } from "./notice.tsx";
import type { Story } from "./story.ts";
import { VerdictView } from "./verdict-view.tsx";

export type PopupState =
  | { readonly kind: "asking" }
  /** no content script of ours answers in that tab */
  | { readonly kind: "unseen" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "paused"; readonly host: string }
  | Answered;

export interface Answered {
  readonly kind: "answered";
  readonly verdict: Verdict;
  readonly lists: ListsState;
  readonly story: Story;
}

/** What a reader can do, and what the page must know for it. */
export interface PopupDeeds {
  readonly today: Day;
  readonly version: string;
  /** where a new issue is opened; a build may have none */
  readonly issues: string | undefined;
  /** where all of the context can be read */
  readonly library: string;
  /** where all options are */
  readonly options: string;
  /** a page of its own, not a popup */
  readonly isFull: boolean;
  /** in a private window nothing may be kept */
  readonly isPrivate: boolean;
  readonly chosen: Language | null;
  copy(text: string): Promise<void>;
  pause(host: string, isPaused: boolean): void;
  openTab(): void;
  speak(language: Language | null): void;
}

/** Loaded after the verdict is shown. */
export type Further = typeof FurtherParts;

interface PopupPageProps {
  speech: Speech;
  state: PopupState;
  deeds: PopupDeeds;
  /** what stands below the verdict, once it is loaded */
  further?: Further | null;
  /** what is on the page in the tab, once it is known */
  onPage?: ComponentChildren;
  /** the section of suppressed words, once it is loaded */
  suppressed?: ComponentChildren;
}

export function PopupPage(props: PopupPageProps) {
  const { speech, state, deeds } = props;
  const { words, pages } = speech;
  return (
    <main class="popup" lang={words.lang} aria-busy={state.kind === "asking"}>
      <Body {...props} />
      {state.kind !== "asking" && (
        <footer class="lists">
          {state.kind === "answered" && <ListsNote words={words} lists={state.lists} />}
          <div class="foot">
            <LanguageChoice pages={pages} chosen={deeds.chosen} choose={(language) => deeds.speak(language)} />
            <a href={deeds.options} target="_blank">
              {pages.settings.options}
            </a>
          </div>
        </footer>
      )}
    </main>
  );
}

function Body({ speech, state, deeds, further = null, onPage, suppressed }: PopupPageProps) {
  const { words, pages } = speech;
  const { page } = words;
  switch (state.kind) {
    case "asking":
      return <h1 class="asking">{page.asking}</h1>;
    case "unseen":
      return (
        <Notice sign="unsupported" title={page.unseen}>
          <ul class="unknowns">
            {page.unseenReasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Notice>
      );
    case "failed":
      return (
        <Notice sign="unsupported" title={page.failed}>
          <p>{page.failedText}</p>
          <p class="rule">
            <ForeignText text={state.reason} maxLength={300} />
          </p>
        </Notice>
      );
    case "paused":
      return (
        <Notice sign="unsupported" title={page.paused}>
          <p class="host">
            <ForeignText text={state.host} maxLength={80} />
          </p>
          <p>{pages.settings.pausedText}</p>
          <button type="button" onClick={() => deeds.pause(state.host, false)}>
            {pages.settings.resume}
          </button>
        </Notice>
      );
    case "answered":
      return (
        <Answer speech={speech} state={state} deeds={deeds} further={further} onPage={onPage} suppressed={suppressed} />
      );
  }
}

interface AnswerProps {
  speech: Speech;
  state: Answered;
  deeds: PopupDeeds;
  further: Further | null;
  onPage: ComponentChildren;
  suppressed: ComponentChildren;
}

function Answer({ speech, state, deeds, further, onPage, suppressed }: AnswerProps) {
  const { words, pages } = speech;
  const { verdict, lists, story } = state;
  if (signWhile(lists, verdict) === "preparing") {
    return (
      <Notice sign="preparing" title={words.page.preparing}>
        <p>{words.page.preparingText}</p>
      </Notice>
    );
  }
  const evidence = verdict.evidence.filter(({ elsewhere }) => !elsewhere || verdict.status === "partly");
  const events = story.dossier?.events ?? [];
  const all = { speech, state, deeds };
  return (
    <>
      <div class="columns">
        <div>
          <VerdictView
            words={words}
            pages={pages}
            verdict={verdict}
            today={deeds.today}
            service={further && <further.Service {...all} />}
          >
            {evidence.length + events.length > 0 && (
              <HistoryChart words={words} pages={pages} history={tellHistory(evidence, events)} today={deeds.today} />
            )}
            {further && <further.Behind {...all} />}
          </VerdictView>
        </div>
        <div>
          {onPage}
          {suppressed}
          {further && <further.Below {...all} />}
        </div>
      </div>
      {lists.kind === "preparing" && <p class="trouble">{words.page.preparing}</p>}
    </>
  );
}
