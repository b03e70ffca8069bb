// Suppressed words on a page: the pack that is opened, what a tab's answer may hold, and what is marked.
// @vitest-environment node

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { flip } from "../core/damage.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { factsOf, packsOf } from "../core/few-phrases.ts";

const packs = packsOf(factsOf("习近平 + 六四", "六四", "法轮功", "中 + 国", "国"));
const page = { title: "六四", headline: "", text: "", isCut: false, reading: 0.5 };
const sendMessage = vi.fn<(tabId: number, message: object, to: object) => Promise<unknown>>();

async function services() {
  vi.resetModules();
  return {
    ...(await import("@/services/phrases.ts")),
    ...(await import("@/services/page-text.ts")),
    ...(await import("@/services/suppressed.ts")),
  };
}

/** Answers for the two packs; whatever else is asked for is not there. */
function serve(given = packs) {
  const fetched = vi.fn<(url: string) => Uint8Array | undefined>((url) =>
    url.endsWith("/packs/terms.pack") ? given.terms : url.endsWith("/packs/rules.pack") ? given.rules : undefined,
  );
  class Request extends EventTarget {
    response: ArrayBuffer | undefined;
    #url = "";
    open(_: string, url: string): void {
      this.#url = url;
    }
    send(): void {
      const bytes = fetched(this.#url);
      this.response = bytes && Uint8Array.from(bytes).buffer;
      queueMicrotask(() => this.dispatchEvent(new Event(bytes ? "load" : "error")));
    }
  }
  vi.stubGlobal("XMLHttpRequest", Request);
  return fetched;
}

beforeEach(() => {
  const pin = (name: keyof typeof packs) => ({ file: `${name}.pack`, sha256: sha256Of(packs[name]) });
  vi.stubGlobal("__PACKS__", { phrases: { terms: pin("terms"), rules: pin("rules") } });
  sendMessage.mockReset();
  Object.assign(fakeBrowser.tabs, { sendMessage });
});
afterEach(() => vi.unstubAllGlobals());

test("a rule is told once, in the strongest part of the page; terms far apart are told as such", async () => {
  serve();
  const { findWords } = await services();
  const far = `习近平${"，".repeat(50)}六四，法轮功`;
  const { parts, places } = await findWords({ ...page, headline: "六四 法轮功", text: far });
  expect(
    parts.map(({ part, hits }) => [part, hits(9).map(({ terms }) => terms.map(({ text }) => text).join("+"))]),
  ).toEqual([
    ["title", ["六四"]],
    ["headline", ["法轮功"]],
    ["scattered", ["习近平+六四"]],
  ]);
  expect(places).toEqual([53, 55, 56, 59]);
});

test("single characters are told, but not marked on the page", async () => {
  serve();
  const { findWords } = await services();
  const { parts, places } = await findWords({ ...page, title: "", text: "中，国" });
  expect([parts[0]?.count, parts[0]?.hits(9).length]).toEqual([2, 2]);
  expect(places).toEqual([0, 1, 2, 3]);
});

test("the packs are read once, and the rules not before a term of theirs is found", async () => {
  const fetched = serve();
  const { findWords } = await services();
  expect((await findWords({ ...page, title: "天气" })).parts).toEqual([]);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect((await findWords(page)).parts).toHaveLength(1);
  expect((await findWords(page)).parts).toHaveLength(1);
  expect(fetched.mock.calls.map(([url]) => url.slice(url.lastIndexOf("/")))).toEqual(["/terms.pack", "/rules.pack"]);
});

test("a service worker, which has no XMLHttpRequest, reads them too", async () => {
  vi.stubGlobal("fetch", (url: string) =>
    Promise.resolve(new Response(url.endsWith("/terms.pack") ? packs.terms : packs.rules)),
  );
  const { findWords } = await services();
  expect((await findWords(page)).parts).toHaveLength(1);
});

test.each(["terms", "rules"] as const)(
  "damaged %s are refused whichever byte is changed, and read again",
  async (name) => {
    const { findWords } = await services();
    for (let at = 0; at < packs[name].length; at += 1 + Math.floor(packs[name].length / 100)) {
      serve({ ...packs, [name]: flip(packs[name], at) });
      await expect(findWords(page)).rejects.toThrow("its digest is not the one it was packed with");
    }
    serve({ ...packs, [name]: packs[name].slice(0, -1) });
    await expect(findWords(page)).rejects.toThrow("its digest is not the one it was packed with");
    serve({ ...packs, [name]: undefined });
    await expect(findWords(page)).rejects.toThrow(`packs/${name}.pack could not be read`);
    serve();
    expect((await findWords(page)).parts).toHaveLength(1);
  },
);

test.each([
  ["nothing", undefined, undefined],
  ["a text", "六四", undefined],
  [
    "other fields",
    { title: 7, text: ["六四"], isCut: "yes", reading: "1", __proto__: null },
    { ...page, title: "", reading: 0 },
  ],
  ["too long a title", { ...page, title: "a".repeat(1e6) }, { ...page, title: "a".repeat(1000) }],
])("a tab that answers %s is read as far as it makes sense", async (_, answer, expected) => {
  sendMessage.mockResolvedValue(answer);
  const { readPage } = await services();
  expect(await readPage(7, false)).toEqual(expected);
});

test("a page is marked when it has been read, with no more places than two thousand", async () => {
  serve();
  sendMessage.mockImplementation((_, message) =>
    Promise.resolve("name" in message && message.name === "text" ? { ...page, text: "习近平六四。" } : 2),
  );
  const { markSuppressed, showWords } = await services();
  await markSuppressed(7);
  expect(sendMessage.mock.calls.map(([tab, message]) => [tab, message])).toEqual([
    [7, { road: "tab", name: "text", args: { isPatient: true } }],
    [7, { road: "tab", name: "mark", args: { places: [0, 5], reading: 0.5 } }],
  ]);
  await showWords(7, { parts: [], platforms: [], places: Array.from({ length: 9000 }, (_, i) => i) }, 0.5);
  expect(sendMessage.mock.lastCall?.[1]).toMatchObject({ args: { places: { length: 4000 } } });
});

test("a page that went away is not marked, and nothing is thrown", async () => {
  serve();
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { markSuppressed } = await services();
  sendMessage.mockRejectedValue(new Error("Receiving end does not exist"));
  await markSuppressed(7);
  sendMessage.mockRejectedValue(new Error("out of memory"));
  await markSuppressed(7);
  expect(sendMessage).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});

test("a build without suppressed words asks no page", async () => {
  vi.stubGlobal("__PACKS__", { phrases: null });
  const { hasPhrases, markSuppressed } = await services();
  await markSuppressed(7);
  expect(hasPhrases()).toBe(false);
  expect(sendMessage).not.toHaveBeenCalled();
});
