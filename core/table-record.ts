// One record of the table: what the sources say about one name.
//
// flags    1 zones   2 gfw-sni   4 henan-sni   8 greatfire   16 rules   32 rules of its parts   64 measured parts
//          128 services, categories and dossiers
// payload  in the order of the flags:
//   gfw-sni, henan-sni   varint intervals, for each varint first test day and varint further test days; varint days seen
//   rules, rules of its parts   varint count, then varint differences of rising rule numbers
//   measured parts       varint count, then for each: length (1 byte), name
//   services, categories and dossiers   varint count, then for each a varint (context-codes.ts)

import { ByteReader, type ByteWriter } from "./bytes.ts";
import { bareFlags } from "./table.ts";

export const flag = {
  zones: 1,
  national: 2,
  henan: 4,
  greatfire: 8,
  rules: 16,
  partRules: 32,
  parts: 64,
  context: 128,
} as const;

export interface MeasuredRecord {
  /** pairs: a first test day, and how many further ones */
  readonly spans: readonly number[];
  readonly seen: number;
}

export interface NameRecord {
  readonly zones: boolean;
  readonly greatfire: boolean;
  readonly national: MeasuredRecord | undefined;
  readonly henan: MeasuredRecord | undefined;
  /** rules that name this host */
  readonly rules: readonly number[];
  /** rules that name hosts below this site */
  readonly partRules: readonly number[];
  /** measured names below this site */
  readonly parts: readonly string[];
  /** codes of services, categories and dossiers, see context-codes.ts */
  readonly context: readonly number[];
}

const decoder = new TextDecoder();

/** Reads the record whose flags stand at `flagsAt`. Throws `DamagedBytes`. */
export function readRecord(records: Uint8Array, flagsAt: number, end = records.length): NameRecord {
  const flags = records[flagsAt] ?? 0;
  const bare = (flags & ~bareFlags) === 0;
  const reader = new ByteReader(records, "the table, records", flagsAt + 1, bare ? flagsAt + 1 : end);
  if (!bare) reader.varint();
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    zones: has(flag.zones),
    greatfire: has(flag.greatfire),
    national: has(flag.national) ? readMeasured(reader) : undefined,
    henan: has(flag.henan) ? readMeasured(reader) : undefined,
    rules: has(flag.rules) ? readIds(reader) : [],
    partRules: has(flag.partRules) ? readIds(reader) : [],
    parts: has(flag.parts)
      ? Array.from({ length: reader.count() }, () => decoder.decode(reader.bytes(reader.u8())))
      : [],
    context: has(flag.context) ? Array.from({ length: reader.count() }, () => reader.varint()) : [],
  };
}

function readMeasured(reader: ByteReader): MeasuredRecord {
  const spans = Array.from({ length: reader.count(2) * 2 }, () => reader.varint());
  return { spans, seen: reader.varint() };
}

function readIds(reader: ByteReader): number[] {
  let id = 0;
  return Array.from({ length: reader.count() }, () => (id += reader.varint()));
}

export function writeMeasured(spans: ArrayLike<number>, seen: number, out: ByteWriter): void {
  out.varint(spans.length / 2);
  for (let i = 0; i < spans.length; i++) out.varint(spans[i] ?? 0);
  out.varint(seen);
}

/** `ids` rise. */
export function writeIds(ids: readonly number[], out: ByteWriter): void {
  out.varint(ids.length);
  let before = 0;
  for (const id of ids) {
    out.varint(id - before);
    before = id;
  }
}
