// What expressions mean, which are refused, and that no text makes one slow.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression, ExpressionError, isProgram, matchesProgram } from "../../core/expression.ts";
import { growthOverFourfold } from "./growth.ts";

function matches(source: string, text: string): boolean {
  return matchesProgram(compileExpression(source), text);
}

describe("an expression means what JavaScript says it means", () => {
  test.each([
    ["a+?b", "b", false],
    ["a+?b", "aab", true],
    ["a??b", "b", true],
    ["(a|b)+?c", "c", false],
    ["^a|b$", "xb", true],
    ["(^|x)a", "ya", false],
    ["a$", `${"b".repeat(4095)}ab`, false],
    ["(a*)*b", "aaab", true],
    ["()*a", "a", true],
    ["[]", "a", false],
    ["[^]", "a", true],
    ["[A-z]", "_", true],
    ["[^A-Z]", "a", false],
    ["", "", true],
  ])("%s and %s: %s", (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });
});

test("a class holds nothing that cannot stand in an address", () => {
  expect(matches("^[^/]$", "a")).toBe(true);
  for (let c = 128; c < 512; c++) expect(matches("^[^/]$", String.fromCharCode(c))).toBe(false);
  expect(matches("^.$", "\u00e9")).toBe(true);
});

describe("refused by name", () => {
  test.each([
    ["look-ahead", "(?=a)"],
    ["look-behind", "(?<=a)"],
    ["a named group", "(?<a>b)"],
    ["a flag", "(?i)a"],
    ["a reference", "(a)\\1"],
    ["a word boundary", "\\ba"],
    ["a class that is not", "\\W"],
    ["a code point", "\\u0061"],
    ["a counted repeat", "a{2}"],
    ["a counted repeat that never ends", "a{9999999,}"],
    ["two repeats", "a**"],
    ["a possessive repeat", "a++"],
    ["a repeat of nothing", "*a"],
    ["a repeat behind a bar", "a|+"],
    ["a repeat of the start", "^*"],
    ["a repeat of the end", "$+"],
    ["an open group", "(a"],
    ["a group that is only closed", "a)"],
    ["an open class", "[a"],
    ["a class open behind a dash", "[a-"],
    ["a range that goes back", "[z-a]"],
    ["a range from a class", "[\\w-z]"],
    ["a range to a class", "[a-\\d]"],
    ["an escape of nothing", "a\\"],
    ["a letter beyond ASCII", "字"],
    ["a surrogate", "\ud83d\ude00"],
    ["ten thousand groups in one another", `${"(".repeat(10_000)}a${")".repeat(10_000)}`],
    ["a million open groups", "(".repeat(1_000_000)],
    ["a megabyte of letters", "a".repeat(1 << 20)],
    ["a megabyte of classes", "[a-z]".repeat(200_000)],
  ])("%s", (_, source) => {
    expect(() => compileExpression(source)).toThrow(ExpressionError);
  });

  test("or translated, whatever the text is", () => {
    const piece = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "*",
      "+",
      "?",
      "|",
      "^",
      "$",
      "\\",
      "-",
      "a",
      ".",
      "(?:",
      "{",
      "字",
      "\\w",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
        ),
        (source) => {
          try {
            expect(isProgram(compileExpression(source).code)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("a hundred groups in one another are still understood", () => {
    expect(matches(`${"(".repeat(100)}a${")".repeat(100)}+b`, "aab")).toBe(true);
  });
});

describe("words from elsewhere", () => {
  const { code } = compileExpression("^(a|[b-d])+$");

  test("are a program only if every step is known and leads to a step", () => {
    expect(isProgram(code)).toBe(true);
    expect(isProgram(code.slice(0, -1))).toBe(false);
    expect(isProgram(new Uint16Array(0))).toBe(false);
    expect(isProgram(Uint16Array.of(5, 1, 0))).toBe(false);
    expect(isProgram(Uint16Array.of(5, 0xffff, 0))).toBe(false);
    expect(isProgram(Uint16Array.of(4, 0, 9, 0))).toBe(false);
    expect(isProgram(Uint16Array.of(8, 0))).toBe(false);
    expect(isProgram(Uint16Array.of(1, 0))).toBe(false);
    expect(isProgram(new Uint16Array(20_001))).toBe(false);
  });

  test("that are a program always come to an end, whatever it does", () => {
    const word = fc.oneof(fc.nat(8), fc.nat(12));
    const text = fc.string({ unit: fc.constantFrom(..."ab/"), maxLength: 50 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), text, (words, each) => {
        const program = { code: Uint16Array.from([...words, 0]), literal: "" };
        if (isProgram(program.code)) expect(typeof matchesProgram(program, each)).toBe("boolean");
      }),
      { numRuns: 5000 },
    );
  });
});

describe("expressions that kill a backtracking engine", () => {
  test.each([
    ["(a+)+$", "a", "!"],
    ["(a|a)*b", "a", "!"],
    ["(a*)*b", "a", "!"],
    ["(.*)(.*)(.*)(.*)x", "a", ""],
    ["(a?a?a?a?a?)*b", "a", ""],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a", "1"],
    ["(?:\\w+[\\.-]?)*facebook\\.com", "a", ""], // from the list
  ])("%s takes time in proportion to the text", (source, unit, end) => {
    const program = compileExpression(source);
    const growth = growthOverFourfold(unit, 1000, (text) => void matchesProgram(program, text + end));
    expect(growth).toBeLessThan(9);
  });

  test("are not looked for behind 4,096 characters", () => {
    expect(matches("x", `${"a".repeat(4095)}x`)).toBe(true);
    expect(matches("x", `${"a".repeat(4096)}x`)).toBe(false);
    const program = compileExpression("(a+)+$");
    const growth = growthOverFourfold("a", 250_000, (text) => void matchesProgram(program, text));
    expect(growth).toBeLessThan(2.5);
  });
});
