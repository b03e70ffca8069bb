// The words of the pages: every one of them in every language, each function called with an example.

import { describe, expect, test } from "vitest";
import { tellHistory } from "../../core/history.ts";
import { choosingWordsOf } from "../../core/words/choosing/words.ts";
import { loadContextWords } from "../../core/words/context/load-context-words.ts";
import { chooseLanguage, languages } from "../../core/words/languages.ts";
import { loadWords, type Speech } from "../../core/words/load-words.ts";
import { onPageWordsOf } from "../../core/words/on-page/words.ts";
import { pointSentence, pointSource, pointWhen } from "../../core/words/point-sentences.ts";
import { evidence } from "../components/verdict-cases.ts";
import { dossier } from "../components/story-cases.ts";

const contexts = new Map(
  await Promise.all(languages.map(async (each) => [each, await loadContextWords(each)] as const)),
);
const speeches = await Promise.all(languages.map(loadWords));

/** Numbers stand where a number is wanted, and read as words elsewhere. */
const examples = [
  [3, "X", "X"],
  [1, null, "X"],
];
const counts = [
  [3, 2],
  [1, 1],
];

function everyText(words: unknown, given: readonly (readonly unknown[])[] = examples): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function") {
    const say = words as (...given: unknown[]) => unknown;
    return given.map((each) => String(say(...each)));
  }
  return typeof words === "object" && words !== null
    ? Object.values(words).flatMap((each) => everyText(each, given))
    : [];
}

const { gfwlist, delisted, daily, zones, greatfire, refuses, works, henan } = evidence;
const history = tellHistory(
  [gfwlist, delisted, daily, zones, greatfire, refuses, works, henan],
  [
    ...dossier.events,
    ...dossier.events.map((event) => ({ ...event, standing: "reported" as const, precision: "year" as const })),
  ],
);

function everySentence({ language, words, pages }: Speech): string[] {
  const ofPoints = history.points.flatMap((point) => [
    pointWhen(words, pages, point),
    pointSentence(words, pages, point),
    pointSource(words, point),
  ]);
  const ofPage = everyText(onPageWordsOf[language], counts);
  return [...everyText([pages, contexts.get(language), choosingWordsOf[language]]), ...ofPage, ...ofPoints];
}

describe.each(speeches)("in $language", (speech) => {
  const { words, pages } = speech;
  const said = everySentence(speech);

  test("there are many, none is empty, and no value is missing from one", () => {
    expect(said.length).toBeGreaterThan(150);
    expect(said.filter((text) => text.trim() === "" || /undefined|NaN|Invalid|\[object/.test(text))).toEqual([]);
  });

  test("none raises its voice", () => {
    expect(said.filter((text) => /[!！]/.test(text))).toEqual([]);
  });

  test("none dates a block itself where it means the entry in a list", () => {
    expect(said.filter((text) => /blocked since|自[^，。]*起(被|遭到)?封[锁鎖]/.test(text))).toEqual([]);
  });

  test("what one source tells, or a party claims, is told as such", () => {
    const reported = history.points.filter(({ event }) => event?.standing === "reported");
    expect(reported.length).toBeGreaterThan(0);
    for (const point of reported) {
      expect(pointSentence(words, pages, point)).toContain(words.sentence(pages.dossier.standing.reported));
    }
  });
});

test.each(speeches.slice(1))(
  "in $language marks are full width beside Chinese, and letters stand apart from it",
  (speech) => {
    const wrong = /[\p{Script=Han}][,.;?]|[,;?][\p{Script=Han}]|[\p{Script=Han}][A-Za-z]|[A-Za-z][\p{Script=Han}]/u;
    expect(everySentence(speech).filter((text) => wrong.test(text) && !/X|null/.test(text))).toEqual([]);
  },
);

test("each script keeps to its own characters", () => {
  const [, hans, hant] = speeches.map((speech) => everySentence(speech).join());
  expect(hans).not.toMatch(/[國網鎖證據測試規則號務來過為們時個開關從與報導]/);
  expect(hant?.replaceAll("简体中文", "")).not.toMatch(/[国网锁证据测试规则号务来过为们时个开关从与报导]/);
});

describe("a language is chosen", () => {
  test.each([
    [["zh-TW", "en"], "zh-hant"],
    [["zh-HK"], "zh-hant"],
    [["zh"], "zh-hans"],
    [["zh-SG"], "zh-hans"],
    [["fr", "de"], "en"],
    [["fr", "zh-Hant"], "zh-hant"],
    [["not a tag", "en-US"], "en"],
    [["zh-hans"], "zh-hans"],
    [[], "en"],
  ])("%j speaks %s", (wanted, expected) => {
    expect(chooseLanguage(wanted)).toBe(expected);
  });
});
