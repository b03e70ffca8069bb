// The facts of each kind of source to a pack and back, fact for fact.
//
// Names only      names; parts
// Measured names  names; column: varint number of interval sets, each: varint count, then varint first test day and
//                 varint further test days, per interval; then for each name: varint set, varint days seen; days; parts
// Assigned names  names; texts: what names are assigned to; column: for each name varint count, then varint 2 * text,
//                 + 1 where subdomains are left out
// Rules           see rules-pack.ts
//
// `days`   varint count, then varint days since 1970-01-01, each less the one before
// `parts`  see site-parts.ts

import { ByteReader, ByteWriter } from "./bytes.ts";
import { dayNumber, isoDay } from "./days.ts";
import type { AssignmentFact, MeasuredFact } from "./fact-files.ts";
import { formatSource, type SourceFact } from "./fact-source.ts";
import { NameCursor, readNameSection, sortNames, writeNames } from "./names.ts";
import { type Pack, writePack } from "./pack.ts";
import { finish } from "./slices.ts";
import { type SiteOf, writeParts } from "./site-parts.ts";
import type { Day } from "./verdict.ts";

const encoder = new TextEncoder();
const sliceNames = 2048;
/** The places of test days have 16 bits. */
const lastDay = 0xffff;

/** The source's record as the `source` section. */
export function sourceSection(source: SourceFact): Uint8Array {
  return encoder.encode(formatSource(source));
}

export function packNames(source: SourceFact, names: readonly string[], siteOf: SiteOf): Uint8Array<ArrayBuffer> {
  return writePack({
    source: sourceSection(source),
    names: writeNames(sortNames(names)),
    parts: writeParts(names, siteOf),
  });
}

export function packMeasured(
  source: SourceFact,
  facts: readonly MeasuredFact[],
  tested: readonly Day[],
  siteOf: SiteOf,
): Uint8Array<ArrayBuffer> {
  const byName = new Map(facts.map((fact) => [fact.domain, fact]));
  const sorted = sortNames(byName.keys());
  const sets = sorted.map((name) => byName.get(name)?.intervals.join(" ") ?? "");
  const seen = sorted.map((name) => byName.get(name)?.days ?? 0);
  return writePack({
    source: sourceSection(source),
    names: writeNames(sorted),
    column: finish(writeMeasuredColumn(tested, sets, seen)),
    days: writeDays(tested),
    parts: writeParts(byName.keys(), siteOf),
  });
}

/**
 * The column of measured names, in slices: for each name, in the order of packs, its intervals as
 * `2023-11-05,2023-11-28 2024-10-27,2024-11-09`, and the days on which it was seen. `likely` are intervals in an
 * order that is likely to be theirs, which saves most of the sorting.
 */
export function* writeMeasuredColumn(
  tested: readonly Day[],
  sets: readonly string[],
  seen: ArrayLike<number>,
  likely: readonly string[] = [],
): Generator<void, Uint8Array<ArrayBuffer>> {
  const places = new Map(tested.map((day, place) => [day, place]));
  const uses = new Map<string, number>();
  for (const [i, set] of likely.entries()) {
    uses.set(set, 0);
    if (i % sliceNames === 0) yield;
  }
  for (const [i, set] of sets.entries()) {
    uses.set(set, (uses.get(set) ?? 0) + 1);
    if (i % sliceNames === 0) yield;
  }
  const ordered = yield* byUse(uses);
  const column = new ByteWriter(1 << 16);
  column.varint(ordered.length);
  for (const [i, set] of ordered.entries()) {
    const spans = set.split(" ").map((span) => span.split(",").map((day) => places.get(day) ?? 0));
    column.varint(spans.length);
    for (const [from = 0, to = 0] of spans) {
      column.varint(from);
      column.varint(to - from);
    }
    if (i % sliceNames === 0) yield;
  }
  const setOf = new Map<string, number>();
  for (const [i, set] of ordered.entries()) {
    setOf.set(set, i);
    if (i % sliceNames === 0) yield;
  }
  for (const [i, set] of sets.entries()) {
    column.varint(setOf.get(set) ?? 0);
    column.varint(seen[i] ?? 0);
    if (i % sliceNames === 0) yield;
  }
  return column.view().slice();
}

/** Those that are used, the most used first and then by their texts: sorted use by use, since few share one. */
function* byUse(uses: ReadonlyMap<string, number>): Generator<void, string[]> {
  const alike = new Map<number, string[]>();
  let looked = 0;
  for (const [set, count] of uses) {
    const sets = alike.get(count);
    if (sets) sets.push(set);
    else if (count > 0) alike.set(count, [set]);
    if (++looked % sliceNames === 0) yield;
  }
  const ordered: string[] = [];
  for (const [, sets] of [...alike].sort(([a], [b]) => b - a)) {
    yield;
    for (const set of sets.sort()) ordered.push(set);
  }
  return ordered;
}

export function packAssigned(source: SourceFact, facts: readonly AssignmentFact[]): Uint8Array<ArrayBuffer> {
  const texts = [...new Set(facts.map(({ name }) => name))].sort();
  const indexOf = new Map(texts.map((text, i) => [text, i]));
  const byName = Map.groupBy(facts, ({ domain }) => domain);
  const sorted = sortNames(byName.keys());
  const column = new ByteWriter(1 << 16);
  for (const name of sorted) {
    const assigned = byName.get(name) ?? [];
    const codes = assigned.map((fact) => (indexOf.get(fact.name) ?? 0) * 2 + (fact.match === "full" ? 1 : 0));
    column.varint(codes.length);
    for (const code of codes.sort((a, b) => a - b)) column.varint(code);
  }
  return writePack({
    source: sourceSection(source),
    names: writeNames(sorted),
    texts: writeTexts(texts),
    column: column.view(),
  });
}

/** One name of a measurement: places in the list of test days, and days seen. */
export interface MeasuredColumn {
  readonly days: readonly Day[];
  /** the different spans, which `next` gives again and again */
  readonly sets: readonly { readonly spans: Uint16Array }[];
  /** reads the next name's spans (pairs of first test day and number of further ones), their place in `sets`, and days seen */
  next(): { spans: Uint16Array; place: number; seen: number };
  /** fails if there is something behind the last name's */
  expectEnd(): void;
}

/** Opens the columns of a measured pack, to be read in step with its names. Throws `DamagedBytes`. */
export function readMeasuredColumn(pack: Pack): MeasuredColumn {
  return finish(readingMeasuredColumn(pack));
}

/** `readMeasuredColumn` in slices. */
export function* readingMeasuredColumn(pack: Pack): Generator<void, MeasuredColumn> {
  const what = `the pack ${pack.source.id}, column`;
  const days = readDaySection(pack.section("days"), `the pack ${pack.source.id}`);
  const reader = new ByteReader(pack.section("column"), what);
  const sets: { readonly spans: Uint16Array; readonly tested: number }[] = [];
  for (let count = reader.count(); count > 0; count--) {
    const spans = new Uint16Array(reader.count(2) * 2);
    if (spans.length === 0) reader.fail("a set has no intervals");
    let tested = 0;
    for (let i = 0, last = -1; i < spans.length; i += 2) {
      const [from, more] = [reader.varint(), reader.varint()];
      if (from <= last || from + more >= days.length) reader.fail("an interval is not among the test days");
      spans[i] = from;
      spans[i + 1] = more;
      last = from + more;
      tested += more + 1;
    }
    sets.push({ spans, tested });
    if (sets.length % sliceNames === 0) yield;
  }
  return {
    days,
    sets,
    next() {
      const place = reader.varint();
      const { spans, tested } = sets[place] ?? reader.fail("there is no such set of intervals");
      const seen = reader.varint();
      if (seen === 0 || seen > tested) reader.fail(`seen on ${seen} of ${tested} days`);
      return { spans, place, seen };
    },
    expectEnd: () => reader.expectEnd(),
  };
}

export function unpackNames(pack: Pack): string[] {
  return readNameSection(pack.section("names"), `the pack ${pack.source.id}`);
}

export function unpackMeasured(pack: Pack): { tested: readonly Day[]; facts: MeasuredFact[] } {
  const column = readMeasuredColumn(pack);
  const day = (place: number): Day => column.days[place] ?? "";
  const facts = unpackNames(pack).map((domain): MeasuredFact => {
    const { spans, seen } = column.next();
    const intervals: [Day, Day][] = [];
    for (let i = 0; i < spans.length; i += 2) {
      const from = spans[i] ?? 0;
      intervals.push([day(from), day(from + (spans[i + 1] ?? 0))]);
    }
    return { domain, intervals, days: seen };
  });
  column.expectEnd();
  return { tested: column.days, facts };
}

export function unpackAssigned(pack: Pack): AssignmentFact[] {
  const what = `the pack ${pack.source.id}`;
  const texts = readTexts(pack.section("texts"), what);
  const column = new ByteReader(pack.section("column"), `${what}, column`);
  const facts = unpackNames(pack).flatMap((domain) =>
    readCodes(column, texts.length).map((code): AssignmentFact => ({
      name: texts[code >>> 1] ?? "",
      domain,
      match: (code & 1) === 1 ? "full" : "domain",
    })),
  );
  column.expectEnd();
  return facts;
}

/** What the next name of an assigned pack is assigned to: 2 * text, + 1 where subdomains are left out. */
export function readCodes(column: ByteReader, texts: number): number[] {
  const count = column.count();
  if (count === 0) column.fail("a name is assigned to nothing");
  let before = -1;
  return Array.from({ length: count }, () => {
    const code = column.varint();
    if (code >>> 1 >= texts || code <= before) column.fail("there is no such text, or it stands twice");
    return (before = code);
  });
}

function writeDays(days: readonly Day[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(days.length);
  let before = 0;
  for (const day of days) {
    out.varint(dayNumber(day) - before);
    before = dayNumber(day);
  }
  return out.view().slice();
}

/** The test days of a measurement. Throws `DamagedBytes`. */
export function readDaySection(section: Uint8Array, what: string): Day[] {
  const reader = new ByteReader(section, `${what}, days`);
  const days: Day[] = [];
  let day = 0;
  for (let count = reader.count(); count > 0; count--) {
    const step = reader.varint();
    day += step;
    if (step === 0 || day > lastDay) reader.fail("a test day is out of order or range");
    days.push(isoDay(day));
  }
  reader.expectEnd();
  return days;
}

export function writeTexts(texts: readonly string[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(texts.length);
  for (const text of texts) out.text(text);
  return out.view().slice();
}

export function readTexts(section: Uint8Array, what: string): string[] {
  const reader = new ByteReader(section, `${what}, texts`);
  const texts = Array.from({ length: reader.count() }, () => reader.text());
  reader.expectEnd();
  return texts;
}

/** The names of a pack, to be walked in order. */
export function namesOf(pack: Pack): NameCursor {
  return new NameCursor(pack.section("names"), `the pack ${pack.source.id}`);
}
