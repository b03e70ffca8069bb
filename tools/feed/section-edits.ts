// What leads from one section of a pack to another: bytes taken over, left out, put in (core/sync/pack-delta.ts draws
// it), found by comparing the section's records, which are sorted.

import { ByteReader, type ByteWriter } from "../../core/bytes.ts";
import { compareCodePoints } from "../../core/fact-lines.ts";
import type { SectionName } from "../../core/pack.ts";
import { readIntervals, readProgram } from "../../core/rules-pack.ts";

/** A piece of a section with what it is sorted by. */
interface Record {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Reads one entry, and says after each piece of it what that piece is sorted by. */
const entries: Partial<{ readonly [Name in SectionName]: (reader: ByteReader, piece: (key: string) => void) => void }> =
  {
    rules(reader, piece) {
      const rule = reader.text();
      reader.varint();
      readIntervals(reader);
      reader.varint();
      readProgram(reader);
      piece(rule);
    },
    parts(reader, piece) {
      const site = reader.text();
      let count = reader.count();
      piece(site);
      for (; count > 0; count--) piece(`${site}\0${reader.text()}`);
    },
    texts: (reader, piece) => piece(reader.text()),
  };

export function editSection(name: SectionName, base: Uint8Array, next: Uint8Array, out: ByteWriter): void {
  const edits = new Edits(next, out);
  const [old, fresh] = [recordsOf(name, base), recordsOf(name, next)];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [a, b] = [old[i], fresh[j]];
    const order = a && b ? compareCodePoints(a.key, b.key) : a ? -1 : 1;
    if (order <= 0 && a) i++;
    if (order >= 0 && b) j++;
    if (order < 0 && a) edits.leave(a.bytes.length);
    else if (order > 0 && b) edits.put(b.bytes);
    else if (a && b) edits.change(a.bytes, b.bytes);
  }
  edits.end();
}

/** The section's pieces; what stands before them, or a section that has none, is one piece without a key. */
function recordsOf(name: SectionName, section: Uint8Array): Record[] {
  const read = entries[name];
  if (!read || section.length === 0) return [{ key: "", bytes: section }];
  const reader = new ByteReader(section, name);
  let left = reader.varint();
  const found: Record[] = [];
  let start = 0;
  const piece = (key: string): void => {
    found.push({ key, bytes: section.subarray(start, reader.at) });
    start = reader.at;
  };
  piece("");
  for (; left > 0; left--) read(reader, piece);
  return found;
}

/** Joins neighbouring edits, and writes them. */
class Edits {
  readonly #next: Uint8Array;
  readonly #out: ByteWriter;
  #taken = 0;
  #left = 0;
  #put = 0;
  #at = 0;

  constructor(next: Uint8Array, out: ByteWriter) {
    this.#next = next;
    this.#out = out;
  }

  take(length: number): void {
    if (length === 0) return;
    if (this.#left + this.#put > 0) this.#write();
    this.#taken += length;
  }

  leave(length: number): void {
    this.#left += length;
  }

  put(bytes: Uint8Array): void {
    this.#put += bytes.length;
  }

  change(before: Uint8Array, after: Uint8Array): void {
    const most = Math.min(before.length, after.length);
    let start = 0;
    while (start < most && before[start] === after[start]) start++;
    let end = 0;
    while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
    this.take(start);
    this.leave(before.length - start - end);
    this.put(after.subarray(start, after.length - end));
    this.take(end);
  }

  end(): void {
    if (this.#taken + this.#put > 0) this.#write();
  }

  #write(): void {
    this.#out.varint(this.#taken);
    this.#out.varint(this.#left);
    this.#out.varint(this.#put);
    const start = this.#at + this.#taken;
    this.#out.bytes(this.#next.subarray(start, start + this.#put));
    this.#at = start + this.#put;
    this.#taken = this.#left = this.#put = 0;
  }
}
