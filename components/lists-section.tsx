// The lists that answer: every source with what it is, its days and its terms.

import type { SourceFact } from "@/core/fact-source.ts";
import type { AnsweringSource, ListsState } from "@/core/lists-state.ts";
import { plainText } from "@/core/plain-text.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { ListsNote } from "./lists-note.tsx";

export interface AnsweringLists {
  readonly sources: readonly AnsweringSource[];
  readonly lists: ListsState;
}

interface ListsSectionProps {
  words: Words;
  pages: PageWords;
  say: ChoosingWords;
  /** `null` where they cannot be read */
  answering: AnsweringLists | null;
}

export function ListsSection({ words, pages, say: { lists: say }, answering }: ListsSectionProps) {
  return (
    <section>
      <h2>{say.title}</h2>
      {answering === null ? (
        <p class="trouble">{say.none}</p>
      ) : (
        <>
          <ListsNote words={words} lists={answering.lists} />
          <ul class="source-list">
            {answering.sources.map((source) => {
              const named = (names: object): string | undefined =>
                new Map<string, string>(Object.entries(names)).get(source.id);
              return (
                <li key={source.id}>
                  <SourceName
                    source={source}
                    name={named(words.source) ?? named(say.contexts) ?? plainText(source.title)}
                  />
                  <p>{words.about(say.kinds[source.kind], say.span(words.day(source.from), words.day(source.asOf)))}</p>
                  {source.held !== null && (
                    <p>{say.size(say.origins[source.held.origin], words.count(Math.ceil(source.held.bytes / 1000)))}</p>
                  )}
                  <p class="aside">
                    {words.about(say.terms, named(pages.evidence.termsOf) ?? plainText(source.terms))}
                  </p>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}

function SourceName({ source: { link }, name }: { source: SourceFact; name: string }) {
  return (
    <h3>
      {link === undefined ? (
        name
      ) : (
        <a href={link} target="_blank" rel="noreferrer">
          {name}
        </a>
      )}
    </h3>
  );
}
