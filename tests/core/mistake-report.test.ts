import { describe, expect, test } from "vitest";
import {
  issueAddress,
  mistakeReport,
  namesLeftIn,
  type Reported,
  reportInText,
  textOfReport,
} from "../../core/mistake-report.ts";
import { statuses, type Verdict } from "../../core/verdict.ts";
import { evidenceSentence } from "../../core/words/evidence-sentences.ts";
import { en } from "../../core/words/en.ts";
import { pagesEn } from "../../core/words/pages/en.ts";
import { statusSentence } from "../../core/words/verdict-sentences.ts";
import { evidence, verdictOf } from "../components/verdict-cases.ts";
import { speeches } from "./speeches.ts";

function report(verdict: Verdict, more: Partial<Reported> = {}): string {
  const known = { words: en, pages: pagesEn, listsDate: "2026-08-06", version: "0.1.0" };
  return textOfReport(mistakeReport({ ...known, verdict, withHost: true, ...more }));
}

const base = "https://github.com/OWNER/REPOSITORY/issues/new";

describe.each(speeches)("in $words.lang", ({ words, pages }) => {
  const everyCase = statuses.flatMap((status) =>
    (["high", "medium", "low"] as const).flatMap((confidence) => [
      verdictOf(status, confidence, { host: "www.secret-host.example" }),
      ...Object.values(evidence).map((item) =>
        verdictOf(status, confidence, {
          host: "www.secret-host.example",
          url: "https://www.secret-host.example/secret-path",
          rule: "||secret-rule.example",
          scope: { kind: "subdomains", of: "secret-scope.example" },
          service: "secret-service",
          categories: ["secret-category"],
          dossier: "secret-dossier",
          evidence: [
            {
              ...item,
              rule: "||secret-rule.example",
              scope: { kind: "prefix", of: "secret-scope.example/x" },
              link: "https://secret-link.example/",
            },
          ],
        }),
      ),
    ]),
  );

  test("without the host no report tells the site, by whatever name", () => {
    for (const verdict of everyCase) {
      expect(report(verdict, { words, pages, withHost: false })).not.toMatch(/secret|nytimes|netflix|https?:/);
    }
  });

  test("with the host every report names it in title and text, and the rules, but never the page", () => {
    for (const verdict of everyCase) {
      const text = report(verdict, { words, pages });
      const [title, ...body] = text.split("\n");
      expect(title).toContain("www.secret-host.example");
      expect(body.join("\n")).toContain("www.secret-host.example");
      for (const { rule } of verdict.evidence) expect(text).toContain(rule);
      expect(text).not.toContain("secret-path");
    }
  });

  test("either way it says what Wallsight says, from which lists, and asks what is wrong", () => {
    for (const verdict of everyCase) {
      for (const withHost of [true, false]) {
        const text = report(verdict, { words, pages, withHost });
        expect(text).toContain(statusSentence(words, verdict));
        for (const item of verdict.evidence) expect(text).toContain(evidenceSentence(words, item));
        expect(text).toContain("0.1.0");
        expect(text).toContain(words.day("2026-08-06"));
        expect(text.trimEnd().endsWith(pages.actions.report.question)).toBe(true);
      }
    }
  });
});

test("a report", () => {
  expect(report(verdictOf("blocked"))).toBe(
    [
      "Mistake about www.nytimes.com",
      "",
      "Site: www.nytimes.com",
      "Wallsight says: Blocked in mainland China.",
      "- GFWList: Listed by GFWList since 11 Nov 2012. Rule: ||nytimes.com",
      "- GFW Report, daily TLS tests: Cut in 258 of 258 daily TLS tests, 5 Nov 2023 to 31 Mar 2025. Tested name: nytimes.com",
      "Wallsight 0.1.0, newest list 6 Aug 2026.",
      "",
      "What is wrong, and how do you know?",
      "",
    ].join("\n"),
  );
});

test("foreign text cannot add a line, hide, or run on", () => {
  const host = `a\nb\u202Ec.${"x".repeat(2000)}.com`;
  const rule = `||r\n\u2066${"y".repeat(2000)}`;
  const verdict = verdictOf("blocked", "high", { host, evidence: [{ ...evidence.gfwlist, rule }] });
  const text = report(verdict);
  expect(text.split("\n")).toHaveLength(report(verdictOf("partly")).split("\n").length);
  expect(text).not.toMatch(/[\u202E\u2066]/);
  expect(text.length).toBeLessThan(1500);
});

test("a text goes apart into title and body as it was put together", () => {
  const made = { title: "A title", body: "one\n\n  two\n" };
  expect(reportInText(textOfReport(made))).toEqual(made);
  expect(reportInText("only a title")).toEqual({ title: "only a title", body: "" });
  expect(reportInText("")).toEqual({ title: "", body: "" });
});

describe("names left in a reader's own text", () => {
  const verdict = verdictOf("blocked");

  test.each<[string, readonly string[]]>([
    ["It opens.", []],
    ["", []],
    ["It is WWW.NYTimes.com", ["www.nytimes.com"]],
    ["The rule ||nytimes.com and www.nytimes.com", ["www.nytimes.com", "||nytimes.com"]],
    ["see nytimes.com/section", ["nytimes.com"]],
  ])("%j", (text, left) => {
    expect(namesLeftIn(text, verdict)).toEqual(left);
  });

  test("a verdict without a host finds none", () => {
    expect(namesLeftIn("anything", verdictOf("unsupported"))).toEqual([]);
  });
});

describe("the address of a new issue", () => {
  test.each([undefined, "", "javascript:alert(1)", "http://github.com/x/y/issues/new", "github.com"])(
    "there is none where the place is %j",
    (place) => {
      expect(issueAddress(place, { title: "a", body: "b" })).toBeUndefined();
    },
  );

  test.each([
    { title: "a&b=c#d", body: "e?f\n\ng%20h + i" },
    { title: "关于 a.com 的错误", body: "哪里有误？😀" },
    { title: "", body: "" },
  ])("it carries %j unharmed", ({ title, body }) => {
    const issue = issueAddress(base, { title, body });
    const { origin, pathname, searchParams, hash } = new URL(issue?.url ?? "");
    expect(`${origin}${pathname}`).toBe(base);
    expect([searchParams.get("title"), searchParams.get("body"), hash]).toEqual([title, body, ""]);
    expect(issue?.isCut).toBe(false);
  });

  test("a place that asks for a template keeps it", () => {
    const { searchParams } = new URL(issueAddress(`${base}?template=mistake.md`, { title: "a", body: "b" })?.url ?? "");
    expect(Object.fromEntries(searchParams)).toEqual({ template: "mistake.md", title: "a", body: "b" });
  });

  test.each(["a", " ", "误", "😀", "\uD800", "%"])("8,000 times %j is cut to what fits, and says so", (sign) => {
    const issue = issueAddress(base, { title: "t", body: sign.repeat(8000) });
    expect(issue?.url.length).toBeLessThanOrEqual(8000);
    expect(issue?.url.length).toBeGreaterThan(8000 - encodeURIComponent("😀…").length);
    expect(issue?.isCut).toBe(true);
    const body = new URL(issue?.url ?? "").searchParams.get("body") ?? "";
    expect(body).toMatch(/^(.)\1+…$/u);
  });

  test("a title of 8,000 characters is cut and leaves room for the text", () => {
    const issue = issueAddress(base, { title: "误".repeat(8000), body: "The text." });
    expect(issue?.url.length).toBeLessThanOrEqual(8000);
    expect(issue?.isCut).toBe(true);
    expect(new URL(issue?.url ?? "").searchParams.get("body")).toBe("The text.");
  });
});
