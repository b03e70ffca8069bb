// Literal verdicts of every status, as the core would give them, for tests of words and components.

import type { Confidence, Evidence, Status, Verdict } from "../../core/verdict.ts";

const gfwlist: Evidence = {
  source: "gfwlist",
  kind: "list",
  says: "blocks",
  holds: true,
  rule: "||nytimes.com",
  scope: { kind: "subdomains", of: "nytimes.com" },
  intervals: [["2012-11-11", null]],
  tested: [],
  days: null,
  daysTested: null,
  made: null,
  techniques: [],
  elsewhere: false,
  rules: 1,
  leftWith: null,
  asOf: "2026-08-06",
  link: "https://github.com/gfwlist/gfwlist",
};

const daily: Evidence = {
  ...gfwlist,
  source: "gfw-sni",
  kind: "measurement",
  rule: "nytimes.com",
  intervals: [["2023-11-05", "2025-03-31"]],
  tested: [
    ["2023-11-05", "2024-03-04"],
    ["2024-10-08", "2025-03-31"],
  ],
  days: 258,
  daysTested: 258,
  techniques: ["tls-sni"],
  asOf: "2025-03-31",
  link: "https://github.com/gfw-report/sp25-regional",
};

export const evidence = {
  gfwlist,
  daily,
  dailyEnded: {
    ...daily,
    holds: false,
    intervals: [["2023-11-05", "2024-02-10"]],
    days: 40,
  },
  zones: {
    ...daily,
    source: "gfw-sni-zones",
    intervals: [],
    tested: [],
    days: null,
    daysTested: null,
    made: ["2023-12", "2025-04"],
  },
  henan: {
    ...daily,
    source: "henan-sni",
    rule: "example.org",
    scope: { kind: "subdomains", of: "example.org" },
    days: 201,
    daysTested: 263,
  },
  greatfire: {
    ...gfwlist,
    source: "greatfire",
    kind: "measurement",
    rule: "example.net",
    intervals: [["2021-07-22", "2021-07-22"]],
    asOf: "2021-07-22",
    link: "https://github.com/Loyalsoldier/cn-blocked-domain",
  },
  dossier: { ...gfwlist, source: "dossier", kind: "report", intervals: [["2012-10-25", null]] },
  cleanedUp: {
    ...gfwlist,
    holds: false,
    intervals: [["2014-05-01", "2026-02-10"]],
    leftWith: 1635,
  },
  delisted: {
    ...gfwlist,
    holds: false,
    intervals: [
      ["2010-03-04", "2011-01-01"],
      ["2012-01-01", "2015-06-07"],
    ],
  },
  refuses: { ...gfwlist, says: "refuses", rule: "||netflix.com", intervals: [["2016-01-20", null]] },
  works: { ...gfwlist, says: "works", rule: "@@||fonts.gstatic.com", intervals: [["2018-02-03", null]] },
  elsewhere: { ...gfwlist, elsewhere: true, rule: "||w3s.link/ipfs", intervals: [["2023-04-05", null]] },
} satisfies Record<string, Evidence>;

const bearing: Readonly<Record<Status, readonly Evidence[]>> = {
  blocked: [evidence.gfwlist, evidence.daily],
  partly: [evidence.elsewhere],
  regional: [evidence.henan],
  former: [evidence.cleanedUp, evidence.dailyEnded],
  refused: [evidence.refuses],
  reachable: [evidence.works],
  domestic: [],
  unlisted: [],
  unsupported: [],
};

export function verdictOf(
  status: Status,
  confidence: Confidence | null = "high",
  more: Partial<Verdict> = {},
): Verdict {
  const host = status === "unsupported" ? "" : "www.nytimes.com";
  return {
    url: host === "" ? "about:blank" : `https://${host}/`,
    host,
    asOf: "2026-08-06",
    status,
    confidence: bearing[status].length === 0 ? null : confidence,
    alsoRefuses: false,
    disputed: false,
    scope: bearing[status][0]?.scope ?? null,
    rule: bearing[status][0]?.rule ?? null,
    evidence: bearing[status],
    service: null,
    categories: [],
    dossier: null,
    ...more,
  };
}
