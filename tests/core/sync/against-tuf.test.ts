// Our client and tuf-js look at the same spoilt feeds: whatever we take, tuf-js must take; where we refuse what it
// takes, it must be for one of the reasons that are ours on purpose.
//
// WALLSIGHT_ROUNDS=100000 npx vitest run tests/core/sync/against-tuf.test.ts   for the full number; WALLSIGHT_FIRST, the
// first seed, parts it among runs

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BaseFetcher, Updater } from "tuf-js";
import { DownloadHTTPError } from "tuf-js/dist/error.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { timeAfter } from "../../../tools/feed/signing.ts";
import {
  type Content,
  dayMs,
  feedOf,
  type Files,
  keyTable,
  type KeyTable,
  type Making,
  newReader,
  now,
  packsOf,
  poll,
  type Polled,
  pollFrom,
  type RoleName,
  rootFile,
} from "./small-feed.ts";
import { type Random, randomOf } from "../random-of.ts";

const rounds = Number(process.env["WALLSIGHT_ROUNDS"] ?? 600);
const first = Number(process.env["WALLSIGHT_FIRST"] ?? 1);
const roles = ["timestamp", "snapshot", "targets"] as const;
const packs = [packsOf("a.com"), packsOf("a.com", "c.com")] as const;
const one = feedOf({ packs: packs[0] });
const previous = one.get("metadata/1.targets.json") ?? new Uint8Array(0);

class MemoryFetcher extends BaseFetcher {
  files: Files = new Map();

  override fetch(): never {
    throw new Error("bytes are handed over whole");
  }

  override downloadBytes(url: string, most: number): Promise<Buffer> {
    const bytes = this.files.get(url.slice("https://feed.invalid/".length));
    if (!bytes) return Promise.reject(new DownloadHTTPError("not there", 404));
    return bytes.length > most ? Promise.reject(new Error("too long")) : Promise.resolve(Buffer.from(bytes));
  }
}

const folder = mkdtempSync(join(tmpdir(), "wallsight-tuf-"));
const fetcher = new MemoryFetcher();
let reader: Polled;
beforeAll(async () => {
  vi.useFakeTimers({ now, toFake: ["Date"] });
  reader = await poll(newReader(), one);
});
afterAll(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** `held` are the roles that it had before, beside the root. */
async function tufTakes(files: Files, held: Partial<Polled["stored"]>): Promise<boolean> {
  writeFileSync(join(folder, "root.json"), reader.anchor);
  for (const role of roles) {
    const file = join(folder, `${role}.json`);
    if (held[role]) writeFileSync(file, held[role]);
    else rmSync(file, { force: true });
  }
  fetcher.files = files;
  const base = "https://feed.invalid/metadata";
  try {
    await new Updater({ metadataDir: folder, metadataBaseUrl: base, fetcher }).refresh();
    return true;
  } catch {
    return false;
  }
}

/**
 * What the specification (5.3.11) leaves of what was held: where the keys of timestamp or snapshot were replaced it
 * has both forgotten, which tuf-js leaves to their signatures; where those of the targets were, ours forgets these too.
 */
function leftOf({ trust: { root } }: Polled): Polled["stored"] {
  const isSame = (role: RoleName): boolean => keysOf(root, role) === keysOf(reader.trust.root, role);
  const { timestamp, snapshot, targets } = reader.stored;
  const kept = isSame("timestamp") && isSame("snapshot");
  return {
    chain: [],
    ...(kept && timestamp && { timestamp }),
    ...(kept && snapshot && { snapshot }),
    ...(isSame("targets") && targets && { targets }),
  };
}

function keysOf(root: Polled["trust"]["root"], role: RoleName): string {
  return root.roles[role].keyIds.toSorted().join();
}

/** Reasons that are ours on purpose: see docs/sync.md and the heads of the files in core/sync. */
function isWanted({ outcome, message }: Polled, files: Files): boolean {
  if (["MalformedMetadata", "RefusedKey", "FromTheFuture", "UnfitRelease", "NeedsUpdate", "TooLong"].includes(outcome))
    return true;
  if (outcome === "Rollback") return message.startsWith("targets");
  // Our time is never before that of a signature which was trusted.
  if (outcome === "Expired") return !message.endsWith(`now it is ${new Date(now).toISOString()}`);
  // Digits of a signature are lower case.
  if (outcome === "BadSignature") return metadataOf(files).some((path) => /"sig":"[0-9a-f]*[A-F]/.test(textOf(path)));
  return outcome === "MixAndMatch" && message.includes("does not follow");

  function textOf(path: string): string {
    return new TextDecoder().decode(files.get(path));
  }
}

test(`in ${rounds} spoilt feeds nothing is taken that tuf-js refuses, and nothing refused without a reason of ours`, async () => {
  const counts = { bothTake: 0, bothRefuse: 0, oursAlone: 0 };
  const wrong: string[] = [];
  for (let seed = first; seed < first + rounds; seed++) {
    const files = spoiltFeed(randomOf(seed));
    const ours = await pollFrom(reader, files);
    const taken = ours.outcome === "done";
    const tuf = await tufTakes(files, leftOf(ours));
    if (taken === tuf) counts[taken ? "bothTake" : "bothRefuse"]++;
    else if (tuf && isWanted(ours, files)) counts.oursAlone++;
    else wrong.push(`seed ${seed}: tuf-js ${tuf ? "takes" : "refuses"}, ours ${ours.outcome} ${ours.message}`);
  }
  expect(wrong).toEqual([]);
  expect(counts.bothTake * 20).toBeGreaterThan(rounds);
  expect(counts.bothRefuse * 5).toBeGreaterThan(rounds);
}, 3_600_000);

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[random(values.length)] as Value;
}

/** A second release, with up to three things wrong or merely other. */
function spoiltFeed(random: Random): Files {
  let making: Making = { version: 2, packs: packs[1], previous };
  for (let left = random(4); left > 0; left--) making = { ...making, ...pick(random, changes)(random, making) };
  const files = feedOf(making);
  for (let left = random(3) === 0 ? 1 : 0; left > 0; left--) pick(random, afterwards)(random, files);
  return files;
}

type Change = (random: Random, making: Making) => Making;

const editing = (role: RoleName, making: Making, change: (content: Content) => Content): Making => {
  const before = making.edit?.[role] ?? ((content: Content) => content);
  return { edit: { ...making.edit, [role]: (content: Content) => change(before(content)) } };
};

const rotations: readonly KeyTable[] = [
  { ...keyTable, timestamp: "new-time" },
  { ...keyTable, snapshot: "new-snap" },
  { ...keyTable, targets: "n1 n2:2" },
  { ...keyTable, targets: "t1 t2 t3:2" },
  { ...keyTable, root: "r1 r2 r9:2" },
  { ...keyTable, root: "x1 x2 x3:2" },
];

const changes: readonly Change[] = [
  (random) => ({ timestampVersion: pick(random, [0, 1, 2, 3, 50, 2 ** 31 - 1, 2 ** 31]) }),
  (random) => ({ snapshotVersion: pick(random, [0, 1, 2, 3, 50]) }),
  (random) => ({ targetsVersion: pick(random, [0, 1, 2, 3, 50]) }),
  (random, making) => {
    const role = pick(random, roles);
    const expires = pick(random, [-3650, -1, 0, 1, 20, 3650]);
    return editing(role, making, (content) => ({ ...content, expires: timeAfter(now, expires) }));
  },
  (random, making) => {
    const role = pick(random, roles);
    const expires = pick(random, ["soon", "2027-01-01", "2027-01-01T00:00:00+01:00", "9999-12-31T23:59:59Z", ""]);
    return editing(role, making, (content) => ({ ...content, expires }));
  },
  (random) => ({ issued: now + pick(random, [-60, -8, -6, -1, 0, 1, 3]) * dayMs }),
  (random, making) => {
    const role = pick(random, roles);
    const signers = pick(random, [
      [],
      ["t1"],
      ["t2"],
      ["t1", "t2"],
      ["time"],
      ["snap"],
      ["thief"],
      ["t1", "thief"],
      ["t1", "t2", "time", "snap"],
    ]);
    return { signers: { ...making.signers, [role]: signers } };
  },
  (random, making) => {
    const role = pick(random, roles);
    const name = pick(random, [
      "_type",
      "spec_version",
      "version",
      "expires",
      "meta",
      "targets",
      "x-issued",
      "x-release",
      "extra",
    ]);
    const value = pick(random, [null, 1, -1, "", "root", "1.0.0", "2.0.0", [], {}, true, "x".repeat(300)]);
    return editing(role, making, (content) => ({ ...content, [name]: value }));
  },
  (random, making) => {
    const role = pick(random, ["timestamp", "snapshot"] as const);
    const name = role === "timestamp" ? "snapshot.json" : "targets.json";
    const change = pick<Content>(random, [
      { length: 1 },
      { hashes: { sha256: "0".repeat(64) } },
      { version: 7 },
      { version: "2" },
      { hashes: {} },
      { length: 1_000_000 },
      { extra: 1 },
    ]);
    return editing(role, making, (content) => {
      const meta = content["meta"];
      if (typeof meta !== "object" || meta === null || Array.isArray(meta)) return content;
      const named = (meta as Content)[name] as Content;
      return { ...content, meta: { ...(meta as Content), [name]: { ...named, ...change } } };
    });
  },
  (random) => {
    const table = pick(random, rotations);
    const signers = pick(random, [
      undefined,
      undefined,
      ["r1", "r2"],
      ["r1"],
      ["x1", "x2"],
      ["r1", "r2", "x1", "x2"],
      ["r2", "r9"],
    ]);
    const roots = new Map([[2, rootFile(2, table, keyTable, signers)]]);
    return { table: random(4) === 0 ? keyTable : table, roots };
  },
  (random) => ({ roots: new Map([[2, rootFile(pick(random, [1, 2, 3]))]]) }),
  (random) => ({
    roots: new Map([
      [2, rootFile(2)],
      [3, rootFile(pick(random, [2, 3, 4]))],
    ]),
  }),
  (random) => ({ release: pick(random, [0, 1, 2, 9]) }),
];

/** What happens to files that were signed: on the host, or on the way. */
const afterwards: readonly ((random: Random, files: Files) => void)[] = [
  (random, files) => {
    const path = pick(random, metadataOf(files));
    const bytes = Uint8Array.from(files.get(path) ?? []);
    const at = random(Math.max(1, bytes.length));
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    files.set(path, bytes);
  },
  (random, files) => {
    const path = pick(random, metadataOf(files));
    const bytes = files.get(path) ?? new Uint8Array(0);
    files.set(path, bytes.subarray(0, random(bytes.length + 1)));
  },
  (random, files) => void files.delete(pick(random, metadataOf(files))),
  (random, files) =>
    void files.set(pick(random, metadataOf(files)), files.get(pick(random, metadataOf(files))) ?? new Uint8Array(0)),
  (random, files) => void files.set(pick(random, metadataOf(files)), pick(random, [...one.values()])),
  (random, files) => {
    const path = pick(random, metadataOf(files));
    files.set(
      path,
      Buffer.concat([files.get(path) ?? new Uint8Array(0), Buffer.from(pick(random, [" ", "\n", "x", "{}"]))]),
    );
  },
];

function metadataOf(files: Files): string[] {
  return [...files.keys()].filter((path) => path.startsWith("metadata/"));
}
