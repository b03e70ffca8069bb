import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { ListsState } from "@/core/lists-state.ts";
import { shapes } from "@/core/status-shapes.ts";
import { statuses } from "@/core/verdict.ts";
import { en } from "@/core/words/en.ts";
import { tooltip } from "@/core/words/verdict-sentences.ts";
import { showFailure, showIcon, showPause, showWords } from "@/services/toolbar.ts";
import { verdictOf } from "../components/verdict-cases.ts";
import { standInForDrawing, type Drawn } from "./drawing.ts";

const ready: ListsState = { kind: "ready", date: "2026-08-06", note: null };
const setIcon = vi.fn<(details: { tabId: number; imageData: Record<string, Drawn> }) => Promise<void>>();
const setTitle = vi.fn<(details: { tabId: number; title: string }) => Promise<void>>();

async function showVerdict(tabId: number, shown: Parameters<typeof showIcon>[1]): Promise<void> {
  await showIcon(tabId, shown);
  await showWords(tabId, shown, null);
}

beforeEach(() => {
  vi.resetAllMocks();
  standInForDrawing();
  vi.stubGlobal("navigator", { languages: ["en"] });
  Object.assign(fakeBrowser.action, { setIcon, setTitle });
});

test.each(statuses)("%s is drawn in its own shape at both sizes, in its own tab", async (status) => {
  await showVerdict(7, { verdict: verdictOf(status), lists: ready });
  const { path, colour } = shapes[status];
  const rule = "evenodd";
  expect(setIcon).toHaveBeenCalledExactlyOnceWith({
    tabId: 7,
    imageData: {
      16: { size: 16, scale: 1, colour, path, rule },
      32: { size: 32, scale: 2, colour, path, rule },
    },
  });
});

test.each(statuses)("%s is said in words in the tooltip of its tab", async (status) => {
  const verdict = verdictOf(status);
  await showVerdict(7, { verdict, lists: ready });
  expect(setTitle).toHaveBeenCalledExactlyOnceWith({ tabId: 7, title: tooltip(en, verdict) });
});

test("the tooltip speaks the browser's language", async () => {
  vi.stubGlobal("navigator", { languages: ["zh-TW", "en"] });
  await showVerdict(7, { verdict: verdictOf("blocked"), lists: ready });
  expect(setTitle.mock.calls[0]?.[0].title).toContain("在中國大陸遭到封鎖");
});

test("the tooltip speaks the language that the reader chose, whatever the browser's", async () => {
  await showWords(7, { verdict: verdictOf("blocked"), lists: ready }, "zh-hans");
  expect(setTitle.mock.calls[0]?.[0].title).toContain("在中国大陆被封锁");
});

test("on a paused site the tab has the extension's own icon, in two sizes, and words that say why", async () => {
  await showPause(7, null);
  const path = { 16: fakeBrowser.runtime.getURL("/icon/16.png"), 32: fakeBrowser.runtime.getURL("/icon/32.png") };
  expect(setIcon).toHaveBeenCalledExactlyOnceWith({ tabId: 7, path });
  expect(setTitle).toHaveBeenCalledExactlyOnceWith({ tabId: 7, title: en.page.paused });
});

test("while lists are read in, nothing but a block is shown", async () => {
  const lists: ListsState = { ...ready, kind: "preparing" };
  await showVerdict(7, { verdict: verdictOf("unlisted"), lists });
  expect(setTitle).toHaveBeenLastCalledWith({ tabId: 7, title: en.page.preparing });
  expect(setIcon.mock.lastCall?.[0].imageData["16"]?.path).toBe(shapes.preparing.path);
  await showVerdict(7, { verdict: verdictOf("blocked"), lists });
  expect(setIcon.mock.lastCall?.[0].imageData["16"]?.path).toBe(shapes.blocked.path);
});

test("a failure takes down the icon of the address before, and is told in the tooltip", async () => {
  await showFailure(7, "Error: the table is damaged");
  expect(setTitle).toHaveBeenCalledExactlyOnceWith({
    tabId: 7,
    title: "Wallsight could not answer. Error: the table is damaged",
  });
  expect(setIcon.mock.lastCall?.[0].imageData["16"]?.path).toBe(shapes.unsupported.path);
});

test.each(["No tab with id: 7.", "Invalid tab ID: 7"])(
  "a tab that is closed meanwhile (%j) is no error",
  async (message) => {
    setIcon.mockRejectedValue(new Error(message));
    setTitle.mockRejectedValue(new Error(message));
    await expect(showVerdict(7, { verdict: verdictOf("blocked"), lists: ready })).resolves.toBeUndefined();
  },
);

test("any other trouble with the toolbar is loud", async () => {
  setIcon.mockRejectedValue(new Error("Icon invalid."));
  await expect(showVerdict(7, { verdict: verdictOf("blocked"), lists: ready })).rejects.toThrow("Icon invalid.");
});

test("where the browser has no icons, as on Android, the words remain", async () => {
  Object.assign(fakeBrowser.action, { setIcon: undefined });
  await showVerdict(7, { verdict: verdictOf("blocked"), lists: ready });
  expect(setTitle).toHaveBeenCalledOnce();
});
