// Reads all of data/dossiers and data/context, and checks what no file can check alone: that whatever one names is
// there in another, that nothing is there twice, and that nothing happened after it was written about.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FactError, readSource, type SourceFact } from "../../core/fact-files.ts";
import { type Context, type ContextName, contextSchemas } from "./context-files.ts";
import type { DossierFact } from "./dossier-file.ts";
import { readDossiers } from "./dossier-folder.ts";
import { dayNumber } from "../../core/days.ts";
import { firstDayOf, lastDayOf } from "./fields.ts";
import { type ReadFile, readYaml } from "./yaml-file.ts";

export interface Library {
  /** the source record of data/dossiers */
  readonly source: SourceFact;
  /** by id, in the order of ids */
  readonly dossiers: ReadonlyMap<string, DossierFact>;
  readonly context: Context;
}

type Place = readonly PropertyKey[];
type Complain = (place: Place, reason: string) => void;

/** One file that could be read, and how to complain about a place in it. */
interface Read<Value> {
  readonly value: Value;
  readonly complain: Complain;
}

/** Reads `data/`; the library is missing where there are problems. Throws `FactError` for a source.json only. */
export function readLibrary(dataFolder: string): { library: Library | undefined; problems: readonly FactError[] } {
  const problems: FactError[] = [];
  const take = <Value>(path: string, read: ReadFile<Value>): Read<Value> | undefined => {
    problems.push(...read.problems);
    const complain: Complain = (place, reason) => problems.push(new FactError(path, read.lineOf(place), reason));
    return read.value === undefined ? undefined : { value: read.value, complain };
  };
  const textOf = (path: string): string => readFileSync(join(dataFolder, path), "utf8");
  const source = readSource(textOf("dossiers/source.json"), "dossiers/source.json");
  const dossiers = new Map<string, Read<DossierFact>>();
  for (const [id, file] of readDossiers(join(dataFolder, "dossiers"))) {
    const read = take(`dossiers/${id}.yaml`, file);
    if (read) dossiers.set(id, read);
  }
  const open = <Name extends ContextName>(name: Name) => {
    const path = `context/${name}.yaml`;
    if (!existsSync(join(dataFolder, path))) {
      problems.push(new FactError(path, 1, "is not there"));
      return undefined;
    }
    const read = readYaml(textOf(path), path, contextSchemas[name]);
    return take(path, read as ReadFile<Context[Name]>);
  };
  const names = Object.keys(contextSchemas) as ContextName[];
  const context = Object.fromEntries(names.map((name) => [name, open(name)])) as Partial<{
    [Name in ContextName]: Read<Context[Name]>;
  }>;
  if (problems.length === 0) {
    checkDossiers(dossiers, context as Files, source);
    checkContext(dossiers, context as Files, source);
  }
  if (problems.length > 0) return { library: undefined, problems };
  const values = names.map((name) => [name, context[name]?.value]);
  const read = new Map(Array.from(dossiers, ([id, { value }]) => [id, value]));
  return { library: { source, dossiers: read, context: Object.fromEntries(values) as Context }, problems };
}

type Files = { readonly [Name in ContextName]: Read<Context[Name]> };
type Dossiers = ReadonlyMap<string, Read<DossierFact>>;

function checkDossiers(dossiers: Dossiers, files: Files, source: SourceFact): void {
  const taken = new Map<string, string>();
  for (const [id, { value, complain }] of dossiers) {
    value.domains.forEach((domain, i) => {
      const other = taken.get(domain);
      if (other !== undefined) complain(["domains", i], `${domain} is in the dossier ${other} already`);
      taken.set(domain, id);
    });
    value.evidence?.forEach(({ domains, since, read }, i) => {
      for (const domain of domains) {
        if (!value.domains.includes(domain)) {
          complain(["evidence", i, "domains"], `${domain} is not a domain of this dossier`);
        }
      }
      if (since.slice(0, read.length) > read) {
        complain(["evidence", i, "read"], `${read} is before it is said to have begun, ${since}`);
      }
      checkTime(read, source, ["evidence", i, "read"], complain);
    });
    if (value.why.basis === "reported" && !value.why.text) complain(["why", "basis"], "says reported, but not what");
    checkKnown(value.methods, "method", new Set(files.methods.value.map((method) => method.id)), ["methods"], complain);
    checkKnown(value.counterparts, "company", new Set(Object.keys(files.companies.value)), ["counterparts"], complain);
    checkWorks(value.works, ["works"], complain, files);
    checkTime(value.since?.date, source, ["since", "date"], complain);
    value.events?.forEach((event, i) => {
      const before = value.events?.[i - 1];
      if (before && before.date > event.date) complain(["events", i, "date"], `${event.date} is out of order`);
      checkStatement(event, source, ["events", i], complain, files);
    });
  }
}

function checkContext(dossiers: Dossiers, files: Files, source: SourceFact): void {
  const ids = new Set<string>(dossiers.keys());
  const topics = new Set(Object.keys(files.topics.value));
  for (const name of ["timeline", "glossary", "methods", "abroad", "sectors", "figures", "claims"] as const) {
    const { value, complain } = files[name];
    value.forEach((entry, i) => {
      if (ids.has(entry.id)) complain([i, "id"], `${entry.id} is there twice`);
      ids.add(entry.id);
      checkKnown(entry.topics, "topic", topics, [i, "topics"], complain);
      const dated = "date" in entry ? entry.date : "since" in entry ? entry.since : undefined;
      checkStatement({ date: dated, works: entry.works }, source, [i], complain, files);
    });
  }
  for (const name of ["timeline", "abroad"] as const) {
    const { value, complain } = files[name];
    value.forEach(({ date }, i) => {
      const before = value[i - 1];
      if (before && before.date > date) complain([i, "date"], `${date} is out of order`);
    });
  }
  const { sectors, claims, companies, works } = files;
  sectors.value.forEach(({ foreign, chinese }, i) => {
    checkKnown(chinese, "company", new Set(Object.keys(companies.value)), [i, "chinese"], sectors.complain);
    foreign.forEach(({ dossier }, at) => {
      if (dossier !== undefined) {
        checkKnown([dossier], "dossier", new Set(dossiers.keys()), [i, "foreign", at], sectors.complain);
      }
    });
  });
  claims.value.forEach(({ covers }, i) => checkKnown(covers, "entry", ids, [i, "covers"], claims.complain));
  for (const [domain, { listing }] of Object.entries(companies.value)) {
    const place = [domain, "listing"];
    if (listing?.year !== undefined && !listing.works) companies.complain(place, "a year without a work that tells it");
    if (listing?.works) checkWorks(listing.works, place, companies.complain, files);
  }
  checkUses(dossiers, files);
  const keys = Object.keys(works.value);
  keys.forEach((key, i) => {
    if ((keys[i - 1] ?? "") > key) works.complain([key], `${key} is out of order`);
    checkTime(works.value[key]?.date, source, [key, "date"], works.complain);
  });
}

/** Closings and laws are announced ahead of their day. */
const announcedAheadDays = 120;

/** A statement about a day that is still to come, or that every work came long before, is a mistake. */
function checkStatement(
  { date, works }: { date?: string | undefined; works: readonly string[] },
  source: SourceFact,
  place: Place,
  complain: Complain,
  files: Files,
): void {
  checkWorks(works, [...place, "works"], complain, files);
  checkTime(date, source, [...place, "date"], complain);
  const newest = works
    .map((work) => files.works.value[work]?.date ?? "")
    .sort()
    .at(-1);
  if (date === undefined || newest === undefined) return;
  if (dayNumber(firstDayOf(date)) - dayNumber(lastDayOf(newest)) > announcedAheadDays) {
    complain([...place, "date"], `${date} is later than every work that tells of it (${newest})`);
  }
}

function checkTime(date: string | undefined, source: SourceFact, place: Place, complain: Complain): void {
  if (date === undefined) return;
  if (firstDayOf(date) > source.asOf) complain(place, `${date} is later than the dossiers themselves, ${source.asOf}`);
  if (date < "1980") complain(place, `${date} is before the internet`);
}

function checkWorks(works: readonly string[], place: Place, complain: Complain, files: Files): void {
  checkKnown(works, "work", new Set(Object.keys(files.works.value)), place, complain);
}

function checkKnown(
  named: readonly string[] | undefined,
  what: string,
  known: ReadonlySet<string>,
  place: Place,
  complain: Complain,
): void {
  named?.forEach((id, i) => {
    if (!known.has(id)) complain([...place, i], `there is no ${what} ${id}`);
    if (named.indexOf(id) !== i) complain([...place, i], `${id} is named twice`);
  });
}

/** What nothing refers to any more is to be taken out. */
function checkUses(dossiers: Dossiers, files: Files): void {
  const used = new Set<string>();
  for (const { value } of dossiers.values()) {
    for (const id of [...value.works, ...(value.counterparts ?? [])]) used.add(id);
    for (const event of value.events ?? []) for (const id of event.works) used.add(id);
  }
  const { timeline, glossary, methods, abroad, sectors, figures, claims, companies, works } = files;
  for (const { value } of [timeline, glossary, methods, abroad, sectors, figures, claims]) {
    for (const entry of value) for (const id of entry.works) used.add(id);
  }
  for (const { chinese } of sectors.value) for (const id of chinese) used.add(id);
  for (const { listing } of Object.values(companies.value)) for (const id of listing?.works ?? []) used.add(id);
  for (const file of [companies, works]) {
    for (const id of Object.keys(file.value)) if (!used.has(id)) file.complain([id], `nothing refers to ${id}`);
  }
}
