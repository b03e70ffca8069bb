import { describe, expect, test } from "vitest";
import { initialChoices, readChange, readChoices } from "@/core/choices.ts";

describe("what was stored", () => {
  test.each([undefined, null, 7, "x", [], {}])("%j holds no choice", (stored) => {
    expect(readChoices(stored)).toEqual(initialChoices);
  });

  test("an earlier version's choices stand, and the rest is as it was at first", () => {
    expect(readChoices({ language: "zh-hant", paused: ["a.com"] })).toEqual({
      ...initialChoices,
      language: "zh-hant",
      paused: ["a.com"],
    });
  });

  test("a damaged choice counts as not made, and the others stand", () => {
    const stored = {
      language: "tlh",
      theme: "dark",
      marks: "yes",
      markStyle: 3,
      markKinds: ["refused", "x"],
      words: 1,
    };
    expect(readChoices(stored)).toEqual({ ...initialChoices, theme: "dark", markKinds: ["refused"] });
  });

  test("of a damaged list of hosts the hosts are kept", () => {
    expect(readChoices({ paused: ["a.com", 7, null], unmarked: "a.com" })).toEqual({
      ...initialChoices,
      paused: ["a.com"],
    });
  });
});

describe("a change", () => {
  test("of several choices at once", () => {
    const change = { marks: true, count: true, markStyle: "tint", markKinds: [], words: "always", language: null };
    expect(readChange(change)).toEqual({ ok: true, change });
  });

  test.each([
    [null, "choices"],
    [{ marks: 1 }, "marks"],
    [{ marks: true, theme: "pink" }, "theme"],
    [{ unmarked: ["a.com"] }, "unmarked"],
    [{ constructor: {} }, "constructor"],
    [{ ["x".repeat(99)]: 1 }, "x".repeat(32)],
  ])("%j is refused by name", (given, name) => {
    expect(readChange(given)).toEqual({ ok: false, name });
  });
});
