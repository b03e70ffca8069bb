import { cleanup, fireEvent, render, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MistakeForm } from "@/components/mistake-form.tsx";
import type { Verdict } from "@/core/verdict.ts";
import { en } from "@/core/words/en.ts";
import { pagesEn } from "@/core/words/pages/en.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { verdictOf } from "./verdict-cases.ts";

afterEach(cleanup);

const say = pagesEn.actions.report;
const base = "https://github.com/OWNER/REPOSITORY/issues/new";

interface Form {
  readonly root: HTMLElement;
  readonly copy: ReturnType<typeof vi.fn>;
  text(): string;
  write(text: string): void;
  tick(): void;
  issue(): URLSearchParams | undefined;
  troubles(): string[];
}

function show(issues: string | undefined = base, verdict: Verdict = verdictOf("blocked")): Form {
  const copy = vi.fn(() => Promise.resolve());
  const form = (
    <MistakeForm
      words={en}
      pages={pagesEn}
      verdict={verdict}
      listsDate="2026-08-06"
      version="0.1.0"
      issues={issues}
      copy={copy}
    />
  );
  const root = render(form).container as HTMLElement;
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  return {
    root,
    copy,
    text: () => field.value,
    write: (value) => fireEvent.input(field, { target: { value } }),
    tick: () => fireEvent.click(root.querySelector("input") as HTMLInputElement),
    issue: () => {
      const link = root.querySelector("a");
      return link === null ? undefined : new URL(link.href).searchParams;
    },
    troubles: () => [...root.querySelectorAll("output.trouble")].map(({ textContent }) => textContent),
  };
}

/** All that could leave the form. */
function goingOut(form: Form): string {
  return [form.text(), ...(form.issue()?.values() ?? [])].join("\n");
}

test("the site is named at first, and it is said that nothing is sent", async () => {
  const form = show();
  expect(form.root.querySelector("input")?.checked).toBe(true);
  expect(form.root.textContent).toContain(say.nothingSent);
  expect(form.text()).toMatch(/^Mistake about www\.nytimes\.com\n/);
  await expectAccessible(form.root);
});

describe("leaving the site out", () => {
  test("rewrites the text, and nothing that could leave the form tells the site", () => {
    const form = show();
    form.tick();
    expect(goingOut(form)).not.toMatch(/nytimes/);
    expect(form.troubles()).toEqual(["", ""]);
    form.tick();
    expect(form.text()).toContain("www.nytimes.com");
  });

  test("leaves a reader's own words as they are, and tells which names still stand in them", () => {
    const form = show();
    form.write("A title\n\nIt opens: www.nytimes.com, rule ||nytimes.com");
    form.tick();
    expect(form.text()).toBe("A title\n\nIt opens: www.nytimes.com, rule ||nytimes.com");
    expect(form.troubles()[0]).toBe(`${say.stillNamed} www.nytimes.com · ||nytimes.com`);
    form.write("A title\n\nIt opens, rule ||nytimes.com");
    expect(form.troubles()[0]).toBe(`${say.stillNamed} ||nytimes.com`);
    form.write("A title\n\nIt opens");
    expect(form.troubles()[0]).toBe("");
  });

  test("rewrites the text again once the reader has undone every change", () => {
    const form = show();
    const made = form.text();
    form.write("changed");
    form.write(made);
    form.tick();
    expect(goingOut(form)).not.toMatch(/nytimes/);
  });

  test("by hand is enough: no hidden title brings the name back", () => {
    const form = show();
    form.write("It opens");
    expect(goingOut(form)).not.toMatch(/nytimes/);
    expect(form.issue()?.get("title")).toBe("It opens");
  });
});

test("what is copied is the text as it stands", async () => {
  const form = show();
  form.write("My own words");
  fireEvent.click(form.root.querySelector("button") as HTMLButtonElement);
  await waitFor(() => expect(form.root.textContent).toContain(pagesEn.actions.copied));
  expect(form.copy.mock.calls).toEqual([["My own words"]]);
});

describe("a new issue", () => {
  test("opens with the text as it stands, title first", () => {
    const form = show();
    const [title, , ...body] = form.text().split("\n");
    expect([form.issue()?.get("title"), form.issue()?.get("body")]).toEqual([title, body.join("\n")]);
    form.write("Title\n\nBody & more");
    expect(Object.fromEntries(form.issue() ?? [])).toEqual({ title: "Title", body: "Body & more" });
  });

  test("is not offered by a build that names no place for it", () => {
    const form = show("");
    expect(form.issue()).toBeUndefined();
    form.write("x".repeat(9000));
    expect(form.troubles()).toEqual(["", ""]);
  });

  test("that loses the end of a long text says so", () => {
    const form = show();
    form.write("x\n".repeat(9000));
    expect(form.troubles()).toEqual(["", say.tooLong]);
    form.write("x");
    expect(form.troubles()).toEqual(["", ""]);
  });
});

test("a hostile name stays text", () => {
  const host = "<img src=x onerror=alert(1)>\u202E";
  const form = show(base, verdictOf("blocked", "high", { host }));
  form.write(`${form.text()} I know.`);
  form.tick();
  expect(form.root.querySelectorAll("img")).toHaveLength(0);
  expect(form.troubles()[0]).toContain("<img src=x onerror=alert(1)>\uFFFD");
});
