// Ed25519 keys as a root lists them. Browsers accept keys for which anybody can sign; they are refused here.

import { RefusedKey } from "./errors.ts";
import { bytesOfHex, hexOf } from "./hex.ts";
import { canonicalJson, type Json } from "./json.ts";

/** What the platform does for us: WebCrypto in browsers and in Node. */
export interface Proofs {
  /** whether `signature` (64 bytes) over `message` was made with the Ed25519 key `key` (32 bytes) */
  verify(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The y coordinates of the eight points of small order, as RFC 8032 writes them without the sign bit. */
const smallOrder: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);

/** Whether a key must not be trusted: of small order, or a coordinate beyond 2^255 - 19, with either sign. */
export function isWeakKey(key: Uint8Array): boolean {
  const y = Uint8Array.from(key);
  y[31] = (y[31] ?? 0) & 127;
  const isCanonical = (y[0] ?? 0) < 0xed || y[31] !== 127 || y.subarray(1, 31).some((byte) => byte !== 255);
  return !isCanonical || smallOrder.has(hexOf(y));
}

/** Reads a root's keys by their ids. Throws `RefusedKey`. */
export async function readKeys(
  keys: ReadonlyMap<string, Json>,
  where: string,
  proofs: Proofs,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  for (const [id, key] of keys) {
    const refuse = (reason: string): never => {
      throw new RefusedKey(where, `key ${id.slice(0, 16)}: ${reason}`);
    };
    if (!(key instanceof Map)) return refuse("it is not an object");
    const value: unknown = key.get("keyval");
    const hex: unknown = value instanceof Map ? value.get("public") : undefined;
    if (key.get("keytype") !== "ed25519" || key.get("scheme") !== "ed25519") refuse("it is not an Ed25519 key");
    const raw =
      (typeof hex === "string" && bytesOfHex(hex, 32)) || refuse("it is not 32 bytes in lower-case hexadecimal");
    const digest = await proofs.sha256(new TextEncoder().encode(canonicalJson(key as Json)));
    if (hexOf(digest) !== id) refuse("its id is not its digest");
    if (isWeakKey(raw)) refuse("anybody could sign for it");
    if (seen.has(hexOf(raw))) refuse("it is there under two ids");
    seen.add(hexOf(raw));
    read.set(id, raw);
  }
  return read;
}

/** Whether the bytes are the very ones that a length and a digest name. */
export async function isNamed(
  bytes: Uint8Array,
  { length, sha256 }: { readonly length: number; readonly sha256: string },
  proofs: Proofs,
): Promise<boolean> {
  return bytes.length === length && hexOf(await proofs.sha256(bytes)) === sha256;
}
