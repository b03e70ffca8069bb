// Every row of the tables in docs/verdicts.md, and the design's examples on the real lists.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Judge } from "../../core/judge.ts";
import { WholeRecords } from "../../core/records.ts";
import type { Verdict } from "../../core/verdict.ts";
import { openTable } from "../../tools/table-file.ts";
import { judgeFrom } from "./small-lists.ts";

interface Row {
  readonly section: string;
  readonly given: readonly string[];
  readonly url: string;
  readonly asOf: string | undefined;
  readonly expected: string;
  readonly because: string;
}

/** The rows of all tables that begin with `Given`, section by section. */
function readRows(markdown: string): Row[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .flatMap((part) => {
      const section = part.slice(0, part.indexOf("\n"));
      return [...part.matchAll(/^\| (?!Given|---)(.*) \|$/gm)].map(([, line = ""]): Row => {
        const [given = "", asked = "", expected = "", because = ""] = line.split(/(?<!\\) \| /);
        const [, url = "", asOf] = /^`(.*)`(?: as of (.*))?$/.exec(asked) ?? [];
        const facts = [...given.matchAll(/`([^`]*)`/g)].map(([, fact = ""]) => fact.replaceAll("\\|", "|"));
        return { section, given: facts, url, asOf, expected, because };
      });
    });
}

/** A verdict in the words of the tables. */
function inWords(verdict: Verdict | undefined, withSince: boolean): string {
  if (!verdict) return "not a URL";
  const since = verdict.evidence[0]?.intervals[0]?.[0];
  return [
    verdict.status,
    verdict.confidence,
    verdict.disputed && "disputed",
    verdict.alsoRefuses && "refuses",
    withSince && `since ${since}`,
  ]
    .filter(Boolean)
    .join(" ");
}

const rows = readRows(readFileSync(new URL("../../docs/verdicts.md", import.meta.url), "utf8"));

describe("docs/verdicts.md", () => {
  test("holds all its tables", () => {
    expect(Map.groupBy(rows, ({ section }) => section).size).toBe(7);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ url }) => url === "")).toEqual([]);
  });

  test.each(rows)("$section: $given, $url $asOf: $expected, because $because", ({ given, url, asOf, expected }) => {
    const verdict = judgeFrom(given)(url, asOf);
    expect(inWords(verdict, expected.includes("since"))).toBe(expected);
  });
});

describe("the real lists", () => {
  const table = openTable();
  const judge = new Judge(table.head);
  const records = new WholeRecords(table);

  test.each([
    ["https://www.nytimes.com/", "blocked high since 2012-11-11"],
    ["https://github.com/", "blocked low disputed since 2013-01-19"],
    ["https://w3s.link/", "partly medium"],
    ["https://w3s.link/ipfs/x", "blocked medium"],
    ["https://www.netflix.com/", "refused high"],
    ["https://discord.com/", "blocked high refuses"],
    ["https://fonts.gstatic.com/", "reachable medium"],
    ["https://www.baidu.com/", "domestic"],
    ["https://example.com/", "unlisted"],
    ["https://www.google.com/", "blocked high"],
    ["https://zh.wikipedia.org/wiki/X", "blocked high"],
    ["https://anything.blogspot.com/", "blocked high"],
    ["file:///x", "unsupported"],
  ])("%s is %s", (url, expected) => {
    expect(inWords(judge.judge(url, records), expected.includes("since"))).toBe(expected);
  });

  test.each([
    ["https://www.nytimes.com/", "2012-10-25", "unlisted"],
    ["https://www.nytimes.com/", "2012-11-10", "blocked low"],
    ["https://www.nytimes.com/", "2012-11-11", "blocked high"],
    ["https://zh.wikipedia.org/", "2013-06-08", "blocked medium"],
    ["https://en.wikipedia.org/", "2016-01-01", "partly medium"],
    ["https://chatgpt.com/", "2024-05-11", "unlisted"],
  ])("as %s stood on %s it was %s", (url, asOf, expected) => {
    expect(inWords(judge.judge(url, records, asOf), false)).toBe(expected);
  });

  test("nytimes.com was cut in 258 of 258 daily tests to 31 March 2025", () => {
    const daily = judge.judge("https://www.nytimes.com/", records)?.evidence.find(({ source }) => source === "gfw-sni");
    expect(daily).toMatchObject({
      rule: "nytimes.com",
      holds: true,
      intervals: [["2023-11-05", "2025-03-31"]],
      days: 258,
      daysTested: 258,
      techniques: ["tls-sni"],
    });
  });
});
