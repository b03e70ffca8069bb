// The whole popup in each of its states.

import type { ListsState } from "@/core/lists-state.ts";
import { signWhile } from "@/core/status-shapes.ts";
import type { Verdict } from "@/core/verdict.ts";
import type { Words } from "@/core/words/words.ts";
import { ForeignText } from "./foreign-text.tsx";
import { ListsNote } from "./lists-note.tsx";
import { Notice } from "./notice.tsx";
import { VerdictView } from "./verdict-view.tsx";

export type PopupState =
  | { readonly kind: "asking" }
  /** no content script of ours answers in that tab */
  | { readonly kind: "unseen" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "answered"; readonly verdict: Verdict; readonly lists: ListsState };

interface PopupPageProps {
  words: Words;
  state: PopupState;
}

export function PopupPage({ words, state }: PopupPageProps) {
  return (
    <main class="popup" lang={words.lang} aria-busy={state.kind === "asking"}>
      <Body words={words} state={state} />
    </main>
  );
}

function Body({ words, state }: PopupPageProps) {
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
    case "answered": {
      const { verdict, lists } = state;
      const isOpen = signWhile(lists, verdict) === "preparing";
      return (
        <>
          {!isOpen && <VerdictView words={words} verdict={verdict} />}
          {lists.kind === "preparing" && <Preparing words={words} isAlone={isOpen} />}
          <ListsNote words={words} lists={lists} />
        </>
      );
    }
  }
}

function Preparing({ words: { page }, isAlone }: { words: Words; isAlone: boolean }) {
  if (!isAlone) return <p class="trouble">{page.preparing}</p>;
  return (
    <Notice sign="preparing" title={page.preparing}>
      <p>{page.preparingText}</p>
    </Notice>
  );
}
