// The entry in the context menu: its name, what a click opens, and what is kept of the selected text.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { initialChoices } from "@/core/choices.ts";
import { openSelections } from "@/services/selections.ts";
import type { SettingsKeeper } from "@/services/settings.ts";

type Clicked = (info: { menuItemId: string; selectionText?: string }, tab?: { index: number }) => void;

const listeners = { clicked: [] as Clicked[], installed: [] as (() => void)[] };
const create = vi.fn<(entry: { title: string; contexts: string[] }) => void>();
const update = vi.fn<(id: string, change: { title: string }) => Promise<void>>(() => Promise.resolve());
const openTab = vi.fn<(tab: { url: string; index?: number }) => Promise<object>>(() => Promise.resolve({}));
const read = vi.fn<SettingsKeeper["read"]>();

function open() {
  return openSelections({ read });
}

beforeEach(() => {
  vi.clearAllMocks();
  listeners.clicked = [];
  listeners.installed = [];
  vi.stubGlobal("__PACKS__", { phrases: {} });
  Object.assign(fakeBrowser, {
    contextMenus: {
      create,
      update,
      removeAll: () => Promise.resolve(),
      onClicked: { addListener: (listener: Clicked) => listeners.clicked.push(listener) },
    },
  });
  Object.assign(fakeBrowser.runtime, {
    onInstalled: { addListener: (listener: () => void) => listeners.installed.push(listener) },
  });
  Object.assign(fakeBrowser.tabs, { create: openTab });
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => "zh-TW" });
  read.mockResolvedValue(initialChoices);
});
afterEach(() => vi.unstubAllGlobals());

test("the entry is made at installation, for selected text alone, in the browser's language", async () => {
  open();
  for (const listener of listeners.installed) listener();
  await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
  expect(create.mock.calls[0]?.[0]).toMatchObject({ title: "檢查遭屏蔽的詞語", contexts: ["selection"] });
});

test("the entry speaks the language that the reader chose", async () => {
  read.mockResolvedValue({ ...initialChoices, language: "en" });
  await open().nameEntry();
  expect(update).toHaveBeenCalledExactlyOnceWith("selection", { title: "Check for suppressed words" });
});

test("a click opens a page beside the tab, whose address holds none of the text, and keeps the text for it", () => {
  const selections = open();
  for (const listener of listeners.clicked) listener({ menuItemId: "selection", selectionText: "六四" }, { index: 4 });
  const { url = "", index } = openTab.mock.calls[0]?.[0] ?? {};
  expect(index).toBe(5);
  expect(url).toMatch(/\/selection\.html\?id=[0-9a-f-]{36}$/);
  expect(selections.take(new URL(url).searchParams.get("id") ?? "")).toBe("六四");
  expect(selections.take("another")).toBeNull();
});

test("only the last eight texts are kept", () => {
  const selections = open();
  for (let i = 0; i < 9; i++) {
    for (const listener of listeners.clicked) listener({ menuItemId: "selection", selectionText: `text ${i}` });
  }
  const kept = openTab.mock.calls.map(([{ url }]) => selections.take(new URL(url).searchParams.get("id") ?? ""));
  expect(kept).toEqual([null, ...Array.from({ length: 8 }, (_, i) => `text ${i + 1}`)]);
});

test.each([{ menuItemId: "other", selectionText: "六四" }, { menuItemId: "selection" }])("%j opens nothing", (info) => {
  open();
  for (const listener of listeners.clicked) listener(info);
  expect(openTab).not.toHaveBeenCalled();
});

test("a build without suppressed words has no entry", async () => {
  vi.stubGlobal("__PACKS__", { phrases: null });
  await open().nameEntry();
  expect([listeners.clicked, listeners.installed]).toEqual([[], []]);
  expect(update).not.toHaveBeenCalled();
});
