import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatIntervals,
  isDay,
  isHeldOn,
  joinIntervals,
  Malformed,
  parseIntervals,
  spansOf,
} from "../../core/intervals.ts";
import type { Interval } from "../../core/verdict.ts";

const day = fc
  .date({ min: new Date("2009-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const interval = fc
  .tuple(day, day, fc.boolean())
  .map(([a, b, isOpen]): Interval => (isOpen ? [a, null] : a < b ? [a, b] : [b, a]));

describe("a day", () => {
  test.each([
    ["2026-08-06", true],
    ["2024-02-29", true],
    ["2000-02-29", true],
    ["1900-02-29", false],
    ["2023-02-29", false],
    ["2023-02-30", false],
    ["2023-00-10", false],
    ["2023-13-10", false],
    ["2023-04-31", false],
    ["2023-04-00", false],
    ["0000-01-01", false],
    ["2023-4-1", false],
    ["2023-04-01 ", false],
    ["２０２３-04-01", false],
    ["", false],
  ])("%s is one: %s", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  test("is one exactly if the calendar of the platform knows it", () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(14), fc.nat(33), (y, m, d) => {
        const text = [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
        const date = new Date(`${text}T00:00:00Z`);
        const isKnown = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && y > 0;
        expect(isDay(text)).toBe(isKnown);
      }),
    );
  });
});

describe("written intervals", () => {
  test.each([
    ["2012-11-11..", [["2012-11-11", null]]],
    ["2012-11-11..2026-02-09", [["2012-11-11", "2026-02-09"]]],
    ["2009-04-01..2009-04-01", [["2009-04-01", "2009-04-01"]]],
    [
      "2012-11-11..2013-01-01,2013-01-01..",
      [
        ["2012-11-11", "2013-01-01"],
        ["2013-01-01", null],
      ],
    ],
  ])("%s is read as written", (text, expected) => {
    expect(parseIntervals(text)).toEqual(expected);
  });

  test.each([
    ["", "is not a span"],
    ["2012-11-11", "is not a span"],
    ["2012-11-1", "is not a span"],
    ["2012-11-11.", "is not a span"],
    ["2012-11-11..2026-02-0", "is not a day"],
    ["2012-11-11..2026-02-09,", "is not a span"],
    ["2012-11-11..2026-02-09,2026-03", "is not a span"],
    ["2012-11-11..2026-02-091", "is not a day"],
    ["2023-02-30..", "is not a day"],
    ["2026-02-09..2012-11-11", "ends before it begins"],
    ["2012-11-11..,2013-01-01..", "is out of order or overlaps"],
    ["2012-11-11..2013-01-01,2012-12-31..", "is out of order or overlaps"],
    ["2012-11-11..2012-12-01, 2013-01-01..", "is not a span"],
    ["__proto__", "is not a span"],
  ])("%j is refused because a part of it %s", (text, reason) => {
    expect(() => parseIntervals(text)).toThrow(Malformed);
    expect(() => parseIntervals(text)).toThrow(reason);
  });

  test("come back the same after they were joined, written and read", () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1 }), (intervals) => {
        const joined = joinIntervals(intervals);
        expect(parseIntervals(formatIntervals(joined))).toEqual(joined);
      }),
    );
  });

  test("are refused with a reason, or written back to the very same text, whatever the text is", () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9.,-]{0,60}$/),
      day.map((d) => `${d}..`),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (parts) => {
        const written = parts.join(",");
        try {
          expect(formatIntervals(parseIntervals(written))).toBe(written);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
    );
  });
});

describe("joining", () => {
  test.each([
    ["what touches on a day becomes one", "2010-01-01..2011-01-01,2011-01-01..2012-01-01", "2010-01-01..2012-01-01"],
    ["a gap of one day stays", "2016-05-03..2026-02-09,2026-02-10..", "2016-05-03..2026-02-09,2026-02-10.."],
    ["what overlaps becomes one", "2010-01-01..2012-01-01,2011-01-01..", "2010-01-01.."],
    [
      "what lies within another is part of it",
      "2010-01-01..2015-01-01,2011-01-01..2012-01-01",
      "2010-01-01..2015-01-01",
    ],
    ["an open one swallows what begins later", "2010-01-01..,2011-01-01..2012-01-01", "2010-01-01.."],
    [
      "a single day is dropped beside another",
      "2009-04-01..2009-04-01,2010-08-19..2016-08-26",
      "2010-08-19..2016-08-26",
    ],
    ["a single day is kept when it is all there is", "2009-04-01..2009-04-01", "2009-04-01..2009-04-01"],
    ["a single day joins what begins on it", "2025-05-04..2025-05-04,2025-05-04..", "2025-05-04.."],
    [
      "order does not matter",
      "2014-01-01..2015-01-01,2010-01-01..2011-01-01",
      "2010-01-01..2011-01-01,2014-01-01..2015-01-01",
    ],
  ])("%s", (_, text, expected) => {
    const given = text.split(",").map((part): Interval => [part.slice(0, 10), part.slice(12) || null]);
    expect(formatIntervals(joinIntervals(given))).toBe(expected);
  });

  test("changes no day's answer", () => {
    fc.assert(
      fc.property(fc.array(interval), day, (intervals, asked) => {
        expect(isHeldOn(joinIntervals(intervals), asked)).toBe(isHeldOn(intervals, asked));
      }),
    );
  });

  test("a second time changes nothing", () => {
    fc.assert(
      fc.property(fc.array(interval), (intervals) => {
        const joined = joinIntervals(intervals);
        expect(joinIntervals(joined)).toEqual(joined);
      }),
    );
  });
});

test("a rule is held on its first day and no longer on its last", () => {
  const held: Interval[] = [["2012-11-11", "2026-02-09"]];
  expect(isHeldOn(held, "2012-11-10")).toBe(false);
  expect(isHeldOn(held, "2012-11-11")).toBe(true);
  expect(isHeldOn(held, "2026-02-08")).toBe(true);
  expect(isHeldOn(held, "2026-02-09")).toBe(false);
  expect(isHeldOn([["2012-11-11", null]], "2099-01-01")).toBe(true);
});

test("days further apart than the pause leave a gap between spans", () => {
  const days = ["2024-01-01", "2024-01-02", "2024-01-09", "2024-01-17", "2024-01-18"];
  expect(spansOf(days, 7)).toEqual([
    ["2024-01-01", "2024-01-09"],
    ["2024-01-17", "2024-01-18"],
  ]);
  expect(spansOf([], 7)).toEqual([]);
});
