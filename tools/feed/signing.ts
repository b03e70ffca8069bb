// Makes signed metadata: canonical JSON, Ed25519, the same bytes for the same content and keys.

import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import { canonicalJson, type Json } from "../../core/sync/json.ts";

/** What can be written as JSON: plain objects where the reading side has maps. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

export interface SigningKey {
  readonly id: string;
  readonly publicKey: Plain;
  readonly secret: KeyObject;
}

export function toBytes(value: Plain): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson(toJson(value)));
}

/** Signs what a role says. */
export function signed(
  content: { readonly [name: string]: Plain },
  keys: readonly SigningKey[],
): Uint8Array<ArrayBuffer> {
  const message = toBytes(content);
  const signatures = keys.map(({ id, secret }) => ({ keyid: id, sig: sign(null, message, secret).toString("hex") }));
  return toBytes({ signatures, signed: content });
}

export function signingKey(secret: KeyObject): SigningKey {
  const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  const publicKey = { keytype: "ed25519", keyval: { public: raw }, scheme: "ed25519" };
  return { id: sha256Of(toBytes(publicKey)), publicKey, secret };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** `2026-11-23T14:00:00Z`, so many days after a moment in milliseconds. */
export function timeAfter(now: number, days: number): string {
  return `${new Date(now + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

function toJson(value: Plain): Json {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([name, field]) => [name, toJson(field)]));
}
