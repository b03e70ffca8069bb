// What is known of a service beyond the lists: what it is, why it is blocked as far as anyone reported, who serves its
// market in China instead.

import type { Company, Dossier, Since } from "@/core/dossiers/dossier.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { ForeignText } from "./foreign-text.tsx";
import { WorksList } from "./works-list.tsx";

interface DossierProps {
  words: Words;
  pages: PageWords;
  dossier: Dossier;
}

/** The service in one line, for under the headline. */
export function ServiceLine({ words, pages, dossier }: DossierProps) {
  const { name, about, owner, country } = dossier;
  return (
    <p class="service">
      <strong>{name}</strong>
      {pages.dossier.pause}
      {about}
      {words.stop} <span class="aside">{pages.dossier.owner(owner, countryName(words, country))}</span>
    </p>
  );
}

/** `ofWhole`: the dossier tells of the service, and nothing like it is known of this address. */
export function WhyView({ words, pages, dossier, ofWhole }: DossierProps & { ofWhole: boolean }) {
  const { why, note, state, standing, works } = dossier;
  const say = pages.dossier;
  // Where reports differ, the list's dates stand among its evidence.
  const since = state === "unclear" ? null : dossier.since;
  return (
    <section class="why">
      <h2>{why.basis === "reported" ? say.why : say.whyNot}</h2>
      {ofWhole && <p class="aside">{say.ofWhole}</p>}
      {why.basis !== "reported" && <p>{why.basis === "none" ? say.noReason : say.notReason}</p>}
      {why.text !== null && <p>{why.text}</p>}
      <p class="aside">
        {words.sentence(
          since === null ? say.state[state] : say.dated(say.state[state], sinceWhen(words, pages, since)),
        )}
      </p>
      {note !== null && <p class="aside">{note}</p>}
      <WorksList words={words} pages={pages} works={works} standing={standing} />
    </section>
  );
}

export function CounterpartsView({
  words,
  pages,
  companies,
}: Omit<DossierProps, "dossier"> & { companies: readonly Company[] }) {
  return (
    <ul class="companies">
      {companies.map((company) => (
        <li key={company.domain}>
          <strong>{company.name}</strong> <ForeignText text={company.domain} />
          {company.abroad !== null && <p>{company.abroad}</p>}
          {company.listing !== null && (
            <p class="aside">{words.sentence(pages.dossier.listed(company.listing.exchange, company.listing.year))}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function sinceWhen(words: Words, { dossier }: PageWords, { date, precision, how, basis }: Since): string {
  const when = words.moment(date, precision);
  return how === "on" ? dossier.since.on(when) : basis === "list" ? dossier.since.byList(when) : dossier.since.by(when);
}

function countryName({ lang }: Words, code: string): string {
  return new Intl.DisplayNames(lang, { type: "region" }).of(code) ?? code;
}
