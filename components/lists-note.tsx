// From which day the lists are, and what a reader should know of them.

import type { ListsState } from "@/core/lists-state.ts";
import type { Words } from "@/core/words/words.ts";

interface ListsNoteProps {
  words: Words;
  lists: ListsState;
}

export function ListsNote({ words: { page }, lists: { date, note } }: ListsNoteProps) {
  return (
    <>
      <p>{page.lists(date)}</p>
      {note !== null && <p class="trouble">{page.notes[note]}</p>}
    </>
  );
}
