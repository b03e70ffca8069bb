// The folder of a publisher's keys: private keys as PEM, and every root that was signed with them.
//
//   root-1.pem root-2.pem root-3.pem   2 of 3 sign a root; each belongs on another person's own medium
//   targets-1.pem targets-2.pem        both sign a release
//   snapshot-1.pem timestamp-1.pem     sign by themselves, on the machine that publishes
//   1.root.json 2.root.json ...        the roots, public; the first is built into the extension

import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "../../core/sync/metadata.ts";
import { type SigningKey, signed, signingKey, timeAfter } from "./signing.ts";

/** Keys and how many of them must sign. */
export const keyTable: Readonly<Record<Role, { readonly keys: number; readonly threshold: number }>> = {
  root: { keys: 3, threshold: 2 },
  targets: { keys: 2, threshold: 2 },
  snapshot: { keys: 1, threshold: 1 },
  timestamp: { keys: 1, threshold: 1 },
};

const rootDays = 365;

/** The command cannot go on; the message is for the person who ran it. */
export class FeedError extends Error {
  override readonly name = "FeedError";
}

const allNames = Object.entries(keyTable).flatMap(([role, { keys }]) =>
  Array.from({ length: keys }, (_, i) => `${role}-${i + 1}`),
);

/** Makes all keys and the first root. Throws `FeedError` where there are keys already. */
export function makeKeys(folder: string, now: number): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new FeedError(`${folder} is not empty; keys are never written over`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of allNames) makeKey(folder, name);
  const keys = new Map(allNames.map((name) => [name, readKey(folder, name)]));
  writeFileSync(join(folder, "1.root.json"), rootOf(1, keys, [...keys].filter(isRoot).map(second), now));
}

/**
 * Signs the next root: with new keys in the place of the `replaced`, or to renew the last one. The keys that the last
 * root names for roots sign it as well; as many as its threshold must be at hand.
 */
export function signNextRoot(folder: string, replaced: readonly string[], now: number): number {
  const unknown = replaced.filter((name) => !allNames.includes(name));
  if (unknown.length > 0)
    throw new FeedError(`no key is called ${unknown.join(", ")}; there are ${allNames.join(", ")}`);
  const version = lastRoot(folder);
  const before = publicKeys(folder, version);
  const oldRoots = allNames.filter((name) => name.startsWith("root-") && existsSync(join(folder, `${name}.pem`)));
  const signers = oldRoots.map((name) => readKey(folder, name)).filter(({ id }) => before.has(id));
  const { threshold } = keyTable.root;
  if (signers.length < threshold) {
    throw new FeedError(`${signers.length} of the root keys are at hand, ${threshold} must sign`);
  }
  for (const name of replaced) {
    const file = join(folder, `${name}.pem`);
    if (existsSync(file)) renameSync(file, join(folder, `${name}.until-root-${version}.pem`));
    makeKey(folder, name);
  }
  const keys = new Map(allNames.map((name) => [name, keyOrPublic(folder, name, version)]));
  const fresh = [...keys].filter(isRoot).flatMap(([, key]) => ("secret" in key ? [key as SigningKey] : []));
  const all = new Map([...signers, ...fresh].map((key) => [key.id, key]));
  writeFileSync(join(folder, `${version + 1}.root.json`), rootOf(version + 1, keys, [...all.values()], now), {
    flag: "wx",
  });
  return version + 1;
}

/** The keys of a role, all of them. Throws `FeedError` naming the one that is missing. */
export function keysOf(folder: string, role: Role): SigningKey[] {
  return allNames.filter((name) => name.startsWith(`${role}-`)).map((name) => readKey(folder, name));
}

/** All roots by version, as bytes. */
export function rootsOf(folder: string): Map<number, Uint8Array> {
  const last = lastRoot(folder);
  return new Map(Array.from({ length: last }, (_, i) => [i + 1, readFileSync(join(folder, `${i + 1}.root.json`))]));
}

function lastRoot(folder: string): number {
  const versions = (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const version = /^([1-9]\d*)\.root\.json$/.exec(name)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
  if (versions.length === 0) throw new FeedError(`${folder} holds no root; npm run feed-keys -- --out ${folder}`);
  return Math.max(...versions);
}

type KnownKey = Pick<SigningKey, "id" | "publicKey">;

interface RootFile {
  readonly signed: {
    readonly keys: Readonly<Record<string, SigningKey["publicKey"]>>;
    readonly roles: Readonly<Record<string, { readonly keyids: readonly string[] }>>;
  };
}

function readRootFile(folder: string, version: number): RootFile {
  return JSON.parse(readFileSync(join(folder, `${version}.root.json`), "utf8")) as RootFile;
}

function publicKeys(folder: string, version: number): ReadonlySet<string> {
  return new Set(readRootFile(folder, version).signed.roles["root"]?.keyids);
}

/** A key by its name; of one whose private half is elsewhere or lost, what the last root says. */
function keyOrPublic(folder: string, name: string, version: number): KnownKey {
  if (existsSync(join(folder, `${name}.pem`))) return readKey(folder, name);
  const { keys, roles } = readRootFile(folder, version).signed;
  const [role = "", place = ""] = name.split("-");
  const id = roles[role]?.keyids[Number(place) - 1] ?? "";
  const publicKey = keys[id];
  if (publicKey === undefined) throw new FeedError(`root ${version} knows nothing of ${name}`);
  return { id, publicKey };
}

function rootOf(version: number, keys: ReadonlyMap<string, KnownKey>, signers: readonly SigningKey[], now: number) {
  const rolesOf = Object.entries(keyTable).map(([role, { threshold }]) => {
    const keyids = [...keys].filter(([name]) => name.startsWith(`${role}-`)).map(([, { id }]) => id);
    return [role, { keyids, threshold }] as const;
  });
  const content = {
    _type: "root",
    consistent_snapshot: true,
    expires: timeAfter(now, rootDays),
    keys: Object.fromEntries([...keys.values()].map(({ id, publicKey }) => [id, publicKey])),
    roles: Object.fromEntries(rolesOf),
    spec_version: "1.0.34",
    version,
    "x-issued": timeAfter(now, 0),
  };
  return signed(content, signers);
}

function makeKey(folder: string, name: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ format: "pem", type: "pkcs8" });
  writeFileSync(join(folder, `${name}.pem`), pem, { mode: 0o600, flag: "wx" });
}

function readKey(folder: string, name: string): SigningKey {
  const file = join(folder, `${name}.pem`);
  if (!existsSync(file)) throw new FeedError(`${file} is missing`);
  return signingKey(createPrivateKey(readFileSync(file)));
}

function isRoot([name]: readonly [string, unknown]): boolean {
  return name.startsWith("root-");
}

function second<Value>([, value]: readonly [string, Value]): Value {
  return value;
}
