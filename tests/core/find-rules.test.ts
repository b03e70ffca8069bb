// Which rules are found in a text: as tables, and against a matcher that is too simple to be wrong.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RuleHit, RuleHits } from "../../core/phrases/find-rules.ts";
import { mostPlaces } from "../../core/phrases/places.ts";
import { piece } from "../../core/phrases/scan.ts";
import { hitsIn, pairs, type Phrases, phrasesOf, steps } from "./few-phrases.ts";

/** The nearest first, among equals the longest. */
function tell(hits: RuleHits): RuleHit[] {
  const sizeOf = (hit: number): number => hits.sizes[hit] ?? 0;
  const gapOf = (hit: number): number => (hits.stretches[hit] ?? 0) - sizeOf(hit);
  const numbers = Array.from({ length: hits.count }, (_, hit) => hit);
  return numbers.sort((a, b) => gapOf(a) - gapOf(b) || sizeOf(b) - sizeOf(a)).map((hit) => hits.tell(hit));
}

function find(phrases: Phrases, text: string): RuleHit[] {
  return tell(hitsIn(phrases, text));
}

/** What was found, in short: the terms as in the text, joined by `+`, with `~` where no rule writes them so. */
function found(rules: readonly string[], text: string): string[] {
  return find(phrasesOf(...rules), text).map(
    ({ terms, rules }) =>
      terms.map(({ text }) => text).join("+") + (rules.some(({ isAsWritten }) => isAsWritten) ? "" : "~"),
  );
}

test.each<[string, string[], string, string[]]>([
  ["one term", ["六四"], "关于六四。", ["六四"]],
  ["nothing", ["六四"], "关于六五。", []],
  ["half of a rule", ["习近平 + 六四"], "习近平讲话", []],
  ["both terms, in any order", ["习近平 + 六四"], "六四与习近平", ["六四+习近平"]],
  ["a rule in two orders is one", ["习近平 + 六四", "六四 + 习近平"], "六四，习近平", ["六四+习近平"]],
  ["a term within a longer one", ["天安门", "天安门事件"], "天安门事件", ["天安门事件", "天安门"]],
  ["terms that overlap", ["近平", "习近"], "习近平", ["习近", "近平"]],
  ["the other script", ["习近平"], "習近平", ["習近平~"]],
  ["the script of the rule", ["習近平"], "習近平", ["習近平"]],
  ["a script form that two characters share", ["头发"], "头髮", ["头髮~"]],
  ["case", ["TianAnMen"], "tiananmen", ["tiananmen~"]],
  ["full width", ["ＦＡＬＵＮ"], "falun", ["falun~"]],
  ["full width in the text", ["falun"], "ＦＡＬＵＮ", ["ＦＡＬＵＮ~"]],
  ["a word of letters as a whole only", ["SM"], "a prism, SMART, SM.", ["SM"]],
  ["no part of a word", ["SM"], "prismatic SMART", []],
  ["letters beside Chinese", ["SM"], "玩SM游戏", ["SM"]],
  ["a number as a whole only", ["64"], "1964 640 64", ["64"]],
  ["letters beside digits", ["R18"], "漫画R18！", ["R18"]],
  ["letters that go on after digits", ["R18"], "R181", []],
  ["a space between Chinese characters", ["习近平"], "习 近 平", ["习 近 平~"]],
  ["an ideographic and an invisible space", ["习近平"], "习\u3000近\u200b平", ["习\u3000近平~"]],
  ["soft hyphens, which nobody sees", ["法轮功"], "法\u00ad轮\u00ad\u200b功", ["法轮功"]],
  ["no space between letters", ["mainlandChina"], "mainland China", []],
  ["a space between letters and Chinese", ["SM游戏"], "SM 游戏", ["SM 游戏~"]],
  ["a space after one letter", ["A片"], "A 片", ["A 片~"]],
  ["no line's end within a term", ["习近平"], "习近\n平", []],
  ["no more than four spaces", ["六四"], "六    四，六     四", ["六    四~"]],
  ["one character", ["屌"], "屌丝", ["屌"]],
  ["a letter that stands alone", ["H + 漫"], "有H，漫长", ["H+漫"]],
  ["no letter within a word", ["H + 漫"], "HAHA，漫长", []],
  ["a term twice in a rule once in the text", ["黄琦 + 黄琦"], "黄琦", ["黄琦"]],
  ["a character of two code units", ["𠵱"], "𠵱", ["𠵱"]],
  ["the end of the text", ["六四"], "六四", ["六四"]],
  [
    "nearer rules first, longer terms first among equals",
    ["六四 + 北京", "天安门", "香港"],
    "香港天安门六四在北京",
    ["天安门", "香港", "六四+北京"],
  ],
  [
    "names of things that every object has",
    ["constructor", "__proto__ + toString"],
    "constructor __proto__ toString",
    ["constructor", "__proto__+toString"],
  ],
  ["nothing in no text", ["六四"], "", []],
  ["nothing without rules", [], "六四", []],
])("%s", (_, rules, text, expected) => {
  expect(found(rules, text)).toEqual(expected);
});

test("the terms of a rule are shown where they stand nearest together", () => {
  const text = `六四${"，".repeat(50)}六四，习近平${"，".repeat(50)}习近平`;
  const hits = hitsIn(phrasesOf("习近平 + 六四"), text);
  expect(hits.tell(0).terms.map(({ place }) => place)).toEqual([
    [52, 54],
    [55, 58],
  ]);
  expect([hits.count, hits.stretches[0], hits.sizes[0]]).toEqual([1, 6, 5]);
});

test("of a term's places the first are kept, so many, and those of others stay what they are", () => {
  for (const rule of ["平 + 习 + 近", "近近近 + 习"]) {
    const hits = hitsIn(phrasesOf(rule), `${"习".repeat(mostPlaces)}习习${"近".repeat(3)}平平`);
    const places = hits.tell(0).terms.map(({ text, place: [from] }) => [text, from]);
    expect(places[0]).toEqual(["习", mostPlaces - 1]);
    expect(places[1]?.[1]).toBe(rule.startsWith("平") ? mostPlaces + 4 : mostPlaces + 2);
  }
});

describe("texts from hell", () => {
  const phrases = phrasesOf("习近平", "平 + 习", "六四 + 天安门", "𠵱", "SM", "64");

  test.each([
    ["lone surrogates", "\ud842习近平\udfb1\ud800"],
    ["NUL and controls", "\0习近平\0\u0007"],
    ["text that runs from right to left", "\u202eاختبار习近平\u202c"],
    ["a thousand combining marks", `习近平${"\u0301".repeat(1000)}`],
  ])("%s hide no term", (_, text) => {
    expect(find(phrases, text).map(({ terms }) => terms.map((term) => term.text).join("+"))).toContain("习近平");
  });

  test("ten million characters without a space are read, piece by piece", () => {
    const text = "习".repeat(5_000_000) + "习近平".repeat(1_666_667);
    const work = steps(phrases, text);
    let count = 1;
    let step = work.next();
    for (; !step.done; step = work.next()) count++;
    expect(tell(step.value).map(({ terms }) => terms.map((term) => term.text).join("+"))).toEqual(["习近平", "习+平"]);
    expect(count).toBeGreaterThan(1200);
  });

  test("a term across the edge of two pieces is found wherever the edge lies", () => {
    for (let before = piece - 12; before < piece + 4; before++) {
      expect(find(phrases, `${"，".repeat(before)}习近平`)).toHaveLength(2);
      expect(find(phrases, `${"a".repeat(before)} SM 64`)).toHaveLength(2);
      expect(find(phrases, `${"a".repeat(before)}SM`)).toHaveLength(0);
      expect(find(phrases, `${"1".repeat(before)}64`)).toHaveLength(0);
    }
  });
});

describe("against a simple matcher", () => {
  const spaces = /[\t \u00a0\u00ad\u2009\u200b-\u200d\u3000\ufeff]/;

  function fold(character: string): string {
    const code = character.charCodeAt(0);
    const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
    return pairs.get(narrow) ?? narrow.toLowerCase();
  }

  function kindOf(character: string | undefined): string {
    if (character === undefined) return "end";
    const folded = fold(character);
    if (/^[a-z]$/.test(folded)) return "letter";
    return /^[0-9]$/.test(folded) ? "digit" : "other";
  }

  function joins(a: string | undefined, b: string | undefined): boolean {
    return kindOf(a) === kindOf(b) && (kindOf(a) === "letter" || kindOf(a) === "digit");
  }

  /** Whether the term stands at that place. */
  function standsAt(text: string, term: string, from: number): boolean {
    if (joins(text[from - 1], text[from])) return false;
    let at = from;
    for (let i = 0; i < term.length; i++) {
      const begin = at;
      const widest = i > 0 ? 4 : 0;
      while (at - begin < widest && spaces.test(text[at] ?? "")) at++;
      const isWord = (character: string | undefined): boolean => ["letter", "digit"].includes(kindOf(character));
      if (at > begin && isWord(term[i - 1]) && isWord(term[i])) return false;
      if (text[at] === undefined || fold(text[at] ?? "") !== fold(term[i] ?? "")) return false;
      at++;
    }
    return !joins(text[at - 1], text[at]);
  }

  function stands(text: string, term: string): boolean {
    return Array.from(text, (_, i) => i).some((from) => standsAt(text, term, from)) && text.length > 0;
  }

  const units = "習习近平六四天門门abABＡ164 \u200b\n，";
  const term = fc.string({ unit: fc.constantFrom(..."習习近平六四天門门abAＡ16"), minLength: 1, maxLength: 5 });
  const rule = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(" + "));

  test("the same rules are found in random texts", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(rule, { minLength: 1, maxLength: 25 }),
        fc.array(fc.string({ unit: fc.constantFrom(...units), maxLength: 80 }), { minLength: 20, maxLength: 40 }),
        (rules, texts) => {
          const phrases = phrasesOf(...rules);
          for (const text of texts) {
            const expected = rules.filter((each) => each.split(" + ").every((term) => stands(text, term)));
            const hits = find(phrases, text).flatMap((hit) => hit.rules.map(({ terms }) => terms.join(" + ")));
            expect(hits.sort()).toEqual(expected.sort());
          }
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });
});
