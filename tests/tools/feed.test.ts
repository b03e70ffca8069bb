// Keys and releases as a maintainer makes them: from first to thirteenth, rotated, lost, refused (R02, R04, L11).

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { formatRules, readRules } from "../../core/fact-files.ts";
import { finish } from "../../core/slices.ts";
import { packNames } from "../../core/source-packs.ts";
import { readTargets } from "../../core/sync/metadata.ts";
import { readTar } from "../../core/sync/tar.ts";
import { applyDelta } from "../../core/sync/pack-delta.ts";
import { deltaName } from "../../core/sync/release.ts";
import { archiveOf } from "../../tools/feed/archive.ts";
import { readNewest } from "../../tools/feed/client-check.ts";
import { readerOf, readPublished, writeFeed } from "../../tools/feed/feed-folder.ts";
import { FeedError, makeKeys, signNextRoot } from "../../tools/feed/key-folder.ts";
import { makeRelease, signTimestamp } from "../../tools/feed/publish.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { checkWithTuf } from "../../tools/feed/tuf-check.ts";
import type { PackFile } from "../../tools/pack-facts.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { repository, run } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

const start = Date.parse("2026-11-23T12:00:00Z");
const dayMs = 86_400_000;
let folder: string;
let keys: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wallsight-feed-"));
  keys = join(folder, "keys");
  out = join(folder, "out");
  makeKeys(keys, start);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function packsOf(names: readonly string[]): PackFile[] {
  const bytes = packNames(sourceOf("gfw-sni-zones"), names, siteOf);
  return [{ id: "gfw-sni-zones", file: "gfw-sni-zones.pack", bytes, sha256: sha256Of(bytes) }];
}

/** Names of one release: mostly those of the one before. */
const namesOf = (release: number): string[] => Array.from({ length: 400 }, (_, i) => `name-${(i + release) * 31}.com`);

function release(number: number, isBigChange = false): void {
  const made = makeRelease(keys, readerOf(out), packsOf(namesOf(number)), start + number * dayMs, isBigChange);
  writeFeed(out, made.files);
}

const anchor = (): Uint8Array => readFileSync(join(keys, "1.root.json"));
const newest = (day: number) => readNewest(anchor(), readerOf(out), { now: start + day * dayMs, built: 0 });

test("a release is taken by our client and by tuf-js, target by target", async () => {
  release(1);
  const { release: read, packs } = await newest(1);
  expect([read.release, read.entries]).toEqual([1, 400]);
  expect(packs.get("gfw-sni-zones")).toEqual(new Uint8Array(packsOf(namesOf(1))[0]?.bytes ?? []));
  vi.useFakeTimers({ now: start + dayMs, toFake: ["Date"] });
  const paths = [...(readPublished(readerOf(out))?.targets.files.keys() ?? [])];
  expect(paths).toEqual(["gfw-sni-zones.pack.0"]);
  await checkWithTuf(anchor(), readerOf(out), paths);
  vi.useRealTimers();
});

test("R02: from each of the last twelve releases a delta leads to the newest, byte for byte", async () => {
  for (let number = 1; number <= 14; number++) release(number);
  const published = readPublished(readerOf(out));
  const pack = published?.release.packs[0];
  expect([published?.release.release, pack?.deltas.length]).toEqual([14, 12]);
  const made = pack?.deltas.map(({ from }) => {
    const number = Array.from({ length: 14 }, (_, i) => i + 1).find(
      (each) => packsOf(namesOf(each))[0]?.sha256 === from,
    );
    const path = `${deltaName({ id: "gfw-sni-zones" }, { from })}.0`;
    const named = published?.targets.files.get(path);
    const delta = readFileSync(join(out, `targets/${named?.sha256}.${path}`));
    return [number, sha256Of(finish(applyDelta(packsOf(namesOf(number ?? 0))[0]?.bytes ?? delta, delta, path)))];
  });
  const wanted = packsOf(namesOf(14))[0];
  expect(made).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((number) => [number, wanted?.sha256]));
  const held = new Map([
    [
      "gfw-sni-zones",
      { sha256: packsOf(namesOf(5))[0]?.sha256 ?? "", bytes: packsOf(namesOf(5))[0]?.bytes ?? new Uint8Array(0) },
    ],
  ]);
  const whole = await newest(14);
  const little = await readNewest(anchor(), readerOf(out), { now: start + 14 * dayMs, built: 0 }, held);
  expect(little.packs).toEqual(whole.packs);
  expect(little.bytes * 4).toBeLessThan(whole.bytes);
});

test("the same facts under the same keys at the same time give the same bytes (R03)", () => {
  const first = makeRelease(keys, readerOf(out), packsOf(namesOf(1)), start, false);
  const second = makeRelease(keys, readerOf(out), packsOf(namesOf(1)), start, false);
  expect([...second.files]).toEqual([...first.files]);
});

describe("the newest release in one file", () => {
  const clock = (day: number) => ({ now: start + day * dayMs, built: 0 });

  test("holds what a reader without any release needs, and nothing else", async () => {
    for (const number of [1, 2]) release(number);
    signNextRoot(keys, ["timestamp-1"], start + 2 * dayMs);
    release(3);
    const files = readTar(archiveOf(readerOf(out)));
    const asked = new Set<string>();
    const { trust, packs } = await readNewest(anchor(), (path) => (asked.add(path), files.get(path)), clock(3));
    expect([trust.root.version, packs.get("gfw-sni-zones")]).toEqual([2, packsOf(namesOf(3))[0]?.bytes]);
    // The reader has the first root, and asks for a third.
    const others = ["metadata/1.root.json", "metadata/3.root.json"];
    expect([...files.keys()].toSorted()).toEqual(
      [...new Set([...asked, ...others])].filter((path) => path !== others[1]).toSorted(),
    );
    expect([...files.keys()].filter((path) => path.includes("delta"))).toEqual([]);
  });

  test("is the same for the same files (R03)", () => {
    release(1);
    expect(archiveOf(readerOf(out))).toEqual(archiveOf(readerOf(out)));
  });

  test("is not made where a part is missing", () => {
    release(1);
    for (const name of readdirSync(join(out, "targets"))) rmSync(join(out, "targets", name));
    expect(() => archiveOf(readerOf(out))).toThrow(/targets\/.*\.pack\.0 is missing/);
  });
});

test("facts that did not change keep their release number under new signatures", () => {
  release(1);
  writeFeed(out, makeRelease(keys, readerOf(out), packsOf(namesOf(1)), start + dayMs, false).files);
  const published = readPublished(readerOf(out));
  expect([published?.release.release, published?.targets.version]).toEqual([1, 2]);
});

test("the timestamp alone is signed anew, and readers go on", async () => {
  release(1);
  await expect(newest(9)).rejects.toThrow("timestamp: its time ended");
  writeFeed(out, signTimestamp(keys, readerOf(out), start + 9 * dayMs).files);
  expect((await newest(9)).release.release).toBe(1);
  expect(readPublished(readerOf(out))).toMatchObject({ timestamp: 2, snapshot: 1 });
});

test("before there is a release there is no timestamp to sign", () => {
  expect(() => signTimestamp(keys, readerOf(out), start)).toThrow(FeedError);
});

describe("a list that shrinks or grows by more than half", () => {
  test.each([
    ["shrinks", 190],
    ["grows", 810],
  ])("%s, is refused unless that is said", async (_, count) => {
    release(1);
    const names = Array.from({ length: count }, (_, i) => `name-${i}.com`);
    const attempt = (isBig: boolean) => makeRelease(keys, readerOf(out), packsOf(names), start + dayMs, isBig);
    expect(() => attempt(false)).toThrow("--big-change");
    writeFeed(out, attempt(true).files);
    expect((await newest(1)).release).toMatchObject({ release: 2, isBigChange: true });
  });
});

describe("R04: keys", () => {
  test("of every role are replaced, and readers from the first root on reach the newest", async () => {
    release(1);
    expect(signNextRoot(keys, ["timestamp-1", "snapshot-1"], start + dayMs)).toBe(2);
    release(2);
    expect(signNextRoot(keys, ["targets-1", "targets-2"], start + 2 * dayMs)).toBe(3);
    release(3);
    expect(signNextRoot(keys, ["root-1"], start + 3 * dayMs)).toBe(4);
    release(4);
    const { trust, release: read } = await newest(4);
    expect([trust.root.version, read.release]).toEqual([4, 4]);
  });

  test("that are lost are replaced by those that are left", async () => {
    release(1);
    for (const name of ["root-3", "targets-2"]) rmSync(join(keys, `${name}.pem`));
    expect(() => release(2)).toThrow("targets-2.pem is missing");
    signNextRoot(keys, ["root-3", "targets-2"], start + dayMs);
    release(2);
    expect((await newest(2)).trust.root.version).toBe(2);
  });

  test("that are lost beyond the threshold stop everything, in words", () => {
    for (const name of ["root-2", "root-3"]) rmSync(join(keys, `${name}.pem`));
    expect(() => signNextRoot(keys, [], start)).toThrow("1 of the root keys are at hand, 2 must sign");
    expect(existsSync(join(keys, "2.root.json"))).toBe(false);
  });

  test("are renewed for another year", async () => {
    release(1);
    signNextRoot(keys, [], start + 300 * dayMs);
    release(400);
    expect((await newest(400)).trust.root.version).toBe(2);
  });

  test("are readable by their owner alone, and never written over", () => {
    for (const name of readdirSync(keys).filter((each) => each.endsWith(".pem"))) {
      expect(statSync(join(keys, name)).mode & 0o077).toBe(0);
    }
    expect(() => makeKeys(keys, start)).toThrow("never written over");
  });

  test("that nobody knows are refused by name", () => {
    expect(() => signNextRoot(keys, ["targets-9"], start)).toThrow("no key is called targets-9");
  });
});

test("targets are written before the timestamp that makes them visible", () => {
  release(1);
  const before = readFileSync(join(out, "metadata/timestamp.json"));
  const made = makeRelease(keys, readerOf(out), packsOf(namesOf(2)), start + dayMs, false);
  const rest = new Map([...made.files].filter(([path]) => path !== "metadata/timestamp.json"));
  writeFeed(out, rest);
  expect(readFileSync(join(out, "metadata/timestamp.json"))).toEqual(before);
  expect(readTargets(readFileSync(join(out, "metadata/2.targets.json"))).meta.version).toBe(2);
});

describe("the commands", () => {
  test("say how they are called", async () => {
    expect(await run("publish-feed.ts", [])).toMatchObject({ status: 2 });
    expect((await run("feed-keys.ts", ["--bad"])).err).toContain("npm run feed-keys -- --out DIR");
  });

  test("name what is missing, and publish nothing", async () => {
    const { status, err } = await run("publish-feed.ts", [
      "--keys",
      join(folder, "none"),
      "--out",
      out,
      "--timestamp-only",
    ]);
    expect([status, err]).toEqual([1, expect.stringContaining("Nothing was published")]);
    expect(existsSync(out)).toBe(false);
  });

  /** Publishes with an environment of its own. */
  async function publishWithout(sources: string, ...args: string[]) {
    const env = process.env["WALLSIGHT_WITHOUT"];
    process.env["WALLSIGHT_WITHOUT"] = sources;
    const refused = await run("publish-feed.ts", ["--keys", keys, "--out", join(folder, "poor"), ...args]);
    if (env === undefined) delete process.env["WALLSIGHT_WITHOUT"];
    else process.env["WALLSIGHT_WITHOUT"] = env;
    expect(existsSync(join(folder, "poor"))).toBe(false);
    return refused;
  }

  test("R01: a release that fails the golden sets is refused, each miss by name", async () => {
    const refused = await publishWithout("gfwlist,gfw-sni,gfw-sni-zones,henan-sni");
    expect(refused.status).toBe(1);
    expect(refused.err).toContain("is not shown as blocked");
  });

  test("a release that blocks a whole private suffix is refused, with the host that shows it", async () => {
    const data = join(folder, "data");
    cpSync(join(repository, "data"), data, { recursive: true });
    const path = join(data, "gfwlist/rules.tsv");
    const planted = { rule: "||azureedge.net", section: "A", intervals: [["2026-08-01", null] as const] };
    writeFileSync(path, formatRules([...readRules(readFileSync(path, "utf8"), path), planted]));
    const refused = await publishWithout("henan-sni,platform-rules", "--data", data);
    expect(refused.err.split("\n").slice(0, 3)).toEqual([
      "The golden sets are not met:",
      "flightsimulator.azureedge.net is shown as blocked",
      "Nothing was published.",
    ]);
  });
});
