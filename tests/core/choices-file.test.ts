// Settings as a file: what was written is read again, and what is something else is refused with its reason.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Choices,
  initialChoices,
  markKinds,
  markStyles,
  syncIntervals,
  syncSources,
  themes,
} from "../../core/choices.ts";
import { choicesFileLimit, readChoicesFile, writeChoicesFile } from "../../core/choices-file.ts";
import { languages } from "../../core/words/languages.ts";

const sites = fc.uniqueArray(fc.domain());
const anyChoices: fc.Arbitrary<Choices> = fc.record({
  language: fc.constantFrom(null, ...languages),
  theme: fc.constantFrom(...themes),
  paused: sites,
  marks: fc.boolean(),
  count: fc.boolean(),
  markStyle: fc.constantFrom(...markStyles),
  markKinds: fc.subarray([...markKinds]),
  unmarked: sites,
  words: fc.constantFrom("asked", "always"),
  sync: fc.boolean(),
  syncFrom: fc.constantFrom(...syncSources),
  syncEvery: fc.constantFrom(...syncIntervals),
});

test("what is written is read again", () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      expect(readChoicesFile(writeChoicesFile(choices))).toEqual({ ok: true, choices, leftOut: [] });
    }),
  );
});

const file = (choices: unknown, more: object = {}): string =>
  JSON.stringify({ file: "wallsight settings", format: 1, choices, ...more });

describe("is refused:", () => {
  test.each([
    ["too large", " ".repeat(choicesFileLimit + 1), "tooLarge"],
    ["empty", "", "notJson"],
    ["a picture", "\u0089PNG\r\n\u001a\n", "notJson"],
    ["cut off", writeChoicesFile(initialChoices).slice(0, -5), "notJson"],
    ["a number", "7", "foreign"],
    ["null", "null", "foreign"],
    ["another program's settings", '{"theme": "dark"}', "foreign"],
    ["ours without choices", file(null), "foreign"],
    ["with its fields on the prototype", '{"__proto__": {"file": "wallsight settings", "format": 1}}', "foreign"],
    ["of a later format", file(initialChoices, { format: 2 }), "newer"],
    ["with nothing that can be read", file({ theme: 7, marks: "yes" }), "unreadable"],
  ])("%s", (_, text, reason) => {
    expect(readChoicesFile(text)).toEqual({ ok: false, reason });
  });
});

test.each<[string, unknown, Partial<Choices>, string[]]>([
  ["a damaged choice is left out by name", { theme: "pink", marks: true }, { marks: true }, ["theme"]],
  ["an unknown one too", { theme: "dark", colour: "red" }, { theme: "dark" }, ["colour"]],
  ["what is missing stays as it is at first", { count: true }, { count: true }, []],
  ["kinds of links that are unknown are left out", { markKinds: ["refused", "x"] }, { markKinds: ["refused"] }, []],
  [
    "what is no host is no site",
    { paused: ["a.com", 7, "<b>", "", "A B", "x".repeat(254), "a.com", "[2001:db8::1]"] },
    { paused: ["a.com", "[2001:db8::1]"] },
    [],
  ],
])("%s", (_, choices, expected, leftOut) => {
  expect(readChoicesFile(file(choices))).toEqual({ ok: true, choices: { ...initialChoices, ...expected }, leftOut });
});
