// The section on newer lists: every state in words, in every language; nothing begins by itself.

import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type SyncDeeds, SyncSection } from "@/components/sync-section.tsx";
import type { ImportOutcome, SyncState, Trouble } from "@/core/sync/state.ts";
import { troubleOf } from "@/core/sync/state.ts";
import type { Day } from "@/core/verdict.ts";
import { choosingWordsOf } from "@/core/words/choosing/words.ts";
import { languages } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";

const speeches = await Promise.all(languages.map(loadWords));
const say = choosingWordsOf.en.sync;

const deeds = {
  turn: vi.fn<SyncDeeds["turn"]>(),
  look: vi.fn<SyncDeeds["look"]>(),
  cancel: vi.fn<SyncDeeds["cancel"]>(),
  follow: vi.fn<SyncDeeds["follow"]>(),
  repeat: vi.fn<SyncDeeds["repeat"]>(),
  read: vi.fn<SyncDeeds["read"]>(),
  goBack: vi.fn<SyncDeeds["goBack"]>(),
  refresh: vi.fn<SyncDeeds["refresh"]>(),
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  deeds.turn.mockResolvedValue(true);
  deeds.look.mockResolvedValue(true);
  deeds.follow.mockResolvedValue(true);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const off: SyncState = {
  offers: [{ from: "feed", hosts: ["feed.example", "mirror.example"] }],
  from: "feed",
  isOn: false,
  release: null,
  looked: null,
  unconfirmed: null,
  trouble: null,
  running: null,
  unread: null,
  updates: [],
};
const at = Date.parse("2026-11-20T12:00:00Z");
const changed = {
  id: "gfwlist",
  from: "2026-11-01",
  to: "2026-11-20",
  added: { count: 1500, first: ["||a.com", "||b.com"] },
  removed: { count: 0, first: [] },
};
const on: SyncState = {
  ...off,
  isOn: true,
  release: 7,
  looked: at,
  updates: [
    { release: 7, at, changes: [changed] },
    { release: 6, at, changes: [] },
  ],
};

/** A build without a feed. */
const publisher: SyncState = {
  ...off,
  offers: [{ from: "gfwlist", hosts: ["raw.example", "mirror.example"] }],
  from: "gfwlist",
};
/** A build that knows both. */
const both: SyncState = { ...off, offers: [...off.offers, ...publisher.offers] };

function show(sync: SyncState | null, [speech] = speeches, published: Day | null = null): HTMLElement {
  if (!speech) throw new Error("no words");
  const words = choosingWordsOf[speech.language];
  return render(
    <SyncSection words={speech.words} say={words} every="daily" sync={sync} published={published} deeds={deeds} />,
  ).container as HTMLElement;
}

async function press(root: Element, name: string): Promise<void> {
  const control = [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  if (!control) throw new Error(`no button ${name}`);
  await act(async () => {
    fireEvent.click(control);
    await Promise.resolve();
  });
}

async function turn(root: Element): Promise<void> {
  await act(async () => {
    fireEvent.click(root.querySelector("input") ?? root);
    await Promise.resolve();
  });
}

describe.each(speeches)("in $language", (speech) => {
  test.each<[string, SyncState | null]>([
    ["knowing no source", null],
    ["without a feed", { ...publisher, isOn: true, looked: at }],
    ["with a choice of sources", both],
    ["off", off],
    ["on", on],
    ["with rules left out", { ...publisher, unread: { count: 1, all: 2, first: ["/(?<=x)y/"] } }],
    ["running", { ...on, running: { done: 1000, all: 4000 } }],
    ["in trouble", { ...on, unconfirmed: at, trouble: { kind: "expired", message: "timestamp: its time ended" } }],
  ])("a screen reader trips over nothing: %s", async (_, sync) => {
    vi.useRealTimers();
    const root = show(sync, [speech], "2026-11-20");
    openFolds(root);
    await expectAccessible(root);
  });
});

test("a build that knows no source says so in a sentence, and offers nothing", () => {
  const root = show(null);
  expect(root.textContent).toBe(say.title + say.absent);
});

test("off at first, with the hosts that would hear of the reader; nothing begins by itself", () => {
  const root = show(off);
  expect(root.querySelector("input")?.checked).toBe(false);
  expect(root.textContent).toContain("feed.example, mirror.example");
  expect(root.textContent).toContain(say.bundled);
  expect(root.querySelectorAll("button")).toHaveLength(0);
  vi.advanceTimersByTime(60_000);
  for (const deed of Object.values(deeds)) expect(deed).not.toHaveBeenCalled();
});

test("a permission that the browser does not give is told, and the switch stays off", async () => {
  deeds.turn.mockResolvedValue(false);
  const root = show(off);
  await turn(root);
  expect(deeds.turn).toHaveBeenCalledExactlyOnceWith(true);
  expect(root.querySelector("output")?.textContent).toBe(say.refused);
  expect(root.querySelector("input")?.checked).toBe(false);
});

test("on, it tells what answers and when it looked, and looks when asked", async () => {
  const root = show(on);
  expect(root.textContent).toContain("Release 7 of the fetched lists answers.");
  expect(root.textContent).toContain("Last look: 20 Nov 2026, ");
  expect(root.textContent).toContain(say.good);
  await press(root, say.look);
  expect(deeds.look).toHaveBeenCalledOnce();
  deeds.look.mockResolvedValue(false);
  await press(root, say.look);
  expect(root.textContent).toContain(say.soon);
  await turn(root);
  expect(deeds.turn).toHaveBeenCalledExactlyOnceWith(false);
});

test("a look that runs shows how far it is, and can be stopped", async () => {
  const root = show({ ...on, running: { done: 1_000_000, all: 4_000_000 } });
  expect(root.textContent).toContain("1,000 of 4,000 kB");
  await press(root, say.cancel);
  expect(deeds.cancel).toHaveBeenCalledOnce();
  await act(() => {
    vi.advanceTimersByTime(500);
  });
  expect(deeds.refresh).toHaveBeenCalledOnce();
});

test("off with fetched lists, it offers those of the build", async () => {
  const root = show({ ...on, isOn: false });
  await press(root, say.goBack);
  expect(deeds.goBack).toHaveBeenCalledOnce();
});

test("rules that could not be read are told, with some of them, where that list answers", () => {
  const unread = { count: 12, all: 6400, first: ["/(?<=x)y/", "/<b>/"] };
  const told = "Could not be read, and so left out: 12 of its 6,400 rules.";
  const root = show({ ...publisher, unread }, speeches, "2026-11-20");
  expect(root.textContent).toContain(`${told}/(?<=x)y/, /<b>/ and 10 more`);
  expect(show({ ...publisher, unread }).textContent).not.toContain(told);
  expect(show(publisher, speeches, "2026-11-20").textContent).not.toContain("left out");
});

test("what changed is told by source, with its numbers and some names", () => {
  const root = show(on);
  openFolds(root);
  const told = root.querySelector(".update")?.textContent ?? "";
  expect(told).toContain("Release 7, fetched on 20 Nov 2026");
  expect(told).toContain("GFWList: 1,500 added, 0 removed");
  expect(told).toContain("+ ||a.com, ||b.com and 1,498 more");
  expect(root.querySelectorAll(".update")[1]?.textContent).toContain(say.unchanged);
});

test("L04: marks in names and messages that turn the writing direction or hide are seen, not obeyed", () => {
  const added = { count: 3, first: ["<img src=x onerror=alert(1)>", "\u202Egro.live", "a\u200B\0b"] };
  const updates = [{ release: 7, at, changes: [{ ...changed, added }] }];
  const root = show({ ...on, updates, trouble: { kind: "other", message: "in \u202Egro.live" } });
  openFolds(root);
  expect(root.textContent).toContain("+ <img src=x onerror=alert(1)>, \uFFFDgro.live, a\uFFFD\uFFFDb");
  expect(root.textContent).toContain("in \uFFFDgro.live");
  expect(root.querySelectorAll("img")).toHaveLength(0);
});

test.each<[string, Trouble]>([
  ["BadSignature", "forged"],
  ["MixAndMatch", "forged"],
  ["DamagedBytes", "forged"],
  ["GfwlistError", "broken"],
  ["Rollback", "older"],
  ["Expired", "expired"],
  ["FromTheFuture", "clock"],
  ["UnfitRelease", "unfit"],
  ["NeedsUpdate", "newer"],
  ["FetchError", "unreachable"],
  ["QuotaExceededError", "full"],
  ["Surprise", "other"],
])("%s is told as %s, with what the error says", (name, kind) => {
  expect(troubleOf({ name, failure: "length" })).toBe(kind);
  const root = show({ ...on, trouble: { kind: troubleOf({ name }), message: "the <b>reason" } });
  expect(root.textContent).toContain(say.troubles[kind]);
  expect(root.textContent).toContain("the <b>reason");
  expect(root.textContent).not.toContain(say.good);
});

test("a look that was stopped is no fault of the host's", () => {
  expect(troubleOf({ name: "FetchError", failure: "cancelled" })).toBe("cancelled");
});

describe("a build without a feed", () => {
  test("says that GFWList alone can be fetched, from which hosts, and that it is not signed", () => {
    const root = show(publisher);
    expect(root.textContent).toContain(say.onlyPublisher);
    expect(root.textContent).toContain(say.asks.gfwlist("raw.example, mirror.example", say.often.daily));
    expect(root.querySelectorAll("[type=radio]")).toHaveLength(0);
  });

  test("tells which list answers in place of its own, and offers to go back", async () => {
    const root = show({ ...publisher, looked: at }, speeches, "2026-11-18");
    expect(root.textContent).toContain("the one of 18 Nov 2026 answers");
    await press(root, say.goBack);
    expect(deeds.goBack).toHaveBeenCalledOnce();
  });

  test("tells what a new version changed, by its day and the day it was taken", () => {
    const root = show({ ...publisher, updates: [{ release: null, at, changes: [changed] }] });
    openFolds(root);
    expect(root.querySelector(".update")?.textContent).toContain("GFWList of 20 Nov 2026, taken on 20 Nov 2026");
  });
});

async function choose(root: Element, label: string): Promise<void> {
  const option = [...root.querySelectorAll("label")].find(({ textContent }) => textContent === label);
  await act(async () => {
    fireEvent.click(option?.querySelector("input") ?? root);
    await Promise.resolve();
  });
}

test("where a build knows both sources the reader chooses, and hears of a permission that is not given", async () => {
  deeds.follow.mockResolvedValue(false);
  const root = show({ ...both, isOn: true });
  await choose(root, say.sources.gfwlist);
  expect(deeds.follow).toHaveBeenCalledExactlyOnceWith("gfwlist");
  expect(root.textContent).toContain(say.refused);
});

test("how often is asked once it is on", async () => {
  expect(show(off).textContent).not.toContain(say.every);
  cleanup();
  await choose(show(on), say.intervals.weekly);
  expect(deeds.repeat).toHaveBeenCalledExactlyOnceWith("weekly");
});

describe("newer lists out of files", () => {
  async function read(outcome: ImportOutcome): Promise<string> {
    deeds.read.mockResolvedValue(outcome);
    const root = show(both);
    openFolds(root);
    const input = root.querySelector<HTMLInputElement>('input[accept=".tar"]');
    if (!input) throw new Error("no input");
    const file = new File(["x"], "wallsight-feed.tar");
    Object.defineProperty(input, "files", { value: [file] });
    await act(async () => {
      fireEvent.change(input);
      await Promise.resolve();
    });
    expect(deeds.read).toHaveBeenCalledExactlyOnceWith([file]);
    return root.querySelector("details")?.textContent ?? "";
  }

  test.each(["updated", "current", "busy"] as const)("%s is told", async (kind) => {
    expect(await read({ kind })).toContain(kind === "updated" ? say.files.taken : say.files[kind]);
  });

  test.each(["choice", "files", "broken", "older", "forged"] as const)(
    "M08: refused as %s, it says what is wrong and where, and that the lists stand",
    async (trouble) => {
      const text = await read({ kind: "refused", trouble, message: "line 7: the <checksum>" });
      const why = trouble === "choice" || trouble === "files" ? say.files.refused[trouble] : say.troubles[trouble];
      for (const part of [why, say.stands, "line 7: the <checksum>"]) expect(text).toContain(part);
    },
  );

  test.each<[string, SyncState, readonly string[]]>([
    ["knows both", both, [say.files.archive, say.files.folder, say.files.list]],
    ["knows a feed", off, [say.files.archive, say.files.folder]],
    ["knows the publisher", publisher, [say.files.list]],
  ])("a build that %s takes what it can check", (_, sync, ways) => {
    const root = show(sync);
    openFolds(root);
    expect([...root.querySelectorAll("label.file")].map(({ textContent }) => textContent)).toEqual(ways);
  });

  test("a failure of the browser's is told with its reason", async () => {
    deeds.read.mockRejectedValue(new Error("no such file"));
    const root = show(publisher);
    openFolds(root);
    const input = root.querySelector<HTMLInputElement>("input[type=file]");
    Object.defineProperty(input, "files", { value: [new File(["x"], "a")] });
    await act(async () => {
      fireEvent.change(input ?? root);
      await Promise.resolve();
    });
    expect(root.textContent).toContain("no such file");
  });
});
