// A pack: the facts of one source as bytes that ship, small when compressed and quick to read in order.
//
//   0    4    "WSPK"
//   4    1    format, now 1
//   5    1    number of sections n
//   6    2    0
//   8    8n   for each section: kind (1 byte), 0 (3 bytes), length in bytes (4 bytes, little-endian)
//   ...       the sections, one behind the other
//   end  8    checksum of all before (checksum.ts)
//
// Kinds: 1 `source` (the source's own record as JSON), 2 `names` (names.ts), 3 `column` (varints, in the order
// of the names), 4 `rules` (rules-pack.ts), 5 `texts` and 6 `parts` (texts behind their lengths), 7 `days`
// (varints), 8 `phrases` (phrases/columns.ts), 9 `terms` (phrases/matcher.ts). Nothing stands twice, nothing behind the
// last section; a reader refuses everything else.

import { ByteWriter, DamagedBytes } from "./bytes.ts";
import { checksum, isIntact } from "./checksum.ts";
import { FactError } from "./fact-lines.ts";
import { readSource, type SourceFact } from "./fact-source.ts";

export const sectionKinds = {
  source: 1,
  names: 2,
  column: 3,
  rules: 4,
  texts: 5,
  parts: 6,
  days: 7,
  phrases: 8,
  terms: 9,
} as const;
export type SectionName = keyof typeof sectionKinds;

export interface Pack {
  readonly source: SourceFact;
  /** the section's bytes; empty where the pack has none */
  section(name: SectionName): Uint8Array;
}

const kinds: ReadonlySet<number> = new Set(Object.values(sectionKinds));
const magic = [0x57, 0x53, 0x50, 0x4b];
const format = 1;

/** Lays out a pack; the same input gives the same bytes. */
export function writePack(sections: Partial<Record<SectionName, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const present = Object.entries(sectionKinds).flatMap(([name, kind]) => {
    const bytes = sections[name as SectionName];
    return bytes ? [{ kind, bytes }] : [];
  });
  const out = new ByteWriter(present.reduce((sum, { bytes }) => sum + 8 + bytes.length, 16));
  out.bytes(Uint8Array.from([...magic, format, present.length, 0, 0]));
  for (const { kind, bytes } of present) {
    const length = bytes.length;
    out.bytes(Uint8Array.from([kind, 0, 0, 0, length, length >>> 8, length >>> 16, length >>> 24]));
  }
  for (const { bytes } of present) out.bytes(bytes);
  out.bytes(checksum(out.view()));
  return out.view().slice();
}

/**
 * Opens a pack after checking all of it; or, where its digest was checked (`isChecked`), its order alone. Throws
 * `DamagedBytes`; `what` names the pack in it.
 */
export function readPack(bytes: Uint8Array, what: string, isChecked = false): Pack {
  const fail = (at: number, reason: string): never => {
    throw new DamagedBytes(what, at, reason);
  };
  if (bytes.length < 16) fail(bytes.length, "it is too short for a pack");
  if (magic.some((byte, i) => bytes[i] !== byte)) fail(0, "it is not a pack");
  if (bytes[4] !== format) fail(4, `its format is ${bytes[4]}, this version reads ${format}`);
  if (!isChecked && !isIntact(bytes)) fail(bytes.length - 8, "the checksum does not fit the bytes");
  if (bytes[6] !== 0 || bytes[7] !== 0) fail(6, "bytes that are zero in this format are not");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = bytes[5] ?? 0;
  const sections = new Map<number, Uint8Array>();
  let at = 8 + 8 * count;
  const end = bytes.length - 8;
  if (at > end) fail(5, `${count} sections do not fit in`);
  for (let i = 0; i < count; i++) {
    const entry = 8 + 8 * i;
    const kind = bytes[entry] ?? 0;
    if (!kinds.has(view.getUint32(entry, true))) fail(entry, `there is no section of kind ${kind}`);
    const length = view.getUint32(entry + 4, true);
    if (length > end - at) fail(entry + 4, "a section goes beyond the end");
    if (sections.has(kind)) fail(entry, `section ${kind} stands twice`);
    sections.set(kind, bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== end) fail(at, "bytes follow the last section");
  const section = (name: SectionName): Uint8Array => sections.get(sectionKinds[name]) ?? new Uint8Array(0);
  return { source: readSourceSection(section("source"), what), section };
}

function readSourceSection(section: Uint8Array, what: string): SourceFact {
  try {
    return readSource(new TextDecoder("utf-8", { fatal: true }).decode(section), "source");
  } catch (error) {
    throw new DamagedBytes(what, 8, error instanceof FactError ? error.message : "its source is not UTF-8");
  }
}
