// Our programs against JavaScript's own regular expressions, which only tests run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression, isProgram, matchesProgram } from "../../core/expression.ts";
import { readRules } from "../../core/fact-files.ts";
import { isExpression } from "../../core/rule.ts";

describe("an expression means what JavaScript says it means", () => {
  const character = fc.constantFrom(..."abAZ01_-/.:");
  const escape = fc.constantFrom("\\.", "\\/", "\\-", "\\w", "\\d", "\\s", "\\\\", "\\[", "\\]");
  const range = fc.constantFrom("a-z", "A-Z", "A-z", "Z-a", "0-9", "!-Z", "a-b", "+--");
  const inClass = fc.oneof(
    fc.constantFrom(..."abAZ01_/.:^$(*|"),
    fc.constantFrom("\\.", "\\-", "\\w", "\\d", "\\]"),
    range,
  );
  const set = fc
    .tuple(fc.boolean(), fc.array(inClass, { maxLength: 4 }), fc.boolean())
    .map(
      ([isNegated, parts, endsInDash]) =>
        `[${isNegated ? "^" : ""}${parts.join("").replace(/^\^/, "")}${endsInDash && !/\\[wd]$/.test(parts.at(-1) ?? "") ? "-" : ""}]`,
    )
    .filter(isRegular);
  const { expression } = fc.letrec<{ expression: string; sequence: string; repeated: string }>((tie) => ({
    expression: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((all) => all.join("|")),
    sequence: fc.array(tie("repeated"), { maxLength: 3 }).map((all) => all.join("")),
    repeated: fc.oneof(
      { maxDepth: 1, withCrossShrink: true },
      fc
        .tuple(
          fc.oneof(character, escape, set, fc.constant(".")),
          fc.constantFrom("", "", "*", "+", "?", "*?", "+?", "??"),
        )
        .map((all) => all.join("")),
      fc.constantFrom("^", "$"),
      fc
        .tuple(
          fc.constantFrom("(", "(?:"),
          tie("expression"),
          fc.constant(")"),
          fc.constantFrom("", "*", "+", "?", "+?"),
        )
        .map((all) => all.join("")),
    ),
  }));
  // Short texts and few repeats within repeats: JavaScript tries all ways one after the other, without bound.
  const text = fc.string({ unit: fc.constantFrom(..."abz01_-/.:[\\^ "), maxLength: 7 });

  function isRegular(source: string): boolean {
    try {
      return new RegExp(source) instanceof RegExp;
    } catch {
      return false;
    }
  }

  test("on expressions and texts at random", () => {
    fc.assert(
      fc.property(expression.filter(isRegular), fc.array(text, { minLength: 5, maxLength: 20 }), (source, texts) => {
        const program = compileExpression(source);
        const theirs = new RegExp(source, "is");
        const differing = texts.filter((each) => matchesProgram(program, each) !== theirs.test(each));
        expect(differing).toEqual([]);
        expect(isProgram(program.code)).toBe(true);
        for (const each of texts) if (theirs.test(each)) expect(each).toContain(program.literal);
      }),
      { numRuns: 3000 },
    );
  });

  test("on the list's own expressions, over addresses near to what they mean", () => {
    const rules = readRules(
      readFileSync(join(import.meta.dirname, "../../data/gfwlist/rules.tsv"), "utf8"),
      "rules.tsv",
    );
    const sources = rules
      .map(({ rule }) => rule)
      .filter(isExpression)
      .map((rule) => rule.slice(1, -1));
    const both = sources.map((source) => ({ program: compileExpression(source), theirs: new RegExp(source, "i") }));
    const host = fc.constantFrom(
      "facebook",
      "twitter",
      "youtube",
      "google",
      "blogspot",
      "appspot",
      "line.naver",
      "fanfou",
      "twimg.edgesuite",
      "s1.wp",
      "wp",
    );
    const top = fc.constantFrom("com", "jp", "net", "im", "co.jp", "com.hk", "it.ao", "cn", "de", "wsx", "");
    const near = fc
      .tuple(
        fc.constantFrom("http://", "https://", "ftp://", "httpx://"),
        fc.constantFrom("", "www.", "a-b.", "a.b.", "my", "s", "x/"),
        host,
        top,
        fc.constantFrom("", "/", "//appledaily", "/appledaily/", ":80/x", "x.org/"),
      )
      .map(([scheme, before, name, tld, behind]) => `${scheme}${before}${name}.${tld}${behind}`);
    fc.assert(
      fc.property(fc.array(near, { minLength: 20, maxLength: 20 }), (texts) => {
        for (const { program, theirs } of both) {
          expect(texts.filter((each) => matchesProgram(program, each) !== theirs.test(each))).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
