import { expect, test } from "vitest";
import { openAllowance } from "@/services/allowance.ts";

function taken(times: number, take: () => boolean): number {
  return Array.from({ length: times }, take).filter(Boolean).length;
}

test("a tab that floods gets a burst, and then so much a second", () => {
  let now = 0;
  const { take } = openAllowance(() => now);
  expect(taken(10_000, () => take(1, 1))).toBe(60);
  now = 1000;
  expect(taken(10_000, () => take(1, 1))).toBe(20);
  now = 60_000;
  expect(taken(10_000, () => take(1, 1))).toBe(60);
});

test("what costs more is refused sooner, and what is refused costs nothing", () => {
  const { take } = openAllowance(() => 0);
  expect(take(1, 50)).toBe(true);
  expect(take(1, 50)).toBe(false);
  expect(take(1, 10)).toBe(true);
  expect(take(1, 1)).toBe(false);
});

test("one tab's flood leaves the others theirs", () => {
  const { take } = openAllowance(() => 0);
  taken(10_000, () => take(1, 1));
  expect(take(2, 60)).toBe(true);
});

test("tabs without number leave no more behind than a thousand", () => {
  const { take } = openAllowance(() => 0);
  taken(100, () => take(1, 1));
  for (let tab = 2; tab <= 1000; tab++) take(tab, 1);
  expect(take(1, 1)).toBe(false);
  for (let tab = 1001; tab <= 2001; tab++) take(tab, 1);
  expect(take(1, 60)).toBe(true);
});
