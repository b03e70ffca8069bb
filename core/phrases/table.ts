// The rules as they lie in their pack. What a scan needs lies ready and is checked apart from the rest, so that opening
// reads little more than the head; every other part is checked when it is first used.
//
// Section `phrases`, numbers little-endian, each part filled up to a multiple of 4 bytes:
//
//   0    4  length of the head with its checksum    4  4  number of units    8  4  number of nodes    12  4  0
//   16      units    2  code units that occur in terms, each in all its forms, ascending
//           classes  2  the number that each of them is folded to (folding.ts)
//           starts   4  for each block of nodes: where the children of its first node begin; one more at the end
//           pairs, words   the filters (filters.ts)
//           checksum of the head (8 bytes)
//   ------  blocks of 1024 nodes of the trie of folded terms, level by level; each:
//           labels   2  a node's last character; the root has 0
//           degrees  2  the number of its children, which lie one behind the other; + 0x8000 where a term ends
//           checksum of the block (8 bytes)
//   ------  9 counts (4 bytes each), then as many of each column:
//           writings   2  for each folded term, in the trie's order: in how many ways rules write it
//           text       2  these writings' code units, each as long as its folded term
//           anchored   2  for each folded term: the number of rules of which it is the rarest term
//           shapes     1  for each rule, by its rarest term: number of terms, + 16 where it has not the terms of the one before
//           refsLow    2  the rules' terms, as numbers of writings: the lower 16 bits
//           refsHigh   1  the upper 8 bits
//           seen       1  for each rule the number of its sightings
//           sightings  2  platform + 8 * effect + 16 * origin + 64 * day
//           days       2  the days of sightings as days since 1970-01-01; the first is 0, "not known"
//           checksum of the columns (8 bytes)

import { DamagedBytes } from "../bytes.ts";
import { checksum, isIntact } from "../checksum.ts";
import { type Filters, filterSizes } from "./filters.ts";
import { blockNodes, termEnds } from "./trie.ts";

const columns = [
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

/** Where a rule has other terms than the one before it. */
export const otherTerms = 16;
const fixedHead = 16;
const checksumLength = 8;
const blockLength = 4 * blockNodes + checksumLength;

/** What is written: the alphabet, the trie and its filters, and the rules. */
export interface Table {
  readonly units: Uint16Array;
  readonly classes: Uint16Array;
  readonly labels: Uint16Array;
  readonly degrees: Uint16Array;
  readonly filters: Filters;
  readonly columns: Columns;
}

/** What is read at once; the rest on demand. */
export interface OpenTable {
  readonly units: Uint16Array;
  readonly classes: Uint16Array;
  readonly nodes: number;
  readonly starts: Uint32Array;
  readonly filters: Filters;
  /** Throws `DamagedBytes`. */
  block(number: number): { readonly labels: Uint16Array; readonly degrees: Uint16Array };
  /** Throws `DamagedBytes`. */
  columns(): Columns;
  /** Throws `DamagedBytes`. */
  readonly fail: (reason: string) => never;
}

/** The table as one section, to stand at a multiple of 4. */
export function writeTable(table: Table): Uint8Array<ArrayBuffer> {
  const { units, classes, labels, degrees, filters } = table;
  const blocks = Math.ceil(labels.length / blockNodes);
  const starts = new Uint32Array(blocks + 1);
  let next = 1;
  for (const [node, degree] of degrees.entries()) {
    if (node % blockNodes === 0) starts[node / blockNodes] = next;
    next += degree & ~termEnds;
  }
  starts[blocks] = next;
  const head = [units, classes, starts, filters.pairs, filters.words];
  const headLength = sizeOf(head) + fixedHead + checksumLength;
  const fixed = Uint32Array.of(headLength, units.length, labels.length, 0);
  const parts = [sealed(fixed, ...head)];
  for (let from = 0; from < labels.length; from += blockNodes) {
    parts.push(sealed(blockOf(labels, from), blockOf(degrees, from)));
  }
  const given = columns.map(([name]) => table.columns[name]);
  parts.push(
    sealed(
      Uint32Array.from(given, ({ length }) => length),
      ...given,
    ),
  );
  return joined(parts);
}

/** Opens the section without a copy where its place allows. Throws `DamagedBytes`. */
export function readTable(section: Uint8Array, what: string): OpenTable {
  const bytes = (section.byteOffset & 3) === 0 ? section : section.slice();
  const fail = (reason: string): never => {
    throw new DamagedBytes(`${what}, phrases`, 0, reason);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < fixedHead + checksumLength) fail("it ends too early");
  const headLength = view.getUint32(0, true);
  if (headLength > bytes.length || (headLength & 3) !== 0) fail("its head goes beyond the end");
  if (!isIntact(bytes.subarray(0, headLength))) fail("the head's checksum does not fit");
  const [count, nodes] = [view.getUint32(4, true), view.getUint32(8, true)];
  const blocks = Math.ceil(nodes / blockNodes);
  const rulesAt = headLength + blocks * blockLength;
  const { pairs, words } = filterSizes(nodes);
  const length = 2 * filled(2 * count) + 4 * (blocks + 1) + pairs + words;
  if (headLength !== fixedHead + length + checksumLength) fail("its head is not whole");
  if (rulesAt > bytes.length || nodes === 0) fail("its trie goes beyond the end");
  let at = bytes.byteOffset + fixedHead;
  const take = (length: number): number => (at += filled(length)) - filled(length);
  return {
    units: new Uint16Array(bytes.buffer, take(2 * count), count),
    classes: new Uint16Array(bytes.buffer, take(2 * count), count),
    nodes,
    starts: new Uint32Array(bytes.buffer, take(4 * (blocks + 1)), blocks + 1),
    filters: {
      pairs: new Uint8Array(bytes.buffer, take(pairs), pairs),
      words: new Uint8Array(bytes.buffer, take(words), words),
    },
    block(number) {
      const from = headLength + number * blockLength;
      if (!isIntact(bytes.subarray(from, from + blockLength))) fail(`the checksum of block ${number} does not fit`);
      const place = bytes.byteOffset + from;
      return {
        labels: new Uint16Array(bytes.buffer, place, blockNodes),
        degrees: new Uint16Array(bytes.buffer, place + 2 * blockNodes, blockNodes),
      };
    },
    columns: () => readColumns(bytes.subarray(rulesAt), fail),
    fail,
  };
}

function readColumns(bytes: Uint8Array, fail: (reason: string) => never): Columns {
  const end = bytes.length - checksumLength;
  let at = 4 * columns.length;
  if (end < at || !isIntact(bytes)) fail("the rules' checksum does not fit");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read: Partial<Record<Column, Uint16Array | Uint8Array>> = {};
  for (const [i, [name, size]] of columns.entries()) {
    const length = view.getUint32(4 * i, true);
    if (length * size > end - at) fail(`${name} goes beyond the end`);
    const place = bytes.byteOffset + at;
    read[name] =
      size === 2 ? new Uint16Array(bytes.buffer, place, length) : new Uint8Array(bytes.buffer, place, length);
    at += filled(length * size);
  }
  if (at !== end) fail("bytes follow the last column");
  return read as Columns;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array;

function blockOf(all: Uint16Array, from: number): Uint16Array {
  const block = new Uint16Array(blockNodes);
  block.set(all.subarray(from, from + blockNodes));
  return block;
}

/** The parts behind one another, each filled up, and their checksum. */
function sealed(...parts: readonly Numbers[]): Uint8Array {
  const bytes = joined(parts);
  return joined([bytes, checksum(bytes)]);
}

function joined(parts: readonly Numbers[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += filled(part.byteLength);
  }
  return bytes;
}

function sizeOf(parts: readonly Numbers[]): number {
  return parts.reduce((sum, { byteLength }) => sum + filled(byteLength), 0);
}

function filled(length: number): number {
  return (length + 3) & ~3;
}
