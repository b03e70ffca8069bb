// Days as numbers, and months back.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber, isoDay, monthsBefore } from "../../core/days.ts";

test("a day and its number are one, from 1970 to 2149", () => {
  fc.assert(
    fc.property(fc.nat(0xffff), (number) => {
      expect(dayNumber(isoDay(number))).toBe(number);
    }),
  );
  expect(dayNumber("1970-01-01")).toBe(0);
  expect(dayNumber("2026-08-06")).toBe(20_671);
});

describe("calendar months back", () => {
  test.each([
    ["2026-08-06", 12, "2025-08-06"],
    ["2026-08-06", 24, "2024-08-06"],
    ["2026-03-31", 1, "2026-02-28"],
    ["2024-03-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2023-02-28"],
    ["2024-02-29", 48, "2020-02-29"],
    ["2026-01-15", 1, "2025-12-15"],
    ["2026-12-31", 6, "2026-06-30"],
    ["2026-08-06", 0, "2026-08-06"],
  ])("from %s by %i: %s", (day, months, expected) => {
    expect(monthsBefore(day, months)).toBe(expected);
  });

  test("more months lead to an earlier day, a later day never to an earlier one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 0xffff }), fc.nat(60), (number, months) => {
        expect(monthsBefore(isoDay(number), months + 1) < monthsBefore(isoDay(number), months)).toBe(true);
        expect(monthsBefore(isoDay(number), months) <= monthsBefore(isoDay(number + 1), months)).toBe(true);
      }),
    );
  });
});
