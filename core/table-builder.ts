// Builds the table out of packs, in slices: the caller decides when the next one runs.

import { ByteWriter } from "./bytes.ts";
import { checksum, checksumming, shortChecksum } from "./checksum.ts";
import { buildRuleIndex } from "./rule-index.ts";
import { compareRests } from "./names.ts";
import type { Pack } from "./pack.ts";
import { type Column, columnsOf, contentsOf, type RuleColumns, ruleColumnsOf } from "./table-columns.ts";
import {
  bareFlags,
  filterBits,
  hashStep,
  headerLength,
  isLastLabel,
  labelWords,
  placeIn,
  spread,
  tableFormat,
} from "./table.ts";
import { writeTableRule } from "./table-rules.ts";

const namesPerBucket = 8;
const wordsPerName = 0.5;
/** More names than this in one bucket, and another seed is tried: hashes can be made to collide on purpose. */
const bucketLimit = 48;
const seedLimit = 64;
const sliceNames = 4096;
const sliceRules = 512;
/** Before the records of each bucket. */
const checksumSize = 2;

/** Records one behind the other, in the order of names, and where each begins. */
interface Gathered {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/**
 * Builds a table from packs of different sources. Each `next()` does a slice, most of a few milliseconds; the last one
 * returns the table's bytes. The same packs give the same bytes. `digest` names the packs, see `TableContents`.
 * Throws `DamagedBytes` for packs whose parts do not fit together.
 */
export function* buildTable(packs: readonly Pack[], digest: string): Generator<void, Uint8Array<ArrayBuffer>> {
  const rules = yield* ruleColumnsOf(packs);
  yield;
  const contents = contentsOf(packs, rules, digest);
  yield;
  const columns = yield* columnsOf(packs, rules, contents);
  const gathered = yield* gather(columns);
  const placed = yield* place(gathered);
  yield;
  const head = yield* writeHead(JSON.stringify(contents), rules, gathered, placed);
  yield;
  const filter = new Uint8Array(placed.filter.buffer);
  const recordsStart = head.length + filter.length + 8;
  const recordsLength = placed.bucketStarts[placed.buckets] ?? 0;
  const bytes = new Uint8Array(recordsStart + recordsLength + 8);
  new DataView(head.buffer).setUint32(8, bytes.length, true);
  bytes.set(head);
  bytes.set(checksum(head.subarray(0, head.length - 8)), head.length - 8);
  bytes.set(filter, head.length);
  bytes.set(checksum(filter), recordsStart - 8);
  yield* scatter(gathered, placed, bytes.subarray(recordsStart, recordsStart + recordsLength));
  bytes.set(yield* checksumming(bytes.subarray(head.length, bytes.length - 8)), bytes.length - 8);
  return bytes;
}

/** Walks all columns at once, in the order of their names, and writes one record for each name. */
function* gather(columns: readonly Column[]): Generator<void, Gathered> {
  const most = columns.reduce((sum, { names }) => sum + names.total, 0);
  const starts = new Uint32Array(most + 1);
  const out = new ByteWriter(most * 18 + 1024);
  const payload = new ByteWriter();
  let count = 0;
  for (;;) {
    let label: string | undefined;
    for (const { names } of columns) {
      if (names.label !== undefined && (label === undefined || names.label < label)) label = names.label;
    }
    if (label === undefined) break;
    let open = columns.filter(({ names }) => names.label === label);
    while (open.length > 0) {
      starts[count++] = out.length;
      if (writeNext(open, out, payload)) open = open.filter(({ names }) => names.label === label);
      if (count % sliceNames === 0) yield;
    }
  }
  starts[count] = out.length;
  return { bytes: out.view(), starts: starts.subarray(0, count + 1), count };
}

/** Writes the record of the least current name; true if a column has left the group. */
function writeNext(open: readonly Column[], out: ByteWriter, payload: ByteWriter): boolean {
  let least = open[0];
  for (let i = 1; i < open.length; i++) {
    const column = open[i];
    if (column && least && compareRests(column.names, least.names) < 0) least = column;
  }
  if (!least) return true;
  const { names } = least;
  out.u8(names.length);
  out.bytes(names.bytes.subarray(0, names.length));
  payload.clear();
  let flags = 0;
  let hasLeft = false;
  const { label } = names;
  // The columns stand in the order of their flags, and so do their parts of the payload.
  for (const column of open) {
    if (column !== least && compareRests(column.names, names) !== 0) continue;
    flags |= column.flag;
    column.write(payload);
    if (column !== least) {
      column.names.next();
      hasLeft ||= column.names.label !== label;
    }
  }
  names.next();
  hasLeft ||= names.label !== label;
  out.u8(flags);
  if ((flags & ~bareFlags) !== 0) {
    out.varint(payload.length);
    out.bytes(payload.view());
  }
  return hasLeft;
}

interface Placed {
  readonly seed: number;
  readonly buckets: number;
  readonly bucketOf: Uint32Array;
  readonly bucketStarts: Uint32Array;
  readonly filter: Uint32Array;
  readonly lastLabels: Uint32Array;
}

/** Chooses a bucket for each record, and fills the filter. */
function* place({ bytes, starts, count }: Gathered): Generator<void, Placed> {
  const buckets = Math.max(1, Math.ceil(count / namesPerBucket));
  for (let seed = 1; ; seed++) {
    const bucketOf = new Uint32Array(count);
    const filter = new Uint32Array(Math.max(2, Math.ceil(count * wordsPerName)));
    const lastLabels = new Uint32Array(labelWords);
    const sizes = new Uint32Array(buckets + 1);
    const fill = new Uint8Array(buckets);
    let fullest = 0;
    for (let i = 0; i < count; i++) {
      const start = starts[i] ?? 0;
      const bucket = placeIn(addToFilter(bytes, start, seed, filter, lastLabels), buckets);
      bucketOf[i] = bucket;
      sizes[bucket + 1] = (sizes[bucket + 1] ?? 0) + (starts[i + 1] ?? 0) - start;
      fill[bucket] = Math.min((fill[bucket] ?? 0) + 1, 255);
      fullest = Math.max(fullest, fill[bucket] ?? 0);
      if (i % sliceNames === 0) yield;
    }
    if (fullest > bucketLimit && seed < seedLimit) continue;
    for (let i = 1; i <= buckets; i++) sizes[i] = (sizes[i] ?? 0) + (sizes[i - 1] ?? 0) + checksumSize;
    return { seed, buckets, bucketOf, bucketStarts: sizes, filter, lastLabels };
  }
}

/** Adds a name and its parents that have a dot; returns the name's own spread hash. */
function addToFilter(
  bytes: Uint8Array,
  start: number,
  seed: number,
  filter: Uint32Array,
  lastLabels: Uint32Array,
): number {
  const first = start + 1;
  let hash = seed;
  let dots = 0;
  for (let i = start + (bytes[start] ?? 0); ; i--) {
    const character = i >= first ? (bytes[i] ?? 0) : 46;
    if (character === 46) {
      const mixed = spread(hash);
      if (dots > 0) {
        const word = placeIn(mixed, filter.length);
        filter[word] = (filter[word] ?? 0) | filterBits(mixed);
      } else if (i < first && !isLastLabel(lastLabels, mixed)) {
        const word = (mixed >>> 5) & (labelWords - 1);
        lastLabels[word] = (lastLabels[word] ?? 0) | (1 << (mixed & 31));
      }
      if (i < first) return mixed;
      dots++;
    }
    hash = hashStep(hash, character);
  }
}

/** Copies each record to its bucket, and puts the buckets' checksums in. */
function* scatter(gathered: Gathered, placed: Placed, into: Uint8Array): Generator<void, void> {
  const { bytes, starts, count } = gathered;
  const { bucketOf, bucketStarts, buckets } = placed;
  const next = bucketStarts.map((start) => start + checksumSize);
  for (let i = 0; i < count; i++) {
    const bucket = bucketOf[i] ?? 0;
    let to = next[bucket] ?? 0;
    const end = starts[i + 1] ?? 0;
    for (let from = starts[i] ?? 0; from < end; from++) into[to++] = bytes[from] ?? 0;
    next[bucket] = to;
    if (i % sliceNames === 0) yield;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = bucketStarts[bucket] ?? 0;
    const sum = shortChecksum(into, start + checksumSize, bucketStarts[bucket + 1] ?? 0);
    into[start] = sum;
    into[start + 1] = sum >>> 8;
    if (bucket % sliceNames === 0) yield;
  }
}

/** The head, but for the table's length and the checksum. */
function* writeHead(
  json: string,
  rules: RuleColumns,
  gathered: Gathered,
  placed: Placed,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const contents = new TextEncoder().encode(json);
  const jsonLength = Math.ceil(contents.length / 4) * 4;
  const ruleBytes = new ByteWriter(1 << 16);
  const ruleStarts = new Uint32Array(rules.packed.length + 1);
  for (const [id, packed] of rules.packed.entries()) {
    ruleStarts[id] = ruleBytes.length;
    writeTableRule(packed, rules.sections.indexOf(packed.section), ruleBytes);
    if (id % sliceRules === 0) yield;
  }
  ruleStarts[rules.packed.length] = ruleBytes.length;
  const index = yield* buildRuleIndex(rules.general);
  const words = [placed.lastLabels, ruleStarts, index.starts, index.runs, index.ids, placed.bucketStarts];
  const wordCount = words.reduce((sum, { length }) => sum + length, 0);
  const bare = headerLength + jsonLength + wordCount * 4 + ruleBytes.length;
  const head = new Uint8Array(Math.ceil(bare / 8) * 8 + 8);
  const view = new DataView(head.buffer);
  view.setUint32(0, 0x57535442);
  const numbers = [
    tableFormat,
    0,
    head.length,
    gathered.count,
    placed.seed,
    placed.buckets,
    placed.filter.length,
    rules.packed.length,
    jsonLength,
    ruleBytes.length,
    index.ids.length,
    placed.bucketStarts[placed.buckets] ?? 0,
  ];
  numbers.forEach((number, i) => view.setUint32(4 + i * 4, number, true));
  head.fill(32, headerLength, headerLength + jsonLength);
  head.set(contents, headerLength);
  let at = headerLength + jsonLength;
  for (const part of words) {
    head.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  head.set(ruleBytes.view(), at);
  return head;
}
