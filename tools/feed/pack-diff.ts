// Makes the delta between two packs of a source (core/sync/pack-delta.ts draws it), and proves it.

import { createHash } from "node:crypto";
import { ByteReader, ByteWriter } from "../../core/bytes.ts";
import { compareNames, NameCursor, sortNames, writeNames } from "../../core/names.ts";
import { type Pack, readPack, type SectionName, sectionKinds } from "../../core/pack.ts";
import { finish } from "../../core/slices.ts";
import { readCodes, readMeasuredColumn, readTexts } from "../../core/source-packs.ts";
import { applyDelta, deltaMagic, textOf } from "../../core/sync/pack-delta.ts";
import { editSection } from "./section-edits.ts";

/** Throws where the delta would not lead to the very bytes of `next`. */
export function makeDelta(base: Uint8Array, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const [from, to] = [readPack(base, "the base"), readPack(next, "the pack")];
  const out = new ByteWriter(1 << 16);
  out.bytes(Uint8Array.from(deltaMagic));
  for (const bytes of [base, next]) out.bytes(createHash("sha256").update(bytes).digest());
  const isNames = to.section("names").length > 0;
  const edited = (Object.keys(sectionKinds) as SectionName[]).filter((name) => {
    return to.section(name).length > 0 && !(isNames && (name === "names" || name === "column"));
  });
  out.varint(edited.length);
  for (const name of edited) {
    out.u8(sectionKinds[name]);
    out.varint(to.section(name).length);
    editSection(name, from.section(name), to.section(name), out);
  }
  out.u8(isNames ? 1 : 0);
  if (isNames) writeNameEdits(from, to, out);
  const delta = out.view().slice();
  const made = finish(applyDelta(base, delta, `the delta of ${to.source.id}`));
  if (Buffer.compare(made, next) !== 0) throw new Error(`the delta of ${to.source.id} does not give the pack`);
  return delta;
}

/** A name's value as text that means the same in both packs, and as the numbers of a delta. */
interface Value {
  readonly text: string;
  write(out: ByteWriter): void;
}

function writeNameEdits(from: Pack, to: Pack, out: ByteWriter): void {
  const [old, fresh] = [valuesOf(from), valuesOf(to)];
  const removed: number[] = [];
  const changed: number[] = [];
  const added: string[] = [];
  const [changedValues, addedValues]: [Value[], Value[]] = [[], []];
  let [passed, kept] = [0, 0];
  const [a, b] = [new NameCursor(from.section("names"), "the base"), new NameCursor(to.section("names"), "the pack")];
  while (a.label !== undefined || b.label !== undefined) {
    const order = compareNames(a, b);
    const before = order <= 0 ? old.next() : undefined;
    const after = order >= 0 ? fresh.next() : undefined;
    if (order < 0) {
      removed.push(passed);
      passed = 0;
    } else if (order > 0) {
      added.push(b.text());
      if (after) addedValues.push(after);
    } else {
      passed++;
      if (before && after && before.text !== after.text) {
        changed.push(kept);
        changedValues.push(after);
        kept = 0;
      } else kept++;
    }
    if (order <= 0) a.next();
    if (order >= 0) b.next();
  }
  writeAll(removed, out);
  const names = writeNames(sortNames(added));
  out.varint(names.length);
  out.bytes(names);
  if (to.section("days").length === 0 && to.section("texts").length === 0) return;
  writeAll(changed, out);
  fresh.writeSets([...changedValues, ...addedValues], out);
  for (const value of [...changedValues, ...addedValues]) value.write(out);
}

function writeAll(numbers: readonly number[], out: ByteWriter): void {
  out.varint(numbers.length);
  for (const number of numbers) out.varint(number);
}

interface Values {
  next(): Value | undefined;
  /** must come before the values are written */
  writeSets(values: readonly Value[], out: ByteWriter): void;
}

function valuesOf(pack: Pack): Values {
  if (pack.section("days").length > 0) return measuredValues(pack);
  if (pack.section("texts").length > 0) return assignedValues(pack);
  return { next: () => undefined, writeSets: () => undefined };
}

function measuredValues(pack: Pack): Values {
  const column = readMeasuredColumn(pack);
  const places = new Map<string, number>();
  return {
    next() {
      const { spans, seen } = column.next();
      const set = textOf(spans, column.days);
      const write = (out: ByteWriter): void => {
        out.varint(places.get(set) ?? 0);
        out.varint(seen);
      };
      return { text: `${set} ${seen}`, write };
    },
    writeSets(values, out) {
      const sets = new Set(values.map(({ text }) => text.slice(0, text.lastIndexOf(" "))));
      out.varint(sets.size);
      for (const set of sets) {
        places.set(set, places.size);
        out.text(set);
      }
    },
  };
}

function assignedValues(pack: Pack): Values {
  const texts = readTexts(pack.section("texts"), "the pack");
  const column = new ByteReader(pack.section("column"), "the pack");
  return {
    next() {
      const codes = readCodes(column, texts.length);
      const write = (out: ByteWriter): void => writeAll(codes, out);
      return { text: codes.map((code) => `${texts[code >>> 1]}\0${code & 1}`).join("\0\0"), write };
    },
    writeSets: () => undefined,
  };
}
