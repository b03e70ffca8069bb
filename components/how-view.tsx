// How a site is blocked: each technique in one line, and how it works for whoever wants to know.

import type { SeenMethod } from "@/core/dossiers/cards.ts";
import type { Method, Works } from "@/core/dossiers/context.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { Fold } from "./fold.tsx";
import { citedIn, WorksList } from "./works-list.tsx";

interface HowViewProps {
  words: Words;
  pages: PageWords;
  methods: readonly SeenMethod[];
  works: Works;
}

export function HowView({ words, pages, methods, works }: HowViewProps) {
  const say = pages.dossier;
  const isGeneral = methods.every(({ origin }) => origin === "general");
  return (
    <section class="how">
      <h2>{say.how}</h2>
      {isGeneral && <p>{say.howUnknown}</p>}
      {methods.map(({ method, origin }) => (
        <MethodCard
          key={method.id}
          words={words}
          pages={pages}
          works={works}
          method={method}
          tag={isGeneral ? null : say.howSource[origin]}
        />
      ))}
    </section>
  );
}

interface MethodCardProps {
  words: Words;
  pages: PageWords;
  works: Works;
  method: Method;
  /** how we know that it is used */
  tag?: string | null;
}

export function MethodCard({ words, pages, works, method, tag = null }: MethodCardProps) {
  return (
    <article class="card" id={method.id}>
      <h3>
        {method.name}
        {tag !== null && (
          <>
            {" "}
            <span class="tag">{tag}</span>
          </>
        )}
      </h3>
      <p>{method.line}</p>
      <Fold title={pages.dossier.howWorks}>
        <p>{method.how}</p>
        <p>{pages.dossier.howSeen(method.sees)}</p>
        <WorksList words={words} pages={pages} works={citedIn(works, method.works)} standing={method.standing} />
      </Fold>
    </article>
  );
}
