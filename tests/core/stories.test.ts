import { describe, expect, test } from "vitest";
import { formatStories, type RuleFact } from "../../core/fact-files.ts";
import { joinIntervals, parseIntervals } from "../../core/intervals.ts";
import { isRefusalSection, saysOf, tellStories } from "../../core/stories.ts";

const refusals = "403/451/503/520 & URL Redirects";

function storiesOf(rows: readonly (readonly [rule: string, section: string, intervals: string])[]): string[] {
  const rules = rows.map(([rule, section, intervals]): RuleFact => ({
    rule,
    section,
    intervals: joinIntervals(parseIntervals(intervals)),
  }));
  return formatStories(tellStories(rules)).trimEnd().split("\n").slice(1);
}

describe("sections whose services refuse by themselves", () => {
  test.each([
    [refusals, true],
    ["403/451/520 & URL Redirects", true],
    ["403/451 & URL Redirects", true],
    ["403 Forbidden & URL Redirects", true],
    ["Restricted & URL Redirects", true],
    ["Restricted", true],
    ["Content Farm(fake 500 error)", false],
    ["4", false],
    ["Numerics", false],
    ["", false],
    ["__proto__", false],
  ])("%s: %s", (section, expected) => {
    expect(isRefusalSection(section)).toBe(expected);
  });

  test("do not make an exception mean anything but that it works", () => {
    expect(saysOf("@@||intl.target.com", refusals)).toBe("works");
    expect(saysOf("||hulu.com", refusals)).toBe("refuses");
    expect(saysOf("||hulu.com", "HH")).toBe("blocks");
  });
});

describe("the story of a host", () => {
  test("goes on through the rewriting of its rule", () => {
    const rows = [
      [".nytimes.com", "NYTimes", "2012-11-11..2026-02-09"],
      ["||nytimes.com", "NYTimes", "2012-11-11.."],
    ] as const;
    expect(storiesOf(rows)).toEqual(["nytimes.com\tblocks\t2012-11-11..\t2"]);
  });

  test("goes on when the new rule came on the day on which the old one left", () => {
    const rows = [
      ["|https://example.org/", "EE", "2015-01-01..2016-01-01"],
      ["example.org", "EE", "2016-01-01.."],
    ] as const;
    expect(storiesOf(rows)).toEqual(["example.org\tblocks\t2015-01-01..\t2"]);
  });

  test("keeps a gap of one day", () => {
    const rows = [
      [".google.com", "Google", "2016-05-03..2026-02-09"],
      ["||google.com", "Google", "2026-02-10.."],
    ] as const;
    expect(storiesOf(rows)).toEqual(["google.com\tblocks\t2016-05-03..2026-02-09,2026-02-10..\t2"]);
  });

  test("is another one for each meaning", () => {
    const rows = [
      ["||hulu.com", "HH", "2011-01-29..2013-02-15"],
      ["hulu.com", refusals, "2013-02-15.."],
      ["@@||hulu.com", "Whitelist Start", "2014-01-01..2014-02-01"],
    ] as const;
    expect(storiesOf(rows)).toEqual([
      "hulu.com\tblocks\t2011-01-29..2013-02-15\t1",
      "hulu.com\trefuses\t2013-02-15..\t1",
      "hulu.com\tworks\t2014-01-01..2014-02-01\t1",
    ]);
  });

  test("is not folded into that of its parent", () => {
    const rows = [
      ["zh.wikipedia.org", "Main", "2015-08-14..2019-04-28"],
      ["||wikipedia.org", "Main", "2019-04-28.."],
    ] as const;
    expect(storiesOf(rows)).toEqual([
      "wikipedia.org\tblocks\t2019-04-28..\t1",
      "zh.wikipedia.org\tblocks\t2015-08-14..2019-04-28\t1",
    ]);
  });

  test("is told of an IP address too", () => {
    expect(storiesOf([["|http://85.17.73.31/", refusals, "2013-01-01.."]])).toEqual([
      "85.17.73.31\trefuses\t2013-01-01..\t1",
    ]);
  });

  test.each([
    "||w3s.link/ipfs",
    "|http://cdn*.abc.com/",
    "%E6%B3%95%E8%BD%AE%E5%8A%9F",
    "search*falun",
    "/^https?:\\/\\/([^\\/]+\\.)*google\\.com/",
    "@@/^https?:\\/\\/(?=.*?(2x3|ni5|j5o))[a-z0-9.-]+\\.xn--ngstr-lra8j\\.com$",
    "/(?<cut/",
    "50.7.31.230:8898",
    "__proto__",
  ])("is not told by a rule for less or more than a host: %s", (rule) => {
    expect(storiesOf([[rule, "AA", "2013-01-01.."]])).toEqual([]);
  });
});
