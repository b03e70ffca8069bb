// A page on its own: the text that the reader selected, and the suppressed words in it.

import type { FoundWords } from "@/core/phrases/page-words.ts";
import type { Words } from "@/core/words/words.ts";
import type { SuppressedWords } from "@/core/words/suppressed/en.ts";
import "./words.css";
import { ForeignText } from "./foreign-text.tsx";
import { WordsFound } from "./words-found.tsx";
import { WordsMeaning } from "./words-meaning.tsx";

interface SelectionPageProps {
  words: Words;
  say: SuppressedWords;
  /** `null`: the text is no longer there */
  selected: { readonly text: string; readonly found: FoundWords } | null;
}

const longestText = 600;

export function SelectionPage({ words, say, selected }: SelectionPageProps) {
  const { selection } = say;
  const parts = { ...say.parts, text: selection.part, scattered: selection.scattered };
  return (
    <main class="library words" lang={words.lang}>
      <h1>{selection.page}</h1>
      {selected === null ? (
        <p>{selection.gone}</p>
      ) : (
        <>
          <h2>{selection.text}</h2>
          <blockquote class="selected">
            <ForeignText text={selected.text} maxLength={longestText} />
          </blockquote>
          <p class="aside">{selection.kept}</p>
          <h2>{say.title}</h2>
          <WordsFound words={words} say={say} found={selected.found} parts={parts} />
          <WordsMeaning say={say} />
        </>
      )}
    </main>
  );
}
