// The popup's section of suppressed words: it looks for them when the reader asks, or at once where that was chosen.

import { useEffect, useState } from "preact/hooks";
import type { FoundWords } from "@/core/phrases/page-words.ts";
import type { Words } from "@/core/words/words.ts";
import type { SuppressedWords } from "@/core/words/suppressed/en.ts";
import "./words.css";
import { WordsFound } from "./words-found.tsx";
import { WordsMeaning } from "./words-meaning.tsx";

/** What a search of the page came to; `unread`: the page does not answer. */
export type WordsAnswer =
  | { readonly kind: "unread" }
  | { readonly kind: "found"; readonly found: FoundWords; readonly isCut: boolean };

export interface WordsDeeds {
  find(): Promise<WordsAnswer>;
  /** Marks the places on the page; resolves to their number, which is 0 where the page has another text by now. */
  show(found: FoundWords): Promise<number>;
  hide(): Promise<void>;
}

interface WordsSectionProps {
  words: Words;
  say: SuppressedWords;
  /** `null`: this build has no suppressed words */
  deeds: WordsDeeds | null;
  /** a search that began without being asked for, since the reader wants each page searched; words are marked then */
  begun: Promise<WordsAnswer> | null;
}

type State = WordsAnswer | { readonly kind: "idle" | "looking" } | { readonly kind: "failed"; readonly reason: string };

export function WordsSection({ words, say, deeds, begun }: WordsSectionProps) {
  const [state, setState] = useState<State>({ kind: "idle" });
  useEffect(() => {
    if (begun !== null) awaitAnswer(begun, setState);
  }, [begun]);
  return (
    <section class="words" aria-busy={state.kind === "looking"}>
      <h2>{say.title}</h2>
      {deeds === null ? (
        <p>{say.absent}</p>
      ) : (
        <>
          {state.kind === "idle" && (
            <button type="button" onClick={() => awaitAnswer(deeds.find(), setState)}>
              {say.look}
            </button>
          )}
          <div aria-live="polite">
            {state.kind === "looking" && <p>{say.looking}</p>}
            {state.kind === "unread" && <p>{say.unread}</p>}
            {state.kind === "failed" && (
              <p class="trouble">
                {say.failed} {state.reason}
              </p>
            )}
          </div>
          {state.kind === "found" && (
            <>
              <WordsFound words={words} say={say} found={state.found} />
              {state.isCut && <p class="aside">{say.cut}</p>}
              {state.found.places.length > 0 && (
                <ShowButton words={words} say={say} deeds={deeds} found={state.found} isShown={begun !== null} />
              )}
              <WordsMeaning say={say} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function awaitAnswer(answer: Promise<WordsAnswer>, setState: (state: State) => void): void {
  setState({ kind: "looking" });
  answer.then(setState, (error: unknown) => setState({ kind: "failed", reason: String(error) }));
}

interface ShowButtonProps {
  words: Words;
  say: SuppressedWords;
  deeds: WordsDeeds;
  found: FoundWords;
  isShown: boolean;
}

function ShowButton({ words, say, deeds, found, isShown: isShownAlready }: ShowButtonProps) {
  const [isShown, setIsShown] = useState(isShownAlready);
  const [told, setTold] = useState("");
  const press = async (): Promise<void> => {
    try {
      if (isShown) await deeds.hide();
      const count = isShown ? 0 : await deeds.show(found);
      setTold(isShown ? "" : count === 0 ? say.changed : say.shown(words.count(count)));
      setIsShown(count > 0);
    } catch {
      setTold(say.unread);
    }
  };
  return (
    <>
      <p class="show">
        <button type="button" aria-pressed={isShown} onClick={() => void press()}>
          {isShown ? say.hide : say.show}
        </button>
      </p>
      <output class="aside">{told}</output>
    </>
  );
}
