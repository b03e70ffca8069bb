import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OnPageView } from "@/components/on-page.tsx";
import type { OnPage } from "@/core/page/on-page.ts";
import { partKinds } from "@/core/page/part-kinds.ts";
import { shapes } from "@/core/status-shapes.ts";
import type { Verdict } from "@/core/verdict.ts";
import { languages } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { onPageWordsOf } from "@/core/words/on-page/words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";
import { verdictOf } from "./verdict-cases.ts";

afterEach(cleanup);

const speeches = await Promise.all(languages.map(loadWords));
const [english] = speeches;
const deeds = {
  turnMarksOn: vi.fn<() => Promise<void>>(),
  markHere: vi.fn<(isMarked: boolean) => Promise<void>>(),
  save: vi.fn<(format: "csv" | "json") => void>(),
};
const off = { isOn: false, here: true };
const on = { isOn: true, here: true };

beforeEach(() => {
  vi.resetAllMocks();
  deeds.turnMarksOn.mockResolvedValue();
  deeds.markHere.mockResolvedValue();
});

function links(host: string, verdict: Verdict, count = 1, matched = 1): OnPage["links"][number] {
  return { host, count, examples: [`https://${host}/`], verdict, matched };
}

const found: OnPage = {
  url: "https://example.com/",
  links: [
    links("www.nytimes.com", verdictOf("blocked", "high"), 12),
    links("github.com", verdictOf("blocked", "low"), 1, 0),
    links("www.netflix.com", verdictOf("refused", "high")),
    links("w3s.link", verdictOf("partly", "medium")),
    links("www.twinkl.de", verdictOf("regional", "medium")),
    links("quiet.com", verdictOf("unlisted")),
  ],
  parts: [
    ...partKinds.map((kind) => ({
      kind,
      host: "twitter.com",
      url: `https://twitter.com/${kind}`,
      verdict: verdictOf("blocked", "high"),
    })),
    { kind: "image", host: "netflix.com", url: "https://netflix.com/a", verdict: verdictOf("refused", "medium") },
    { kind: "script", host: "quiet.com", url: "https://quiet.com/a", verdict: verdictOf("unlisted") },
    { kind: "font", host: "works.com", url: "https://works.com/a", verdict: verdictOf("reachable", "medium") },
  ],
  isCut: false,
};
const nothing: OnPage = { url: "https://example.com/", links: [], parts: [], isCut: false };

function show(what: OnPage | null = found, marks: { isOn: boolean; here: boolean | null } = off, speech = english) {
  if (!speech) throw new Error("no words");
  const say = onPageWordsOf[speech.language];
  const view = <OnPageView speech={speech} say={say} found={what} marks={marks} {...deeds} />;
  return render(
    <main>
      <h1>x</h1>
      {view}
    </main>,
  ).container;
}

function textOf(root: Element, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
}

/** Does it, and lets what it begins come to its end. */
async function afterwards(deed: () => unknown): Promise<void> {
  await act(async () => {
    deed();
    await new Promise((done) => void setTimeout(done));
  });
}

function press(root: Element, words: string): void {
  const button = [...root.querySelectorAll("button")].find(({ textContent }) => textContent === words);
  if (!button) throw new Error(`no button ${words}`);
  fireEvent.click(button);
}

test.each(speeches)("in $language a screen reader trips over nothing, opened or not", async (speech) => {
  for (const what of [found, nothing, null, { ...found, isCut: true }]) {
    const root = show(what, on, speech);
    await expectAccessible(root);
    openFolds(root);
    await expectAccessible(root);
    cleanup();
  }
});

describe("links", () => {
  test("are told by host with sign, number, status and confidence; a doubt is one already", () => {
    const root = show();
    expect(textOf(root, ".hosts")[0]).toBeDefined();
    const [list] = root.querySelectorAll(".hosts");
    if (!list) throw new Error("no list");
    expect(textOf(list, "summary")).toEqual([
      "www.nytimes.com12 linksBlocked, high confidence",
      "github.com1 linkBlocked, in doubt",
      "www.netflix.com1 linkRefuses visitors, high confidence",
      "w3s.link1 linkBlocked in other parts, medium confidence",
      "www.twinkl.de1 linkCut in Henan only, medium confidence",
    ]);
    const drawn = [...list.querySelectorAll("path")].map((path) => path.getAttribute("d"));
    expect(drawn).toEqual(
      (["blocked", "doubted", "refused", "partly", "regional"] as const).map((s) => shapes[s].path),
    );
    expect(root.textContent).toContain("16 links lead to 5 hosts with evidence of a block or a refusal.");
    expect(root.textContent).toContain("About 1 other host our lists hold no such evidence");
  });

  test("open to the verdict, its evidence and the addresses, which lead nowhere", () => {
    const root = show();
    openFolds(root);
    const [first] = textOf(root, ".host-row");
    expect(first).toContain("Blocked in mainland China.");
    expect(first).toContain("GFWList: Listed by GFWList since 11 Nov 2012.");
    expect(first).toContain("https://www.nytimes.com/");
    expect(root.querySelectorAll("a")).toHaveLength(0);
  });

  test("tell for how many of the addresses the verdict holds, where not for all", () => {
    const root = show();
    openFolds(root);
    expect(root.textContent).toContain("This holds for 0 of the 1 addresses");
    expect(root.textContent?.match(/This holds for/g)).toHaveLength(1);
  });

  test.each([
    [4, "and 1 more address"],
    [12_345, "and at least 1 more address"],
  ])("of %i to one host four addresses are known, and no more is said than that", (count, expected) => {
    const examples = ["a", "b", "c", "d"].map((path) => `https://www.nytimes.com/${path}`);
    const many = { ...links("www.nytimes.com", verdictOf("blocked", "high"), count, 4), examples };
    const root = show({ ...nothing, links: [many] });
    openFolds(root);
    expect(textOf(root, ".addresses > li").at(-1)).toBe(expected);
  });

  test("beyond the first six hosts stand behind a line", () => {
    const many = Array.from({ length: 20 }, (_, i) => links(`h${i}.com`, verdictOf("blocked", "high")));
    const root = show({ ...nothing, links: many });
    expect(root.querySelectorAll(".host-row")).toHaveLength(6);
    expect(textOf(root, ".more-hosts > summary")).toEqual(["14 more hosts"]);
    openFolds(root);
    expect(root.querySelectorAll(".host-row")).toHaveLength(20);
  });

  test("a host with markup or a direction mark in it stays text", () => {
    const root = show({ ...nothing, links: [links("a\u202e<b>.com", verdictOf("blocked", "high"))] });
    expect(textOf(root, ".host-name")).toEqual(["a\ufffd<b>.com"]);
  });
});

describe("parts", () => {
  test("of each kind are told with what breaks", () => {
    const root = show();
    openFolds(root);
    const row = textOf(root, ".host-row").find((text) => text.includes("twitter.com/script")) ?? "";
    for (const kind of partKinds) expect(row).toContain(onPageWordsOf.en.parts.breaks[kind]);
    expect(row).toContain("1 style sheet");
    expect(row).not.toContain(onPageWordsOf.en.parts.refuses);
  });

  test("of a service that refuses are told as such", () => {
    const root = show();
    openFolds(root);
    expect(textOf(root, ".host-row").at(-1)).toContain(onPageWordsOf.en.parts.refuses);
  });

  test("without evidence are counted as without evidence, not as working", () => {
    const { textContent } = show();
    expect(textContent).toContain("Parts from 1 host: no evidence either way, which is not proof that they load.");
    expect(textContent).toContain("Parts from 1 host that is named as working");
  });
});

test("of an empty page it is told that nothing was found, and there is nothing to save", () => {
  const root = show(nothing);
  expect(root.textContent).toContain(onPageWordsOf.en.links.none);
  expect(root.textContent).toContain(onPageWordsOf.en.parts.none);
  expect(textOf(root, "button")).toEqual(["Mark links"]);
});

test("a page that could not be read is told of, not passed over", () => {
  expect(show(null).textContent).toContain(onPageWordsOf.en.unseen);
});

test("what was found is saved as CSV or JSON", () => {
  const root = show();
  press(root, "As CSV");
  press(root, "As JSON");
  expect(deeds.save.mock.calls).toEqual([["csv"], ["json"]]);
});

describe("marks", () => {
  test("are offered where they are off, with what a page can see of them; then the site can be left out", async () => {
    const root = show();
    expect(root.textContent).toContain("A page can see the marks");
    expect(root.querySelector("input")).toBeNull();
    await afterwards(() => press(root, "Mark links"));
    expect(deeds.turnMarksOn).toHaveBeenCalledOnce();
    const box = root.querySelector("input");
    if (!box) throw new Error("no switch");
    expect(box.checked).toBe(true);
    fireEvent.click(box);
    expect(deeds.markHere).toHaveBeenCalledExactlyOnceWith(false);
  });

  test("that cannot be kept are taken back", async () => {
    deeds.turnMarksOn.mockRejectedValue(new Error("the disk is full"));
    const root = show();
    await afterwards(() => press(root, "Mark links"));
    expect(textOf(root, "button")).toContain("Mark links");
  });

  test("are not kept for a site in a private window", () => {
    expect(show(found, { isOn: true, here: null }).querySelector("input")).toBeNull();
  });
});
