// The file of rules by which platforms censor searches: to facts and back, and what it refuses.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FactError } from "../../core/fact-files.ts";
import { formatPhrases, readPhrases } from "../../core/phrases/rule-facts.ts";

const header = "rule\tplatform\teffect\tfound\torigin\n";
const good = `${header}习近平 + 六四\tbing\tpartial\t\trules
习近平 + 六四\tweibo\ttotal\t2024-05-03\tongoing
𠵱\tweibo\ttotal\t2024-05-13\tongoing
`;

test("a file of rules comes back the same", () => {
  expect(formatPhrases(readPhrases(good, "file"))).toBe(good);
  expect(readPhrases(good, "file")[0]).toEqual({
    terms: ["习近平", "六四"],
    platform: "bing",
    effect: "partial",
    found: null,
    origin: "rules",
  });
});

const long = "长".repeat(65);
test.each([
  ["no header", "习近平\tweibo\ttotal\t\trules\n", "file:1: the header should be"],
  ["a column less", `${header}习近平\tweibo\ttotal\t\n`, "file:2: 4 columns instead of 5"],
  ["no term", `${header}\tweibo\ttotal\t\trules\n`, "file:2: a term is empty or padded"],
  ["an empty term", `${header}a +  + b\tweibo\ttotal\t\trules\n`, "file:2: a term is empty or padded"],
  ["a space within a term", `${header}a b\tweibo\ttotal\t\trules\n`, 'file:2: "a b" holds a space'],
  ["an ideographic space", `${header}a\u3000b\tweibo\ttotal\t\trules\n`, "holds a space"],
  ["half a character", `${header}a\ud800\tweibo\ttotal\t\trules\n`, "holds a space or half a character"],
  ["a NUL", `${header}a\0b\tweibo\ttotal\t\trules\n`, "file:2: holds a control character"],
  ["a term of 65 characters", `${header}${long}\tweibo\ttotal\t\trules\n`, "is longer than 64"],
  ["16 terms", `${header}${Array.from({ length: 16 }, () => "a").join(" + ")}\tweibo\ttotal\t\trules\n`, "16 terms"],
  ["a platform that is none", `${header}a\t__proto__\ttotal\t\trules\n`, 'file:2: "__proto__" is not a platform'],
  ["an effect that is none", `${header}a\tweibo\thard\t\trules\n`, 'file:2: "hard" is not an effect'],
  ["a day that is none", `${header}a\tweibo\ttotal\t2023-02-29\trules\n`, 'file:2: "2023-02-29" is not a day'],
  ["an origin that is none", `${header}a\tweibo\ttotal\t\tguess\n`, 'file:2: "guess" is not an origin'],
  ["a rule twice on a platform", `${header}a\tweibo\ttotal\t\tpeople\na\tweibo\ttotal\t\trules\n`, "is there twice"],
  ["lines out of order", `${header}b\tweibo\ttotal\t\trules\na\tweibo\ttotal\t\trules\n`, "file:3: "],
])("%s is refused with file and line", (_, text, reason) => {
  expect(() => readPhrases(text, "file")).toThrow(FactError);
  expect(() => readPhrases(text, "file")).toThrow(reason);
});

test("a term of 64 characters is taken", () => {
  expect(readPhrases(`${header}${long.slice(1)}\tweibo\ttotal\t\trules\n`, "file")).toHaveLength(1);
});

const committed = "data/platform-rules/rules.tsv";
test("the committed rules are 90,812, seen 141,925 times on eight platforms", () => {
  const text = readFileSync(committed, "utf8");
  const facts = readPhrases(text, committed);
  expect(formatPhrases(facts)).toBe(text);
  expect(facts).toHaveLength(141_925);
  expect(new Set(facts.map(({ terms }) => terms.join(" + "))).size).toBe(90_812);
  expect(new Set(facts.map(({ platform }) => platform)).size).toBe(8);
});
