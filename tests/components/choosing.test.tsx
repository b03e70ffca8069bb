import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OptionsPage, type OptionsDeeds } from "@/components/options-page.tsx";
import { WelcomePage } from "@/components/welcome-page.tsx";
import type { AnsweringLists } from "@/components/lists-section.tsx";
import { type Change, type Choices, initialChoices, markKinds } from "@/core/choices.ts";
import { choosingWordsOf } from "@/core/words/choosing/words.ts";
import { languages } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";

afterEach(cleanup);

const speeches = await Promise.all(languages.map(loadWords));
const [english] = speeches;
const say = choosingWordsOf.en;

const answering: AnsweringLists = {
  sources: [
    {
      id: "gfwlist",
      title: "GFWList",
      kind: "list",
      from: "2009-02-24",
      asOf: "2026-08-06",
      link: "https://github.com/gfwlist/gfwlist",
      terms: "LGPL-2.1",
      held: { id: "gfwlist", origin: "publisher", bytes: 440_100 },
    },
    { id: "services", title: "s", kind: "context", from: "2026-08-01", asOf: "2026-08-01", terms: "MIT", held: null },
    {
      id: "other",
      title: "Another <b>\u202E",
      kind: "report",
      from: "2026-08-01",
      asOf: "2026-08-02",
      terms: "\u202Enone",
      held: null,
    },
  ],
  lists: { kind: "ready", date: "2026-08-06", note: null },
};

const deeds = {
  change: vi.fn<OptionsDeeds["change"]>(),
  mark: vi.fn<OptionsDeeds["mark"]>(),
  resume: vi.fn<OptionsDeeds["resume"]>(),
  reset: vi.fn<OptionsDeeds["reset"]>(),
  saveFile: vi.fn<OptionsDeeds["saveFile"]>(),
  openFile: vi.fn<OptionsDeeds["openFile"]>(),
  sync: {
    turn: vi.fn<OptionsDeeds["sync"]["turn"]>(),
    look: vi.fn<OptionsDeeds["sync"]["look"]>(),
    cancel: vi.fn<OptionsDeeds["sync"]["cancel"]>(),
    goBack: vi.fn<OptionsDeeds["sync"]["goBack"]>(),
    refresh: vi.fn<OptionsDeeds["sync"]["refresh"]>(),
    follow: vi.fn<OptionsDeeds["sync"]["follow"]>(),
    repeat: vi.fn<OptionsDeeds["sync"]["repeat"]>(),
    read: vi.fn<OptionsDeeds["sync"]["read"]>(),
  },
};

beforeEach(() => {
  vi.resetAllMocks();
  for (const deed of [deeds.change, deeds.mark, deeds.resume, deeds.reset]) deed.mockResolvedValue();
});

function showOptions(choices: Partial<Choices> = {}, speech = english, lists: AnsweringLists | null = answering) {
  if (!speech) throw new Error("no words");
  return render(
    <OptionsPage
      speech={speech}
      say={choosingWordsOf[speech.language]}
      choices={{ ...initialChoices, ...choices }}
      answering={lists}
      sync={null}
      deeds={deeds}
    />,
  ).container;
}

/** The control of a label by its words. */
function control(root: Element, words: string): HTMLInputElement {
  const label = [...root.querySelectorAll("label")].find(({ textContent }) => textContent?.startsWith(words));
  const input = label?.querySelector("input");
  if (!input) throw new Error(`nothing is called ${words}`);
  return input;
}

/** Does it, and lets what it begins come to its end. */
async function afterwards(deed: () => unknown): Promise<void> {
  await act(async () => {
    deed();
    await new Promise((done) => void setTimeout(done));
  });
}

function press(root: Element, name: string): void {
  const button = [...root.querySelectorAll("button")].find(
    (each) => (each.getAttribute("aria-label") ?? each.textContent) === name,
  );
  if (!button) throw new Error(`no button ${name}`);
  fireEvent.click(button);
}

const sites = { unmarked: ["a.com"], paused: ["b.com", "c.com"] };

describe.each(speeches)("in $language", (speech) => {
  test("a screen reader trips over nothing on the options", async () => {
    const root = showOptions(sites, speech);
    openFolds(root);
    await expectAccessible(root);
  });

  test("a screen reader trips over nothing on the first page", async () => {
    const words = choosingWordsOf[speech.language];
    const page = (
      <WelcomePage
        speech={speech}
        say={words}
        choices={initialChoices}
        options="/options.html"
        sync={null}
        change={() => undefined}
        turnSync={() => Promise.resolve(true)}
      />
    );
    const root = render(page).container;
    expect(root.querySelectorAll(".lines li")).toHaveLength(5);
    await expectAccessible(root);
  });
});

test("the first page asks what is off, says what a page could see, and does nothing by itself", () => {
  if (!english) throw new Error("no words");
  const change = vi.fn<(change: Change) => void>();
  const root = render(
    <WelcomePage
      speech={english}
      say={say}
      choices={initialChoices}
      options="/options.html"
      sync={null}
      change={change}
      turnSync={() => Promise.resolve(true)}
    />,
  ).container;
  const boxes = [...root.querySelectorAll<HTMLInputElement>("input")];
  expect(boxes.map(({ checked }) => checked)).toEqual([false, false]);
  expect(root.textContent).toContain(say.marks.seen);
  expect(root.textContent).toContain("Nothing leaves your browser.");
  expect(change).not.toHaveBeenCalled();
  fireEvent.click(control(root, say.marks.on));
  fireEvent.click(control(root, say.marks.count));
  expect(change.mock.calls).toEqual([[{ marks: true }], [{ count: true }]]);
  expect(root.querySelector("footer a")?.getAttribute("href")).toBe("/options.html");
});

describe("each choice is kept at once:", () => {
  test.each<[string, Change]>([
    [say.marks.on, { marks: true }],
    [say.marks.count, { count: true }],
    [say.marks.styles.sign, { markStyle: "sign" }],
    [say.marks.kindNames.partly, { markKinds: ["blocked", "doubted", "refused"] }],
    [say.words.always, { words: "always" }],
    [say.look.themes.dark, { theme: "dark" }],
  ])("%s", async (words, change) => {
    const root = showOptions();
    await afterwards(() => fireEvent.click(control(root, words)));
    expect(deeds.change).toHaveBeenCalledExactlyOnceWith(change);
    expect(root.querySelector(".kept")?.textContent).toBe("Saved.");
  });

  test("a kind of link that was left out comes back in its place", () => {
    fireEvent.click(control(showOptions({ markKinds: ["refused"] }), say.marks.kindNames.doubted));
    expect(deeds.change).toHaveBeenCalledExactlyOnceWith({ markKinds: ["doubted", "refused"] });
  });

  test("what was chosen is shown as chosen", () => {
    const chosen = { marks: true, count: true, markStyle: "tint", words: "always", theme: "light" } as const;
    const root = showOptions({ ...chosen, markKinds: [] });
    for (const words of [
      say.marks.on,
      say.marks.count,
      say.marks.styles.tint,
      say.words.always,
      say.look.themes.light,
    ]) {
      expect(control(root, words).checked).toBe(true);
    }
    for (const kind of markKinds) expect(control(root, say.marks.kindNames[kind]).checked).toBe(false);
  });

  test("one that cannot be kept is told with its reason", async () => {
    deeds.change.mockRejectedValue(new Error("the disk is full"));
    const root = showOptions();
    await afterwards(() => fireEvent.click(control(root, say.marks.on)));
    expect(root.querySelector(".kept.trouble")?.textContent).toBe("That could not be saved: Error: the disk is full");
  });
});

test("each site is taken off its list alone", () => {
  const root = showOptions(sites);
  press(root, "Remove a.com");
  press(root, "Remove c.com");
  expect(deeds.mark).toHaveBeenCalledExactlyOnceWith("a.com");
  expect(deeds.resume).toHaveBeenCalledExactlyOnceWith("c.com");
});

test("sources are told by their names in the reader's language, with days and terms; without lists that is said", () => {
  const root = showOptions();
  const told = [...root.querySelectorAll(".source-list li")].map(({ textContent }) => textContent);
  expect(told).toEqual([
    "GFWListlist: 24 Feb 2009 to 6 Aug 2026From its publisher, 441 kBTerms: LGPL-2.1",
    "Which service a name belongs tocontext, never evidence: 1 Aug 2026Terms: MIT",
    "Another <b>\uFFFDreports: 1 Aug 2026 to 2 Aug 2026Terms: \uFFFDnone",
  ]);
  cleanup();
  expect(showOptions({}, english, null).textContent).toContain(say.lists.none);
});

describe("a file of settings", () => {
  async function open(root: Element, outcome: Awaited<ReturnType<OptionsDeeds["openFile"]>> | Error): Promise<string> {
    if (outcome instanceof Error) deeds.openFile.mockRejectedValue(outcome);
    else deeds.openFile.mockResolvedValue(outcome);
    const input = root.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) throw new Error("no place for a file");
    const file = new File(["{}"], "x.json");
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    await afterwards(() => fireEvent.change(input));
    expect(deeds.openFile).toHaveBeenLastCalledWith(file);
    return root.querySelector(".file + output")?.textContent ?? "";
  }

  test("is saved", () => {
    press(showOptions(), say.file.save);
    expect(deeds.saveFile).toHaveBeenCalledOnce();
  });

  test("that is read is told, with what was left out", async () => {
    const root = showOptions();
    const read = { ok: true, choices: initialChoices } as const;
    expect(await open(root, { ...read, leftOut: [] })).toBe(say.file.opened);
    expect(await open(root, { ...read, leftOut: ["theme", "x"] })).toContain("was left out: theme, x.");
  });

  test.each(["tooLarge", "notJson", "foreign", "newer", "unreadable"] as const)("is refused as %s", async (reason) => {
    expect(await open(showOptions(), { ok: false, reason })).toBe(say.file.refused[reason]);
  });

  test("that cannot be read at all, or kept, is told with the browser's reason", async () => {
    expect(await open(showOptions(), new Error("gone"))).toContain("Error: gone");
  });
});

test("everything is reset only after a second step", async () => {
  const root = showOptions();
  openFolds(root);
  expect(deeds.reset).not.toHaveBeenCalled();
  await afterwards(() => press(root, say.file.resetSure));
  expect(deeds.reset).toHaveBeenCalledOnce();
  expect(root.querySelector(".kept")?.textContent).toBe(say.options.wasReset);
});
