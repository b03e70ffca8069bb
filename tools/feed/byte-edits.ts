// What leads from one run of bytes to another: taken over, left out, put in (core/sync/pack-delta.ts draws it).

import type { ByteWriter } from "../../core/bytes.ts";

/** Pieces of this length are looked up in the base. */
const piece = 8;

/** Writes edits that lead from `base` to `next`; pieces are only found in their order. */
export function editBytes(base: Uint8Array, next: Uint8Array, out: ByteWriter): void {
  const places = placesOf(base);
  let [from, to] = [0, 0];
  let taken = run(base, from, next, to);
  while (to < next.length) {
    const at = to + taken;
    const found = findNext(from + taken, next, at, places);
    out.varint(taken);
    out.varint(found.from - from - taken);
    out.varint(found.to - at);
    out.bytes(next.subarray(at, found.to));
    [from, to] = [found.from, found.to];
    taken = run(base, from, next, to);
  }
}

/** Where the two run together again with the least left out and put in. */
function findNext(
  from: number,
  next: Uint8Array,
  to: number,
  places: ReadonlyMap<string, readonly number[]>,
): { from: number; to: number } {
  let best = { from, to: next.length };
  let least = Infinity;
  for (let at = to; at + piece <= next.length && at - to < least; at++) {
    const place = places.get(keyAt(next, at))?.find((each) => each >= from);
    if (place === undefined || place - from + at - to >= least) continue;
    best = { from: place, to: at };
    least = place - from + at - to;
  }
  return best;
}

function run(base: Uint8Array, from: number, next: Uint8Array, to: number): number {
  let length = 0;
  while (from + length < base.length && to + length < next.length && base[from + length] === next[to + length])
    length++;
  return length;
}

function placesOf(base: Uint8Array): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + piece <= base.length; at++) {
    const key = keyAt(base, at);
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  return places;
}

function keyAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + piece));
}
