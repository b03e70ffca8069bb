// The rules as they lie in their pack: numbers in columns, which are used as they are.
//
// Section `phrases`: 13 counts (4 bytes each, little-endian), then the columns, each filled up to a multiple of 4 bytes:
//
//   units      2  code units that occur in terms, each in all its forms, ascending
//   classes    2  the number that each of them is folded to (folding.ts)
//   labels     2  the trie of folded terms, level by level: a node's last character; the root has 0
//   degrees    2  the number of its children, which lie one behind the other; + 0x8000 where a term ends
//   writings   2  for each folded term, in the trie's order: in how many ways rules write it
//   text       2  these writings' code units, each as long as its folded term
//   anchored   2  for each folded term: the number of rules of which it is the rarest term
//   shapes     1  for each rule, by its rarest term: 16 * place of that term + number of terms
//   refsLow    2  the rules' terms, as numbers of writings: the lower 16 bits
//   refsHigh   1  the upper 8 bits
//   seen       1  for each rule the number of its sightings
//   sightings  2  platform + 8 * effect + 16 * origin + 64 * day
//   days       2  the days of sightings as days since 1970-01-01; the first is 0, "not known"

import { DamagedBytes } from "../bytes.ts";
import type { Pack } from "../pack.ts";

const columns = [
  ["units", 2],
  ["classes", 2],
  ["labels", 2],
  ["degrees", 2],
  ["writings", 2],
  ["text", 2],
  ["anchored", 2],
  ["shapes", 1],
  ["refsLow", 2],
  ["refsHigh", 1],
  ["seen", 1],
  ["sightings", 2],
  ["days", 2],
] as const;
type Column = (typeof columns)[number][0];
type Wide = Extract<(typeof columns)[number], readonly [string, 2]>[0];

export type Columns = { readonly [C in Column]: C extends Wide ? Uint16Array : Uint8Array };

export const termEnds = 0x8000;

/** The columns as one section. */
export function writeColumns(given: Columns): Uint8Array<ArrayBuffer> {
  const parts = columns.map(([name]) => given[name]);
  const head = 4 * columns.length;
  const total = parts.reduce((sum, { byteLength }) => sum + filled(byteLength), head);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = head;
  for (const [i, part] of parts.entries()) {
    view.setUint32(4 * i, part.length, true);
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += filled(part.byteLength);
  }
  return bytes;
}

/** The section's columns, without a copy where its place in the pack allows. Throws `DamagedBytes`. */
export function readColumns(pack: Pack): Columns {
  const section = pack.section("phrases");
  const bytes = (section.byteOffset & 3) === 0 ? section : section.slice();
  const fail = (reason: string): never => {
    throw new DamagedBytes(`the pack ${pack.source.id}, phrases`, 0, reason);
  };
  const head = 4 * columns.length;
  if (bytes.length < head) fail("it ends too early");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read: Partial<Record<Column, Uint16Array | Uint8Array>> = {};
  let at = head;
  for (const [i, [name, size]] of columns.entries()) {
    const length = view.getUint32(4 * i, true);
    if (length * size > bytes.length - at) fail(`${name} goes beyond the end`);
    const place = bytes.byteOffset + at;
    read[name] =
      size === 2 ? new Uint16Array(bytes.buffer, place, length) : new Uint8Array(bytes.buffer, place, length);
    at += filled(length * size);
  }
  if (at !== bytes.length) fail("bytes follow the last column");
  return read as Columns;
}

function filled(length: number): number {
  return (length + 3) & ~3;
}
