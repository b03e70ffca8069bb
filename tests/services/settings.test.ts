// What the reader chose: kept over restarts, and never guessed from what is damaged.
// @vitest-environment node

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readStoredBlob, storeBlob, storeSettings } from "@/services/database.ts";
import { initialChoices } from "@/core/choices.ts";
import { openSettings } from "@/services/settings.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("before any choice the language is the browser's and nothing is paused", async () => {
  expect(await openSettings().read()).toEqual(initialChoices);
});

test("choices are there after a restart", async () => {
  const settings = openSettings();
  await settings.choose({ language: "zh-hant" });
  await settings.pause("www.b.com", true);
  await settings.pause("a.com", true);
  expect(await openSettings().read()).toEqual({ ...initialChoices, language: "zh-hant", paused: ["a.com", "b.com"] });
  await settings.choose({ language: null });
  expect(await openSettings().read()).toEqual({ ...initialChoices, paused: ["a.com", "b.com"] });
});

test("on a full disk what no list needs gives way to a choice", async () => {
  const settings = openSettings();
  await settings.choose({ sync: true });
  await storeBlob("left over", Uint8Array.of(1));
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await settings.choose({ sync: false });
  expect((await openSettings().read()).sync).toBe(false);
  expect(await readStoredBlob("left over")).toBeUndefined();
});

test("all choices are replaced at once, those for sites included", async () => {
  const settings = openSettings();
  await settings.pause("a.com", true);
  const others = { ...initialChoices, theme: "dark", unmarked: ["b.com"] } as const;
  await settings.replace(others);
  expect(await openSettings().read()).toEqual(others);
  await settings.replace(initialChoices);
  expect(await openSettings().read()).toEqual(initialChoices);
});

test("changes that come at once are all kept, also after one that failed", async () => {
  const settings = openSettings();
  const failing = settings.choose({ theme: (() => "dark") as never });
  await Promise.all([
    expect(failing).rejects.toThrow(),
    settings.choose({ marks: true }),
    settings.choose({ count: true }),
    settings.pause("a.com", true),
  ]);
  expect(await openSettings().read()).toEqual({ ...initialChoices, marks: true, count: true, paused: ["a.com"] });
});

describe("a pause", () => {
  test("is lifted from any host that it covers", async () => {
    const settings = openSettings();
    await settings.pause("a.com", true);
    await settings.pause("b.com", true);
    await settings.pause("news.a.com", false);
    expect((await settings.read()).paused).toEqual(["b.com"]);
  });

  test("set twice stands once", async () => {
    const settings = openSettings();
    await settings.pause("a.com", true);
    await settings.pause("www.a.com", true);
    expect((await settings.read()).paused).toEqual(["a.com"]);
  });
});

test("a language that Wallsight does not speak counts as none", async () => {
  await storeSettings({ language: "tlh", paused: [] });
  expect((await openSettings().read()).language).toBeNull();
});

test("without a database there are no choices, and making one fails loudly", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const settings = openSettings();
  expect(await settings.read()).toEqual(initialChoices);
  expect(error).toHaveBeenCalled();
  await expect(settings.pause("a.com", true)).rejects.toThrow();
  expect((await settings.read()).paused).toEqual([]);
});

test("after a database that failed for a while, a change keeps what was chosen before", async () => {
  await openSettings().choose({ marks: true });
  const sound = indexedDB;
  vi.stubGlobal("indexedDB", undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const settings = openSettings();
  expect(await settings.read()).toEqual(initialChoices);
  vi.stubGlobal("indexedDB", sound);
  await settings.choose({ theme: "dark" });
  expect(await settings.read()).toEqual({ ...initialChoices, marks: true, theme: "dark" });
  expect(await openSettings().read()).toEqual({ ...initialChoices, marks: true, theme: "dark" });
});
