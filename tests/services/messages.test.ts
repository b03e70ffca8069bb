import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { initialChoices } from "@/core/choices.ts";
import type { ListsState } from "@/core/lists-state.ts";
import { answerQuestions } from "@/services/answering.ts";
import { ask, mostUrls, whereIs, type Answer, type Answers } from "@/services/messages.ts";
import { verdictOf } from "../components/verdict-cases.ts";

const lists: ListsState = { kind: "ready", date: "2026-08-06", note: null };
const verdict = verdictOf("blocked");

const here = vi.fn<Answers["page"]["here"]>(() => Promise.resolve(null));
const answered = { kind: "answered", verdict, lists } as const;
const verdicts = vi.fn<Answers["own"]["verdicts"]>(() => Promise.resolve({ verdicts: [verdict], lists }));
const sources = vi.fn<Answers["own"]["sources"]>(() => Promise.resolve({ sources: [], lists }));
const replace = vi.fn<Answers["own"]["replace"]>(() => Promise.resolve(null));
const links = vi.fn<Answers["page"]["links"]>(() => Promise.resolve("b-"));
const count = vi.fn<Answers["page"]["count"]>(() => Promise.resolve(null));
const card = vi.fn<Answers["page"]["card"]>(() => Promise.resolve(null));
const more = vi.fn<Answers["page"]["more"]>(() => Promise.resolve(null));
const own = vi.fn<Answers["own"]["page"]>(() => Promise.resolve(answered));
const choose = vi.fn<Answers["own"]["choose"]>(() => Promise.resolve(null));
const sync = vi.fn<Answers["own"]["sync"]>(() => Promise.resolve(null));
const look = vi.fn<Answers["own"]["look"]>(() => Promise.resolve(true));
const cancel = vi.fn<Answers["own"]["cancel"]>(() => Promise.resolve(null));
const unconfirmed = vi.fn<Answers["own"]["unconfirmed"]>(() => Promise.resolve(null));
const renew = vi.fn<Answers["own"]["renew"]>(() => Promise.resolve(null));
const bundled = vi.fn<Answers["own"]["bundled"]>(() => Promise.resolve(null));
const choices = vi.fn<Answers["own"]["choices"]>(() => Promise.resolve(initialChoices));
const unmark = vi.fn<Answers["own"]["unmark"]>(() => Promise.resolve(null));
const selection = vi.fn<Answers["own"]["selection"]>(() => Promise.resolve("六四"));
const pause = vi.fn<Answers["own"]["pause"]>(() => Promise.resolve(null));

const url = "https://example.com/a?b#c";
const page = {
  id: fakeBrowser.runtime.id,
  url: "https://example.com/",
  origin: "https://example.com",
  frameId: 0,
  tab: { id: 7 },
};
const popup = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL("popup.html") };

/** What the background answers to a message as it comes off the wire. */
async function send(message: unknown, sender: unknown): Promise<Answer<unknown>> {
  const answers: unknown[] = await fakeBrowser.runtime.onMessage.trigger(message, sender as never, () => undefined);
  return answers[0] as Answer<unknown>;
}

beforeEach(() => {
  vi.clearAllMocks();
  answerQuestions({
    page: { here, links, count, card, more },
    own: {
      page: own,
      verdicts,
      sources,
      choices,
      choose,
      replace,
      pause,
      unmark,
      selection,
      sync,
      look,
      unconfirmed,
      cancel,
      renew,
      bundled,
    },
  });
});

describe("the page road", () => {
  test("a top frame is heard when it speaks for itself, and learns nothing", async () => {
    expect(await send({ road: "page", name: "here", args: { url } }, page)).toEqual({ ok: true, value: null });
    expect(here).toHaveBeenCalledExactlyOnceWith({ url }, 7, url);
  });

  test("a sandboxed page without an origin of its own is heard by its address", async () => {
    const answer = await send({ road: "page", name: "here", args: { url } }, { ...page, origin: "null" });
    expect(answer.ok).toBe(true);
  });

  test.each([
    ["another extension", { ...page, id: "other" }, "sender: not Wallsight"],
    ["no tab", { ...page, tab: undefined }, "sender: not in a tab"],
    ["a tab without a number", { ...page, tab: {} }, "sender: not in a tab"],
    ["a frame", { ...page, frameId: 3 }, "sender: not a top frame"],
    ["no frame at all", { ...page, frameId: undefined }, "sender: not a top frame"],
    ["another site", { ...page, url: "https://example.org/" }, "url: not of the sender's origin"],
    ["the same host by http", { ...page, url: "http://example.com/" }, "url: not of the sender's origin"],
    ["another port", { ...page, url: "https://example.com:8443/" }, "url: not of the sender's origin"],
    ["no address", { ...page, url: undefined }, "url: not of the sender's origin"],
  ])("%s is refused by name", async (_, sender, error) => {
    expect(await send({ road: "page", name: "here", args: { url } }, sender)).toEqual({ ok: false, error });
    expect(here).not.toHaveBeenCalled();
  });

  test.each(["about:blank", "data:text/html,x", "file:///etc/passwd", "not a url", "blob:https://example.com/1"])(
    "%s is not an address that a page of the web may claim, not even from itself",
    async (claimed) => {
      const answer = await send({ road: "page", name: "here", args: { url: claimed } }, { ...page, url: claimed });
      expect(answer.ok).toBe(false);
    },
  );
});

describe("the page road, where the reader asked for marks or a count", () => {
  const asked = (name: string, args: unknown, sender: unknown = page) => send({ road: "page", name, args }, sender);

  test("questions reach the one who answers, with the tab and the address of the page that asks", async () => {
    expect(await asked("links", { lines: "a.com\nb.com" })).toEqual({ ok: true, value: "b-" });
    expect(links).toHaveBeenCalledExactlyOnceWith({ lines: "a.com\nb.com" }, 7, page.url);
    await asked("count", { count: 3, url, more: 1 });
    expect(count).toHaveBeenCalledExactlyOnceWith({ count: 3, url }, 7, url);
    await asked("card", { url: "https://b.com/" });
    expect(card).toHaveBeenCalledExactlyOnceWith({ url: "https://b.com/" }, 7, page.url);
    await asked("more", { url: "https://b.com/" });
    expect(more).toHaveBeenCalledExactlyOnceWith(null, 7, page.url);
  });

  test.each([
    ["another extension", { ...page, id: "other" }, "sender: not Wallsight"],
    ["no tab", { ...page, tab: undefined }, "sender: not in a tab"],
    ["a frame", { ...page, frameId: 3 }, "sender: not a top frame"],
    ["no frame at all", { ...page, frameId: undefined }, "sender: not a top frame"],
    ["nobody", {}, "sender: not Wallsight"],
  ])("%s is refused, whatever it asks", async (_, sender, error) => {
    const given = { lines: "a.com", count: 1, url: "https://a.com/" };
    for (const name of ["links", "count", "card", "more"]) {
      expect(await asked(name, given, sender)).toEqual({ ok: false, error });
    }
    for (const answer of [links, count, card, more]) expect(answer).not.toHaveBeenCalled();
  });

  test("a page without an address of its own asks as from nowhere", async () => {
    await asked("links", { lines: "a.com" }, { ...page, url: undefined, origin: "null" });
    expect(links).toHaveBeenCalledExactlyOnceWith({ lines: "a.com" }, 7, "");
  });

  test.each([
    ["links", undefined, "lines: not a string"],
    ["links", { lines: ["a.com"] }, "lines: not a string"],
    ["links", { lines: new Uint8Array(9) }, "lines: not a string"],
    ["links", { lines: "a\n".repeat(2000) }, "lines: more than 2000"],
    ["links", { lines: "a".repeat(524_289) }, "lines: longer than 524288 characters"],
    ["links", { lines: "a\n".repeat(1e6) }, "lines: longer than 524288 characters"],
    ["links", JSON.parse('{"__proto__": {"lines": "a.com"}}'), "lines: not a string"],
    ["count", {}, "count: not a number of links"],
    ["count", { count: "3" }, "count: not a number of links"],
    ["count", { count: -1 }, "count: not a number of links"],
    ["count", { count: 1.5 }, "count: not a number of links"],
    ["count", { count: Number.NaN }, "count: not a number of links"],
    ["count", { count: 1e9 }, "count: not a number of links"],
    ["card", { url: {} }, "url: not a string"],
    ["card", { url: "a".repeat(3e6) }, "url: longer than 2097152 characters"],
  ])("%s with something else is refused by name", async (name, args, error) => {
    expect(await asked(name, args)).toEqual({ ok: false, error });
  });

  test("two thousand lines are taken at once", async () => {
    expect((await asked("links", { lines: "a\n".repeat(1999) })).ok).toBe(true);
  });

  test("settings are no question of a page", async () => {
    for (const name of ["choices", "choose", "pause", "unmark", "page"]) {
      expect((await send({ road: "own", name, args: { marks: true } }, page)).ok).toBe(false);
      expect((await asked(name, { marks: true })).ok).toBe(false);
    }
  });

  test("of ten thousand questions of one tab a few are answered, and another tab's at once", async () => {
    const flood = await Promise.all(
      Array.from({ length: 10_000 }, () => asked("links", { lines: "a.com" }, { ...page, tab: { id: 8 } })),
    );
    expect(flood.filter(({ ok }) => ok).length).toBeLessThan(200);
    expect(flood.at(-1)).toEqual({ ok: false, error: "too many questions" });
    expect((await asked("links", { lines: "a.com" })).ok).toBe(true);
  });
});

describe("the road of our own pages", () => {
  test("the popup gets the verdict", async () => {
    const answer = await send({ road: "own", name: "page", args: { url } }, popup);
    expect(answer).toEqual({ ok: true, value: answered });
    expect(own).toHaveBeenCalledExactlyOnceWith({ url });
  });

  test("the popup in a tab gets it too", async () => {
    const answer = await send({ road: "own", name: "page", args: { url } }, { ...popup, tab: { id: 2 }, frameId: 0 });
    expect(answer.ok).toBe(true);
  });

  test.each([
    ["a content script", page],
    ["another extension", { ...popup, id: "other" }],
    ["a look-alike address", { ...popup, url: `https://example.com/${fakeBrowser.runtime.getURL("popup.html")}` }],
    ["a sender without address", { ...popup, url: undefined }],
    ["nobody", {}],
  ])("%s is refused", async (_, sender) => {
    expect((await send({ road: "own", name: "page", args: { url } }, sender)).ok).toBe(false);
    expect(own).not.toHaveBeenCalled();
  });
});

describe("many addresses in one question", () => {
  const asks = (args: unknown): Promise<Answer<unknown>> => send({ road: "own", name: "verdicts", args }, popup);

  test("reach the one who answers, and the verdicts come back", async () => {
    const urls = Array.from({ length: mostUrls }, (_, i) => `https://a.com/${i}`);
    expect(await asks({ urls })).toEqual({ ok: true, value: { verdicts: [verdict], lists } });
    expect(verdicts).toHaveBeenCalledExactlyOnceWith({ urls });
  });

  test.each<[unknown, string]>([
    [undefined, "urls: not an array"],
    [{ urls: { length: 1, 0: url } }, "urls: not an array"],
    [{ urls: url }, "urls: not an array"],
    [{ urls: [url, 7] }, "url: not a string"],
    [{ urls: [url, "nonsense"] }, "urls: one of them is not a URL"],
    [{ urls: ["x".repeat(2 * 1024 * 1024 + 1)] }, "url: longer than 2097152 characters"],
    [{ urls: Array.from({ length: mostUrls + 1 }, () => url) }, "urls: more than 2000"],
  ])("%# are refused by name", async (args, error) => {
    expect(await asks(args)).toEqual({ ok: false, error });
    expect(verdicts).not.toHaveBeenCalled();
  });
});

describe("all choices at once", () => {
  const asks = (args: unknown): Promise<Answer<unknown>> => send({ road: "own", name: "replace", args }, popup);

  test("reach the one who keeps them", async () => {
    const chosen = { ...initialChoices, theme: "dark", unmarked: ["a.com"] };
    expect((await asks(chosen)).ok).toBe(true);
    expect(replace).toHaveBeenCalledExactlyOnceWith(chosen);
  });

  test.each<[unknown, string]>([
    [null, "choices: not an object"],
    ["dark", "choices: not an object"],
    [{ ...initialChoices, theme: "pink" }, "theme: not something that can be chosen so"],
    [{ ...initialChoices, paused: "a.com" }, "paused: not something that can be chosen so"],
    [{ ...initialChoices, ["x".repeat(99)]: 1 }, `${"x".repeat(32)}: not something that can be chosen so`],
    [JSON.parse('{"__proto__": {}}'), "__proto__: not something that can be chosen so"],
  ])("%# are refused by name", async (args, error) => {
    expect(await asks(args)).toEqual({ ok: false, error });
    expect(replace).not.toHaveBeenCalled();
  });

  test("are not for pages of the web, and neither are verdicts and sources", async () => {
    for (const name of ["replace", "verdicts", "sources"]) {
      const answer = await send({ road: "own", name, args: { urls: [url] } }, page);
      expect(answer).toEqual({ ok: false, error: "sender: not a page of Wallsight" });
    }
    expect(await send({ road: "own", name: "sources", args: null }, popup)).toMatchObject({ ok: true });
  });
});

test("a choice of the reader reaches the one who keeps it", async () => {
  await send({ road: "own", name: "choose", args: { language: "zh-hant" } }, popup);
  await send({ road: "own", name: "choose", args: { language: null, marks: true } }, popup);
  expect(await send({ road: "own", name: "choices", args: null }, popup)).toEqual({ ok: true, value: initialChoices });
  await send({ road: "own", name: "unmark", args: { host: "a.com", isUnmarked: false } }, popup);
  await send({ road: "own", name: "pause", args: { host: "a.com", isPaused: true, more: 1 } }, popup);
  expect(choose.mock.calls).toEqual([[{ language: "zh-hant" }], [{ language: null, marks: true }]]);
  expect(unmark).toHaveBeenCalledExactlyOnceWith({ host: "a.com", isUnmarked: false });
  expect(pause).toHaveBeenCalledExactlyOnceWith({ host: "a.com", isPaused: true });
});

test("a selected text goes to our own pages by its id", async () => {
  const asked = { road: "own", name: "selection", args: { id: "7" } };
  expect(await send(asked, popup)).toEqual({ ok: true, value: "六四" });
  expect(selection).toHaveBeenCalledExactlyOnceWith({ id: "7" });
  expect((await send(asked, page)).ok).toBe(false);
});

test("sync is asked about, begun, ended and undone by our own pages alone", async () => {
  const doors = { sync, unconfirmed, look, cancel, renew, bundled };
  for (const [name, door] of Object.entries(doors)) {
    const question = { road: "own", name, args: { more: 1 } };
    expect(await send(question, page)).toEqual({ ok: false, error: "sender: not a page of Wallsight" });
    expect(await send({ ...question, road: "page" }, page)).toMatchObject({ ok: false });
    expect(door).not.toHaveBeenCalled();
    expect((await send(question, popup)).ok).toBe(true);
    expect(door).toHaveBeenCalledExactlyOnceWith(null);
  }
});

describe("what is asked", () => {
  test.each([
    [{ road: "own", name: "delete", args: {} }, 'unknown question "own.delete"'],
    [{ road: "own", name: "toString", args: {} }, 'unknown question "own.toString"'],
    [{ road: "page", name: "verdict", args: { url } }, 'unknown question "page.verdict"'],
    [{ road: "__proto__", name: "toString", args: {} }, 'unknown road "__proto__"'],
    [{ road: "own", name: "page" }, "url: not a string"],
    [{ road: "own", name: "page", args: { url: ["https://a/"] } }, "url: not a string"],
    [{ road: "own", name: "choose", args: { language: "fr" } }, "language: not something that can be chosen so"],
    [{ road: "own", name: "choose", args: { paused: [] } }, "paused: not something that can be chosen so"],
    [{ road: "own", name: "choose", args: { toString: 1 } }, "toString: not something that can be chosen so"],
    [{ road: "own", name: "choose" }, "choices: not something that can be chosen so"],
    [{ road: "own", name: "pause", args: { host: "a.com" } }, "isPaused: not true or false"],
    [{ road: "own", name: "unmark", args: { isUnmarked: true } }, "host: not a host"],
    [{ road: "own", name: "pause", args: { host: "", isPaused: true } }, "host: not a host"],
    [{ road: "own", name: "pause", args: { host: "a".repeat(254), isPaused: true } }, "host: not a host"],
    [{ road: "own", name: "pause", args: { host: "a.com", isPaused: 1 } }, "isPaused: not true or false"],
    [{ road: "own", name: "selection", args: { id: 7 } }, "id: not an id"],
    [{ road: "own", name: "selection", args: { id: "7".repeat(37) } }, "id: not an id"],
    [{ road: "page", name: "selection", args: { id: "7" } }, 'unknown question "page.selection"'],
    [null, "not a question"],
    ["verdict", "not a question"],
    [{ name: "verdict" }, "not a question"],
    [{ road: 1, name: 2 }, "not a question"],
  ])("%j is refused by name", async (message, error) => {
    expect(await send(message, popup)).toEqual({ ok: false, error });
  });

  test("an address of 2 MiB is taken, a longer one is refused", async () => {
    const longest = "https://example.com/".padEnd(2 * 1024 * 1024, "a");
    expect((await send({ road: "own", name: "page", args: { url: longest } }, popup)).ok).toBe(true);
    expect(await send({ road: "own", name: "page", args: { url: `${longest}a` } }, popup)).toEqual({
      ok: false,
      error: "url: longer than 2097152 characters",
    });
  });

  test("a refusal never repeats more than a line of what it refuses", async () => {
    const answer = await send({ road: "own", name: "x".repeat(1e6), args: {} }, popup);
    expect(answer.ok ? "" : answer.error.length).toBeLessThan(100);
  });

  test("whatever comes, it is answered, and nothing but the known questions is let through", async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (message, sender) => {
        expect((await send(message, sender)).ok).toBe(false);
      }),
    );
    expect(here).not.toHaveBeenCalled();
    for (const asked of [own, choose, pause, unmark, links, count, card, more, selection])
      expect(asked).not.toHaveBeenCalled();
  });
});

describe("asking", () => {
  test("a failure of the one who answers reaches the one who asks, in its words", async () => {
    own.mockRejectedValueOnce(new Error("the table is damaged"));
    Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, popup) });
    await expect(ask("page", { url })).rejects.toThrow("the table is damaged");
  });

  test("an answer reaches the one who asks", async () => {
    Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, popup) });
    expect(await ask("page", { url })).toEqual(answered);
  });

  test("a tab tells its address from its top frame", async () => {
    const sendMessage = vi.fn(() => Promise.resolve(url));
    Object.assign(fakeBrowser.tabs, { sendMessage });
    expect(await whereIs(7)).toBe(url);
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith(7, { road: "tab", name: "where", args: null }, { frameId: 0 });
  });

  test.each([
    "Could not establish connection. Receiving end does not exist.",
    "The message port closed before a response was received.",
    "The page keeping the extension port is moved into back/forward cache, so the message channel is closed.",
    "Actor 'Conduits' destroyed before query 'RuntimeMessage' was resolved",
  ])("a tab that cannot answer (%j) has no address, which is not an error", async (message) => {
    Object.assign(fakeBrowser.tabs, { sendMessage: () => Promise.reject(new Error(message)) });
    expect(await whereIs(7)).toBeUndefined();
  });

  test("any other trouble with a tab is loud", async () => {
    Object.assign(fakeBrowser.tabs, { sendMessage: () => Promise.reject(new Error("out of memory")) });
    await expect(whereIs(7)).rejects.toThrow("out of memory");
  });
});
