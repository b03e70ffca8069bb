// All that a reader can choose, kept at once on each change.

import { useState } from "preact/hooks";
import { type Change, type Choices, themes } from "@/core/choices.ts";
import type { ReadFile } from "@/core/choices-file.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { SyncState } from "@/core/sync/state.ts";
import type { Day } from "@/core/verdict.ts";
import type { Speech } from "@/core/words/load-words.ts";
import { OneOf } from "./choice.tsx";
import { FileSection } from "./file-section.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { type AnsweringLists, ListsSection } from "./lists-section.tsx";
import { MarksSection } from "./marks-section.tsx";
import { SitesSection } from "./sites-section.tsx";
import { type SyncDeeds, SyncSection } from "./sync-section.tsx";

/** Each ends when it is kept, and fails where it cannot be. */
export interface OptionsDeeds {
  change(change: Change): Promise<void>;
  mark(host: string): Promise<void>;
  resume(host: string): Promise<void>;
  reset(): Promise<void>;
  saveFile(): void;
  openFile(file: File): Promise<ReadFile>;
  readonly sync: SyncDeeds;
}

interface OptionsPageProps {
  speech: Speech;
  say: ChoosingWords;
  choices: Choices;
  answering: AnsweringLists | null;
  sync: SyncState | null;
  deeds: OptionsDeeds;
}

export function OptionsPage({ speech: { words, pages }, say, choices, answering, sync, deeds }: OptionsPageProps) {
  const [told, setTold] = useState<{ readonly isGood: boolean; readonly text: string } | null>(null);
  const keep = (deed: Promise<void>, done: keyof Pick<ChoosingWords["options"], "saved" | "wasReset">): void => {
    // A line that says the same again would not be read out again.
    setTold(null);
    deed.then(
      () => setTold({ isGood: true, text: say.options[done] }),
      (error: unknown) => setTold({ isGood: false, text: words.about(say.options.failed, String(error)) }),
    );
  };
  const change = (changed: Change): void => keep(deeds.change(changed), "saved");
  return (
    <main class="library choosing" lang={words.lang}>
      <h1>{say.options.title}</h1>
      <MarksSection say={say} choices={choices} change={change} />
      <section>
        <h2>{say.words.title}</h2>
        <OneOf
          legend={say.words.question}
          values={["asked", "always"]}
          labels={say.words}
          chosen={choices.words}
          set={(chosen) => change({ words: chosen })}
          note={say.words.seen}
        />
      </section>
      <SitesSection
        say={say}
        choices={choices}
        mark={(host) => keep(deeds.mark(host), "saved")}
        resume={(host) => keep(deeds.resume(host), "saved")}
      />
      <section>
        <h2>{say.look.title}</h2>
        <LanguageChoice pages={pages} chosen={choices.language} choose={(language) => change({ language })} />
        <OneOf
          legend={say.look.theme}
          values={themes}
          labels={say.look.themes}
          chosen={choices.theme}
          set={(theme) => change({ theme })}
        />
      </section>
      <SyncSection
        words={words}
        say={say}
        every={choices.syncEvery}
        sync={sync}
        published={publishedOf(answering)}
        deeds={deeds.sync}
      />
      <ListsSection words={words} pages={pages} say={say} answering={answering} />
      <section>
        <h2>{say.privacy.title}</h2>
        <p>{say.privacy.text}</p>
        <p>{say.privacy.stored}</p>
      </section>
      <FileSection
        words={words}
        say={say}
        save={() => deeds.saveFile()}
        open={(file) => deeds.openFile(file)}
        reset={() => keep(deeds.reset(), "wasReset")}
      />
      <output class={told?.isGood === false ? "kept trouble" : "kept"}>{told?.text}</output>
    </main>
  );
}

function publishedOf(answering: AnsweringLists | null): Day | null {
  return answering?.sources.find(({ held }) => held?.origin === "publisher")?.asOf ?? null;
}
