// What a table holds for a host and its parents, whether all of the table is in memory or a few buckets of it.

import { DamagedBytes } from "./bytes.ts";
import { shortChecksum } from "./checksum.ts";
import { type NameRecord, readRecord } from "./table-record.ts";
import { findInBucket, hashStep, isLastLabel, mayHold, placeIn, spread, type Table, type TableHead } from "./table.ts";

export interface FoundName {
  readonly name: string;
  readonly record: NameRecord;
}

export interface Records {
  /** What the table has of the host and its parents, the widest name first. Throws `DamagedBytes`. */
  chain(host: string): FoundName[];
  /** What it has of an IP address, which has no parents, or of this very name. */
  exact(name: string): NameRecord | undefined;
}

export class WholeRecords implements Records {
  readonly #table: Table;
  readonly #found = new Int32Array(256);

  constructor(table: Table) {
    this.#table = table;
  }

  chain(host: string): FoundName[] {
    const count = this.#table.find(host, this.#found);
    return Array.from({ length: count }, (_, i) => ({
      name: host.slice(this.#found[i * 2] ?? 0),
      record: readRecord(this.#table.records, this.#found[i * 2 + 1] ?? 0),
    }));
  }

  exact(name: string): NameRecord | undefined {
    const count = this.#table.find(name, this.#found);
    if (count === 0 || this.#found[count * 2 - 2] !== 0) return undefined;
    return readRecord(this.#table.records, this.#found[count * 2 - 1] ?? 0);
  }
}

/**
 * Some buckets of a table. What lies in a bucket that is not there is noted in `missing`: fetch those, `add` them and
 * ask again. With the table's filter it asks for no bucket that cannot hold the name.
 */
export class FewRecords implements Records {
  readonly missing = new Set<number>();
  /** how often a bucket was looked for that is not there */
  misses = 0;
  readonly #head: TableHead;
  readonly #filter: Uint32Array | undefined;
  readonly #buckets = new Map<number, Uint8Array>();

  constructor(head: TableHead, filter?: Uint32Array) {
    this.#head = head;
    this.#filter = filter;
  }

  /** Where a bucket begins and ends in the table's bytes. */
  range(bucket: number): [start: number, end: number] {
    const { bucketStarts, recordsStart } = this.#head;
    return [recordsStart + (bucketStarts[bucket] ?? 0), recordsStart + (bucketStarts[bucket + 1] ?? 0)];
  }

  /** Takes a bucket's bytes. Throws `DamagedBytes` where its checksum does not fit them. */
  add(bucket: number, bytes: Uint8Array): void {
    const sum = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
    if (sum !== shortChecksum(bytes, 2, bytes.length)) {
      throw new DamagedBytes("the table", this.range(bucket)[0], "a bucket's checksum does not fit");
    }
    this.#buckets.set(bucket, bytes);
    this.missing.delete(bucket);
  }

  chain(host: string): FoundName[] {
    const found: FoundName[] = [];
    let hash = this.#head.seed;
    let dots = 0;
    for (let i = host.length - 1; i >= -1; i--) {
      const character = i >= 0 ? host.charCodeAt(i) : 46;
      if (character === 46) {
        const mixed = spread(hash);
        // The filter holds every parent of a name, so behind a no there is nothing more.
        if (dots > 0 && this.#filter && !mayHold(this.#filter, mixed)) return found;
        if (dots > 0 || isLastLabel(this.#head.lastLabels, mixed)) {
          const name = host.slice(i + 1);
          const record = this.#look(name, mixed);
          if (record) found.push({ name, record });
        }
        dots++;
      }
      hash = hashStep(hash, character);
    }
    return found;
  }

  exact(name: string): NameRecord | undefined {
    const narrowest = this.chain(name).at(-1);
    return narrowest?.name === name ? narrowest.record : undefined;
  }

  #look(name: string, mixed: number): NameRecord | undefined {
    const bucket = placeIn(mixed, this.#head.buckets);
    const bytes = this.#buckets.get(bucket);
    if (!bytes) {
      this.missing.add(bucket);
      this.misses++;
      return undefined;
    }
    const flagsAt = findInBucket(bytes, 2, bytes.length, name, 0);
    return flagsAt < 0 ? undefined : readRecord(bytes, flagsAt);
  }
}
