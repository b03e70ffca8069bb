// The rules to a pack and back, fact for fact.

import { dayNumber } from "../days.ts";
import { compareCodePoints } from "../fact-lines.ts";
import type { SourceFact } from "../fact-source.ts";
import { Malformed } from "../intervals.ts";
import { type Pack, writePack } from "../pack.ts";
import { sourceSection } from "../source-packs.ts";
import { firstOther, fixedClass, foldUnit, type ScriptPairs, space, spaces } from "./folding.ts";
import { fillFilters } from "./filters.ts";
import { openPhrases } from "./phrases.ts";
import { effects, mostTerms, origins, type PhraseFact, platforms, type Sighting } from "./rule-facts.ts";
import { type Columns, otherTerms, writeTable } from "./table.ts";
import { layOutNodes, termEnds } from "./trie.ts";

/** What a pack can hold; facts beyond it are refused by name. */
export const limits = { rules: 1_000_000, nodes: 4_000_000, classes: 0xffff, children: termEnds - 1, days: 1024 };

interface Rule {
  readonly terms: readonly string[];
  readonly sightings: Sighting[];
}

/** A node of the trie of folded terms. */
interface Node {
  readonly label: number;
  readonly children: Map<number, Node>;
  /** the ways in which rules write the term that ends here */
  writings: string[] | undefined;
}

/** Throws `Malformed` where a limit is passed. */
export function packPhrases(
  source: SourceFact,
  facts: readonly PhraseFact[],
  pairs: ScriptPairs,
): Uint8Array<ArrayBuffer> {
  const rules = rulesOf(facts);
  within("rules", rules.length);
  for (const { terms } of rules) {
    if (terms.length > mostTerms) throw new Malformed(`a rule of ${terms.length} terms; at most ${mostTerms}`);
  }
  const alphabet = numberUnits(rules, pairs);
  const { labels, degrees, ends } = layOut(growTrie(rules, alphabet));
  const places = new Map(ends.flatMap(({ writings = [] }, term) => writings.map((text) => [text, term] as const)));
  const numbers = new Map([...places.keys()].map((text, i) => [text, i]));
  const uses = new Map<number, number>();
  for (const { terms } of rules) {
    for (const term of new Set(terms.map((text) => places.get(text) ?? 0))) uses.set(term, (uses.get(term) ?? 0) + 1);
  }
  const ranked = rules.map((rule) => {
    const own = [...new Set(rule.terms.map((text) => places.get(text) ?? 0))].sort((a, b) => a - b);
    const lengths = new Map(rule.terms.map((text) => [places.get(text) ?? 0, text.length]));
    return { ...rule, set: own.join(), rarest: rarestOf(own, lengths, uses) };
  });
  ranked.sort(
    (a, b) =>
      a.rarest - b.rarest ||
      compareCodePoints(a.set, b.set) ||
      compareCodePoints(a.terms.join("\t"), b.terms.join("\t")),
  );
  const anchored = new Uint16Array(ends.length);
  for (const { rarest } of ranked) anchored[rarest] = (anchored[rarest] ?? 0) + 1;
  const refs = ranked.flatMap(({ terms }) => terms.map((text) => numbers.get(text) ?? 0));
  const days = ["", ...new Set(facts.flatMap(({ found }) => found ?? []))].sort();
  within("days", days.length);
  const dayOf = new Map(days.map((day, i) => [day, i]));
  const codes = ranked.flatMap(({ sightings }) =>
    sightings.map(({ platform, effect, origin, found }) => {
      const where = platforms.indexOf(platform) + 8 * effects.indexOf(effect) + 16 * origins.indexOf(origin);
      return where + 64 * (dayOf.get(found ?? "") ?? 0);
    }),
  );
  const columns: Columns = {
    writings: Uint16Array.from(ends, ({ writings }) => writings?.length ?? 0),
    text: unitsOf([...numbers.keys()].join("")),
    anchored,
    shapes: Uint8Array.from(
      ranked,
      ({ terms, set }, i) => terms.length + (set === ranked[i - 1]?.set ? 0 : otherTerms),
    ),
    refsLow: Uint16Array.from(refs, (ref) => ref & 0xffff),
    refsHigh: Uint8Array.from(refs, (ref) => ref >>> 16),
    seen: Uint8Array.from(ranked, ({ sightings }) => sightings.length),
    sightings: Uint16Array.from(codes),
    days: Uint16Array.from(days, (day) => (day === "" ? 0 : dayNumber(day))),
  };
  const phrases = writeTable({
    units: Uint16Array.from(alphabet.keys()),
    classes: Uint16Array.from(alphabet.values()),
    labels,
    degrees,
    filters: fillFilters(layOutNodes(labels, degrees)),
    columns,
  });
  return writePack({ source: aligned(sourceSection(source)), phrases });
}

/** The facts in no particular order. Throws `DamagedBytes`. */
export function unpackPhrases(pack: Pack): PhraseFact[] {
  const rules = openPhrases(pack).rules();
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

function growTrie(rules: readonly Rule[], alphabet: ReadonlyMap<number, number>): Node {
  const root: Node = { label: 0, children: new Map(), writings: undefined };
  const terms = new Set(rules.flatMap((rule) => rule.terms));
  for (const term of [...terms].sort(compareCodePoints)) {
    let node = root;
    for (let i = 0; i < term.length; i++) {
      const label = alphabet.get(term.charCodeAt(i)) ?? 0;
      const child = node.children.get(label) ?? { label, children: new Map(), writings: undefined };
      node.children.set(label, child);
      node = child;
    }
    (node.writings ??= []).push(term);
  }
  return root;
}

/** The trie level by level, and the nodes where terms end. */
function layOut(root: Node): { labels: Uint16Array; degrees: Uint16Array; ends: Node[] } {
  const nodes = [root];
  for (let i = 0; i < nodes.length; i++) {
    const children = [...(nodes[i]?.children.values() ?? [])];
    within("children", children.length);
    for (const child of children.sort((a, b) => a.label - b.label)) nodes.push(child);
  }
  within("nodes", nodes.length);
  return {
    labels: Uint16Array.from(nodes, ({ label }) => label),
    degrees: Uint16Array.from(nodes, ({ children, writings }) => children.size + (writings ? termEnds : 0)),
    ends: nodes.filter(({ writings }) => writings !== undefined),
  };
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
