// What evidence and events add up to: lanes and points, with pauses in testing left as gaps.

import { describe, expect, test } from "vitest";
import type { DossierEvent } from "../../core/dossiers/dossier.ts";
import { type History, tellHistory } from "../../core/history.ts";
import { placeOf, type Range, rangesOf, ticksOf } from "../../core/history-scale.ts";
import type { Evidence } from "../../core/verdict.ts";
import { evidence } from "../components/verdict-cases.ts";

const { gfwlist, daily, zones, greatfire, delisted, refuses, works } = evidence;

function spans(history: History): string[] {
  return history.lanes.flatMap(({ id, spans: own }) => own.map(({ kind, from, to }) => `${id} ${kind} ${from} ${to}`));
}

function points(history: History): string[] {
  return history.points.map(({ kind, date, until }) => `${date} ${kind}${until === null ? "" : ` ${until}`}`);
}

const event = (date: string, more: Partial<DossierEvent> = {}): DossierEvent => ({
  date,
  precision: "day",
  kind: "blocked",
  standing: "confirmed",
  text: `On ${date}.`,
  works: [],
  ...more,
});

describe("a list", () => {
  test("that still has the rule is known to the day it was read, and no further", () => {
    const history = tellHistory([gfwlist], []);
    expect(spans(history)).toEqual(["gfwlist listed 2012-11-11 2026-08-06"]);
    expect(points(history)).toEqual(["2012-11-11 listed", "2026-08-06 lastRead"]);
  });

  test("that dropped the rule twice has two spans", () => {
    expect(points(tellHistory([delisted], []))).toEqual([
      "2010-03-04 listed",
      "2011-01-01 unlisted",
      "2012-01-01 listed",
      "2015-06-07 unlisted",
    ]);
  });

  test("says in its span what it says of the site", () => {
    expect(spans(tellHistory([refuses], []))).toEqual(["gfwlist refuses 2016-01-20 2026-08-06"]);
    expect(spans(tellHistory([works], []))).toEqual(["gfwlist works 2018-02-03 2026-08-06"]);
  });
});

describe("tests", () => {
  test("that paused leave a gap in what was cut, and the pause is told", () => {
    const history = tellHistory([daily], []);
    expect(spans(history)).toEqual(["gfw-sni cut 2023-11-05 2024-03-04", "gfw-sni cut 2024-10-08 2025-03-31"]);
    expect(points(history)).toEqual(["2023-11-05 cutFrom", "2024-03-04 pause 2024-10-08", "2025-03-31 cutTo"]);
  });

  test.each<[string, Evidence["intervals"], string[]]>([
    ["within one span of tests", [["2023-12-01", "2023-12-05"]], ["2023-12-01 2023-12-05"]],
    ["on a single day", [["2024-10-08", "2024-10-08"]], ["2024-10-08 2024-10-08"]],
    ["that ended before the pause", [["2023-11-05", "2024-03-04"]], ["2023-11-05 2024-03-04"]],
    [
      "twice, once over the pause",
      [
        ["2023-11-05", "2023-11-06"],
        ["2024-01-01", "2024-12-01"],
      ],
      ["2023-11-05 2023-11-06", "2024-01-01 2024-03-04", "2024-10-08 2024-12-01"],
    ],
  ])("a cut %s is drawn only where there were tests", (_, intervals, expected) => {
    const drawn = tellHistory([{ ...daily, intervals }], []).lanes.flatMap((lane) => lane.spans);
    expect(drawn.map(({ from, to }) => `${from} ${to}`)).toEqual(expected);
  });

  test("without a date for each name are told by their months, to the last day of the last", () => {
    const history = tellHistory([zones], []);
    expect(spans(history)).toEqual(["gfw-sni-zones undated 2023-12-01 2025-04-30"]);
    expect(history.points[0]).toMatchObject({ kind: "undated", precision: "month", until: "2025-04-30" });
  });

  test("read once are a day, not a span", () => {
    expect(spans(tellHistory([greatfire], []))).toEqual(["greatfire read 2021-07-22 2021-07-22"]);
  });
});

test("lanes stand in one order whatever the order of the evidence, events last", () => {
  const history = tellHistory([greatfire, zones, daily, gfwlist, evidence.dossier], [event("2012-10-26")]);
  expect(history.lanes.map(({ id }) => id)).toEqual(["gfwlist", "gfw-sni", "gfw-sni-zones", "greatfire", "events"]);
});

test("a report's own evidence has no lane beside the events that tell it", () => {
  expect(tellHistory([evidence.dossier], []).lanes).toEqual([]);
});

test("points are in order of time, a thousand of them as well", () => {
  const events = Array.from({ length: 1000 }, (_, i) => event(`20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`));
  const dates = tellHistory([gfwlist, daily], events).points.map(({ date }) => date);
  expect(dates).toHaveLength(1005);
  expect(dates).toEqual(dates.toSorted());
});

describe("ranges", () => {
  const kinds = (given: readonly Evidence[], events: readonly DossierEvent[] = []): string[] =>
    rangesOf(tellHistory(given, events), "2026-11-23").map(({ kind, from, to }) => `${kind} ${from} ${to}`);

  test("are all years, those with evidence, and those of the daily tests", () => {
    expect(kinds([gfwlist, daily])).toEqual(["all 2009 2027", "evidence 2012 2027", "tests 2023 2026"]);
  });

  test("are one where the evidence begins with the list", () => {
    expect(kinds([{ ...gfwlist, intervals: [["2009-02-24", null]] }])).toEqual(["all 2009 2027"]);
  });

  test("begin earlier where an event does", () => {
    expect(kinds([gfwlist], [event("2002-10-01")])).toEqual(["all 2002 2027"]);
  });
});

describe("the scale", () => {
  const range: Range = { kind: "all", from: 2009, to: 2027 };

  test("puts the first day at 0 and the end at 1", () => {
    expect(placeOf("2009-01-01", range)).toBe(0);
    expect(placeOf("2027-01-01", range)).toBe(1);
    expect(placeOf("2018-01-01", range)).toBeCloseTo(0.5, 3);
    expect(placeOf("2008-12-31", range)).toBeLessThan(0);
  });

  test.each([
    [{ from: 2009, to: 2027 }, 6, ["2010", "2013", "2016", "2019", "2022", "2025"]],
    [{ from: 2009, to: 2027 }, 18, Array.from({ length: 18 }, (_, i) => `${2009 + i}`)],
    [{ from: 2002, to: 2027 }, 3, ["2010", "2020"]],
    [{ from: 2023, to: 2026 }, 6, ["2023", "2023-07", "2024", "2024-07", "2025", "2025-07"]],
  ])("%j has at most %i ticks", (given, most, expected) => {
    const ticks = ticksOf({ kind: "all", ...given }, most);
    expect(ticks.map(({ day, unit }) => day.slice(0, unit === "year" ? 4 : 7))).toEqual(expected);
  });
});
