import { cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as further from "@/components/further.tsx";
import { PopupPage, type PopupDeeds, type PopupState } from "@/components/popup-page.tsx";
import { noStory } from "@/components/story.ts";
import type { ListsState } from "@/core/lists-state.ts";
import { shapes } from "@/core/status-shapes.ts";
import { statuses } from "@/core/verdict.ts";
import { statusSentence } from "@/core/words/verdict-sentences.ts";
import { en } from "@/core/words/en.ts";
import { loadContextWords } from "@/core/words/context/load-context-words.ts";
import { languages } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";
import { dossier, story } from "./story-cases.ts";
import { evidence, verdictOf } from "./verdict-cases.ts";

afterEach(cleanup);

const ready: ListsState = { kind: "ready", date: "2026-08-06", note: null };

const deeds: PopupDeeds = {
  today: "2026-11-23",
  version: "0.1.0",
  issues: undefined,
  library: "/context.html",
  options: "/options.html",
  isFull: false,
  isPrivate: false,
  chosen: null,
  copy: () => Promise.resolve(),
  pause: vi.fn<PopupDeeds["pause"]>(),
  openTab: vi.fn<PopupDeeds["openTab"]>(),
  speak: vi.fn<PopupDeeds["speak"]>(),
};

const speeches = await Promise.all(languages.map(loadWords));
const [english] = speeches;

function show(state: PopupState, speech = english, more: Partial<PopupDeeds> = {}): HTMLElement {
  if (!speech) throw new Error("no words");
  const page = <PopupPage speech={speech} state={state} deeds={{ ...deeds, ...more }} further={further} />;
  const root = render(page).container as HTMLElement;
  openFolds(root);
  return root;
}

function answered(verdict = verdictOf("blocked"), lists = ready, told = noStory): PopupState {
  return { kind: "answered", verdict, lists, story: told };
}

function textOf(root: Element, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
}

test("axe sees a link without a name here, so its silence below means something", async () => {
  document.body.innerHTML = '<main><h1>x</h1><a href="https://example.com/"></a></main>';
  await expect(expectAccessible(document.body)).rejects.toThrow("link-name");
  document.body.innerHTML = "";
});

describe.each(speeches)("in $language", (speech) => {
  const { words } = speech;
  test.each(statuses)(
    "%s has one strong sentence, its own shape, and nothing a screen reader trips over",
    async (status) => {
      const verdict = verdictOf(status, "medium");
      const root = show(answered(verdict, ready, story), speech);
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
    const names = textOf(root, ".source h3");
    expect(names).toEqual(["GFWList", "GFW Report, daily TLS tests", "GFW Report, zone tests"]);
    expect(root.querySelectorAll(".sources > li:first-child .fact")).toHaveLength(2);
  });

  test("each source links to where it can be checked, and says which links tell the name", () => {
    const root = show(answered());
    const links = [...root.querySelectorAll<HTMLAnchorElement>(".source a")];
    expect(links.map(({ href }) => href)).toEqual([
      "https://github.com/gfwlist/gfwlist/blob/master/list.txt",
      "https://github.com/gfwlist/gfwlist/commits/master",
      "https://github.com/gfwlist/gfwlist/issues?q=nytimes.com",
      evidence.daily.link,
    ]);
    expect(links.every(({ rel }) => rel === "noreferrer")).toBe(true);
    expect(root.querySelector(".source")?.textContent).toContain("tells github.com the name");
  });

  test("of two rules of one list each kind of link stands once", () => {
    const other = { ...evidence.gfwlist, rule: "||b.com", scope: { kind: "subdomains", of: "b.com" } } as const;
    const root = show(answered(verdictOf("blocked", "high", { evidence: [evidence.gfwlist, other] })));
    const names = textOf(root, ".source a");
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
  });

  test("each source is told with its technique, its age and its terms", () => {
    const text = show(answered()).querySelector(".sources")?.textContent;
    expect(text).toContain("TLS connections cut by the name");
    expect(text).toContain("6 Aug 2026, 3 months ago");
    expect(text).toContain("LGPL-2.1");
  });

  test("a dispute is called one, and the test that saw nothing has a row of its own", () => {
    const verdict = verdictOf("blocked", "low", { disputed: true, evidence: [evidence.gfwlist] });
    const root = show(answered(verdict));
    expect(textOf(root, ".disagree")).toEqual(["The sources disagree."]);
    expect(textOf(root, ".source .tag")).toEqual(["says blocked", "not seen cut"]);
  });

  test.each(["javascript:alert(1)", "http://example.com/", "data:text/html,x", "", "//example.com"])(
    "evidence that links to %j gets no link",
    (link) => {
      const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, link }] })));
      expect(root.querySelectorAll(".source a")).toHaveLength(0);
    },
  );

  test("without evidence there is no heading for it, and the caveat stands in the open", () => {
    const root = show(answered(verdictOf("unlisted")));
    expect(textOf(root, "h2")).toEqual(["Cite, check, report"]);
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
      expect(textOf(show(answered(verdictOf(status))), "footer.lists p")).toEqual(["Newest list: 6 Aug 2026"]);
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

  test("L04: a rule with markup in it stays text", () => {
    const rule = "<img src=x onerror=alert(1)>";
    const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, rule }] })));
    expect(root.querySelectorAll("img")).toHaveLength(0);
    expect(textOf(root, ".fact .rule bdi")).toEqual([rule]);
  });

  test("L04: marks that turn the writing direction or hide are seen, not obeyed", () => {
    const rule = "good\u202Eevil\u200B\u0000\u2066.com";
    const root = show(answered(verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, rule }] })));
    expect(textOf(root, ".fact .rule bdi")).toEqual(["good\uFFFDevil\uFFFD\uFFFD\uFFFD.com"]);
  });
});

describe("the story", () => {
  test("tells the service, the reason as reported, the events and the technique, each with its sources", async () => {
    const root = show(answered(verdictOf("blocked"), ready, story));
    const text = root.textContent ?? "";
    for (const told of [
      dossier.name,
      dossier.owner,
      "United States",
      dossier.why.text,
      dossier.note,
      "since 26 Oct 2012",
    ]) {
      expect(text).toContain(told);
    }
    expect(textOf(root, "h2")).toContain("Why, as reported");
    expect(textOf(root, ".how .tag")).toEqual(["measured on this site"]);
    expect(root.querySelectorAll(".why .works a")).toHaveLength(1);
    expect(root.querySelectorAll("b")).toHaveLength(0);
    await expectAccessible(root);
  });

  test("says that no reason was given where a dossier only describes the site", () => {
    for (const basis of ["description", "none"] as const) {
      const told = { ...story, dossier: { ...dossier, why: { basis, text: "It is a newspaper." } } };
      const root = show(answered(verdictOf("blocked"), ready, told));
      expect(textOf(root, ".why h2")).toEqual(["Why"]);
      expect(textOf(root, ".why p")[0]).toMatch(/^No reason was given/);
      cleanup();
    }
  });

  test("shows who serves the market instead, what they may do abroad, and how well each figure and claim stands", () => {
    const text = show(answered(verdictOf("blocked"), ready, story)).querySelector(".context")?.textContent;
    for (const told of [
      "Caixin",
      "No US block is known.",
      "shares listed on Nasdaq since 2005",
      "8 of 25",
      "Confirmed with a correction",
    ]) {
      expect(text?.toLowerCase()).toContain(told.toLowerCase());
    }
  });

  test("that could not be loaded is missed in words, and the verdict stands", () => {
    const root = show(answered(verdictOf("blocked"), ready, { ...noStory, isIncomplete: true }));
    expect(textOf(root, "h1")).toEqual(["Blocked in mainland China."]);
    expect(textOf(root, ".trouble").filter(Boolean)).toEqual(["The texts could not be loaded."]);
  });
});

test.each(speeches)("lists that nobody confirmed lately are called so in $language", async (speech) => {
  const say = await loadContextWords(speech.language);
  const root = show(answered(verdictOf("blocked"), ready, { ...noStory, say, unconfirmed: "2026-11-12" }), speech);
  expect(textOf(root, ".trouble")).toContain(say.unconfirmed(speech.words.day("2026-11-12")));
});

describe("what a reader decides", () => {
  const click = (root: Element, label: string): void => {
    const button = [...root.querySelectorAll("button")].find(({ textContent }) => textContent === label);
    if (!button) throw new Error(`no button ${label}`);
    fireEvent.click(button);
  };

  test("a pause is asked for this host, and ended from the paused page", async () => {
    click(show(answered(verdictOf("blocked", "high", { host: "www.nytimes.com" }))), "Pause on this site");
    expect(deeds.pause).toHaveBeenLastCalledWith("www.nytimes.com", true);
    cleanup();
    const root = show({ kind: "paused", host: "www.nytimes.com" });
    expect(textOf(root, "h1")).toEqual([en.page.paused]);
    await expectAccessible(root);
    click(root, "Go on");
    expect(deeds.pause).toHaveBeenLastCalledWith("www.nytimes.com", false);
  });

  test("in a private window no pause is offered, and the reason is told", () => {
    const root = show(answered(), english, { isPrivate: true });
    expect(textOf(root, "button")).not.toContain("Pause on this site");
    expect(root.textContent).toContain("In private windows nothing is kept");
  });

  test("the full history opens in a tab from the popup, and not from that tab again", () => {
    click(show(answered()), "Full history in a tab");
    expect(deeds.openTab).toHaveBeenCalledOnce();
    cleanup();
    expect(textOf(show(answered(), english, { isFull: true }), "button")).not.toContain("Full history in a tab");
  });

  test("a language can be chosen, and the browser's again", () => {
    const select = show(answered()).querySelector("select");
    if (!select) throw new Error("no choice of language");
    expect([...select.options].map(({ textContent }) => textContent)).toEqual([
      "As in the browser",
      "English",
      "简体中文",
      "繁體中文",
    ]);
    fireEvent.change(select, { target: { value: "zh-hant" } });
    expect(deeds.speak).toHaveBeenLastCalledWith("zh-hant");
    fireEvent.change(select, { target: { value: "" } });
    expect(deeds.speak).toHaveBeenLastCalledWith(null);
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
    expect(textOf(root, ".trouble").filter(Boolean)).toEqual([en.page.notes[note]]);
  });
});

describe("a dossier that says its service is blocked", () => {
  test.each(statuses)("is told as the whole service's where the address is %s and that differs", (status) => {
    const root = show(answered(verdictOf(status, "medium"), ready, story));
    const isOfWhole = ["reachable", "domestic", "unlisted"].includes(status);
    expect(root.querySelector(".why")?.textContent.includes("service as a whole")).toBe(isOfWhole);
  });

  test("gives no date where reports differ: the list's stand among the evidence", () => {
    const told = { ...story, dossier: { ...dossier, state: "unclear" as const } };
    const why = show(answered(verdictOf("former", "low"), ready, told)).querySelector(".why");
    expect(why?.textContent).toContain("Reports differ; no list names it now.");
    expect(why?.textContent).not.toContain("since");
  });
});
