// GFWList's rules with their history as a pack.
//
// `texts`  the sections' names
// `rules`  varint count, then for each rule, sorted by text:
//            text      the rule as the list writes it
//            varint    its section, as a place in `texts`
//            varint    number of intervals; for each: varint days since the last bound (the first: since 1970-01-01),
//                      varint 0 if it is open, else 1 + its days
//            varint    labels of its site (registrable domain), where its host is narrower than that; else 0
//            varint    words of its program, where it is a regular expression; else 0; then those words as varints
//            text      the program's literal, where there is a program

import { ByteReader, ByteWriter } from "./bytes.ts";
import { dayNumber, isoDay } from "./days.ts";
import type { Program } from "./expression.ts";
import type { RuleFact } from "./fact-files.ts";
import type { SourceFact } from "./fact-source.ts";
import { type Pack, writePack } from "./pack.ts";
import { parseRule } from "./rule.ts";
import { readTexts, type SiteOf, sourceSection, writeTexts } from "./source-packs.ts";
import type { Interval } from "./verdict.ts";

/** A rule as the pack holds it: its program made when the pack was made, its site found then. */
export interface PackedRule extends RuleFact {
  readonly siteLabels: number;
  readonly program: Program | undefined;
}

/** Throws `ExpressionError`, naming the rule, for an expression that cannot be translated. */
export function packRules(source: SourceFact, rules: readonly RuleFact[], siteOf: SiteOf): Uint8Array<ArrayBuffer> {
  const sections = [...new Set(rules.map(({ section }) => section))].sort();
  const placeOf = new Map(sections.map((section, i) => [section, i]));
  const out = new ByteWriter(1 << 16);
  out.varint(rules.length);
  for (const { rule, section, intervals } of rules) {
    out.text(rule);
    out.varint(placeOf.get(section) ?? 0);
    writeIntervals(intervals, out);
    const { form, host } = parseRule(rule);
    const site = host === undefined ? undefined : siteOf(host);
    out.varint(site === undefined || site === host ? 0 : site.split(".").length);
    writeProgram(form.kind === "expression" ? form.program : undefined, out);
  }
  return writePack({ source: sourceSection(source), texts: writeTexts(sections), rules: out.view() });
}

/** Throws `DamagedBytes`. */
export function unpackRules(pack: Pack): PackedRule[] {
  const what = `the pack ${pack.source.id}`;
  const sections = readTexts(pack.section("texts"), what);
  const reader = new ByteReader(pack.section("rules"), `${what}, rules`);
  const rules: PackedRule[] = [];
  for (let count = reader.varint(); count > 0; count--) {
    rules.push({
      rule: reader.text(),
      section: sections[reader.varint()] ?? reader.fail("there is no such section"),
      intervals: readIntervals(reader),
      siteLabels: reader.varint(),
      program: readProgram(reader),
    });
  }
  if (!reader.isDone) reader.fail("bytes follow the last rule");
  return rules;
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
  for (let count = reader.varint(); count > 0; count--) {
    const from = bound + reader.varint();
    const length = reader.varint();
    bound = from + Math.max(length - 1, 0);
    if (bound > 100_000) reader.fail("a day is out of range");
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
  const length = reader.varint();
  if (length === 0) return undefined;
  if (length > 20_000) reader.fail("a program is too long");
  const code = Uint16Array.from({ length }, () => reader.varint());
  return { code, literal: reader.text() };
}
