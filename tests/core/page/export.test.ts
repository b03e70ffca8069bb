// What was found on a page, as a file for a spreadsheet or a program.

import { describe, expect, test } from "vitest";
import { onPageAsCsv, onPageAsJson } from "../../../core/page/export.ts";
import type { OnPage } from "../../../core/page/on-page.ts";
import { evidence, verdictOf } from "../../components/verdict-cases.ts";

const about = { version: "0.1.0", listsDate: "2026-08-06", today: "2026-11-23" };
const found: OnPage = {
  url: "https://example.com/a",
  links: [
    {
      host: "www.nytimes.com",
      count: 2,
      examples: ["https://www.nytimes.com/", "https://www.nytimes.com/a,b"],
      verdict: verdictOf("blocked", "high"),
      matched: 2,
    },
  ],
  parts: [
    { kind: "font", host: "quiet.com", url: 'https://quiet.com/a"b', verdict: verdictOf("unlisted") },
    {
      kind: "script",
      host: "works.com",
      url: "https://works.com/",
      verdict: verdictOf("reachable", "medium", { rule: "@@||works.com", evidence: [evidence.works] }),
    },
  ],
  isCut: false,
};

test("CSV has a row for each host linked to and each part, with what it rests on", () => {
  expect(onPageAsCsv(found, about).split("\r\n")).toEqual([
    "what,kind,host,count,status,confidence,also_refuses,disputed,rule,sources,address,page,lists_date,exported_on,wallsight",
    'link,,www.nytimes.com,2,blocked,high,false,false,||nytimes.com,gfwlist gfw-sni,"https://www.nytimes.com/ https://www.nytimes.com/a,b",https://example.com/a,2026-08-06,2026-11-23,0.1.0',
    'part,font,quiet.com,1,unlisted,,false,false,,,"https://quiet.com/a""b",https://example.com/a,2026-08-06,2026-11-23,0.1.0',
    "part,script,works.com,1,reachable,medium,false,false,'@@||works.com,gfwlist,https://works.com/,https://example.com/a,2026-08-06,2026-11-23,0.1.0",
    "",
  ]);
});

describe("a cell", () => {
  const ruleCell = (rule: string): string | undefined => {
    const verdict = verdictOf("blocked", "high", { rule, evidence: [] });
    const one = { ...found, links: [], parts: [{ kind: "other", host: "a.com", url: "u", verdict } as const] };
    const [, row = ""] = onPageAsCsv(one, { ...about, version: "v" }).split(/\r\n(?=part|$)/);
    return /^part,other,a\.com,1,blocked,high,false,false,(.*),,u,https/s.exec(row)?.[1];
  };

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("https://a.com")'])(
    "%j cannot act as a formula",
    (text) => {
      expect(ruleCell(text)).toMatch(/^"?'/);
    },
  );

  test.each([
    ["a,b", '"a,b"'],
    ['a"b', '"a""b"'],
    ["a\r\nb", '"a\r\nb"'],
    ["a b", "a b"],
    ["", ""],
    ["中文", "中文"],
  ])("%j is written as %j", (text, cell) => {
    expect(ruleCell(text)).toBe(cell);
  });
});

test("JSON says the same, and from which lists it is", () => {
  const read: unknown = JSON.parse(onPageAsJson(found, about));
  expect(read).toMatchObject({
    wallsight: "0.1.0",
    listsDate: "2026-08-06",
    exportedOn: "2026-11-23",
    page: "https://example.com/a",
    links: [
      { host: "www.nytimes.com", count: 2, status: "blocked", confidence: "high", sources: ["gfwlist", "gfw-sni"] },
    ],
    parts: [
      { kind: "font", address: 'https://quiet.com/a"b', status: "unlisted", confidence: null },
      { kind: "script", rule: "@@||works.com", status: "reachable" },
    ],
  });
});
