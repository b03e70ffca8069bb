// Host names in few bytes: grouped by last label, sorted, each told by what differs from the one before.
//
//   groups   varint count, then for each group: text last label, varint number of names
//   stream   for each name: 128 + how many leading bytes it shares with the name before it in the group, then its
//            own bytes up to the last label's dot (all below 128; `www.example` of `www.example.com`)
//
// A name that is a last label alone has no bytes of its own and stands first in its group. The order (by last
// label, then by the bytes before it) is the order of every column that belongs to the names.

import { ByteReader, ByteWriter } from "./bytes.ts";
import { finish } from "./slices.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const maxNameLength = 253;
const sliceNames = 2048;

/** Splits off the last label: `[before its dot, last label]`. */
function splitName(name: string): [rest: string, label: string] {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? ["", name] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** Sorts names (ASCII, lower case) into the order of packs. */
export function sortNames(names: Iterable<string>): string[] {
  return finish(sortingNames(names));
}

/** `sortNames` in slices: names of one last label that begin alike are sorted in one go. */
export function* sortingNames(names: Iterable<string>): Generator<void, string[]> {
  const groups = new Map<string, Map<string, { name: string; rest: string }[]>>();
  let count = 0;
  for (const name of names) {
    const [rest, label] = splitName(name);
    const group = groups.get(label) ?? new Map<string, { name: string; rest: string }[]>();
    groups.set(label, group);
    const start = rest.slice(0, 2);
    const alike = group.get(start);
    if (alike) alike.push({ name, rest });
    else group.set(start, [{ name, rest }]);
    if (++count % sliceNames === 0) yield;
  }
  const sorted: string[] = [];
  for (const [, group] of inOrder(groups)) {
    for (const [, alike] of inOrder(group)) {
      const before = sorted.length;
      for (const { name } of alike.sort((a, b) => compare(a.rest, b.rest))) sorted.push(name);
      if (Math.floor(before / sliceNames) !== Math.floor(sorted.length / sliceNames)) yield;
    }
  }
  return sorted;
}

function inOrder<Value>(groups: ReadonlyMap<string, Value>): [string, Value][] {
  return [...groups].sort(([a], [b]) => compare(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Writes names that `sortNames` has sorted and of which none stands twice. */
export function writeNames(sorted: readonly string[]): Uint8Array {
  return finish(writingNames(sorted));
}

/** `writeNames` in slices. */
export function* writingNames(sorted: readonly string[]): Generator<void, Uint8Array> {
  const out = new NameWriter();
  for (const [i, name] of sorted.entries()) {
    const [rest, label] = splitName(name);
    const bytes = encoder.encode(rest);
    out.add({ bytes, restLength: bytes.length, label });
    if (i % sliceNames === 0) yield;
  }
  return out.section();
}

/** Writes a section of names, one after the other in their order. */
export class NameWriter {
  readonly #groups: { label: string; count: number }[] = [];
  readonly #stream: ByteWriter;
  readonly #before = new Uint8Array(512);
  #beforeLength = 0;

  constructor(capacity = 1 << 16) {
    this.#stream = new ByteWriter(capacity);
  }

  /** `bytes` hold what stands before the last label's dot, `restLength` bytes of it. */
  add({ bytes, restLength, label = "" }: Pick<NameCursor, "bytes" | "restLength" | "label">): void {
    let group = this.#groups.at(-1);
    if (group?.label !== label) {
      group = { label, count: 0 };
      this.#groups.push(group);
      this.#beforeLength = 0;
    }
    group.count++;
    const most = Math.min(127, restLength, this.#beforeLength);
    let shared = 0;
    while (shared < most && bytes[shared] === this.#before[shared]) shared++;
    const own = bytes.subarray(shared, restLength);
    this.#stream.u8(128 + shared);
    this.#stream.bytes(own);
    this.#before.set(own, shared);
    this.#beforeLength = restLength;
  }

  section(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter(this.#stream.length + 4096);
    out.varint(this.#groups.length);
    for (const { label, count } of this.#groups) {
      out.text(label);
      out.varint(count);
    }
    out.bytes(this.#stream.view());
    return out.view().slice();
  }
}

/** Walks over names in their order without making strings. Throws `DamagedBytes` for names out of order. */
export class NameCursor {
  /** the current name: `bytes` up to `length`, dot and last label included */
  readonly bytes = new Uint8Array(512);
  length = 0;
  /** how many of those bytes stand before the last label's dot; 0 for a last label alone */
  restLength = 0;
  /** the current last label; `undefined` behind the last name */
  label: string | undefined;
  /** how many names there are in all */
  total = 0;

  readonly #groups: { label: string; bytes: Uint8Array; count: number }[] = [];
  readonly #stream: Uint8Array;
  readonly #what: string;
  #at = 0;
  #group = -1;
  #left = 0;

  constructor(section: Uint8Array, what: string) {
    this.#what = what;
    const reader = new ByteReader(section, what);
    for (let count = section.length > 0 ? reader.varint() : 0; count > 0; count--) {
      const label = reader.text();
      if (label === "" || label.length > 63 || label <= (this.#groups.at(-1)?.label ?? "")) {
        reader.fail("last labels are out of order");
      }
      const names = reader.varint();
      if (names === 0) reader.fail("a group has no names");
      this.#groups.push({ label, bytes: encoder.encode(label), count: names });
      this.total += names;
    }
    this.#stream = section.subarray(reader.at);
    // A name takes two bytes, a last label alone one: whoever makes room for `total` names relies on it.
    if (this.total * 2 > this.#stream.length + this.#groups.length) {
      reader.fail(`${this.total} names are announced, ${this.#stream.length} bytes are left`);
    }
    this.next();
  }

  next(): void {
    while (this.#left === 0) {
      const group = this.#groups[++this.#group];
      if (!group) {
        if (this.#at !== this.#stream.length) this.#fail("names follow the last group");
        this.label = undefined;
        return;
      }
      this.label = group.label;
      this.#left = group.count;
      this.restLength = -1;
    }
    this.#left--;
    this.#readRest();
    const label = this.#groups[this.#group]?.bytes ?? new Uint8Array(0);
    let end = this.restLength;
    if (end > 0) this.bytes[end++] = 46;
    this.bytes.set(label, end);
    this.length = end + label.length;
    if (this.length > maxNameLength) this.#fail("a name is too long");
  }

  #readRest(): void {
    const stream = this.#stream;
    const shared = (stream[this.#at++] ?? 0) - 128;
    if (shared < 0 || shared > Math.max(this.restLength, 0)) this.#fail("a name shares what is not there");
    let end = shared;
    // Own bytes must sort the name behind the one before it: a larger byte, or a longer name. Only behind 127 shared
    // bytes may further ones be the same.
    let order = 0;
    while (this.#at < stream.length && (stream[this.#at] ?? 128) < 128) {
      if (end >= maxNameLength) this.#fail("a name is too long");
      const byte = stream[this.#at++] ?? 0;
      if (order === 0) order = end < this.restLength ? byte - (this.bytes[end] ?? 0) : 1;
      if (order === 0 && shared < 127) this.#fail("a name shares more than it says");
      this.bytes[end++] = byte;
    }
    if (this.restLength >= 0 && order <= 0) this.#fail("names are out of order");
    this.restLength = end;
  }

  /** The current name as a string. */
  text(): string {
    return decoder.decode(this.bytes.subarray(0, this.length));
  }

  #fail(reason: string): never {
    return new ByteReader(this.#stream, `${this.#what}, names`, this.#at).fail(reason);
  }
}

/** Compares the current names of two cursors within one group of the same last label. */
export function compareRests(a: NameCursor, b: NameCursor): number {
  const length = Math.min(a.restLength, b.restLength);
  for (let i = 0; i < length; i++) {
    const difference = (a.bytes[i] ?? 0) - (b.bytes[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.restLength - b.restLength;
}

/** Compares the current names of two cursors; one at its end is behind every name. */
export function compareNames(a: NameCursor, b: NameCursor): number {
  if (a.label === b.label) return a.label === undefined ? 0 : compareRests(a, b);
  if (a.label === undefined || b.label === undefined) return a.label === undefined ? 1 : -1;
  return a.label < b.label ? -1 : 1;
}

/** All names of a section, as strings. */
export function readNameSection(section: Uint8Array, what: string): string[] {
  const names: string[] = [];
  for (const cursor = new NameCursor(section, what); cursor.label !== undefined; cursor.next())
    names.push(cursor.text());
  return names;
}
