// The works that a statement rests on, behind a line that counts them.

import type { Works } from "@/core/dossiers/context.ts";
import type { Standing, Work } from "@/core/dossiers/dossier.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { Fold } from "./fold.tsx";
import { ForeignText } from "./foreign-text.tsx";

interface WorksListProps {
  words: Words;
  pages: PageWords;
  works: readonly Work[];
  /** how well the statement stands; claims carry their own finding instead */
  standing?: Standing;
}

export function WorksList({ words, pages: { dossier }, works, standing }: WorksListProps) {
  const count = dossier.sources(works.length);
  return (
    <Fold class="works" title={standing === undefined ? count : words.about(count, dossier.standing[standing])}>
      <ul>
        {works.map((work) => (
          <li key={work.url}>
            <a href={work.url} target="_blank" rel="noreferrer">
              <ForeignText text={work.title} maxLength={160} />
            </a>{" "}
            <span class="aside">{dossier.work(work.publisher, whenOf(words, work.date))}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** A work's date is a day, a month or a year. */
function whenOf(words: Words, date: string): string {
  const precision = date.length === 4 ? "year" : date.length === 7 ? "month" : "day";
  return words.moment(`${date}${"-01-01".slice(date.length - 4)}`, precision);
}

/** The works of a card, by their ids. */
export function citedIn(works: Works, ids: readonly string[]): Work[] {
  return ids.flatMap((id) => works[id] ?? []);
}
