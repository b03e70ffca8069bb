// Which packs answer: the active release's, the previous one's, the build's own; never none (S06, S07, S08).
// @vitest-environment node

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { packNames } from "@/core/source-packs.ts";
import { activateRelease, readStoredBlob, storeBlob } from "@/services/database.ts";
import { type Lists, openLists } from "@/services/lists.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { changeOf } from "./asked-lists.ts";
import { ship } from "./shipped-packs.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Makes a release active whose zones are these; the other sources stay the build's own. */
async function activate(release: number, ...zones: readonly string[]): Promise<string> {
  const bytes = packNames(sourceOf("gfw-sni-zones"), zones, siteOf);
  const sha256 = sha256Of(bytes);
  await storeBlob(sha256, bytes);
  await activateRelease({ release, entries: 1, packs: [{ id: "gfw-sni-zones", sha256 }] }, () => false);
  return sha256;
}

async function blocked(lists: Lists, ...hosts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const host of hosts) {
    if ((await lists.verdict(`https://${host}/`)).verdict.status === "blocked") found.push(host);
  }
  return found;
}

async function started(): Promise<Lists> {
  const lists = openLists();
  const change = changeOf(lists);
  await lists.verdict("https://listed.com/");
  await change;
  return lists;
}

/** Whether a start is not content with the table that is stored. */
async function buildsAnew(): Promise<boolean> {
  const lists = openLists();
  const changed = vi.fn<() => void>();
  lists.onChange(changed);
  await lists.verdict("https://listed.com/");
  await new Promise((resolve) => setTimeout(resolve, 100));
  return changed.mock.calls.length > 0;
}

const all = ["zones.com", "one.com", "two.com", "listed.com"];

test("before anything was fetched the build's own packs answer", async () => {
  ship();
  expect(await blocked(await started(), ...all)).toEqual(["zones.com", "listed.com"]);
});

test("a release that became active answers after a refresh, and at the next start without building anew", async () => {
  ship();
  const lists = await started();
  await activate(1, "one.com");
  const change = changeOf(lists);
  await lists.refresh();
  expect(await blocked(lists, "listed.com")).toEqual(["listed.com"]);
  await change;
  expect(await blocked(lists, ...all)).toEqual(["one.com", "listed.com"]);
  const again = openLists();
  const changed = vi.fn<() => void>();
  again.onChange(changed);
  expect(await blocked(again, ...all)).toEqual(["one.com", "listed.com"]);
  expect(changed).not.toHaveBeenCalled();
});

describe("where the database fails for a moment", () => {
  /** Until the spy is restored nothing can be read of what sync stored. */
  const failing = () =>
    vi.spyOn(IDBObjectStore.prototype, "get").mockImplementation(() => {
      throw new DOMException("the disk is away", "UnknownError");
    });

  test("S05: while a release is read in, the lists before it answer, and the release after the next look", async () => {
    ship();
    const lists = await started();
    await activate(1, "one.com");
    const failed = failing();
    const change = changeOf(lists);
    await lists.refresh();
    await change;
    failed.mockRestore();
    expect((await lists.verdict("https://zones.com/")).lists).toMatchObject({ kind: "fallback", note: "earlier" });
    const caughtUp = changeOf(lists);
    await lists.catchUp();
    await caughtUp;
    expect(await blocked(lists, ...all)).toEqual(["one.com", "listed.com"]);
    const build = vi.fn<() => void>();
    lists.onChange(build);
    await lists.catchUp();
    expect(build).not.toHaveBeenCalled();
    expect(await buildsAnew()).toBe(false);
  });

  test("S05: at the start, the build's own lists answer and are not kept, and the release after the next look", async () => {
    ship();
    await activate(1, "one.com");
    const failed = failing();
    const lists = await started();
    expect(await blocked(lists, ...all)).toEqual(["zones.com", "listed.com"]);
    failed.mockRestore();
    const change = changeOf(lists);
    await lists.catchUp();
    await change;
    expect(await blocked(lists, ...all)).toEqual(["one.com", "listed.com"]);
  });
});

describe("where a stored pack is spoilt or gone", () => {
  test.each<[string, (sha256: string) => Promise<void>]>([
    ["spoilt", (sha256) => storeBlob(sha256, Uint8Array.of(1, 2, 3))],
    ["empty", (sha256) => storeBlob(sha256, new Uint8Array(0))],
  ])("S06: %s in the active release, the previous one answers", async (_, spoil) => {
    ship();
    await activate(1, "one.com");
    await spoil(await activate(2, "two.com"));
    expect(await blocked(await started(), ...all)).toEqual(["one.com", "listed.com"]);
  });

  test("S06: and fetched again, but the worker ended before its table was built, the next start builds it", async () => {
    ship();
    await activate(1, "one.com");
    const sha256 = await activate(2, "two.com");
    const whole = (await readStoredBlob(sha256)) ?? new Uint8Array(0);
    await storeBlob(sha256, Uint8Array.of(1));
    await started();
    expect(await buildsAnew()).toBe(false);
    await storeBlob(sha256, whole);
    expect(await blocked(await started(), ...all)).toEqual(["two.com", "listed.com"]);
    expect(await buildsAnew()).toBe(false);
  });

  test("S08: in both, the build's own pack answers", async () => {
    ship();
    for (const sha256 of [await activate(1, "one.com"), await activate(2, "two.com")])
      await storeBlob(sha256, Uint8Array.of(0));
    expect(await blocked(await started(), ...all)).toEqual(["zones.com", "listed.com"]);
  });

  test("S07: a pack of another source under its name does not answer", async () => {
    ship();
    const bytes = packNames(sourceOf("greatfire"), ["other.com"], siteOf);
    const sha256 = sha256Of(bytes);
    await storeBlob(sha256, bytes);
    await activateRelease({ release: 1, entries: 1, packs: [{ id: "gfw-sni-zones", sha256 }] }, () => false);
    expect(await blocked(await started(), ...all, "other.com")).toEqual(["zones.com", "listed.com"]);
  });
});

test("a build that is newer than what was fetched answers itself", async () => {
  ship();
  await activate(5, "one.com");
  vi.stubGlobal("__PACKS__", { ...(globalThis as unknown as { __PACKS__: object }).__PACKS__, release: 6 });
  expect(await blocked(await started(), ...all)).toEqual(["zones.com", "listed.com"]);
});

test("a source that the build leaves out does not come in with a release", async () => {
  ship();
  const packs = (globalThis as unknown as { __PACKS__: { files: { id: string }[] } }).__PACKS__;
  vi.stubGlobal("__PACKS__", { ...packs, files: packs.files.filter(({ id }) => id !== "gfw-sni-zones") });
  await activate(1, "one.com");
  expect(await blocked(await started(), ...all)).toEqual(["listed.com"]);
});

test("S11: a database of a later version of the extension is left alone, and the build's own packs answer", async () => {
  ship();
  await activate(1, "one.com");
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open("wallsight", 99);
    opening.addEventListener("success", () => {
      opening.result.close();
      resolve();
    });
    opening.addEventListener("error", () => reject(new Error("it does not open")));
  });
  const lists = await started();
  expect(await blocked(lists, ...all)).toEqual(["zones.com", "listed.com"]);
  expect((await lists.verdict("https://listed.com/")).lists).toMatchObject({ kind: "ready", note: "not-stored" });
});
