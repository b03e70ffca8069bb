// The library as the pages of the extension load it: files of JSON in one language, so that a reader loads no other.
//
//   texts/works.json                   every work cited by the context, by id
//   texts/LANGUAGE/context.json        the context but for its works
//   texts/LANGUAGE/dossiers/ID.json    a dossier with its works

import type * as core from "../../core/dossiers/context.ts";
import type { Company, Dossier, Precision, Work } from "../../core/dossiers/dossier.ts";
import type { Context } from "./context-files.ts";
import type { DossierFact } from "./dossier-file.ts";
import { type Language, languages } from "../../core/words/languages.ts";
import { firstDayOf, type Texts } from "./fields.ts";
import type { Library } from "./library.ts";

/** Paths below `texts/`, and their contents. */
export function writePages(library: Library): Map<string, string> {
  const pages = new Map<string, string>();
  pages.set("works.json", JSON.stringify(citedByContext(library.context)));
  for (const language of languages) {
    pages.set(`${language}/context.json`, JSON.stringify(contextIn(language, library.context)));
    for (const [id, dossier] of library.dossiers) {
      pages.set(`${language}/dossiers/${id}.json`, JSON.stringify(dossierIn(language, id, dossier, library.context)));
    }
  }
  return pages;
}

function dossierIn(language: Language, id: string, fact: DossierFact, context: Context): Dossier {
  const say = (texts: Texts): string => texts[language];
  const cite = (ids: readonly string[]): Work[] => ids.flatMap((work) => context.works[work] ?? []);
  return {
    id,
    name: say(fact.name),
    about: say(fact.about),
    owner: say(fact.owner),
    country: fact.country,
    category: fact.category,
    state: fact.state,
    standing: fact.standing,
    since: fact.since ? { ...fact.since, ...dated(fact.since.date) } : null,
    why: { basis: fact.why.basis, text: fact.why.text ? say(fact.why.text) : null },
    note: fact.note ? say(fact.note) : null,
    methods: fact.methods ?? [],
    events: (fact.events ?? []).map((event) => ({
      ...dated(event.date),
      kind: event.kind,
      standing: event.standing,
      text: say(event.text),
      works: cite(event.works),
    })),
    counterparts: (fact.counterparts ?? []).map((domain) => companyIn(language, domain, context)),
    works: cite(fact.works),
  };
}

function contextIn(language: Language, context: Context): core.Context {
  const say = (texts: Texts): string => texts[language];
  const card = ({ id, topics, works }: { id: string; topics: readonly string[]; works: readonly string[] }) => ({
    id,
    topics,
    works,
  });
  return {
    topics: Object.fromEntries(
      Object.entries(context.topics).map(([id, { categories = [], groups = [], techniques = [] }]) => [
        id,
        { categories, groups, techniques },
      ]),
    ),
    timeline: context.timeline.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      ...dated(entry.date),
      title: say(entry.title),
      text: say(entry.text),
    })),
    glossary: context.glossary.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      term: say(entry.term),
      chinese: entry.term[language === "zh-hant" ? "zh-hant" : "zh-hans"],
      pinyin: entry.pinyin,
      definition: say(entry.definition),
    })),
    methods: context.methods.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      name: say(entry.name),
      line: say(entry.line),
      how: say(entry.how),
      sees: say(entry.sees),
      since: entry.since === undefined ? null : dated(entry.since),
    })),
    abroad: context.abroad.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      ...dated(entry.date),
      actor: say(entry.actor),
      target: say(entry.target),
      text: say(entry.text),
    })),
    sectors: context.sectors.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      name: say(entry.name),
      foreign: entry.foreign.map((service) => ({
        name: say(service.name),
        domain: service.domain ?? null,
        dossier: service.dossier ?? null,
        state: say(service.state),
      })),
      chinese: entry.chinese.map((domain) => companyIn(language, domain, context)),
      note: say(entry.note),
    })),
    figures: context.figures.map((entry) => ({
      ...card(entry),
      standing: entry.standing,
      title: say(entry.title),
      value: say(entry.value),
      year: entry.year,
      what: say(entry.what),
      assessment: say(entry.assessment),
    })),
    claims: context.claims.map((entry) => ({
      ...card(entry),
      claim: say(entry.claim),
      finding: entry.finding,
      assessment: say(entry.assessment),
    })),
  };
}

function companyIn(language: Language, domain: string, context: Context): Company {
  const company = context.companies[domain];
  if (!company) throw new Error(`the library was not checked: there is no company ${domain}`);
  const { exchange, year } = company.listing ?? {};
  return {
    name: company.name[language],
    domain,
    abroad: company.abroad?.[language] ?? null,
    listing: exchange === undefined ? null : { exchange, year: year ?? null },
  };
}

function citedByContext(context: Context): core.Works {
  const { timeline, glossary, methods, abroad, sectors, figures, claims } = context;
  const cards = [timeline, glossary, methods, abroad, sectors, figures, claims].flat();
  const cited = new Set(cards.flatMap(({ works }) => works));
  return Object.fromEntries(Object.entries(context.works).filter(([id]) => cited.has(id)));
}

/** A date as known, as its first day and how exact it is. */
function dated(date: string): { date: string; precision: Precision } {
  return { date: firstDayOf(date), precision: date.length === 4 ? "year" : date.length === 7 ? "month" : "day" };
}
