// The larger story as it fits one site: who serves its market, and where the block stands in a longer history.

import type { Status } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { AbroadCard, CardGroup, ClaimCard, EpisodeCard, FigureCard, SectorCard, TermCard } from "./context-cards.tsx";
import { CounterpartsView } from "./dossier-view.tsx";
import type { Story } from "./story.ts";

interface ContextViewProps {
  words: Words;
  pages: PageWords;
  status: Status;
  story: Story;
  /** where all of the context can be read */
  library: string;
  /** all groups unfolded, for a wide page */
  isOpen: boolean;
}

export function ContextView({ words, pages, status, story, library, isOpen }: ContextViewProps) {
  const { dossier, cards, works, say } = story;
  if (!cards || !say) return null;
  const { sectors, episodes, abroad, figures, terms, claims } = cards;
  const counterparts = status === "domestic" || sectors.length > 0 ? [] : (dossier?.counterparts ?? []);
  const shared = { words, pages, say, works };
  return (
    <section class="context">
      <h2>{say.title}</h2>
      {counterparts.length > 0 && (
        <CardGroup title={pages.dossier.counterparts} isOpen>
          <CounterpartsView words={words} pages={pages} companies={counterparts} />
        </CardGroup>
      )}
      {sectors.length > 0 && (
        <CardGroup title={say.reciprocity} isOpen>
          {sectors.map((card) => (
            <SectorCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {episodes.length > 0 && (
        <CardGroup title={say.sovereignty} isOpen={isOpen}>
          <p class="aside">{say.positions}</p>
          {episodes.map((card) => (
            <EpisodeCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {figures.length > 0 && (
        <CardGroup title={say.figures} isOpen={isOpen}>
          {figures.map((card) => (
            <FigureCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {abroad.length > 0 && (
        <CardGroup title={say.abroad} isOpen={isOpen}>
          {abroad.map((card) => (
            <AbroadCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {terms.length > 0 && (
        <CardGroup title={say.words} isOpen={isOpen}>
          {terms.map((card) => (
            <TermCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      {claims.length > 0 && (
        <CardGroup title={say.claims} isOpen={isOpen}>
          <p class="aside">{say.article}</p>
          {claims.map((card) => (
            <ClaimCard key={card.id} {...shared} card={card} />
          ))}
        </CardGroup>
      )}
      <p>
        <a href={library} target="_blank" rel="noreferrer">
          {words.about(say.page, say.all)}
        </a>
      </p>
    </section>
  );
}
