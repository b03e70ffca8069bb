import { cleanup, render } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { PopupPage, type PopupState } from "@/components/popup-page.tsx";
import type { ListsState } from "@/core/lists-state.ts";
import { shapes } from "@/core/status-shapes.ts";
import { statuses } from "@/core/verdict.ts";
import { statusSentence } from "@/core/words/verdict-sentences.ts";
import { en } from "@/core/words/en.ts";
import { wordsOf } from "@/core/words/words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { evidence, verdictOf } from "./verdict-cases.ts";

afterEach(cleanup);

const ready: ListsState = { kind: "ready", date: "2026-08-06", note: null };

function show(state: PopupState, words = en): HTMLElement {
  return render(<PopupPage words={words} state={state} />).container as HTMLElement;
}

function answered(verdict = verdictOf("blocked"), lists = ready): PopupState {
  return { kind: "answered", verdict, lists };
}

function textOf(root: Element, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
}

test("axe sees a link without a name here, so its silence below means something", async () => {
  document.body.innerHTML = '<main><h1>x</h1><a href="https://example.com/"></a></main>';
  await expect(expectAccessible(document.body)).rejects.toThrow("link-name");
  document.body.innerHTML = "";
});

describe.each(Object.values(wordsOf))("in $lang", (words) => {
  test.each(statuses)(
    "%s has one strong sentence, its own shape, and nothing a screen reader trips over",
    async (status) => {
      const verdict = verdictOf(status, "medium");
      const root = show(answered(verdict), words);
      expect(textOf(root, "h1")).toEqual([statusSentence(words, verdict)]);
      expect(root.querySelector("path")?.getAttribute("d")).toBe(shapes[status].path);
      expect(root.querySelector("main")?.lang).toBe(words.lang);
      await expectAccessible(root);
    },
  );
});

describe("the verdict", () => {
  test("each source has one block, headed by its name, with all that it says", () => {
    const { gfwlist, refuses, daily, zones } = evidence;
    const root = show(answered(verdictOf("blocked", "high", { evidence: [gfwlist, refuses, daily, zones] })));
    expect(textOf(root, "h3")).toEqual(["GFWList", "GFW Report, daily TLS tests", "GFW Report, zone tests"]);
    expect(root.querySelectorAll("li:first-child .fact")).toHaveLength(2);
  });

  test("each source links to where it can be checked, under a name of its own", () => {
    const root = show(answered());
    const links = [...root.querySelectorAll("a")];
    expect(links.map(({ href }) => href)).toEqual([evidence.gfwlist.link, evidence.daily.link]);
    expect(new Set(links.map((link) => link.getAttribute("aria-label"))).size).toBe(2);
    expect(links.every(({ rel }) => rel === "noreferrer")).toBe(true);
  });

  test.each(["javascript:alert(1)", "http://example.com/", "data:text/html,x", "", "//example.com"])(
    "evidence that links to %j gets no link",
    (link) => {
      const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, link }] })));
      expect(root.querySelectorAll("a")).toHaveLength(0);
    },
  );

  test("without evidence there is no heading for it, and the caveat stands in the open", () => {
    const root = show(answered(verdictOf("unlisted")));
    expect(textOf(root, "h2")).toEqual([]);
    expect(root.textContent).toContain(en.unknown.unlisted);
  });

  test("what the service does by itself is said beside what the state does", () => {
    const also = show(answered(verdictOf("blocked", "high", { alsoRefuses: true })));
    expect(also.textContent).toContain(en.alsoRefuses);
    cleanup();
    expect(show(answered()).textContent).not.toContain(en.alsoRefuses);
  });

  test("the day of the lists is always told", () => {
    for (const status of statuses) {
      expect(textOf(show(answered(verdictOf(status))), "footer p")).toEqual(["Newest list: 6 Aug 2026"]);
      cleanup();
    }
  });
});

describe("foreign text", () => {
  test("a host of 250 characters is cut in the middle and keeps both ends", () => {
    const host = `first.${"a".repeat(232)}.example.com`;
    const [shown = ""] = textOf(show(answered(verdictOf("blocked", "high", { host }))), ".host bdi");
    expect(shown.length).toBeLessThanOrEqual(80);
    expect(shown).toMatch(/^first\.a+…a+\.example\.com$/);
  });

  test("a rule with markup in it stays text", () => {
    const rule = "<img src=x onerror=alert(1)>";
    const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, rule }] })));
    expect(root.querySelectorAll("img")).toHaveLength(0);
    expect(textOf(root, ".rule bdi")).toEqual([rule]);
  });

  test("marks that turn the writing direction or hide are seen, not obeyed", () => {
    const rule = "good\u202Eevil\u200B\u0000\u2066.com";
    const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, rule }] })));
    expect(textOf(root, ".rule bdi")).toEqual(["good\uFFFDevil\uFFFD\uFFFD\uFFFD.com"]);
  });
});

describe("when there is no verdict to show", () => {
  test("a page that Wallsight cannot see is told with reasons, and not as a verdict", async () => {
    const root = show({ kind: "unseen" });
    expect(textOf(root, "h1")).toEqual([en.page.unseen]);
    expect(root.querySelectorAll("li")).toHaveLength(en.page.unseenReasons.length);
    await expectAccessible(root);
  });

  test("a failure is shown in its own words", async () => {
    const root = show({ kind: "failed", reason: "<b>the disk is full</b>" });
    expect(root.textContent).toContain("<b>the disk is full</b>");
    expect(root.querySelectorAll("b")).toHaveLength(0);
    await expectAccessible(root);
  });

  test("while asking, the page says that it is busy", async () => {
    const root = show({ kind: "asking" });
    expect(root.querySelector("main")?.getAttribute("aria-busy")).toBe("true");
    await expectAccessible(root);
  });

  test("while lists are read in, the absence of evidence is not yet told", async () => {
    const root = show(answered(verdictOf("unlisted"), { ...ready, kind: "preparing" }));
    expect(textOf(root, "h1")).toEqual([en.page.preparing]);
    expect(root.textContent).not.toContain(en.headline.unlisted);
    await expectAccessible(root);
  });

  test("while lists are read in, a block that is found already is told, and that more may come", () => {
    const root = show(answered(verdictOf("blocked"), { ...ready, kind: "preparing" }));
    expect(textOf(root, "h1")).toEqual(["Blocked in mainland China."]);
    expect(root.textContent).toContain(en.page.preparing);
  });

  test.each(["repaired", "left-out", "earlier", "not-stored"] as const)("lists that are %s are told of", (note) => {
    const root = show(answered(verdictOf("unlisted"), { ...ready, note }));
    expect(textOf(root, ".trouble")).toEqual([en.page.notes[note]]);
  });
});
