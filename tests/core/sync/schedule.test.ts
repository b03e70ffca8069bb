// When a feed is looked at again: chance, patience, and what a host may ask for (U35).

import { describe, expect, test } from "vitest";
import { firstDelay, nextDelay, retryDelay, spreadDelay } from "../../../core/sync/schedule.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = Date.parse("2026-11-23T12:00:00Z");

test("the first look comes within a minute, the next within a day and six hours", () => {
  expect([firstDelay(0), firstDelay(0.5)]).toEqual([0, 30_000]);
  expect([nextDelay(day, 0), nextDelay(day, 0.999) < day + 6 * hour]).toEqual([day, true]);
});

test("after the first look the next comes at any moment of a day and a quarter, but not at once", () => {
  expect([spreadDelay(day, 0.5), spreadDelay(day, 8 / 9)]).toEqual([day * 0.5625, day]);
  expect(spreadDelay(day, 1)).toBe(1.25 * day);
  const waits = Array.from({ length: 10_000 }, (_, i) => spreadDelay(day, (i + 0.5) / 10_000));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(15 * minute);
});

test("readers who begin at once never crowd again: no hour has half more looks than the mean", () => {
  const hours = new Uint32Array(40 * 24);
  let state = 7;
  const chance = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const readers = 20_000;
  for (let reader = 0; reader < readers; reader++) {
    for (let at = spreadDelay(day, chance()); at < 40 * day; at += nextDelay(day, chance())) {
      const place = Math.floor(at / hour);
      hours[place] = (hours[place] ?? 0) + 1;
    }
  }
  const mean = readers / 27;
  expect(Math.max(...hours) / mean).toBeLessThan(1.5);
  expect(Math.min(...hours.subarray(1)) / mean).toBeGreaterThan(0.5);
});

test("U35: failures double the wait from a quarter of an hour to a day", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => retryDelay(failures, 0, undefined, now) / minute);
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  expect(retryDelay(1, 0.999, undefined, now)).toBeLessThan(30 * minute);
  expect(retryDelay(20, 1, undefined, now)).toBe(day);
});

describe("U35: Retry-After", () => {
  test.each([
    ["0", 15 * minute],
    ["3600", hour],
    ["315360000", 7 * day],
    ["999999999999999", 7 * day],
    ["9999999999999999999999", 15 * minute],
    ["-5", 15 * minute],
    ["1.5", 15 * minute],
    ["junk", 15 * minute],
    ["", 15 * minute],
    ["Mon, 23 Nov 2026 14:00:00 GMT", 2 * hour],
    ["Sun, 22 Nov 2026 14:00:00 GMT", 15 * minute],
    ["Fri, 23 Nov 2096 14:00:00 GMT", 7 * day],
    ["Xyz, 99 Foo 2026", 15 * minute],
  ])("%s", (header, wait) => {
    expect(retryDelay(1, 0, header, now)).toBe(wait);
  });
});
