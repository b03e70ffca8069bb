import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { type Choices, initialChoices } from "@/core/choices.ts";
import type { ListsState } from "@/core/lists-state.ts";
import { openDesk } from "@/services/answers.ts";
import type { Selections } from "@/services/selections.ts";
import type { SettingsKeeper } from "@/services/settings.ts";
import type { Lists } from "@/services/lists.ts";
import type { SyncDesk } from "@/services/sync-desk.ts";
import { verdictOf } from "../components/verdict-cases.ts";
import { standInForDrawing } from "./drawing.ts";

const ready: ListsState = { kind: "ready", date: "2026-08-06", note: null };
const setTitle = vi.fn<(details: { tabId: number; title: string }) => Promise<void>>();
const verdict = vi.fn<Lists["verdict"]>();
const read = vi.fn<SettingsKeeper["read"]>();
const pause = vi.fn<SettingsKeeper["pause"]>();
const choose = vi.fn<SettingsKeeper["choose"]>();
const unmark = vi.fn<SettingsKeeper["unmark"]>();
const verdicts = vi.fn<Lists["verdicts"]>();
const signs = vi.fn<Lists["signs"]>();
const sources = vi.fn<Lists["sources"]>();
const take = vi.fn<Selections["take"]>();
const nameEntry = vi.fn<Selections["nameEntry"]>();
const replace = vi.fn<SettingsKeeper["replace"]>();
const check = vi.fn<SyncDesk["check"]>();
const cancel = vi.fn<SyncDesk["cancel"]>();
const renew = vi.fn<SyncDesk["renew"]>();
const unconfirmed = vi.fn<SyncDesk["unconfirmed"]>();
const settle = vi.fn<SyncDesk["settle"]>();
const useBundled = vi.fn<SyncDesk["useBundled"]>();
const permitted = <Some extends object>(choices: Some): Promise<Some> => Promise.resolve(choices);
const desk = openDesk(
  {
    verdict,
    verdicts,
    signs,
    sources,
    refresh: () => Promise.resolve(),
    catchUp: () => Promise.resolve(),
    onChange: () => undefined,
  },
  { read, pause, choose, replace, unmark },
  { take, nameEntry },
  { state: () => Promise.resolve(null), check, cancel, permitted, settle, unconfirmed, renew, useBundled },
);

function here(url: string, tabId: number) {
  return desk.page.here({ url }, tabId, url);
}

/** The words come in a task of their own. */
async function titles(): Promise<[number, string][]> {
  await new Promise((resolve) => setTimeout(resolve));
  return setTitle.mock.calls.map(([{ tabId, title }]) => [tabId, title.split(":")[0] ?? ""]);
}

function answerFor(url: string) {
  return { verdict: verdictOf("blocked", "high", { url, host: new URL(url).host }), lists: ready };
}

beforeEach(() => {
  vi.resetAllMocks();
  standInForDrawing();
  vi.stubGlobal("__PACKS__", { phrases: null });
  Object.assign(fakeBrowser.action, { setTitle, setIcon: () => Promise.resolve() });
  verdict.mockImplementation((url) => Promise.resolve(answerFor(url)));
  read.mockResolvedValue(initialChoices);
  pause.mockResolvedValue();
  choose.mockResolvedValue();
  unmark.mockResolvedValue();
  replace.mockResolvedValue();
  nameEntry.mockResolvedValue();
});

test("a page that says where it is gets its verdict on the toolbar, and null for an answer", async () => {
  expect(await here("https://a.com/", 7)).toBeNull();
  expect(await titles()).toEqual([[7, "a.com"]]);
});

test("our own pages get the verdict and the state of the lists", async () => {
  expect(await desk.own.page({ url: "https://a.com/" })).toEqual({
    kind: "answered",
    ...answerFor("https://a.com/"),
  });
  expect(setTitle).not.toHaveBeenCalled();
});

test("our own pages get many verdicts at once, and the sources", async () => {
  const { verdict: one, lists } = answerFor("https://a.com/");
  verdicts.mockResolvedValue({ verdicts: [one], lists });
  sources.mockResolvedValue({ sources: [], lists });
  expect(await desk.own.verdicts({ urls: ["https://a.com/"] })).toEqual({ verdicts: [one], lists });
  expect(verdicts).toHaveBeenCalledExactlyOnceWith(["https://a.com/"]);
  expect(await desk.own.sources(null)).toEqual({ sources: [], lists });
});

describe("on a paused site", () => {
  beforeEach(() => read.mockResolvedValue({ ...initialChoices, language: "zh-hans", paused: ["a.com"] }));

  test.each(["https://a.com/", "https://www.a.com/x", "http://a.com.:8080/"])(
    "nothing is looked up for %s, and the icon says nothing of it",
    async (url) => {
      await here(url, 7);
      expect(verdict).not.toHaveBeenCalled();
      expect(setTitle.mock.lastCall?.[0]).toEqual({ tabId: 7, title: "Wallsight 在此网站已暂停。" });
    },
  );

  test("our own pages are told so", async () => {
    expect(await desk.own.page({ url: "https://www.a.com/x" })).toEqual({
      kind: "paused",
      host: "www.a.com",
    });
    expect(verdict).not.toHaveBeenCalled();
  });

  test("a site whose name merely ends the same is looked up", async () => {
    expect(await desk.own.page({ url: "https://ba.com/" })).toMatchObject({ kind: "answered" });
  });
});

test("a choice is kept, and then every tab is asked anew", async () => {
  const query = vi.fn(() => Promise.resolve([]));
  Object.assign(fakeBrowser.tabs, { query });
  expect(await desk.own.pause({ host: "a.com", isPaused: true })).toBeNull();
  expect(await desk.own.choose({ language: "zh-hant" })).toBeNull();
  expect(await desk.own.unmark({ host: "b.com", isUnmarked: true })).toBeNull();
  expect(await desk.own.replace(initialChoices)).toBeNull();
  expect(replace).toHaveBeenCalledExactlyOnceWith(initialChoices);
  expect(unmark).toHaveBeenCalledExactlyOnceWith("b.com", true);
  expect(pause).toHaveBeenCalledExactlyOnceWith("a.com", true);
  expect(choose).toHaveBeenCalledExactlyOnceWith({ language: "zh-hant" });
  expect(query).toHaveBeenCalledTimes(4);
});

describe("verdicts that take long", () => {
  test("sync follows a choice about it and a replacement of all choices, and no other", async () => {
    await desk.own.choose({ theme: "dark" });
    expect(settle).not.toHaveBeenCalled();
    await desk.own.choose({ sync: false });
    expect(settle).toHaveBeenCalledOnce();
    await desk.own.choose({ syncEvery: "weekly" });
    expect(settle).toHaveBeenCalledTimes(2);
    await desk.own.replace(initialChoices);
    expect(settle).toHaveBeenCalledTimes(3);
  });

  test("sync is looked for, ended and undone where our pages ask for it", async () => {
    check.mockResolvedValue(true);
    useBundled.mockResolvedValue();
    renew.mockResolvedValue();
    unconfirmed.mockResolvedValue(7);
    expect(await desk.own.sync(null)).toBeNull();
    expect([await desk.own.unconfirmed(null), await desk.own.renew(null)]).toEqual([7, null]);
    expect([await desk.own.look(null), await desk.own.cancel(null), await desk.own.bundled(null)]).toEqual([
      true,
      null,
      null,
    ]);
    for (const deed of [check, cancel, renew, useBundled]) expect(deed).toHaveBeenCalledOnce();
  });

  test("an older verdict never overtakes the tab's newest address", async () => {
    const waiting: (() => void)[] = [];
    verdict.mockImplementation((url) => new Promise((resolve) => waiting.push(() => resolve(answerFor(url)))));
    const both = [here("https://old.com/", 7), here("https://new.com/", 7)];
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    for (const finish of waiting.reverse()) finish();
    await Promise.all(both);
    expect(await titles()).toEqual([[7, "new.com"]]);
  });

  test("of ten thousand addresses in a burst the toolbar shows the last", async () => {
    const burst = Array.from({ length: 10_000 }, (_, i) => here(`https://a${i}.com/`, 7));
    await Promise.all(burst);
    expect(await titles()).toEqual([[7, "a9999.com"]]);
  });

  test("tabs do not wait for one another's verdicts", async () => {
    await Promise.all([here("https://a.com/", 7), here("https://b.com/", 8)]);
    expect(await titles()).toEqual([
      [7, "a.com"],
      [8, "b.com"],
    ]);
  });
});

test("a failure is shown on the toolbar, and the page is told nothing of it", async () => {
  verdict.mockRejectedValue(new Error("the table is damaged"));
  expect(await here("https://a.com/", 7)).toBeNull();
  expect(setTitle.mock.lastCall?.[0].title).toContain("the table is damaged");
});

test("a failure reaches our own pages", async () => {
  verdict.mockRejectedValue(new Error("the table is damaged"));
  await expect(desk.own.page({ url: "https://a.com/" })).rejects.toThrow("the table is damaged");
});

test("when the lists change, the tabs that we can see are asked anew, the others are left alone", async () => {
  const places = new Map([
    [1, "https://a.com/"],
    [3, "https://b.com/"],
  ]);
  const query = vi.fn(() => Promise.resolve([{ id: 1 }, { id: 2 }, { id: 3 }, {}]));
  const sendMessage = vi.fn((id: number) => {
    const place = places.get(id);
    return place === undefined
      ? Promise.reject(new Error("Could not establish connection. Receiving end does not exist."))
      : Promise.resolve(place);
  });
  Object.assign(fakeBrowser.tabs, { query, sendMessage });
  await desk.refreshTabs();
  expect(await titles()).toEqual([
    [1, "a.com"],
    [3, "b.com"],
  ]);
});

describe("where the reader asked for marks and a count", () => {
  const badge = vi.fn<(details: { tabId: number; text: string }) => Promise<void>>(() => Promise.resolve());
  const url = "https://a.com/x";
  beforeEach(() => {
    read.mockResolvedValue({
      ...initialChoices,
      marks: true,
      count: true,
      unmarked: ["off.com"],
      paused: ["paused.com"],
    });
    Object.assign(fakeBrowser.action, {
      setBadgeText: badge,
      setBadgeBackgroundColor: () => Promise.resolve(),
      setBadgeTextColor: undefined,
    });
    signs.mockImplementation((hosts) => Promise.resolve(hosts.map((host) => (host === "b.com" ? "b" : "?"))));
    verdicts.mockImplementation((urls) =>
      Promise.resolve({ verdicts: urls.map(() => verdictOf("partly")), lists: ready }),
    );
  });

  test("a page gets its orders before its icon stands", async () => {
    verdict.mockReturnValue(new Promise(() => undefined));
    expect(await here(url, 7)).toMatchObject({
      marks: { style: "underline", kinds: ["blocked", "doubted", "partly", "refused"] },
      count: true,
    });
  });

  test.each(["https://off.com/", "https://www.paused.com/"])(
    "a page on %s gets none, and learns nothing",
    async (left) => {
      expect(await here(left, 7)).toBeNull();
      await expect(desk.page.links({ lines: "b.com" }, 7, left)).rejects.toThrow("did not ask");
      await expect(desk.page.card({ url: "https://b.com/" }, 7, left)).rejects.toThrow("did not ask");
      await expect(desk.page.count({ count: 1, url: left }, 7, left)).rejects.toThrow("did not ask");
      await expect(desk.page.more(null, 7, left)).rejects.toThrow("did not ask");
      expect(signs).not.toHaveBeenCalled();
    },
  );

  test("links are answered line by line: hosts by the host, addresses as a whole, anything else not at all", async () => {
    const lines = ["b.com", "https://b.com/x", "c.com", "", "no host", "http://[", "a".repeat(300), "[::1]"];
    expect(await desk.page.links({ lines: lines.join("\n") }, 7, url)).toBe("bp?----?");
    expect(signs).toHaveBeenCalledExactlyOnceWith(["b.com", "c.com", "[::1]"]);
    expect(verdicts).toHaveBeenCalledExactlyOnceWith(["https://b.com/x"]);
  });

  test("a card is plain text in the reader's language, and there is none for what is not marked", async () => {
    expect(await desk.page.card({ url: "https://b.com/" }, 7, url)).toMatchObject({ sign: "b", lang: "en" });
    verdict.mockResolvedValueOnce({ verdict: verdictOf("unlisted"), lists: ready });
    expect(await desk.page.card({ url: "https://b.com/" }, 7, url)).toBeNull();
    expect(await desk.page.card({ url: "no address" }, 7, url)).toBeNull();
  });

  test("more opens a page of ours whose address holds the tab, not the link", async () => {
    const create = vi.fn<(details: { url: string }) => Promise<void>>(() => Promise.resolve());
    Object.assign(fakeBrowser.tabs, { create });
    await desk.page.more(null, 7, url);
    expect(create.mock.calls[0]?.[0].url).toMatch(/\/popup\.html\?tab=7&link&full$/);
  });

  test("a count stands on the toolbar, none is no number", async () => {
    await here(url, 7);
    await desk.page.count({ count: 12, url }, 7, url);
    await desk.page.count({ count: 0, url }, 7, url);
    await desk.page.count({ count: 1234, url }, 7, url);
    expect(badge.mock.calls.map(([{ text }]) => text)).toEqual(["12", "", "999+"]);
  });

  test("a count of the document before does not stand on the next one", async () => {
    await here(url, 8);
    await desk.page.count({ count: 3, url }, 8, url);
    await here("https://b.com/", 8);
    await desk.page.count({ count: 4, url }, 8, url);
    await desk.page.count({ count: 5, url: "https://b.com/" }, 8, "https://b.com/");
    await here("https://off.com/", 8);
    expect(badge.mock.calls.map(([{ text }]) => text)).toEqual(["3", "5", ""]);
  });

  test("a choice reaches every open tab as its new orders, and takes the number away where none is wanted", async () => {
    const sendMessage = vi.fn((_: number, { name }: { name: string }) =>
      Promise.resolve(name === "where" ? "https://off.com/" : null),
    );
    Object.assign(fakeBrowser.tabs, { query: () => Promise.resolve([{ id: 5 }]), sendMessage });
    await desk.own.choose({ marks: true });
    expect(sendMessage).toHaveBeenCalledWith(5, { road: "tab", name: "orders", args: null }, { frameId: 0 });
    expect(badge).toHaveBeenCalledExactlyOnceWith({ tabId: 5, text: "" });
  });
});

test("before any choice a page can ask for nothing", async () => {
  const url = "https://a.com/";
  await expect(desk.page.links({ lines: "b.com" }, 7, url)).rejects.toThrow("did not ask");
  await expect(desk.page.card({ url }, 7, url)).rejects.toThrow("did not ask");
  await expect(desk.page.count({ count: 1, url }, 7, url)).rejects.toThrow("did not ask");
  await expect(desk.page.more(null, 7, url)).rejects.toThrow("did not ask");
});

test("the entry in the context menu is named anew when the language changes, and only then", async () => {
  let now: Choices = initialChoices;
  read.mockImplementation(() => Promise.resolve(now));
  choose.mockImplementation((change) => {
    now = { ...now, ...change };
    return Promise.resolve();
  });
  replace.mockImplementation((choices) => {
    now = choices;
    return Promise.resolve();
  });
  await desk.own.choose({ words: "always" });
  expect(nameEntry).not.toHaveBeenCalled();
  await desk.own.choose({ language: "zh-hant" });
  await desk.own.replace(initialChoices);
  expect(nameEntry).toHaveBeenCalledTimes(2);
});

test("a selected text is handed to our own page by its id", async () => {
  take.mockReturnValueOnce("六四");
  expect(await desk.own.selection({ id: "7" })).toBe("六四");
  expect(take).toHaveBeenCalledWith("7");
});

test("where a site is paused its pages lose the marks on words, and no other page does", async () => {
  const places = new Map([
    [1, "https://www.a.com/x"],
    [2, "https://b.com/"],
  ]);
  const sendMessage = vi.fn((id: number, { name }: { name: string }) =>
    Promise.resolve(name === "where" ? places.get(id) : null),
  );
  Object.assign(fakeBrowser.tabs, { query: () => Promise.resolve([{ id: 1 }, { id: 2 }]), sendMessage });
  read.mockResolvedValue({ ...initialChoices, paused: ["a.com"] });
  await desk.own.pause({ host: "a.com", isPaused: true });
  expect(sendMessage.mock.calls.filter(([, { name }]) => name === "mark")).toEqual([
    [1, { road: "tab", name: "mark", args: { places: [] } }, { frameId: 0 }],
  ]);
});

test.each([
  ["that is no longer chosen", "always", true],
  ["another choice is made", "asked", false],
] as const)("words marked on open pages when %s: before %s, taken away %s", async (_, words, isTaken) => {
  const sendMessage = vi.fn((_: number, { name }: { name: string }) =>
    Promise.resolve(name === "where" ? "https://a.com/" : null),
  );
  Object.assign(fakeBrowser.tabs, { query: () => Promise.resolve([{ id: 7 }]), sendMessage });
  read.mockResolvedValueOnce({ ...initialChoices, words });
  await desk.own.choose({ words: "asked" });
  const marking = sendMessage.mock.calls.filter(([, { name }]) => name === "mark");
  expect(marking.map(([tab, message]) => [tab, message])).toEqual(
    isTaken ? [[7, { road: "tab", name: "mark", args: { places: [] } }]] : [],
  );
});
