// The table that answers: every listed name with its evidence, ready to be asked without parsing.
//
//   0    4   "WSTB"                          all numbers are 32-bit, little-endian
//   4    4   format, now 3
//   8    4   length of the whole table
//   12   4   length of the head (a multiple of 8)
//   16   4   names        20  4  seed of the hash      24  4  buckets    28  4  words of the filter
//   32   4   rules        36  4  bytes of the JSON     40  4  bytes of the rules
//   44   4   ids in the rule index                     48  4  bytes of the records     52  12  0
//   64       JSON: TableContents, filled up with spaces to a multiple of 4
//            last-label bits         64 words: which names are a last label alone
//            rule starts             rules + 1 words
//            rule index              starts, runs, ids (rule-index.ts)
//            bucket starts           buckets + 1 words: where a bucket's records begin
//            rules                   for each: see table-rules.ts
//            0 to 7 bytes of filling, then the checksum of the head (8 bytes)
//   -------- the head ends here; a cold start reads no more of the table than the buckets it needs
//            filter                  blocked Bloom words, then their checksum (8 bytes): it can be read alone
//            records                 bucket by bucket: a short checksum (2 bytes) of the bucket's records, then they
//   end  8   checksum of everything between the head and here
//
// A record: name's length (1 byte), name, flags (1 byte) and, if flags other than `zones` and `greatfire` are set,
// varint length and payload (table-record.ts).
//
// A name's hash is taken over its characters from the last to the first, so that one pass over a host meets the
// hash of each of its parents at that parent's dot. The filter holds every name and every parent of a name that
// has a dot itself: where it says no, no longer name can follow, and the pass ends. All hits are verified
// byte by byte.

import { DamagedBytes } from "./bytes.ts";
import { isIntact } from "./checksum.ts";
import { slotCount, type RuleIndex } from "./rule-index.ts";
import type { SourceFact } from "./fact-source.ts";
import type { Day } from "./verdict.ts";

export const tableFormat = 3;
export const headerLength = 64;
export const labelWords = 64;
/** Flags that need no payload. */
export const bareFlags = 0b1001;
export const maxLabels = 127;

/** What the table knows of its sources, as JSON in the head. */
export interface TableContents {
  /** digests of the packs it was built from, to tell whether it is still the right one */
  readonly packs: string;
  /** the day that freshness is counted from */
  readonly asOf: Day;
  readonly sources: readonly SourceFact[];
  readonly days: { readonly "gfw-sni": readonly Day[]; readonly "henan-sni": readonly Day[] };
  readonly sections: readonly string[];
  /** days on which many rules left the list at once, and how many: a clean-up */
  readonly leaving: readonly (readonly [day: Day, rules: number])[];
  readonly services: readonly string[];
  readonly categories: readonly string[];
  /** ids of dossiers, and their claims (dossiers/dossier-claims.ts) */
  readonly dossiers: readonly string[];
}

export interface TableHead {
  readonly contents: TableContents;
  readonly names: number;
  readonly seed: number;
  readonly buckets: number;
  readonly filterWords: number;
  readonly headLength: number;
  readonly recordsStart: number;
  readonly recordsLength: number;
  readonly length: number;
  readonly lastLabels: Uint32Array;
  readonly ruleStarts: Uint32Array;
  readonly rules: Uint8Array;
  readonly ruleIndex: RuleIndex;
  readonly bucketStarts: Uint32Array;
}

/** Continues a hash with one character. */
export function hashStep(hash: number, character: number): number {
  return Math.imul(hash ^ character, 0x01000193);
}

/** Spreads a hash over all 32 bits. */
export function spread(hash: number): number {
  const x = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return Math.imul(x ^ (x >>> 12), 0x297a2d39) ^ (x >>> 15);
}

/** Which of `count` places a spread hash chooses. */
export function placeIn(spreadHash: number, count: number): number {
  return ((spreadHash >>> 0) * (count * 2 ** -32)) >>> 0;
}

/** The four bits that a spread hash sets in its filter word. */
export function filterBits(spreadHash: number): number {
  const x = Math.imul(spreadHash, 0x9e3779b1);
  return (1 << (x >>> 27)) | (1 << ((x >>> 22) & 31)) | (1 << ((x >>> 17) & 31)) | (1 << ((x >>> 12) & 31));
}

/** A table of another version of Wallsight: nothing is wrong with it, and nothing can be done with it. */
export class OtherFormat extends DamagedBytes {}

/** How much of a table must be read before `readHead` can be called. Throws `DamagedBytes`. */
export function headLengthOf(start: Uint8Array): number {
  if (start.length < headerLength) throw new DamagedBytes("the table", start.length, "it is too short");
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  if (view.getUint32(0) !== 0x57535442) throw new DamagedBytes("the table", 0, "it is not a table");
  const format = view.getUint32(4, true);
  if (format !== tableFormat) throw new OtherFormat("the table", 4, `its format is ${format}`);
  return view.getUint32(12, true);
}

/**
 * Opens a head. `bytes` begins at a multiple of 4 in its buffer. `isChecked`: the caller sees to it that its bytes are
 * good, and may do so later. Throws `DamagedBytes`.
 */
export function readHead(bytes: Uint8Array, isChecked = false): TableHead {
  const headLength = headLengthOf(bytes);
  if (headLength > bytes.length || headLength < headerLength + 8) {
    throw new DamagedBytes("the table", 12, "its head goes beyond the end");
  }
  const head = bytes.subarray(0, headLength);
  if (!isChecked && !isIntact(head))
    throw new DamagedBytes("the table", headLength - 8, "the head's checksum does not fit");
  const words = new Uint32Array(head.buffer, head.byteOffset, headLength >>> 2);
  const at = (byte: number): number => words[byte >>> 2] ?? 0;
  const [rules, jsonLength, rulesLength, idCount, recordsLength] = [at(32), at(36), at(40), at(44), at(48)];
  const [buckets, filterWords] = [at(24), at(28)];
  let place = headerLength;
  const take = (count: number): Uint32Array => {
    place += count * 4;
    return words.subarray((place >>> 2) - count, place >>> 2);
  };
  const json = new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(place, (place += jsonLength)));
  const lastLabels = take(labelWords);
  const ruleStarts = take(rules + 1);
  const ruleIndex = { starts: take(slotCount + 2), runs: take(idCount), ids: take(idCount) };
  const bucketStarts = take(buckets + 1);
  const recordsStart = headLength + filterWords * 4 + 8;
  const length = recordsStart + recordsLength + 8;
  if (at(8) !== length) throw new DamagedBytes("the table", 8, "its length does not fit its parts");
  return {
    contents: JSON.parse(json) as TableContents,
    names: at(16),
    seed: at(20),
    buckets,
    filterWords,
    headLength,
    recordsStart,
    recordsLength,
    length,
    lastLabels,
    ruleStarts,
    rules: head.subarray(place, place + rulesLength),
    ruleIndex,
    bucketStarts,
  };
}

/** Opens a filter that was read alone, from the head's end to the records. Throws `DamagedBytes`. */
export function readFilter(bytes: Uint8Array, { headLength, recordsStart, filterWords }: TableHead): Uint32Array {
  if (bytes.length !== recordsStart - headLength || !isIntact(bytes)) {
    throw new DamagedBytes("the table", headLength, "the filter's checksum does not fit");
  }
  return new Uint32Array(bytes.buffer, bytes.byteOffset, filterWords);
}

/** Whether a name of that spread hash may be in the table, or one under it; only a no is sure. */
export function mayHold(filter: Uint32Array, mixed: number): boolean {
  const bits = filterBits(mixed);
  return ((filter[placeIn(mixed, filter.length)] ?? 0) & bits) === bits;
}

/** Opens a whole table. `isChecked`: its bytes are known to be good. Throws `DamagedBytes`. */
export function readTable(bytes: Uint8Array, isChecked = false): Table {
  const head = readHead(bytes);
  if (bytes.length !== head.length) {
    throw new DamagedBytes("the table", bytes.length, `${head.length} bytes are announced`);
  }
  if (!isChecked && !isIntact(bytes.subarray(head.headLength))) {
    throw new DamagedBytes("the table", bytes.length - 8, "the checksum does not fit the bytes");
  }
  return new Table(head, bytes);
}

export class Table {
  readonly head: TableHead;
  readonly records: Uint8Array;
  readonly #filter: Uint32Array;

  constructor(head: TableHead, bytes: Uint8Array) {
    this.head = head;
    this.#filter = new Uint32Array(bytes.buffer, bytes.byteOffset + head.headLength, head.filterWords);
    this.records = bytes.subarray(head.recordsStart, head.recordsStart + head.recordsLength);
  }

  /**
   * Finds a host and its parents. Writes, for each one that the table names, where it begins in `host` and where
   * its record's flags stand in `records`, the widest name first; returns how many there are. `found` has room for
   * 256 numbers. The host is lower-case ASCII without a trailing dot.
   */
  find(host: string, found: Int32Array): number {
    const { seed, lastLabels } = this.head;
    const filter = this.#filter;
    let hash = seed;
    let count = 0;
    let from = host.length;
    for (let labels = 1; from >= 0 && labels <= maxLabels + 1; labels++) {
      if (labels > 1) hash = hashStep(hash, 46);
      for (from--; from >= 0; from--) {
        const character = host.charCodeAt(from);
        if (character === 46) break;
        hash = hashStep(hash, character);
      }
      const mixed = spread(hash);
      if (labels === 1) {
        if (!isLastLabel(lastLabels, mixed)) continue;
      } else if (!mayHold(filter, mixed)) return count;
      const place = this.#verify(host, from + 1, mixed);
      if (place < 0) continue;
      found[count * 2] = from + 1;
      found[count * 2 + 1] = place;
      count++;
    }
    return count;
  }

  /** Where the flags of the record stand that names the end of `host` from `from` on, or -1. */
  #verify(host: string, from: number, mixed: number): number {
    const bucket = placeIn(mixed, this.head.buckets);
    const starts = this.head.bucketStarts;
    return findInBucket(this.records, (starts[bucket] ?? 0) + 2, starts[bucket + 1] ?? 0, host, from);
  }
}

export function isLastLabel(bits: Uint32Array, mixed: number): boolean {
  return (((bits[(mixed >>> 5) & (labelWords - 1)] ?? 0) >>> (mixed & 31)) & 1) === 1;
}

/** Looks through one bucket's records; the same for a whole table and for a bucket read alone. */
export function findInBucket(records: Uint8Array, start: number, end: number, host: string, from: number): number {
  const length = host.length - from;
  for (let at = start; at < end;) {
    const nameLength = records[at] ?? 0;
    const flagsAt = at + 1 + nameLength;
    if (nameLength === length) {
      let i = 0;
      while (i < length && records[at + 1 + i] === host.charCodeAt(from + i)) i++;
      if (i === length) return flagsAt;
    }
    at = flagsAt + 1;
    if (((records[flagsAt] ?? 0) & ~bareFlags) === 0) continue;
    let size = 0;
    let byte = 128;
    for (let shift = 0; byte > 127; shift += 7) {
      byte = records[at++] ?? 0;
      size |= (byte & 127) << shift;
    }
    at += size >>> 0;
  }
  return -1;
}
