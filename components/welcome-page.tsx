// The first page after an installation: what Wallsight does in five lines, and what it does only if asked to.

import type { Change, Choices } from "@/core/choices.ts";
import { gridSize, mark } from "@/core/status-shapes.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { SyncState } from "@/core/sync/state.ts";
import type { Speech } from "@/core/words/load-words.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { MarkAndCount } from "./marks-section.tsx";
import { SyncSwitch } from "./sync-section.tsx";

interface WelcomePageProps {
  speech: Speech;
  say: ChoosingWords;
  choices: Choices;
  /** where all options are */
  options: string;
  /** `null`: this build knows no source of newer lists, and does not ask about it */
  sync: SyncState | null;
  change: (change: Change) => void;
  turnSync: (isOn: boolean) => Promise<boolean>;
}

export function WelcomePage({ speech, say, choices, options, sync, change, turnSync }: WelcomePageProps) {
  const { words, pages } = speech;
  const { welcome } = say;
  return (
    <main class="library choosing welcome" lang={words.lang}>
      <header>
        <svg class="eye" viewBox={`0 0 ${gridSize} ${gridSize}`} aria-hidden="true">
          <path d={mark.path} fill-rule="evenodd" />
        </svg>
        <p class="name">{words.page.title}</p>
        <h1>{welcome.title}</h1>
      </header>
      <ol class="lines">
        {welcome.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p class="aside">{welcome.pin}</p>
      <section>
        <h2>{welcome.asks}</h2>
        <MarkAndCount say={say} choices={choices} change={change} />
        {sync !== null && <SyncSwitch words={words} say={say} every={choices.syncEvery} sync={sync} turn={turnSync} />}
      </section>
      <footer class="lists">
        <LanguageChoice pages={pages} chosen={choices.language} choose={(language) => change({ language })} />
        <p>
          {welcome.later} <a href={options}>{welcome.options}</a>
        </p>
      </footer>
    </main>
  );
}
