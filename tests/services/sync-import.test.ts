// @vitest-environment node
// Newer lists out of files: taken as if they came from the host, or refused with the reason and the file (M08).

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { packNames } from "@/core/source-packs.ts";
import type { ImportOutcome } from "@/core/sync/state.ts";
import { readStoredReleases } from "@/services/database.ts";
import { importFiles } from "@/services/sync-import.ts";
import { alone } from "@/services/sync.ts";
import { writeTar } from "../../tools/feed/archive.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { publishedList } from "../core/sync/published-list.ts";
import { type Content, feedOf, type Files, keyTable, now, rootFile } from "../core/sync/small-feed.ts";
import { ship } from "./shipped-packs.ts";

const shipped = ["a.com", "b.com", "c.com"];
const list = (hosts: readonly string[], modified?: string) =>
  publishedList(
    hosts.map((host) => `||${host}`),
    modified,
  );

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  ship("2026-08-06", undefined, shipped);
  const root = new TextDecoder().decode(rootFile(1, keyTable));
  vi.stubGlobal("__FEED__", { addresses: ["https://feed.example/"], root, entries: 4, built: "2026-08-06" });
  vi.stubGlobal("__GFWLIST__", ["https://list.example/gfwlist.txt"]);
});
afterEach(() => vi.unstubAllGlobals());

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = "gfwlist.txt") => new File([bytes], name);

/** A feed's files as they lie in its folder, each by its name. */
function filesOf(files: Files): File[] {
  return [...files].map(([path, bytes]) => fileOf(Uint8Array.from(bytes), path.slice(path.lastIndexOf("/") + 1)));
}

type Making = Parameters<typeof feedOf>[0];

const packsOf = (...names: readonly string[]) =>
  new Map([["gfw-sni-zones", packNames(sourceOf("gfw-sni-zones"), names, siteOf)]]);

function feedFiles(release: number, more: Making = {}): Files {
  const big = (content: Content): Content => ({ ...content, big_change: true });
  const packs = packsOf("zones.com", "new.com");
  return feedOf({ version: release, packs, issued: now - 60_000, edit: { release: big }, ...more });
}

const feed = (release: number, more: Making = {}): File[] => filesOf(feedFiles(release, more));

/** The same in one file. */
const archive = (files: Files): File => fileOf(writeTar(files), "wallsight-feed.tar");

const read = (files: readonly File[]): Promise<ImportOutcome> => importFiles(files, now);
const refusal = (trouble: string, message: string) => ({
  kind: "refused",
  trouble,
  message: expect.stringContaining(message) as string,
});

describe("one file of GFWList", () => {
  test("is taken, once", async () => {
    const file = fileOf(list([...shipped, "new.com"]));
    expect(await read([file])).toEqual({ kind: "updated" });
    expect((await readStoredReleases())?.gfwlist?.active.asOf).toBe("2026-09-01");
    expect(await read([file])).toEqual({ kind: "current" });
  });

  test.each<[string, () => File, string, string]>([
    ["M08: of 5 GB", huge, "files", "gfwlist.txt has 5000000000 bytes, more than 4194304"],
    ["M08: of another kind", () => fileOf(Buffer.from("\x89PNG\r\n")), "broken", "line 1: "],
    ["M08: a web page", () => fileOf(Buffer.from("<!doctype html>")), "broken", "line 1: this is a web page"],
    ["cut short", () => fileOf(list(shipped).subarray(0, 81)), "broken", "cut short"],
    [
      "M08: valid, but old",
      () => fileOf(list(shipped, "Wed, 05 Aug 2026 08:00:00 +0000")),
      "older",
      "it is of 2026-08-05",
    ],
    ["cut by more than half", () => fileOf(list(["a.com"])), "unfit", "2 rules would end, of 3"],
    ["that cannot be read", unreadable, "files", "gfwlist.txt cannot be read"],
  ])("%s is refused with the reason", async (_, file, trouble, message) => {
    expect(await read([file()])).toEqual(refusal(trouble, message));
    expect(await readStoredReleases()).toBeUndefined();
  });

  function huge(): File {
    const file = fileOf(list(shipped));
    Object.defineProperty(file, "size", { value: 5e9 });
    vi.spyOn(file, "arrayBuffer").mockRejectedValue(new Error("it was read"));
    return file;
  }
  function unreadable(): File {
    const file = fileOf(list(shipped));
    vi.spyOn(file, "arrayBuffer").mockRejectedValue(new DOMException("gone", "NotFoundError"));
    return file;
  }
});

describe("the files of a feed", () => {
  test("are taken, and those of an older release are not", async () => {
    const older = feed(1);
    expect(await read(feed(2))).toEqual({ kind: "updated" });
    expect((await readStoredReleases())?.active?.release).toBe(2);
    expect(await read(feed(2))).toEqual({ kind: "current" });
    expect(await read(older)).toEqual(refusal("older", "timestamp"));
  });

  test.each<[string, () => File[], string, string]>([
    ["M08: signed by others", () => feed(1, { signers: { targets: ["r1", "r2"] } }), "forged", "targets"],
    ["signed too long ago", () => feed(1, { issued: now - 30 * 86_400_000 }), "expired", "timestamp"],
    [
      "without one of them",
      () => feed(1).filter(({ name }) => !name.includes(".pack.")),
      "files",
      ".pack.0 is not among the files",
    ],
    ["with one that is longer", longer, "files", "more than"],
  ])("%s are refused with the reason and the file", async (_, files, trouble, message) => {
    expect(await read(files())).toEqual(refusal(trouble, message));
    expect((await readStoredReleases())?.active).toBeUndefined();
  });

  function longer(): File[] {
    return feed(1).map((file) => (file.name.includes(".pack.") ? new File([file, "x"], file.name) : file));
  }

  test("are no choice where the build knows no feed", async () => {
    const files = feed(1);
    vi.stubGlobal("__FEED__", null);
    expect(await read(files)).toEqual(refusal("choice", ""));
  });
});

describe("a feed in one file", () => {
  test("is taken, and an older one is not", async () => {
    expect(await read([archive(feedFiles(2))])).toEqual({ kind: "updated" });
    expect((await readStoredReleases())?.active?.release).toBe(2);
    expect(await read([archive(feedFiles(2))])).toEqual({ kind: "current" });
    expect(await read([archive(feedFiles(1))])).toEqual(refusal("older", "timestamp"));
  });

  test("has no deltas, and is taken by who has the release before", async () => {
    const many = Array.from({ length: 400 }, (_, i) => `name-${i}.com`);
    const [base, next] = [packsOf(...many), packsOf(...many, "new.com")];
    const first = feedFiles(1, { packs: base });
    expect(await read([archive(first)])).toEqual({ kind: "updated" });
    const previous = first.get("metadata/1.targets.json") ?? new Uint8Array(0);
    const files = feedFiles(2, { packs: next, bases: base, previous });
    const whole = new Map([...files].filter(([path]) => !path.includes(".delta-")));
    expect(files.size - whole.size).toBe(1);
    expect(await read([archive(whole)])).toEqual({ kind: "updated" });
    expect((await readStoredReleases())?.active?.release).toBe(2);
  });

  test.each<[string, () => File, string, string]>([
    ["signed by others", () => archive(feedFiles(1, { signers: { targets: ["r1", "r2"] } })), "forged", "targets"],
    ["signed too long ago", () => archive(feedFiles(1, { issued: now - 30 * 86_400_000 })), "expired", "timestamp"],
    ["without a pack", () => archive(without(".pack.")), "files", ".pack.0 is not among the files"],
    ["without a timestamp", () => archive(without("timestamp")), "choice", ""],
    ["with a longer pack", longer, "files", "more than"],
    ["with another pack of that length", altered, "files", "is not the file that is named"],
    ["cut short", () => new File([archive(feedFiles(1)).slice(0, 2000)], "a.tar"), "files", "the archive, byte"],
    ["that is none", () => fileOf(list(shipped), "a.tar"), "files", "the archive, byte 0: "],
    ["that is empty", () => new File([], "a.tar"), "files", "the archive, byte 0: it is cut short"],
    ["of 5 GB", huge, "files", "wallsight-feed.tar has 5000000000 bytes, more than 67108864"],
  ])("%s is refused with the reason", async (_, file, trouble, message) => {
    expect(await read([file()])).toEqual(refusal(trouble, message));
    expect((await readStoredReleases())?.active).toBeUndefined();
  });

  function without(part: string): Files {
    return new Map([...feedFiles(1)].filter(([path]) => !path.includes(part)));
  }
  function withPack(change: (bytes: Uint8Array) => Uint8Array): File {
    const files = [...feedFiles(1)];
    return archive(new Map(files.map(([path, bytes]) => [path, path.includes(".pack.") ? change(bytes) : bytes])));
  }
  function longer(): File {
    return withPack((bytes) => Uint8Array.from([...bytes, 0]));
  }
  function altered(): File {
    return withPack((bytes) => bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)));
  }
  function huge(): File {
    const file = archive(feedFiles(1));
    Object.defineProperty(file, "size", { value: 5e9 });
    return file;
  }
});

test("several files that are no feed are no choice", async () => {
  expect(await read([fileOf(list(shipped)), fileOf(list(shipped), "other.txt")])).toEqual(refusal("choice", ""));
  expect(await read([])).toEqual(refusal("choice", ""));
});

test("while another look is under way nothing is read", async () => {
  let end: () => void = () => undefined;
  const busy = alone(() => new Promise<void>((resolve) => (end = resolve)));
  await vi.waitFor(async () => expect(await read([fileOf(list(shipped))])).toEqual({ kind: "busy" }));
  end();
  await busy;
});

test("a store without room is told", async () => {
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(await read([fileOf(list([...shipped, "new.com"]))])).toEqual(refusal("full", "full"));
  vi.restoreAllMocks();
});
