// What a scan needs, used as it lies in its pack: the folding of characters, and the trie of folded terms.
//
// Section `terms`, numbers little-endian:
//
//   0       4        number of terms
//   4       4        number of cells
//   8       2 each   by code unit its class (folding.ts), + 0x4000 for a letter, + 0x8000 for a digit; 0: it occurs in
//                    no term
//   131080  4 each   the cells of the trie (trie.ts)

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
const fixedHead = 8;

/** The section, to stand at a multiple of 4. */
export function writeMatcher({ classes, cells, terms }: Matcher): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fixedHead + classes.byteLength + cells.byteLength);
  new Uint32Array(bytes.buffer, 0, 2).set([terms, cells.length]);
  new Uint16Array(bytes.buffer, fixedHead, allUnits).set(classes);
  new Uint32Array(bytes.buffer, fixedHead + classes.byteLength).set(cells);
  return bytes;
}

/** Opens it without a copy where its place allows. Throws `DamagedBytes`. */
export function openMatcher(pack: Pack): Matcher {
  const section = pack.section("terms");
  const bytes = (section.byteOffset & 3) === 0 ? section : section.slice();
  const fail = (reason: string): never => {
    throw new DamagedBytes(`the pack ${pack.source.id}, terms`, 0, reason);
  };
  const cellsAt = fixedHead + 2 * allUnits;
  if (bytes.length < cellsAt) fail("it ends too early");
  const [terms = 0, count = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (count > mostCells || count % blockCells !== 0 || terms > count) fail("its trie is not whole");
  if (bytes.length !== cellsAt + 4 * count) fail("its length is not that of its trie");
  return {
    classes: new Uint16Array(bytes.buffer, bytes.byteOffset + fixedHead, allUnits),
    cells: new Uint32Array(bytes.buffer, bytes.byteOffset + cellsAt, count),
    terms,
  };
}
