// All of the context on one page: to read, to search, and to quote by its address.

import { useState } from "preact/hooks";
import { searchContext } from "@/core/dossiers/context-search.ts";
import type { Context, Works } from "@/core/dossiers/context.ts";
import type { ContextWords } from "@/core/words/context/en.ts";
import type { Speech } from "@/core/words/load-words.ts";
import type { Language } from "@/core/words/languages.ts";
import { AbroadCard, CardGroup, ClaimCard, EpisodeCard, FigureCard, SectorCard, TermCard } from "./context-cards.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { MethodCard } from "./how-view.tsx";

interface ContextPageProps {
  speech: Speech;
  say: ContextWords;
  context: Context;
  works: Works;
  chosen: Language | null;
  speak: (language: Language | null) => void;
}

export function ContextPage({ speech, say, context, works, chosen, speak }: ContextPageProps) {
  const { words, pages } = speech;
  const [query, setQuery] = useState("");
  const { timeline, glossary, methods, abroad, sectors, figures, claims } = searchContext(context, query);
  const isSearch = query.trim() !== "";
  const found = [timeline, glossary, methods, abroad, sectors, figures, claims].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  const shared = { words, pages, say, works };
  const titled = (title: string, count: number) => `${title} (${words.count(count)})`;
  return (
    <main class="library" lang={words.lang}>
      <h1>{say.page}</h1>
      <p>{say.positions}</p>
      <search>
        <label>
          {say.search}{" "}
          <input type="search" value={query} onInput={({ currentTarget }) => setQuery(currentTarget.value)} />
        </label>{" "}
        <output>{isSearch && say.found(found)}</output>
      </search>
      {timeline.length > 0 && (
        <CardGroup level={2} title={titled(say.sovereignty, timeline.length)} isOpen>
          {timeline.map((card) => (
            <EpisodeCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {sectors.length > 0 && (
        <CardGroup level={2} title={titled(say.reciprocity, sectors.length)} isOpen={isSearch}>
          {sectors.map((card) => (
            <SectorCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {figures.length > 0 && (
        <CardGroup level={2} title={titled(say.figures, figures.length)} isOpen={isSearch}>
          {figures.map((card) => (
            <FigureCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {abroad.length > 0 && (
        <CardGroup level={2} title={titled(say.abroad, abroad.length)} isOpen={isSearch}>
          {abroad.map((card) => (
            <AbroadCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {methods.length > 0 && (
        <CardGroup level={2} title={titled(say.methods, methods.length)} isOpen={isSearch}>
          {methods.map((card) => (
            <MethodCard key={card.id} {...shared} method={card} />
          ))}
        </CardGroup>
      )}
      {glossary.length > 0 && (
        <CardGroup level={2} title={titled(say.words, glossary.length)} isOpen={isSearch}>
          {glossary.map((card) => (
            <TermCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {claims.length > 0 && (
        <CardGroup level={2} title={titled(say.claims, claims.length)} isOpen={isSearch}>
          <p class="aside">{say.article}</p>
          {claims.map((card) => (
            <ClaimCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      <footer class="lists">
        <LanguageChoice pages={pages} chosen={chosen} choose={speak} />
      </footer>
    </main>
  );
}
