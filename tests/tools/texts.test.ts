// The texts of dossiers and context: good ones are read, and bad ones named by file, line and reason.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { languages } from "../../core/words/languages.ts";
import { readLibrary } from "../../tools/texts/library.ts";
import { writePages } from "../../tools/texts/pages.ts";
import { type FileName, layTexts, removeTexts } from "./few-texts.ts";
import { repository } from "./command.ts";

function problemsWith(file: FileName, change: (text: string) => string): string[] {
  const folder = layTexts(file, change);
  try {
    const before = readFileSync(join(folder, file), "utf8");
    expect(before).not.toBe("");
    return readLibrary(folder).problems.map(({ message }) => message);
  } finally {
    removeTexts(folder);
  }
}

/** Changes the first occurrence and fails if there is none. */
function swap(from: string, to: string): (text: string) => string {
  return (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };
}

test("good texts have no problems", () => {
  const folder = layTexts();
  const { library, problems } = readLibrary(folder);
  removeTexts(folder);
  expect(problems).toEqual([]);
  expect([...(library?.dossiers.keys() ?? [])]).toEqual(["nytimes"]);
});

const dossier = "dossiers/nytimes.yaml";

describe("a bad text is named by file and line:", () => {
  test.each<[string, FileName, (text: string) => string, string]>([
    [
      "a statement without a source",
      dossier,
      swap("    works:\n      - bbc-2012\n", ""),
      `${dossier}:42: events.0.works: the works it rests on are missing`,
    ],
    [
      "an empty list of sources",
      dossier,
      swap("    works:\n      - bbc-2012\n", "    works: []\n"),
      `${dossier}:49: events.0.works: no work is named`,
    ],
    [
      "a source that is not there",
      dossier,
      swap("- bbc-2012", "- bbc-2013"),
      `${dossier}:50: there is no work bbc-2013`,
    ],
    [
      "a day that is not in the calendar",
      dossier,
      swap("date: 2012-10-26", "date: 2012-10-32"),
      `${dossier}:21: since.date: is not a day, month or year`,
    ],
    [
      "a month that is not in the calendar",
      dossier,
      swap("date: 2012-06", "date: 2012-13"),
      `${dossier}:42: events.0.date: is not a day, month or year`,
    ],
    [
      "an event later than all who tell of it",
      dossier,
      swap("date: 2012-06", "date: 2013-06"),
      `${dossier}:42: 2013-06 is later than every work that tells of it (2012-10-26)`,
    ],
    [
      "a day that is still to come",
      dossier,
      swap("date: 2012-10-26", "date: 2027-01-01"),
      `${dossier}:21: 2027-01-01 is later than the dossiers themselves, 2026-11-22`,
    ],
    [
      "events out of order",
      dossier,
      swap("date: 2012-06", "date: 2012-10-27"),
      `${dossier}:51: 2012-10-26 is out of order`,
    ],
    [
      "a category that there is not",
      dossier,
      swap("category: NEWS", "category: NEWZ"),
      `${dossier}:14: category: is not ANON, COMM,`,
    ],
    [
      "a state that there is not",
      dossier,
      swap("state: blocked", "state: banned"),
      `${dossier}:18: state: is not blocked,`,
    ],
    [
      "a language left out",
      dossier,
      swap("  zh-hant: newspaper（繁）\n", ""),
      `${dossier}:5: about.zh-hant: a text is missing`,
    ],
    [
      "a field that there is not",
      dossier,
      swap("country: US", "country: US\nrank: 1"),
      `${dossier}:14: rank: there is no such field`,
    ],
    ["a text that shouts", dossier, swap("en: newspaper", "en: newspaper!"), `${dossier}:6: about.en: the text shouts`],
    [
      "a text over two lines",
      dossier,
      swap("en: newspaper", 'en: "news\\npaper"'),
      `${dossier}:6: about.en: the text is padded or has more than one line`,
    ],
    [
      "a claim on a domain of others",
      dossier,
      swap("      - nytimes.com", "      - bbc.com"),
      `bbc.com is not a domain of this dossier`,
    ],
    [
      "a method that there is not",
      dossier,
      swap("- sni-filtering", "- magic"),
      `${dossier}:38: there is no method magic`,
    ],
    [
      "a company that there is not",
      dossier,
      swap("- people.com.cn", "- people.cn"),
      `${dossier}:40: there is no company people.cn`,
    ],
    [
      "a key that stands twice",
      dossier,
      swap("country: US", "country: US\ncountry: GB"),
      `${dossier}:14: Map keys must be unique`,
    ],
    [
      "another order of fields",
      dossier,
      swap("country: US\ncategory: NEWS", "category: NEWS\ncountry: US"),
      `${dossier}:13: is not written as`,
    ],
    [
      "an address that is none",
      "context/works.yaml",
      swap("https://a.org/p", "javascript:alert(1)"),
      "context/works.yaml:12: paper-2021.url: is not an http or https address",
    ],
    [
      "a work that nothing cites",
      "context/works.yaml",
      (text) =>
        `${text}zzz-2020:\n  title: T\n  publisher: P\n  date: "2020"\n  kind: press\n  url: https://z.org/\n`.replace(
          '"2020"',
          "2020",
        ),
      "context/works.yaml:13: nothing refers to zzz-2020",
    ],
    ["a topic that there is not", "context/abroad.yaml", swap("- news", "- newz"), "there is no topic newz"],
    [
      "a dossier that there is not",
      "context/sectors.yaml",
      swap("dossier: nytimes", "dossier: nyt"),
      "there is no dossier nyt",
    ],
    [
      "an entry that a claim covers but is not there",
      "context/claims.yaml",
      swap("- t2010", "- t2011"),
      "there is no entry t2011",
    ],
    ["an id that stands twice", "context/abroad.yaml", swap("id: a-2015", "id: t2010"), "t2010 is there twice"],
    ["what is no YAML", "context/topics.yaml", () => "news: [", "context/topics.yaml:1: Flow sequence"],
  ])("%s", (_, file, change, expected) => {
    const problems = problemsWith(file, change);
    expect(problems.filter((problem) => problem.includes(expected))).toHaveLength(1);
  });
});

describe("the texts of this project", () => {
  const { library, problems } = readLibrary(join(repository, "data"));

  test("have no problems", () => {
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  test("tell of all that the facts had: 194 services, 119 events, 50 terms, 34 markets, 22 figures, 48 cases, 23 methods, 19 claims", () => {
    const { timeline, glossary, sectors, figures, abroad, methods, claims } = library?.context ?? {};
    const sizes = [timeline, glossary, sectors, figures, abroad, methods, claims].map((entries) => entries?.length);
    expect([library?.dossiers.size, ...sizes]).toEqual([194, 119, 50, 34, 22, 48, 23, 19]);
  });

  test.each(languages)("are pages in %s, with every work that they cite", (language) => {
    const pages = library ? writePages(library) : new Map<string, string>();
    const works = JSON.parse(pages.get("works.json") ?? "{}") as Record<string, unknown>;
    const context = JSON.parse(pages.get(`${language}/context.json`) ?? "{}") as Record<string, { works: string[] }[]>;
    const cards = Object.values(context).flatMap((entries) => (Array.isArray(entries) ? entries : []));
    expect(cards.length).toBe(315);
    expect(cards.flatMap(({ works: cited }) => cited).filter((id) => !(id in works))).toEqual([]);
    const dossiers = [...pages.keys()].filter((path) => path.startsWith(`${language}/dossiers/`));
    expect(dossiers).toHaveLength(194);
  });
});
