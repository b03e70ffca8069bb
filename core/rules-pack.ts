// GFWList's rules with their history as a pack.
//
// `texts`  the sections' names, by their first days
// `rules`  varint count, then for each rule, sorted by text:
//            text      the rule as the list writes it
//            varint    its section, as a place in `texts`
//            varint    number of intervals; for each: varint days since the last bound (the first: since 1970-01-01),
//                      varint 0 if it is open, else 1 + its days
//            varint    labels of its site (registrable domain), where its host is narrower than that; 255 where its
//                      host is a public suffix (`co.jp`); else 0
//            varint    words of its program, where it is a regular expression; else 0; then those words as varints
//            text      the program's literal, where there is a program

import { ByteReader, ByteWriter } from "./bytes.ts";
import { dayNumber, isoDay } from "./days.ts";
import { isProgram, type Program } from "./expression.ts";
import type { RuleFact } from "./fact-files.ts";
import { compareCodePoints } from "./fact-lines.ts";
import type { SourceFact } from "./fact-source.ts";
import { type Pack, writePack } from "./pack.ts";
import { isExpression, parseRule } from "./rule.ts";
import type { SiteOf } from "./site-parts.ts";
import { finish } from "./slices.ts";
import { readTexts, sourceSection, writeTexts } from "./source-packs.ts";
import type { Interval } from "./verdict.ts";

/** A rule as the pack holds it: its program made when the pack was made, its site found then. */
export interface PackedRule extends RuleFact {
  readonly siteLabels: number;
  readonly isSuffix: boolean;
  readonly program: Program | undefined;
}

const suffixMark = 255;
const sliceRules = 256;

/** Throws `ExpressionError`, naming the rule, for an expression that cannot be translated. */
export function packRules(
  source: SourceFact,
  rules: readonly RuleFact[],
  siteOf: SiteOf,
  isSuffix: (host: string) => boolean = () => false,
): Uint8Array<ArrayBuffer> {
  return finish(packingRules(source, rules, siteOf, isSuffix));
}

/** `packRules` in slices. */
export function* packingRules(
  source: SourceFact,
  rules: readonly RuleFact[],
  siteOf: SiteOf,
  isSuffix: (host: string) => boolean,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const sections = sectionsOf(rules);
  const placeOf = new Map(sections.map((section, i) => [section, i]));
  yield;
  const out = new ByteWriter(1 << 16);
  out.varint(rules.length);
  const sorted = yield* sortingRules(rules);
  yield;
  for (const [i, { rule, section, intervals }] of sorted.entries()) {
    out.text(rule);
    out.varint(placeOf.get(section) ?? 0);
    writeIntervals(intervals, out);
    const { form, host } = parseRule(rule);
    const site = host === undefined ? undefined : siteOf(host);
    const isNarrower = site !== undefined && site !== host;
    out.varint(host !== undefined && isSuffix(host) ? suffixMark : isNarrower ? site.split(".").length : 0);
    writeProgram(form.kind === "expression" ? form.program : undefined, out);
    if (i % sliceRules === 0) yield;
  }
  return writePack({ source: sourceSection(source), texts: writeTexts(sections), rules: out.view() });
}

/** Of a history that goes on, all but what is new stands in order already. */
function* sortingRules(rules: readonly RuleFact[]): Generator<void, RuleFact[]> {
  const [inOrder, others]: [RuleFact[], RuleFact[]] = [[], []];
  for (const [i, fact] of rules.entries()) {
    if (i % sliceRules === 0) yield;
    (compareRules(inOrder.at(-1), fact) < 0 ? inOrder : others).push(fact);
  }
  others.sort(compareRules);
  yield;
  const sorted: RuleFact[] = [];
  let next = 0;
  for (const fact of inOrder) {
    if (sorted.length % sliceRules === 0) yield;
    for (let other = others[next]; other && compareRules(other, fact) < 0; other = others[++next]) sorted.push(other);
    sorted.push(fact);
  }
  return [...sorted, ...others.slice(next)];
}

function compareRules(a: RuleFact | undefined, b: RuleFact): number {
  return compareCodePoints(a?.rule ?? "", b.rule);
}

/** By the first day of each: a section that is new to the list comes last, and the places of the others stay. */
function sectionsOf(rules: readonly RuleFact[]): string[] {
  const first = new Map<string, string>();
  for (const { section, intervals } of rules) {
    const day = intervals[0]?.[0] ?? "";
    const known = first.get(section);
    if (known === undefined || day < known) first.set(section, day);
  }
  return [...first].sort(([a, m], [b, n]) => compareCodePoints(m, n) || compareCodePoints(a, b)).map(([name]) => name);
}

/** Throws `DamagedBytes`. */
export function unpackRules(pack: Pack): PackedRule[] {
  return finish(unpackingRules(pack));
}

/** `unpackRules` in slices. */
export function* unpackingRules(pack: Pack): Generator<void, PackedRule[]> {
  const what = `the pack ${pack.source.id}`;
  const sections = readTexts(pack.section("texts"), what);
  const reader = new ByteReader(pack.section("rules"), `${what}, rules`);
  const rules: PackedRule[] = [];
  for (let count = reader.varint(); count > 0; count--) {
    const rule = reader.text();
    if (rule === "" || compareCodePoints(rules.at(-1)?.rule ?? "", rule) >= 0) reader.fail("rules are out of order");
    const packed = {
      rule,
      section: sections[reader.varint()] ?? reader.fail("there is no such section"),
      intervals: readIntervals(reader),
      ...readSite(reader.varint()),
      program: readProgram(reader),
    };
    if (isExpression(rule) !== (packed.program !== undefined)) reader.fail("a program is missing or has no expression");
    rules.push(packed);
    if (rules.length % sliceRules === 0) yield;
  }
  reader.expectEnd();
  return rules;
}

function readSite(mark: number): { siteLabels: number; isSuffix: boolean } {
  return mark === suffixMark ? { siteLabels: 0, isSuffix: true } : { siteLabels: mark, isSuffix: false };
}

export function writeIntervals(intervals: readonly Interval[], out: ByteWriter): void {
  out.varint(intervals.length);
  let bound = 0;
  for (const [from, to] of intervals) {
    out.varint(dayNumber(from) - bound);
    bound = dayNumber(to ?? from);
    out.varint(to === null ? 0 : 1 + bound - dayNumber(from));
  }
}

export function readIntervals(reader: ByteReader): Interval[] {
  const intervals: Interval[] = [];
  let bound = 0;
  const count = reader.count(2);
  if (count === 0) reader.fail("a rule has no days");
  for (let left = count; left > 0; left--) {
    const from = bound + reader.varint();
    const length = reader.varint();
    bound = from + Math.max(length - 1, 0);
    if (bound > 100_000) reader.fail("a day is out of range");
    if (length === 0 && left > 1) reader.fail("days follow an interval that has no end");
    intervals.push([isoDay(from), length === 0 ? null : isoDay(bound)]);
  }
  return intervals;
}

export function writeProgram(program: Program | undefined, out: ByteWriter): void {
  out.varint(program?.code.length ?? 0);
  if (!program) return;
  for (const word of program.code) out.varint(word);
  out.text(program.literal);
}

export function readProgram(reader: ByteReader): Program | undefined {
  const words = Array.from({ length: reader.count() }, () => reader.varint());
  if (words.length === 0) return undefined;
  const code = Uint16Array.from(words);
  if (words.some((word) => word > 0xffff) || !isProgram(code)) reader.fail("its words are not a program");
  return { code, literal: reader.text() };
}
