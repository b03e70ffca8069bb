// Suppressed words as a reader sees them: the popup's section and the page for a selection, in every language.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SelectionPage } from "@/components/selection-page.tsx";
import { type WordsAnswer, type WordsDeeds, WordsSection } from "@/components/words-section.tsx";
import { arrange, type FoundWords } from "@/core/phrases/page-words.ts";
import { finish } from "@/core/slices.ts";
import { languages } from "@/core/words/languages.ts";
import { suppressedEn } from "@/core/words/suppressed/en.ts";
import { loadSuppressed } from "@/core/words/suppressed/load-suppressed.ts";
import { wordsOf } from "@/core/words/words.ts";
import { hitsIn, phrasesOf } from "../core/few-phrases.ts";
import { expectAccessible } from "./expect-accessible.ts";

afterEach(cleanup);

const phrases = phrasesOf(
  "习近平 + 六四",
  "六四",
  "習近平",
  "<img/src=x/onerror=alert(1)>",
  ...Array.from("天地玄黃宇宙洪荒"),
);

function found(title: string, text: string): FoundWords {
  return finish(arrange(hitsIn(phrases, title), undefined, hitsIn(phrases, text)));
}

const { en: words } = wordsOf;
const say = suppressedEn;

function deedsFor(answer: Promise<WordsAnswer>) {
  const show = vi.fn<WordsDeeds["show"]>(() => Promise.resolve(12));
  const hide = vi.fn<WordsDeeds["hide"]>(() => Promise.resolve());
  return { find: () => answer, show, hide };
}

function answerOf(words: FoundWords, isCut = false): Promise<WordsAnswer> {
  return Promise.resolve({ kind: "found", found: words, isCut });
}

describe("the section in the popup", () => {
  test("looks when asked, not before, and says what was measured where and when", async () => {
    const deeds = deedsFor(answerOf(found("習近平六四", "六四")));
    const { container } = render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    expect(container.querySelector(".hits")).toBeNull();
    fireEvent.click(screen.getByText(say.look));
    await screen.findByText("3 rules of search censorship have all their terms here.");
    expect(container.textContent).toContain("In the title (3)");
    expect(container.textContent).toContain("A search for these terms together was censored:");
    expect(container.textContent).toContain("no results: Weibo (found on 3 May 2024)");
    expect(container.textContent).toContain("The rule writes it differently: 习近平 + 六四");
    await expectAccessible(container);
  });

  test("shows at once what was found without asking, and then words are marked already", async () => {
    const deeds = deedsFor(answerOf(found("", "六四")));
    render(<WordsSection words={words} say={say} deeds={deeds} begun={deeds.find()} />);
    const button = await screen.findByText(say.hide);
    fireEvent.click(button);
    await screen.findByText(say.show);
    expect(deeds.hide).toHaveBeenCalledOnce();
  });

  test("marks on the page when asked, says how many places, and takes them off again", async () => {
    const deeds = deedsFor(answerOf(found("", "六四")));
    const { container } = render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    fireEvent.click(await screen.findByText(say.show));
    await screen.findByText("12 places are marked on the page. The page can see these marks.");
    fireEvent.click(screen.getByText(say.hide));
    await waitFor(() => expect(container.querySelector("output")?.textContent).toBe(""));
  });

  test("says so where the page has another text by now, and offers to mark again", async () => {
    const deeds = deedsFor(answerOf(found("", "六四")));
    deeds.show.mockResolvedValue(0);
    render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    fireEvent.click(await screen.findByText(say.show));
    await screen.findByText(say.changed);
    expect(screen.getByText(say.show).getAttribute("aria-pressed")).toBe("false");
  });

  test("keeps rules whose terms are far apart behind a line that says how weak they are", async () => {
    const deeds = deedsFor(answerOf(found("", `习近平${"，".repeat(90)}六四`)));
    const { container } = render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    await screen.findByText("In the text, far apart (1)");
    const fold = container.querySelector<HTMLDetailsElement>("details.scattered");
    expect(fold?.open).toBe(false);
    if (fold) fold.open = true;
    fireEvent(fold ?? container, new Event("toggle"));
    await waitFor(() => expect(fold?.textContent).toContain("it says little"));
  });

  test("shows five rules of a part, and more when asked", async () => {
    const deeds = deedsFor(answerOf(found("天地玄黃宇宙洪荒", "")));
    const { container } = render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    fireEvent.click(await screen.findByText("Show 3 more"));
    await waitFor(() => expect(container.querySelectorAll(".hits > li")).toHaveLength(8));
    expect(screen.queryByText(/Show \d+ more/)).toBeNull();
  });

  test.each<[string, Promise<WordsAnswer>, string]>([
    ["nothing found", answerOf({ parts: [], platforms: [], places: [] }), say.noneText],
    ["a page that is cut", answerOf({ parts: [], platforms: [], places: [] }, true), say.cut],
    ["a page that does not answer", Promise.resolve({ kind: "unread" }), say.unread],
  ])("%s is said", async (_, answer, expected) => {
    const { container } = render(<WordsSection words={words} say={say} deeds={deedsFor(answer)} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    await screen.findByText(expected);
    await expectAccessible(container);
  });

  test("a failure is said in its own words", async () => {
    const find = (): Promise<WordsAnswer> => Promise.reject(new Error("the pack is damaged"));
    render(
      <WordsSection words={words} say={say} deeds={{ ...deedsFor(answerOf(found("", ""))), find }} begun={null} />,
    );
    fireEvent.click(screen.getByText(say.look));
    await screen.findByText(/The page could not be searched\. Error: the pack is damaged/);
  });

  test("a build without the words says that it has none, and offers nothing", () => {
    render(<WordsSection words={words} say={say} deeds={null} begun={null} />);
    expect(screen.getByText(say.absent)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("text of the page stays text", async () => {
    const deeds = deedsFor(answerOf(found("<img/src=x/onerror=alert(1)>", "")));
    const { container } = render(<WordsSection words={words} say={say} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(say.look));
    await waitFor(() => expect(container.querySelector(".terms")).not.toBeNull());
    expect(container.querySelector("img")).toBeNull();
  });

  test.each(languages)("speaks %s, with each of its sentences", async (language) => {
    const deeds = deedsFor(answerOf(found("習近平六四", `习近平${"，".repeat(90)}天`)));
    const spoken = await loadSuppressed(language);
    const { container } = render(<WordsSection words={wordsOf[language]} say={spoken} deeds={deeds} begun={null} />);
    fireEvent.click(screen.getByText(spoken.look));
    await waitFor(() => expect(container.querySelector(".hits")).not.toBeNull());
    expect(container.textContent).toContain(spoken.platform.weibo);
    expect(container.textContent).not.toMatch(/undefined|null|\[object/);
    if (language !== "en") expect(container.textContent).not.toMatch(/[a-z]{4,} [a-z]{4,}/);
    await expectAccessible(container);
  });
});

describe("the page for a selection", () => {
  test.each(languages)("shows the text and its rules in %s", async (language) => {
    const spoken = await loadSuppressed(language);
    const text = "習近平六四";
    const selected = { text, found: found("", text) };
    const { container } = render(<SelectionPage words={wordsOf[language]} say={spoken} selected={selected} />);
    expect(container.querySelector(".selected")?.textContent).toBe(text);
    expect(container.textContent).toContain(spoken.selection.part);
    await expectAccessible(container);
  });

  test("says that the text is no longer there", async () => {
    const { container } = render(<SelectionPage words={words} say={say} selected={null} />);
    expect(container.textContent).toContain("select it again");
    await expectAccessible(container);
  });
});
