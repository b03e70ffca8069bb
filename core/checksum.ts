// A 64-bit checksum against damage (not against forgery, which digests and signatures guard).
//
// Two lanes run over 32-bit little-endian words: lane = (lane ^ word) * odd, with a rotation in the second.
// Each step is a bijection of the lane, so a change within one word always shows.

import { finish } from "./slices.ts";

const sliceWords = 1 << 18;
const steps = [0x9e3779b1, 0x85ebca77] as const;

/** The checksum of `bytes` as eight bytes; a last incomplete word is filled with zeros. */
export function checksum(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return finish(checksumming(bytes));
}

/** `checksum` in slices. */
export function* checksumming(bytes: Uint8Array): Generator<void, Uint8Array<ArrayBuffer>> {
  const whole = bytes.length >>> 2;
  const aligned = (bytes.byteOffset & 3) === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, whole);
  let a = bytes.length | 0;
  let b = ~bytes.length;
  for (let from = 0; from < whole; from += sliceWords) {
    const to = Math.min(whole, from + sliceWords);
    for (let i = from; i < to; i++) {
      const word = words[i] ?? 0;
      a = Math.imul(a ^ word, steps[0]);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ word, steps[1]);
    }
    if (to < whole) yield;
  }
  let last = 0;
  for (let i = whole * 4; i < bytes.length; i++) last |= (bytes[i] ?? 0) << ((i & 3) * 8);
  a = Math.imul(a ^ last, steps[0]);
  b = Math.imul(((b << 13) | (b >>> 19)) ^ last, steps[1]);
  const sum = new Uint8Array(8);
  for (let i = 0; i < 4; i++) {
    sum[i] = a >>> (i * 8);
    sum[i + 4] = b >>> (i * 8);
  }
  return sum;
}

/** Whether the last eight bytes are the checksum of those before them. */
export function isIntact(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const end = bytes.length - 8;
  return checksum(bytes.subarray(0, end)).every((byte, i) => byte === bytes[end + i]);
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) value = (value & 0x8000) === 0 ? value << 1 : (value << 1) ^ 0x1021;
  return value;
});

/** CRC-16/CCITT of a short piece: shows every change within two neighbouring bytes. */
export function shortChecksum(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0xffff;
  for (let i = start; i < end; i++) {
    crc = ((crc << 8) ^ (crcTable[((crc >>> 8) ^ (bytes[i] ?? 0)) & 255] ?? 0)) & 0xffff;
  }
  return crc;
}
