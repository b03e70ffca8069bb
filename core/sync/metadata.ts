// The four roles of TUF: the fields that the client uses, checked one by one.
//
// Ours beyond the specification (1.0): lengths and SHA-256 digests are mandatory, versions lie in 1..2^31-1, times are
// written one way, snapshots are consistent; `x-issued` says when a role was signed. Other fields are ignored.

import { BadSignature, MalformedMetadata, SyncError } from "./errors.ts";
import { bytesOfHex } from "./hex.ts";
import { canonicalJson, type Json, type JsonObject, readJson } from "./json.ts";
import { type Proofs, readKeys } from "./keys.ts";

export const roles = ["root", "timestamp", "snapshot", "targets"] as const;
export type Role = (typeof roles)[number];

/** The most bytes that each role's file may have. */
export const longest: Readonly<Record<Role, number>> = {
  root: 65_536,
  timestamp: 16_384,
  snapshot: 65_536,
  targets: 262_144,
};

export interface Signed {
  readonly version: number;
  /** milliseconds since 1970 */
  readonly expires: number;
  readonly issued: number | undefined;
}

export interface RoleKeys {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

export interface Root extends Signed {
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly roles: Readonly<Record<Role, RoleKeys>>;
}

/** What one file says of another: exactly this one is meant. */
export interface Named {
  readonly length: number;
  readonly sha256: string;
}

export interface NamedRole extends Named {
  readonly version: number;
}

export interface Timestamp extends Signed {
  readonly snapshot: NamedRole;
}

export interface Snapshot extends Signed {
  readonly targets: NamedRole;
  /** the versions of all files that it names */
  readonly versions: ReadonlyMap<string, number>;
}

export interface Targets extends Signed {
  readonly files: ReadonlyMap<string, Named>;
  /** `x-release`, read in release.ts */
  readonly release: Json | undefined;
}

/** A file before its signatures are checked. */
export interface Unverified<Meta extends Signed> {
  readonly role: Role;
  readonly meta: Meta;
  /** what the signatures are over */
  readonly message: Uint8Array;
  readonly signatures: ReadonlyMap<string, string>;
}

export async function readRoot(bytes: Uint8Array, proofs: Proofs): Promise<Unverified<Root>> {
  const file = readSigned(bytes, "root");
  const { fields } = file;
  if (fields.take("consistent_snapshot") !== true) fields.fail("consistent_snapshot is not true");
  const keys = await readKeys(fields.object("keys"), "root", proofs);
  const named = new Fields(fields.object("roles"), "root");
  const keysOf = (role: Role): RoleKeys => {
    const given = new Fields(named.object(role), "root");
    const keyIds = given.texts("keyids");
    const threshold = given.integer("threshold", 1, 1024);
    if (new Set(keyIds).size !== keyIds.length) given.fail(`${role} names a key twice`);
    if (keyIds.some((id) => !keys.has(id))) given.fail(`${role} names a key that is not there`);
    if (threshold > keyIds.length) given.fail(`${role} has fewer keys than its threshold`);
    return { keyIds, threshold };
  };
  const all = { root: keysOf("root"), timestamp: keysOf("timestamp"), snapshot: keysOf("snapshot") };
  return { ...file, meta: { ...file.meta, keys, roles: { ...all, targets: keysOf("targets") } } };
}

export function readTimestamp(bytes: Uint8Array): Unverified<Timestamp> {
  const file = readSigned(bytes, "timestamp");
  const named = new Fields(file.fields.object("meta"), "timestamp");
  return { ...file, meta: { ...file.meta, snapshot: readNamedRole(named.object("snapshot.json"), "snapshot") } };
}

export function readSnapshot(bytes: Uint8Array): Unverified<Snapshot> {
  const file = readSigned(bytes, "snapshot");
  const named = file.fields.object("meta");
  const versions = [...named.keys()].map((name) => {
    const fields = new Fields(new Fields(named, "snapshot").object(name), "snapshot");
    return [name, fields.integer("version", 1, highest)] as const;
  });
  const targets = readNamedRole(new Fields(named, "snapshot").object("targets.json"), "targets");
  return { ...file, meta: { ...file.meta, targets, versions: new Map(versions) } };
}

export function readTargets(bytes: Uint8Array): Unverified<Targets> {
  const file = readSigned(bytes, "targets");
  const named = file.fields.object("targets");
  const files = [...named.keys()].map((path) => {
    return [path, readNamed(new Fields(named, "targets").object(path), "targets")] as const;
  });
  return { ...file, meta: { ...file.meta, files: new Map(files), release: file.fields.take("x-release") } };
}

/** Throws `BadSignature` unless at least the threshold of the role's keys signed. */
export async function expectSigned(file: Unverified<Signed>, by: Root, proofs: Proofs): Promise<void> {
  const { keyIds, threshold } = by.roles[file.role];
  let valid = 0;
  for (const id of keyIds) {
    const key = by.keys.get(id);
    const signature = bytesOfHex(file.signatures.get(id) ?? "", 64);
    if (key && signature && (await proofs.verify(key, signature, file.message))) valid++;
  }
  if (valid >= threshold) return;
  throw new BadSignature(file.role, `signed by ${valid} of the ${threshold} keys of root ${by.version}`);
}

const highest = 2 ** 31 - 1;

interface SignedFile extends Unverified<Signed> {
  readonly fields: Fields;
}

function readSigned(bytes: Uint8Array, role: Role): SignedFile {
  if (bytes.length > longest[role]) throw new MalformedMetadata(role, `longer than ${longest[role]} bytes`);
  const json = readJson(bytes, role);
  if (!(json instanceof Map)) throw new MalformedMetadata(role, "it is not an object");
  const file = new Fields(json as JsonObject, role);
  const signed = file.object("signed");
  const fields = new Fields(signed, role);
  if (fields.text("_type") !== role) fields.fail("it is of another role");
  if (!/^1\.\d+(?:\.\d+)?$/.test(fields.text("spec_version"))) fields.fail("its version of TUF is not 1");
  const issued = fields.take("x-issued") === undefined ? undefined : fields.time("x-issued");
  return {
    role,
    meta: { version: fields.integer("version", 1, highest), expires: fields.time("expires"), issued },
    message: new TextEncoder().encode(canonicalJson(signed)),
    signatures: readSignatures(file),
    fields,
  };
}

function readSignatures(file: Fields): ReadonlyMap<string, string> {
  const signatures = new Map<string, string>();
  for (const each of file.objects("signatures")) {
    const [id, signature] = [each.text("keyid"), each.text("sig")];
    if (signatures.has(id)) file.fail("a key has signed twice");
    signatures.set(id, signature);
  }
  return signatures;
}

function readNamed(object: JsonObject, where: string): Named {
  const fields = new Fields(object, where);
  const sha256 = new Fields(fields.object("hashes"), where).text("sha256");
  if (!bytesOfHex(sha256, 32)) fields.fail("a digest is not SHA-256 in lower-case hexadecimal");
  return { length: fields.integer("length", 0, highest), sha256 };
}

function readNamedRole(object: JsonObject, where: string): NamedRole {
  return { ...readNamed(object, where), version: new Fields(object, where).integer("version", 1, highest) };
}

/** Fields of an object, each by its kind or a `MalformedMetadata`. */
export class Fields {
  readonly #object: JsonObject;
  readonly #where: string;
  readonly #Failure: new (where: string, reason: string) => SyncError;

  constructor(
    object: JsonObject,
    where: string,
    Failure: new (where: string, reason: string) => SyncError = MalformedMetadata,
  ) {
    this.#object = object;
    this.#where = where;
    this.#Failure = Failure;
  }

  take(name: string): Json | undefined {
    return this.#object.get(name);
  }

  object(name: string): JsonObject {
    const value = this.take(name);
    return value instanceof Map ? (value as JsonObject) : this.fail(`${name} is not an object`);
  }

  objects(name: string): Fields[] {
    return this.#list(name).map((each) =>
      each instanceof Map
        ? new Fields(each as JsonObject, this.#where, this.#Failure)
        : this.fail(`${name} does not hold objects`),
    );
  }

  text(name: string): string {
    const value = this.take(name);
    return typeof value === "string" ? value : this.fail(`${name} is not a text`);
  }

  texts(name: string): string[] {
    return this.#list(name).map((each) => (typeof each === "string" ? each : this.fail(`${name} does not hold texts`)));
  }

  integer(name: string, least: number, most: number): number {
    const value = this.take(name);
    if (typeof value === "number" && value >= least && value <= most) return value;
    return this.fail(`${name} is not a number from ${least} to ${most}`);
  }

  /** `2026-11-23T14:00:00Z` as milliseconds; no other form, and only moments that there are. */
  time(name: string): number {
    const text = this.text(name);
    const at = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(at) && new Date(at).toISOString() === `${text.slice(0, -1)}.000Z`) return at;
    return this.fail(`${name} is not a time`);
  }

  fail(reason: string): never {
    throw new this.#Failure(this.#where, reason);
  }

  #list(name: string): readonly Json[] {
    const value = this.take(name);
    return Array.isArray(value) ? (value as readonly Json[]) : this.fail(`${name} is not a list`);
  }
}
