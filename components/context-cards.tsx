// The larger story: cards on cyber sovereignty, reciprocity, censorship abroad and words, each with its sources.

import type { ComponentChildren } from "preact";
import type { Card, CaseAbroad, Claim, Episode, Figure, Sector, Term, Works } from "@/core/dossiers/context.ts";
import type { ContextWords } from "@/core/words/context/en.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { CounterpartsView } from "./dossier-view.tsx";
import { Fold } from "./fold.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { citedIn, WorksList } from "./works-list.tsx";

interface CardProps<Kind> {
  words: Words;
  pages: PageWords;
  say: ContextWords;
  works: Works;
  card: Kind;
}

/** One market: how foreign services fare there, who serves it instead, and what those may do abroad. */
export function SectorCard({ words, pages, say, works, card }: CardProps<Sector>) {
  return (
    <article class="card" id={card.id}>
      <h3>{say.sector(card.name)}</h3>
      <p>{card.note}</p>
      <h4>{say.foreign}</h4>
      <ul>
        {card.foreign.map(({ name, domain, state }) => (
          <li key={name}>
            <strong>{name}</strong>
            {domain !== null && (
              <>
                {" "}
                <ForeignText text={domain} />
              </>
            )}
            {pages.dossier.pause}
            {state}
          </li>
        ))}
      </ul>
      <h4>{say.chinese}</h4>
      <CounterpartsView words={words} pages={pages} companies={card.chinese} />
      <Sources words={words} pages={pages} works={works} card={card} />
    </article>
  );
}

/** An event, dated as exactly as it is known. */
export function EpisodeCard({ words, pages, works, card }: CardProps<Episode>) {
  return (
    <article class="card" id={card.id}>
      <p class="when">
        <time dateTime={card.date}>{words.moment(card.date, card.precision)}</time>
      </p>
      <h3>{card.title}</h3>
      <p>{card.text}</p>
      <Sources words={words} pages={pages} works={works} card={card} />
    </article>
  );
}

export function AbroadCard({ words, pages, say, works, card }: CardProps<CaseAbroad>) {
  return (
    <article class="card" id={card.id}>
      <p class="when">
        <time dateTime={card.date}>{words.moment(card.date, card.precision)}</time>
      </p>
      <h3>{card.target}</h3>
      <p>{card.text}</p>
      <p class="aside">{words.about(say.actor, card.actor)}</p>
      <Sources words={words} pages={pages} works={works} card={card} />
    </article>
  );
}

export function FigureCard({ words, pages, works, card }: CardProps<Figure>) {
  return (
    <article class="card" id={card.id}>
      <h3>{card.title}</h3>
      <p class="figure">
        {card.value} <span class="aside">({card.year})</span>
      </p>
      <p>{card.what}</p>
      <p class="aside">{card.assessment}</p>
      <Sources words={words} pages={pages} works={works} card={card} />
    </article>
  );
}

export function TermCard({ words, pages, works, card }: CardProps<Term>) {
  const isForeign = card.chinese !== card.term;
  return (
    <article class="card" id={card.id}>
      <h3>
        {card.term}
        {isForeign && (
          <span class="aside">
            {" "}
            <span lang="zh-Hans">{card.chinese}</span>
          </span>
        )}{" "}
        <span class="aside" lang="zh-Latn">
          {card.pinyin}
        </span>
      </h3>
      <p>{card.definition}</p>
      <Sources words={words} pages={pages} works={works} card={card} />
    </article>
  );
}

export function ClaimCard({ words, pages, say, works, card }: CardProps<Claim>) {
  return (
    <article class="card" id={card.id}>
      <p class="claim">{words.about(say.claimed, card.claim)}</p>
      <p>
        <strong>{say.finding[card.finding]}</strong>
        {pages.dossier.pause}
        {card.assessment}
      </p>
      <WorksList words={words} pages={pages} works={citedIn(works, card.works)} />
    </article>
  );
}

function Sources({ words, pages, works, card }: Omit<CardProps<Card>, "say">) {
  return <WorksList words={words} pages={pages} works={citedIn(works, card.works)} standing={card.standing} />;
}

interface GroupProps {
  title: string;
  children: ComponentChildren;
  isOpen?: boolean;
  /** of the heading: as a part of a section, or of the page */
  level?: 2 | 3;
}

/** Cards of one kind behind their title. */
export function CardGroup({ title, children, isOpen = false, level = 3 }: GroupProps) {
  const Heading = `h${level}` as const;
  return (
    <Fold class="cards" title={<Heading>{title}</Heading>} isOpen={isOpen}>
      {children}
    </Fold>
  );
}
