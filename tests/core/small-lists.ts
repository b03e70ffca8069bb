// Small lists for tests: a few facts in words, through real packs into a real table.

import { getDomain, getPublicSuffix } from "tldts";
import { formatClaim } from "../../core/dossiers/dossier-claims.ts";
import type { AssignmentFact, MeasuredFact, RuleFact } from "../../core/fact-files.ts";
import { Judge } from "../../core/judge.ts";
import { readPack } from "../../core/pack.ts";
import { WholeRecords } from "../../core/records.ts";
import { packRules } from "../../core/rules-pack.ts";
import type { SiteOf } from "../../core/site-parts.ts";
import { packAssigned, packMeasured, packNames } from "../../core/source-packs.ts";
import { buildTable } from "../../core/table-builder.ts";
import { readTable, type Table } from "../../core/table.ts";
import type { SourceFact } from "../../core/fact-source.ts";
import type { Day, Interval, Verdict } from "../../core/verdict.ts";

const siteOf: SiteOf = (host) => getDomain(host, { allowPrivateDomains: true }) ?? undefined;

/** Ten test days in a row and, after a gap in measuring, five more. */
export const testDays: readonly Day[] = [
  ...Array.from({ length: 10 }, (_, i) => `2024-01-${10 + i}`),
  ...Array.from({ length: 5 }, (_, i) => `2025-03-${27 + i}`),
];

const plain = { link: "https://lists.example/", terms: "for tests" } as const;
const sources: readonly SourceFact[] = [
  { id: "gfwlist", title: "list", kind: "list", from: "2009-02-24", asOf: "2026-08-06", ...plain },
  { id: "gfw-sni", title: "daily", kind: "measurement", from: "2024-01-10", asOf: "2025-03-31", ...plain },
  {
    id: "gfw-sni-zones",
    title: "zones",
    kind: "measurement",
    from: "2023-12-01",
    asOf: "2025-04-01",
    made: ["2023-12", "2025-04"],
    ...plain,
  },
  { id: "henan-sni", title: "Henan", kind: "measurement", from: "2024-01-10", asOf: "2025-03-31", ...plain },
  { id: "greatfire", title: "snapshot", kind: "measurement", from: "2021-07-22", asOf: "2021-07-22", ...plain },
  { id: "services", title: "services", kind: "context", from: "2026-08-01", asOf: "2026-08-01", ...plain },
  { id: "categories", title: "categories", kind: "context", from: "2026-08-01", asOf: "2026-08-01", ...plain },
  { id: "cn-services", title: "in China", kind: "context", from: "2026-08-01", asOf: "2026-08-01", ...plain },
  { id: "dossier", title: "dossiers", kind: "report", from: "1999-01-01", asOf: "2026-11-22", terms: "for tests" },
];

function source(id: string): SourceFact {
  const found = sources.find((each) => each.id === id);
  if (!found) throw new Error(`no source ${id}`);
  return found;
}

/** Builds a table out of facts in words, see docs/verdicts.md: `gfwlist ||a.com`, `cut a.com`, `in China a.com`... */
export function tableOf(facts: readonly string[]): Table {
  const words = facts.map(
    (fact) => /^(gfwlist|cut|henan|zones|greatfire|in China|service|category|dossier) ?(.*)$/.exec(fact) ?? fail(fact),
  );
  const of = (kind: string): string[] => words.filter(([, found]) => found === kind).map(([, , rest = ""]) => rest);
  const measured = (kind: string): MeasuredFact[] => of(kind).map(readMeasured);
  const assigned = (kind: string) =>
    of(kind).map((text) => {
      const [name = "", domain = "", match = "domain"] = text.split(" ");
      return { name, domain, match: match === "full" ? ("full" as const) : ("domain" as const) };
    });
  const rules = of("gfwlist")
    .map(readRule)
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const packs = [
    packRules(source("gfwlist"), rules, siteOf, (host) => getPublicSuffix(host) === host),
    packMeasured(source("gfw-sni"), measured("cut"), testDays, siteOf),
    packNames(source("gfw-sni-zones"), of("zones"), siteOf),
    packMeasured(source("henan-sni"), measured("henan"), testDays, siteOf),
    packNames(source("greatfire"), of("greatfire"), siteOf),
    packAssigned(source("services"), assigned("service")),
    packAssigned(source("categories"), assigned("category")),
    packAssigned(
      source("cn-services"),
      of("in China").map((domain) => ({ name: "cn-services", domain, match: "domain" })),
    ),
    packAssigned(source("dossier"), of("dossier").flatMap(readClaim)),
  ];
  const build = buildTable(
    packs.map((bytes, i) => readPack(bytes, `pack ${i}`)),
    "test",
  );
  for (;;) {
    const step = build.next();
    if (step.done) return readTable(step.value);
  }
}

/** Answers from a table of those facts. */
export function judgeFrom(facts: readonly string[]): (url: string, asOf?: Day) => Verdict | undefined {
  const table = tableOf(facts);
  const judge = new Judge(table.head);
  const records = new WholeRecords(table);
  return (url, asOf) => judge.judge(url, records, asOf);
}

/** `[refuses] RULE [FROM..[TO],...]`; without a span the rule stands since 2020. */
function readRule(text: string): RuleFact {
  const isRefusal = text.startsWith("refuses ");
  const [rule = "", spans = "2020-01-01.."] = text.replace(/^refuses /, "").split(" ");
  const intervals = spans.split(",").map((span): Interval => {
    const [from = "", to = ""] = span.split("..");
    return [from, to === "" ? null : to];
  });
  return { rule, section: isRefusal ? "403/451/503/520 & URL Redirects" : "AA", intervals };
}

/** `NAME [FROM..TO,...]`; without a span it was cut on all test days. */
function readMeasured(text: string): MeasuredFact {
  const [domain = "", spans = `${testDays[0]}..${testDays.at(-1)}`] = text.split(" ");
  const intervals = spans.split(",").map((span): [Day, Day] => {
    const [from = "", to = ""] = span.split("..");
    return [from, to];
  });
  const isSeen = (day: Day): boolean => intervals.some(([from, to]) => from <= day && day <= to);
  return { domain, intervals, days: testDays.filter(isSeen).length };
}

/** `NAME [blocks|refuses SINCE READ]`: a dossier called after the name, and what it reports. */
function readClaim(text: string): AssignmentFact[] {
  const [domain = "", says, since = "", read = ""] = text.split(" ");
  const claims = says === "blocks" || says === "refuses" ? [formatClaim({ dossier: domain, says, since, read })] : [];
  return [domain, ...claims].map((name) => ({ name, domain, match: "domain" }));
}

function fail(fact: string): never {
  throw new Error(`not a fact: ${fact}`);
}
