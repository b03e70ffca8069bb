// A delta: what leads from one pack to a later one of the same source, by entries rather than by bytes.
//
//   0    4    "WSDL"
//   4    1    format, now 1
//   5    3    0
//   8    32   SHA-256 of the pack that it starts from
//   40   32   SHA-256 of the pack that it leads to
//   72   ...  varint number of sections but `names` and the column beside them, then for each:
//               kind (1 byte, see pack.ts), varint its new length, then until that is reached:
//               varint bytes taken over, varint bytes left out, varint bytes put in, those bytes
//        1    1 if the pack has names, else 0, and nothing follows
//        ...  removed: varint count, then for each varint names passed over since the last
//        ...  added:   varint length, then those names as a section of names (names.ts)
//             where the names have a column:
//        ...  changed: varint count, then for each varint names passed over since the last, removed ones left out
//        ...  sets, where the names were measured: varint count, then each as text (`2023-11-05,2023-11-28 ...`)
//        ...  values of the changed and then the added names: measured: varint set, varint days seen; assigned: varint
//             count, then varint 2 * text, + 1 where subdomains are left out
//
// What a name was measured or assigned as is told by days and texts, not by the numbers that a pack gives them: these
// change with every pack. Whoever applies a delta compares both digests himself, before and after.

import { ByteReader, ByteWriter, DamagedBytes } from "../bytes.ts";
import { compareNames, NameCursor, NameWriter } from "../names.ts";
import { type Pack, readPack, type SectionName, sectionKinds, writePack } from "../pack.ts";
import { readCodes, readDaySection, readingMeasuredColumn, readTexts, writeMeasuredColumn } from "../source-packs.ts";
import type { Day } from "../verdict.ts";
import { hexOf } from "./hex.ts";

export const deltaMagic = [0x57, 0x53, 0x44, 0x4c, 1, 0, 0, 0] as const;
const headLength = 72;
const sliceNames = 2048;
/** A set is a text of some dozen days. */
const sliceSets = 256;
const mostBytes = 33_554_432;

/** The digests between which a delta leads. Throws `DamagedBytes`. */
export function deltaEnds(delta: Uint8Array, what: string): { from: string; to: string } {
  if (delta.length < headLength || deltaMagic.some((byte, i) => delta[i] !== byte)) {
    throw new DamagedBytes(what, 0, "it is not a delta that this version reads");
  }
  return { from: hexOf(delta.subarray(8, 40)), to: hexOf(delta.subarray(40, headLength)) };
}

/** Applies a delta in slices of a few milliseconds. Throws `DamagedBytes`. */
export function* applyDelta(
  baseBytes: Uint8Array,
  delta: Uint8Array,
  what: string,
): Generator<void, Uint8Array<ArrayBuffer>> {
  deltaEnds(delta, what);
  const base = readPack(baseBytes, `${what}, its base`);
  yield;
  const reader = new ByteReader(delta, what, headLength);
  const sections = editSections(base, reader);
  const hasNames = reader.u8();
  if (hasNames > 1) reader.fail("names are there or not");
  if (hasNames === 1) {
    yield;
    const removed = readGaps(reader);
    const added = reader.bytes(reader.varint());
    const column = yield* columnOf(base, sections, reader, namesIn(base.section("names")) + namesIn(added));
    yield;
    sections.names = yield* mergeNames(base, removed, added, column, what);
    yield;
    const written = yield* column.write();
    if (written) sections.column = written;
    yield;
  }
  reader.expectEnd();
  return writePack(sections);
}

type Sections = Partial<Record<SectionName, Uint8Array>>;

function editSections(base: Pack, reader: ByteReader): Sections {
  const sections: Sections = {};
  for (let count = reader.count(2); count > 0; count--) {
    const kind = reader.u8();
    const name = (Object.keys(sectionKinds) as SectionName[]).find((each) => sectionKinds[each] === kind);
    if (name === undefined || sections[name]) return reader.fail("there is no such section, or it stands twice");
    const length = reader.varint();
    if (length > mostBytes) reader.fail("a section is too long");
    sections[name] = editBytes(base.section(name), length, reader);
  }
  return sections;
}

function editBytes(base: Uint8Array, length: number, reader: ByteReader): Uint8Array {
  const bytes = new Uint8Array(length);
  let [from, to] = [0, 0];
  while (to < length) {
    const [taken, left, put] = [reader.varint(), reader.varint(), reader.varint()];
    if (taken + left + put === 0) reader.fail("an edit does nothing");
    if (taken + left > base.length - from) reader.fail("an edit goes beyond the section");
    if (taken + put > length - to) reader.fail("an edit is longer than its section");
    bytes.set(base.subarray(from, from + taken), to);
    bytes.set(reader.bytes(put), to + taken);
    from += taken + left;
    to += taken + put;
  }
  return bytes;
}

/** Places, each told by how many were passed over since the last. */
function readGaps(reader: ByteReader): Places {
  const gaps = Array.from({ length: reader.count() }, () => reader.varint());
  return new Places(gaps, reader);
}

class Places {
  readonly #gaps: readonly number[];
  readonly #reader: ByteReader;
  #next = 0;
  #left: number;

  constructor(gaps: readonly number[], reader: ByteReader) {
    this.#gaps = gaps;
    this.#reader = reader;
    this.#left = gaps[0] ?? -1;
  }

  get count(): number {
    return this.#gaps.length;
  }

  /** Whether the next name is among the places. */
  take(): boolean {
    if (this.#left !== 0) {
      this.#left--;
      return false;
    }
    this.#left = this.#gaps[++this.#next] ?? -1;
    return true;
  }

  expectEnd(): void {
    if (this.#next < this.#gaps.length) this.#reader.fail("a place lies behind the last name");
  }
}

/** Takes each name's value from the base or the delta, and writes the new column. */
interface ColumnEdit {
  /** in the order of the base's names */
  fromBase(isRemoved: boolean): void;
  added(): void;
  write(): Generator<void, Uint8Array | undefined>;
}

function namesIn(section: Uint8Array): number {
  return new NameCursor(section, "the delta").total;
}

/** `most`: there will be no more names. */
function* columnOf(base: Pack, sections: Sections, reader: ByteReader, most: number): Generator<void, ColumnEdit> {
  const kind = sections.days ? "measured" : sections.texts ? "assigned" : "none";
  if (kind === "none") return { fromBase: noValue, added: noValue, write: noColumn };
  const changed = readGaps(reader);
  yield;
  if (kind === "measured") return yield* editColumn(yield* measured(base, sections, reader, most), changed);
  return yield* editColumn(assigned(base, sections, reader), changed);
}

function* editColumn<Value>(column: ColumnOf<Value>, changed: Places): Generator<void, ColumnEdit> {
  yield;
  const fresh: Value[] = [];
  while (fresh.length < changed.count) {
    fresh.push(column.read());
    if (fresh.length % sliceNames === 0) yield;
  }
  let next = 0;
  return {
    fromBase(isRemoved) {
      if (isRemoved) return column.skip();
      const value = changed.take() ? fresh[next++] : undefined;
      if (value === undefined) return column.copy();
      column.skip();
      column.put(value);
    },
    added: () => column.put(column.read()),
    *write() {
      changed.expectEnd();
      column.expectEnd();
      return yield* column.write();
    },
  };
}

function noValue(): void {}

function* noColumn(): Generator<void, undefined> {}

/** A column's values, `Value` being what one name has. */
interface ColumnOf<Value> {
  /** passes over the base's next value */
  skip(): void;
  /** puts the base's next value, translated */
  copy(): void;
  /** the delta's next value */
  read(): Value;
  put(value: Value): void;
  expectEnd(): void;
  write(): Generator<void, Uint8Array>;
}

interface Measure {
  readonly set: string;
  readonly seen: number;
}

function* measured(
  base: Pack,
  sections: Sections,
  reader: ByteReader,
  most: number,
): Generator<void, ColumnOf<Measure>> {
  const days = readDaySection(sections.days ?? new Uint8Array(0), "the delta");
  const places = new Map(days.map((day, place) => [day, place]));
  yield;
  const old = yield* readingMeasuredColumn(base);
  yield;
  const fresh: string[] = [];
  for (let count = reader.count(); fresh.length < count;) {
    fresh.push(expectSet(reader.text(), places, reader));
    if (fresh.length % sliceSets === 0) yield;
  }
  const names = Array.from<string | undefined>({ length: old.sets.length });
  const seen = new Uint32Array(most);
  const sets: string[] = [];
  const add = (set: string, days: number): void => {
    seen[sets.length] = days;
    sets.push(set);
  };
  const setOf = (place: number, spans: Uint16Array): string =>
    (names[place] ??= expectSet(textOf(spans, old.days), places, reader));
  return {
    skip: () => void old.next(),
    copy() {
      const next = old.next();
      add(setOf(next.place, next.spans), next.seen);
    },
    read: () => ({ set: fresh[reader.varint()] ?? reader.fail("there is no such set"), seen: reader.varint() }),
    put: (value) => add(value.set, value.seen),
    expectEnd: () => old.expectEnd(),
    write() {
      const likely = names.filter((set) => set !== undefined);
      return writeMeasuredColumn(days, sets, seen, likely);
    },
  };
}

/** Intervals as texts of days, which mean the same in every pack. */
export function textOf(spans: Uint16Array, days: readonly Day[]): string {
  const parts: string[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const from = spans[i] ?? 0;
    parts.push(`${days[from]},${days[from + (spans[i + 1] ?? 0)]}`);
  }
  return parts.join(" ");
}

function expectSet(set: string, places: ReadonlyMap<Day, number>, reader: ByteReader): string {
  let last = -1;
  for (const span of set.split(" ")) {
    const [from = -1, to = -1, ...rest] = span.split(",").map((day) => places.get(day) ?? -1);
    if (rest.length > 0 || from <= last || to < from) reader.fail("an interval is not among the test days");
    last = to;
  }
  return set;
}

function assigned(base: Pack, sections: Sections, reader: ByteReader): ColumnOf<readonly number[]> {
  const oldTexts = readTexts(base.section("texts"), "the base");
  const texts = readTexts(sections.texts ?? new Uint8Array(0), "the delta");
  const places = new Map(texts.map((text, place) => [text, place]));
  const moved = oldTexts.map((text) => places.get(text) ?? -1);
  const old = new ByteReader(base.section("column"), "the base, column");
  const out = new ByteWriter(1 << 16);
  const put = (codes: readonly number[]): void => {
    out.varint(codes.length);
    for (const code of codes) out.varint(code);
  };
  return {
    skip: () => void readCodes(old, oldTexts.length),
    copy() {
      const codes = readCodes(old, oldTexts.length).map((code) => {
        const place = moved[code >>> 1] ?? -1;
        return place < 0 ? reader.fail("a text is gone that a name still has") : place * 2 + (code & 1);
      });
      put(codes);
    },
    read: () => readCodes(reader, texts.length),
    put,
    expectEnd: () => old.expectEnd(),
    *write() {
      yield;
      return out.view().slice();
    },
  };
}

/** The base's names without the removed and with the added ones, each with its value. */
function* mergeNames(
  base: Pack,
  removed: Places,
  addedSection: Uint8Array,
  column: ColumnEdit,
  what: string,
): Generator<void, Uint8Array> {
  const old = new NameCursor(base.section("names"), `${what}, its base`);
  const added = new NameCursor(addedSection, `${what}, added`);
  const out = new NameWriter(base.section("names").length + addedSection.length);
  for (let steps = 1; old.label !== undefined || added.label !== undefined; steps++) {
    const order = compareNames(old, added);
    if (order === 0 && !removed.take()) throw new DamagedBytes(what, headLength, "a name is added that is there");
    if (order > 0) {
      out.add(added);
      column.added();
      added.next();
    } else {
      // a name that is removed and added again keeps neither place nor value
      const isRemoved = order === 0 || removed.take();
      column.fromBase(isRemoved);
      if (!isRemoved) out.add(old);
      old.next();
    }
    if (steps % sliceNames === 0) yield;
  }
  removed.expectEnd();
  yield;
  return out.section();
}
