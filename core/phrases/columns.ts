// The rules as they lie in their pack: numbers in columns, used as they lie.
//
// Section `phrases`: 12 counts (4 bytes each, little-endian), then as many numbers of each column, each column filled
// up to a multiple of 4 bytes. Terms go by their number (matcher.ts), writings (a term as rules write it) term by term,
// groups (the rules of the same terms, whatever their order and their way of writing) by their rarest term, rules by
// their group.

import { DamagedBytes } from "../bytes.ts";
import type { Pack } from "../pack.ts";

/** The columns, and how many bytes each number takes. */
const layout = {
  /** for each term the number of its writings */
  writings: 2,
  /** for each writing its length in code units */
  lengths: 1,
  /** these code units */
  text: 2,
  /** for each term the number of groups of which it is the rarest */
  anchored: 2,
  /** for each group the number of its terms */
  sizes: 1,
  /** these terms, ascending within a group */
  members: 4,
  /** for each group the number of its rules */
  orders: 2,
  /** for each rule the number of its terms, and of its sightings */
  shapes: 1,
  seen: 1,
  /** the rules' terms as they write them */
  refs: 4,
  /** platform + 8 * effect + 16 * origin + 64 * day */
  sightings: 2,
  /** the days of sightings as days since 1970-01-01; the first is 0, "not known" */
  days: 2,
} as const;

type Name = keyof typeof layout;
type Numbers = { readonly 1: Uint8Array; readonly 2: Uint16Array; readonly 4: Uint32Array };
export type Columns = { readonly [N in Name]: Numbers[(typeof layout)[N]] };

const names = Object.keys(layout) as Name[];

/** The section, to stand at a multiple of 4. */
export function writeColumns(columns: Columns): Uint8Array<ArrayBuffer> {
  const given = names.map((name) => columns[name]);
  const head = Uint32Array.from(given, ({ length }) => length);
  const parts = [head, ...given];
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + filled(byteLength), 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += filled(byteLength);
  }
  return bytes;
}

/** Opens the section without a copy where its place allows. Throws `DamagedBytes`. */
export function readColumns(pack: Pack): Columns {
  const section = pack.section("phrases");
  const bytes = (section.byteOffset & 3) === 0 ? section : section.slice();
  const fail = (reason: string): never => {
    throw new DamagedBytes(`the pack ${pack.source.id}, phrases`, 0, reason);
  };
  let at = 4 * names.length;
  if (bytes.length < at) fail("it ends too early");
  const counts = new Uint32Array(bytes.buffer, bytes.byteOffset, names.length);
  const read: Partial<Record<Name, Columns[Name]>> = {};
  for (const [i, name] of names.entries()) {
    const size = layout[name];
    const length = counts[i] ?? 0;
    if (length * size > bytes.length - at) fail(`${name} goes beyond the end`);
    const { buffer, byteOffset } = bytes.subarray(at);
    if (size === 1) read[name] = new Uint8Array(buffer, byteOffset, length);
    else if (size === 2) read[name] = new Uint16Array(buffer, byteOffset, length);
    else read[name] = new Uint32Array(buffer, byteOffset, length);
    at += filled(length * size);
  }
  if (at !== bytes.length) fail("bytes follow the last column");
  return read as Columns;
}

function filled(length: number): number {
  return (length + 3) & ~3;
}
