import { cleanup, fireEvent, render, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Actions, type ActionsProps } from "@/components/actions.tsx";
import { citeInBibtex, citeInText } from "@/core/citation.ts";
import { statuses } from "@/core/verdict.ts";
import { en } from "@/core/words/en.ts";
import { pagesEn } from "@/core/words/pages/en.ts";
import { speeches } from "../core/speeches.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";
import { evidence, verdictOf } from "./verdict-cases.ts";

afterEach(cleanup);

const say = pagesEn.actions;

const known = {
  words: en,
  pages: pagesEn,
  verdict: verdictOf("blocked"),
  listsDate: "2026-08-06",
  version: "0.1.0",
  today: "2026-11-23",
};

function show(more: Partial<ActionsProps> = {}): HTMLElement {
  const deeds = { copy: () => Promise.resolve(), pause: () => undefined, openTab: () => undefined };
  const issues = "https://github.com/OWNER/REPOSITORY/issues/new";
  const root = render(<Actions {...known} issues={issues} {...deeds} {...more} />).container as HTMLElement;
  openFolds(root);
  return root;
}

function controls(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("summary, button, a, input, textarea")];
}

function named(root: HTMLElement, name: string): HTMLElement {
  const all = controls(root).filter((each) => (each.getAttribute("aria-label") ?? each.textContent) === name);
  const control = all.find(({ tagName }) => tagName !== "TEXTAREA");
  if (!control) throw new Error(`nothing is called ${name}`);
  return control;
}

function told(root: HTMLElement): string[] {
  return [...root.querySelectorAll("output")].map(({ textContent }) => textContent).filter((text) => text !== "");
}

describe.each(speeches)("in $words.lang", ({ words, pages }) => {
  test.each(statuses)("%s offers nothing that a screen reader trips over", async (status) => {
    const host = status === "unsupported" ? "printer.test" : "www.nytimes.com";
    const root = show({ words, pages, verdict: verdictOf(status, "medium", { host }) });
    await expectAccessible(root);
    const names = controls(root).map((each) => each.getAttribute("aria-label") ?? each.textContent);
    expect(names.filter((name) => /undefined|\[object/.test(name))).toEqual([]);
  });
});

describe("every action", () => {
  test("is a control of the browser's own, in the order in which it stands", () => {
    const root = show();
    for (const control of controls(root)) {
      expect(control.hasAttribute("tabindex")).toBe(false);
      expect(control.hasAttribute("disabled")).toBe(false);
      if (control.tagName === "A") expect(control.getAttribute("href")).toMatch(/^https:/);
      if (control.tagName === "BUTTON") expect(control.getAttribute("type")).toBe("button");
      if (control.tagName === "SUMMARY") expect(control.parentElement?.tagName).toBe("DETAILS");
    }
    expect(root.querySelectorAll("[role=button], [onclick]")).toHaveLength(0);
  });

  test("that leaves the page says so by a link that opens beside it and tells nobody where it came from", () => {
    const links = [...show().querySelectorAll("a")];
    expect(links.map(({ textContent }) => textContent)).toEqual([say.ooni("www.nytimes.com"), say.report.open]);
    expect(links.every(({ rel, target }) => rel === "noreferrer" && target === "_blank")).toBe(true);
  });

  test("does nothing by itself", () => {
    const deeds = { copy: vi.fn(() => Promise.resolve()), pause: vi.fn(), openTab: vi.fn() };
    show(deeds);
    for (const deed of Object.values(deeds)) expect(deed).not.toHaveBeenCalled();
  });
});

describe("copying", () => {
  const links = [
    "https://github.com/gfwlist/gfwlist/blob/master/list.txt",
    "https://github.com/gfwlist/gfwlist/commits/master",
    "https://github.com/gfwlist/gfwlist/issues?q=nytimes.com",
    "https://github.com/gfw-report/sp25-regional",
  ].join("\n");

  test.each([
    [en.about(say.copy, say.asText), citeInText(known)],
    [en.about(say.copy, say.asBibtex), citeInBibtex(known)],
    [say.copyLinks, links],
  ])("%s gives the text and tells that it did", async (name, text) => {
    const copy = vi.fn(() => Promise.resolve());
    const root = show({ copy });
    fireEvent.click(named(root, name));
    await waitFor(() => expect(told(root)).toEqual([say.copied]));
    expect(copy.mock.calls).toEqual([[text]]);
  });

  test("one address stands once in the links, however many sources share it", () => {
    const copy = vi.fn(() => Promise.resolve());
    const verdict = verdictOf("blocked", "high", { evidence: [evidence.daily, evidence.zones] });
    fireEvent.click(named(show({ copy, verdict }), say.copyLinks));
    expect(copy.mock.calls).toEqual([[evidence.daily.link]]);
  });

  test.each([
    ["refuses", () => Promise.reject(new Error("not allowed"))],
    [
      "has no clipboard",
      () => {
        throw new TypeError("undefined is not an object");
      },
    ],
  ])("where the browser %s, it says so and leaves the text to be selected", async (_, copy) => {
    const root = show({ copy });
    fireEvent.click(named(root, say.copyLinks));
    await waitFor(() => expect(told(root)).toEqual([say.notCopied]));
    const fields = [...root.querySelectorAll<HTMLTextAreaElement>("textarea[readonly]")];
    expect(fields.map(({ value }) => value)).toEqual([citeInText(known), citeInBibtex(known), links]);
    await expectAccessible(root);
  });

  test("a text that stands there already is not shown twice", async () => {
    const root = show({ copy: () => Promise.reject(new Error("not allowed")) });
    fireEvent.click(named(root, en.about(say.copy, say.asText)));
    await waitFor(() => expect(told(root)).toEqual([say.notCopied]));
    expect(root.querySelectorAll("textarea[readonly]")).toHaveLength(2);
  });

  test("a second copy is told anew: the line falls silent in between", async () => {
    let finish: () => void = () => undefined;
    const copy = (): Promise<void> => new Promise((resolve) => (finish = resolve));
    const root = show({ copy });
    for (const _ of [1, 2]) {
      fireEvent.click(named(root, say.copyLinks));
      await waitFor(() => expect(told(root)).toEqual([]));
      finish();
      await waitFor(() => expect(told(root)).toEqual([say.copied]));
    }
  });
});

test("pausing and the tab are one press each, and ask nothing", () => {
  const [pause, openTab] = [vi.fn(), vi.fn()];
  const root = show({ pause, openTab });
  fireEvent.click(named(root, say.pause));
  fireEvent.click(named(root, say.openTab));
  expect([pause.mock.calls.length, openTab.mock.calls.length]).toEqual([1, 1]);
});

describe("what makes no sense is not offered", () => {
  const offered = (root: HTMLElement): string[] =>
    [...root.querySelectorAll("summary, section > .buttons > button")].map(({ textContent }) => textContent);

  test("where nothing may be kept there is no pause, and in a tab no tab", () => {
    const { container } = render(<Actions {...known} issues={undefined} copy={() => Promise.resolve()} />);
    expect(offered(container as HTMLElement)).toEqual([say.cite, say.check, say.mistake, say.copyLinks]);
  });

  test("without evidence there are no links to it", () => {
    const root = show({ verdict: verdictOf("unlisted") });
    expect(offered(root)).toEqual([say.cite, say.check, say.mistake, say.openTab, say.pause]);
  });

  test("an IP address has no page at OONI", () => {
    expect(offered(show({ verdict: verdictOf("blocked", "low", { host: "8.8.4.4" }) }))).not.toContain(say.check);
  });

  test("of a private address only a mistake can be reported, and its name is left out unless the reader puts it in", () => {
    const root = show({ verdict: verdictOf("unsupported", null, { host: "printer.test" }) });
    expect(offered(root)).toEqual([say.mistake]);
    expect(root.innerHTML).not.toContain("printer.test");
    fireEvent.click(root.querySelector("input") as HTMLInputElement);
    expect(root.querySelector("textarea")?.value).toContain("printer.test");
  });

  test("a page without a host has no actions", () => {
    expect(show({ verdict: verdictOf("unsupported") }).innerHTML).toBe("");
  });
});
