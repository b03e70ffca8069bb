// What a scan needs, used as it lies in its pack: the folding of characters, and the trie of folded terms.
//
// Section `terms`, numbers little-endian:
//
//   0       4        number of terms
//   4       4        number of cells
//   8       4        number of code units that occur in terms
//   12      2 each   these, ascending
//           2 each   their classes (folding.ts), + 0x4000 for a letter, + 0x8000 for a digit
//           4 each   the cells of the trie (trie.ts)

import { DamagedBytes } from "../bytes.ts";
import type { Pack } from "../pack.ts";
import { blockCells, mostCells } from "./trie.ts";

export interface Matcher {
  /** the class of each code unit and its kind; 0: it occurs in no term */
  readonly classes: Uint16Array;
  readonly cells: Uint32Array;
  /** how many terms there are; a term is known by its number */
  readonly terms: number;
}

export const classMask = 0x1fff;
export const kinds = 0xc000;

const allUnits = 0x10000;
const fixedHead = 12;

/** The section, to stand at a multiple of 4. */
export function writeMatcher({ classes, cells, terms }: Matcher): Uint8Array<ArrayBuffer> {
  const units = Uint16Array.from(classes.keys().filter((unit) => classes[unit] !== 0));
  const cellsAt = fixedHead + 2 * units.byteLength;
  const bytes = new Uint8Array(cellsAt + cells.byteLength);
  new Uint32Array(bytes.buffer, 0, 3).set([terms, cells.length, units.length]);
  new Uint16Array(bytes.buffer, fixedHead).set(units);
  new Uint16Array(bytes.buffer, fixedHead + units.byteLength).set(units.map((unit) => classes[unit] ?? 0));
  new Uint32Array(bytes.buffer, cellsAt).set(cells);
  return bytes;
}

/** Opens it, the cells without a copy where their place allows. Throws `DamagedBytes`. */
export function openMatcher(pack: Pack): Matcher {
  const section = pack.section("terms");
  const bytes = (section.byteOffset & 3) === 0 ? section : section.slice();
  const fail = (reason: string): never => {
    throw new DamagedBytes(`the pack ${pack.source.id}, terms`, 0, reason);
  };
  if (bytes.length < fixedHead) fail("it ends too early");
  const { buffer, byteOffset } = bytes;
  const [terms = 0, count = 0, size = 0] = new Uint32Array(buffer, byteOffset, 3);
  if (count > mostCells || count % blockCells !== 0 || terms > count) fail("its trie is not whole");
  const cellsAt = fixedHead + 4 * size;
  if (size > allUnits || bytes.length !== cellsAt + 4 * count) fail("its length is not that of its trie");
  const units = new Uint16Array(buffer, byteOffset + fixedHead, size);
  const given = new Uint16Array(buffer, byteOffset + fixedHead + 2 * size, size);
  const classes = new Uint16Array(allUnits);
  for (let i = 0; i < size; i++) classes[units[i] ?? 0] = given[i] ?? 0;
  return { classes, cells: new Uint32Array(buffer, byteOffset + cellsAt, count), terms };
}
