// Ways to damage and to forge bytes, and to say what came of it.

import { ByteWriter } from "../../core/bytes.ts";
import { checksum } from "../../core/checksum.ts";

/** A copy with one byte changed in the bits of `mask`. */
export function flip(bytes: Uint8Array, at: number, mask = 0xff): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}

/** The name of the error that `run` ends in, or `none`. */
export function errorOf(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** Offsets below `length` whose change by any of two masks `read` takes without a `DamagedBytes`. */
export function unnoticed(bytes: Uint8Array, length: number, read: (damaged: Uint8Array) => unknown): string[] {
  const found: string[] = [];
  const copy = Uint8Array.from(bytes);
  for (let at = 0; at < length; at++) {
    const byte = copy[at] ?? 0;
    copy[at] = byte ^ (at % 2 === 0 ? 0xff : 1 << (at & 7));
    const error = errorOf(() => read(copy));
    if (error !== "DamagedBytes") found.push(`byte ${at}: ${error}`);
    copy[at] = byte;
  }
  return found;
}

/** Lengths to which the bytes can be cut without a `DamagedBytes` from `read`. */
export function cutsUnnoticed(bytes: Uint8Array, read: (damaged: Uint8Array) => unknown): string[] {
  const found: string[] = [];
  for (let length = 0; length < bytes.length; length++) {
    const error = errorOf(() => read(bytes.slice(0, length)));
    if (error !== "DamagedBytes") found.push(`${length} bytes: ${error}`);
  }
  return found;
}

/** The bytes with the checksum that makes them look whole. */
export function seal(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const sealed = new Uint8Array(bytes.length + 8);
  sealed.set(bytes);
  sealed.set(checksum(bytes), bytes.length);
  return sealed;
}

/** Numbers as varints, texts behind their lengths, bytes as they are, one behind the other. */
export function join(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const out = new ByteWriter();
  for (const part of parts) {
    if (typeof part === "number") out.varint(part);
    else if (typeof part === "string") out.text(part);
    else out.bytes(part);
  }
  return out.view().slice();
}
