// What the content script is ordered to do, and the characters by which links are marked.

import { describe, expect, test } from "vitest";
import { initialChoices } from "../../core/choices.ts";
import { linkSignOf, ordersFor } from "../../core/orders.ts";
import { type Confidence, statuses } from "../../core/verdict.ts";

const both = { ...initialChoices, marks: true, count: true };

describe("a page is left alone", () => {
  test("before any choice", () => {
    expect(ordersFor(initialChoices, "a.com")).toBeNull();
  });

  test.each(["paused", "unmarked"])("on a site that is %s, and on every host under it", (list) => {
    const choices = { ...both, [list]: ["a.com"] };
    expect(ordersFor(choices, "a.com")).toBeNull();
    expect(ordersFor(choices, "www.a.com")).toBeNull();
    expect(ordersFor(choices, "ba.com")).not.toBeNull();
  });
});

test("marks come with their style and kinds, a count alone without", () => {
  expect(ordersFor({ ...both, markStyle: "tint", markKinds: ["partly"] }, "a.com")).toMatchObject({
    marks: { style: "tint", kinds: ["partly"] },
    count: true,
  });
  expect(ordersFor({ ...both, marks: false }, "a.com")).toEqual({ marks: null, count: true });
  expect(ordersFor({ ...both, count: false }, "a.com")).toMatchObject({ count: false });
});

test("only what lies behind the wall, in part or in doubt, or is refused, is marked", () => {
  const signs = statuses.map((status) => {
    const of = (confidence: Confidence) => linkSignOf({ status, confidence });
    return `${status} ${of("high")}${of("medium")}${of("low")}`;
  });
  expect(signs).toEqual([
    "blocked bbd",
    "partly ppp",
    "regional ---",
    "former ---",
    "refused rrr",
    "reachable ---",
    "domestic ---",
    "unlisted ---",
    "unsupported ---",
  ]);
});
