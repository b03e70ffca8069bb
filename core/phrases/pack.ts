// The rules to their packs and back, fact for fact.

import { dayNumber } from "../days.ts";
import { compareCodePoints } from "../fact-lines.ts";
import type { SourceFact } from "../fact-source.ts";
import { Malformed } from "../intervals.ts";
import { type Pack, writePack } from "../pack.ts";
import { sourceSection } from "../source-packs.ts";
import { type Columns, writeColumns } from "./columns.ts";
import { firstOther, fixedClass, foldUnit, kindOf, type ScriptPairs, space, spaces } from "./folding.ts";
import { writeMatcher } from "./matcher.ts";
import { effects, mostTerms, origins, type PhraseFact, platforms, type Sighting } from "./rule-facts.ts";
import { openRules } from "./rules.ts";
import { ends, layOutTrie, mostCells } from "./trie.ts";

/** What packs can hold; facts beyond it are refused by name. */
export const limits = { rules: 1_000_000, terms: mostCells, cells: mostCells, classes: ends - 1, days: 1024 };

interface Rule {
  readonly terms: readonly string[];
  readonly sightings: Sighting[];
}

/** The two packs of the facts: what a scan needs, and what is told of its finds. */
export interface PhrasePacks {
  readonly terms: Uint8Array<ArrayBuffer>;
  readonly rules: Uint8Array<ArrayBuffer>;
}

/** Throws `Malformed` where a limit is passed. */
export function packPhrases(source: SourceFact, facts: readonly PhraseFact[], pairs: ScriptPairs): PhrasePacks {
  const rules = rulesOf(facts);
  within("rules", rules.length);
  for (const { terms } of rules) {
    if (terms.length > mostTerms) throw new Malformed(`a rule of ${terms.length} terms; at most ${mostTerms}`);
  }
  const alphabet = numberUnits(rules, pairs);
  const folded = foldTerms(rules, alphabet);
  within("terms", folded.length);
  const cells = layOutTrie(folded.map(({ classes }) => classes));
  within("cells", cells.length);
  const classes = new Uint16Array(0x10000);
  for (const [unit, number] of alphabet) classes[unit] = number + kindOf(number);
  const head = aligned(sourceSection(source));
  return {
    terms: writePack({ source: head, terms: writeMatcher({ classes, cells, terms: folded.length }) }),
    rules: writePack({ source: head, phrases: writeColumns(columnsOf(rules, folded)) }),
  };
}

function columnsOf(rules: readonly Rule[], folded: readonly FoldedTerm[]): Columns {
  const places = new Map(folded.flatMap(({ writings }, term) => writings.map((text) => [text, term] as const)));
  const numbers = new Map([...places.keys()].map((text, i) => [text, i]));
  const uses = new Map<number, number>();
  for (const { terms } of rules) {
    for (const term of new Set(terms.map((text) => places.get(text) ?? 0))) uses.set(term, (uses.get(term) ?? 0) + 1);
  }
  const ranked = rules.map((rule) => {
    const own = [...new Set(rule.terms.map((text) => places.get(text) ?? 0))].sort((a, b) => a - b);
    const lengths = new Map(rule.terms.map((text) => [places.get(text) ?? 0, text.length]));
    return { ...rule, own, set: own.join(), rarest: rarestOf(own, lengths, uses) };
  });
  ranked.sort(
    (a, b) =>
      a.rarest - b.rarest ||
      compareCodePoints(a.set, b.set) ||
      compareCodePoints(a.terms.join("\t"), b.terms.join("\t")),
  );
  const groups = ranked.filter(({ set }, i) => set !== ranked[i - 1]?.set);
  const anchored = new Uint16Array(folded.length);
  for (const { rarest } of groups) anchored[rarest] = (anchored[rarest] ?? 0) + 1;
  const orders = new Map<string, number>();
  for (const { set } of ranked) orders.set(set, (orders.get(set) ?? 0) + 1);
  const days = ["", ...new Set(rules.flatMap(({ sightings }) => sightings.flatMap(({ found }) => found ?? [])))].sort();
  within("days", days.length);
  const dayOf = new Map(days.map((day, i) => [day, i]));
  const codes = ranked.flatMap(({ sightings }) =>
    sightings.map(({ platform, effect, origin, found }) => {
      const where = platforms.indexOf(platform) + 8 * effects.indexOf(effect) + 16 * origins.indexOf(origin);
      return where + 64 * (dayOf.get(found ?? "") ?? 0);
    }),
  );
  const texts = [...numbers.keys()];
  return {
    writings: Uint16Array.from(folded, ({ writings }) => writings.length),
    lengths: Uint8Array.from(texts, ({ length }) => length),
    text: unitsOf(texts.join("")),
    anchored,
    sizes: Uint8Array.from(groups, ({ own }) => own.length),
    members: Uint32Array.from(groups.flatMap(({ own }) => own)),
    orders: Uint16Array.from(groups, ({ set }) => orders.get(set) ?? 0),
    shapes: Uint8Array.from(ranked, ({ terms }) => terms.length),
    seen: Uint8Array.from(ranked, ({ sightings }) => sightings.length),
    refs: Uint32Array.from(ranked.flatMap(({ terms }) => terms.map((text) => numbers.get(text) ?? 0))),
    sightings: Uint16Array.from(codes),
    days: Uint16Array.from(days, (day) => (day === "" ? 0 : dayNumber(day))),
  };
}

/** The facts in no particular order. Throws `DamagedBytes`. */
export function unpackPhrases(pack: Pack): PhraseFact[] {
  const rules = openRules(pack);
  return Array.from({ length: rules.count }, (_, rule) => {
    const terms = rules.writingsOf(rule).map((writing) => rules.textOf(writing));
    return rules.sightingsOf(rule).map((sighting): PhraseFact => ({ terms, ...sighting }));
  }).flat();
}

function rulesOf(facts: readonly PhraseFact[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const { terms, ...sighting } of facts) {
    const key = terms.join("\t");
    const rule = rules.get(key) ?? { terms, sightings: [] };
    rule.sightings.push(sighting);
    rules.set(key, rule);
  }
  return [...rules.values()];
}

/** Numbers for all code units of the terms and for those that are folded to them. */
function numberUnits(rules: readonly Rule[], pairs: ScriptPairs): Map<number, number> {
  const classes = new Map<number, number>();
  const used = new Set<number>();
  for (const { terms } of rules) {
    for (const term of terms) for (let i = 0; i < term.length; i++) used.add(foldUnit(term.charCodeAt(i), pairs));
  }
  let next = firstOther;
  for (const folded of [...used].sort((a, b) => a - b)) {
    const fixed = fixedClass(folded);
    classes.set(folded, fixed > 0 ? fixed : next++);
  }
  within("classes", next);
  const numbered = new Map<number, number>(spaces.map((unit) => [unit, space]));
  for (let unit = 0; unit < 0x10000; unit++) {
    const folded = foldUnit(unit, pairs);
    const number = classes.get(folded) ?? fixedClass(folded);
    if (number > 0 && !numbered.has(unit)) numbered.set(unit, number);
  }
  return new Map([...numbered].sort(([a], [b]) => a - b));
}

/** Terms that are searched as one. */
interface FoldedTerm {
  readonly classes: readonly number[];
  /** the ways in which rules write it */
  readonly writings: readonly string[];
}

/** In the order of their classes. */
function foldTerms(rules: readonly Rule[], alphabet: ReadonlyMap<number, number>): FoldedTerm[] {
  const terms = [...new Set(rules.flatMap((rule) => rule.terms))].sort(compareCodePoints);
  const foldOf = (text: string): string => String.fromCharCode(...unitsOf(text).map((unit) => alphabet.get(unit) ?? 0));
  return [...Map.groupBy(terms, foldOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folded, writings]) => ({ classes: [...unitsOf(folded)], writings }));
}

/** The term that is the least likely to stand in a text: the longest, then the least used, then the first. */
function rarestOf(
  terms: readonly number[],
  lengths: ReadonlyMap<number, number>,
  uses: ReadonlyMap<number, number>,
): number {
  const of = (numbers: ReadonlyMap<number, number>, term: number): number => numbers.get(term) ?? 0;
  return terms.reduce((best, term) => {
    const longer = of(lengths, term) - of(lengths, best);
    return longer > 0 || (longer === 0 && of(uses, term) < of(uses, best)) ? term : best;
  });
}

/** JSON filled up with spaces, so that what follows it in a pack stands at a multiple of 4. */
function aligned(json: Uint8Array): Uint8Array {
  const filled = new Uint8Array((json.length + 3) & ~3).fill(0x20);
  filled.set(json);
  return filled;
}

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function within(what: keyof typeof limits, count: number): void {
  if (count > limits[what]) throw new Malformed(`${count} ${what}; a pack holds at most ${limits[what]}`);
}
