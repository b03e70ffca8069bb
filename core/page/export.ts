// What was found on a page as a file: CSV for a spreadsheet, JSON for a program.

import type { Day, Verdict } from "../verdict.ts";
import type { OnPage } from "./on-page.ts";

interface ExportedAs {
  /** of Wallsight */
  readonly version: string;
  /** of the newest list */
  readonly listsDate: Day;
  /** the day it is exported */
  readonly today: Day;
}

const columns = [
  "what",
  "kind",
  "host",
  "count",
  "status",
  "confidence",
  "also_refuses",
  "disputed",
  "rule",
  "sources",
  "address",
  "page",
  "lists_date",
  "exported_on",
  "wallsight",
] as const;

/** RFC 4180, a row for every host linked to and every part; no cell can act as a formula. */
export function onPageAsCsv(found: OnPage, { version, listsDate, today }: ExportedAs): string {
  const about = [found.url, listsDate, today, version];
  const rows = [
    ...found.links.map(({ host, count, examples, verdict }) => [
      "link",
      "",
      host,
      String(count),
      ...verdictCells(verdict),
      examples.join(" "),
      ...about,
    ]),
    ...found.parts.map(({ kind, host, url, verdict }) => [
      "part",
      kind,
      host,
      "1",
      ...verdictCells(verdict),
      url,
      ...about,
    ]),
  ];
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

export function onPageAsJson(found: OnPage, { version, listsDate, today }: ExportedAs): string {
  const { url, links, parts, isCut } = found;
  const exported = {
    wallsight: version,
    listsDate,
    exportedOn: today,
    page: url,
    isCut,
    links: links.map(({ host, count, examples, matched, verdict }) => ({
      host,
      count,
      examples,
      matched,
      ...verdictFields(verdict),
    })),
    parts: parts.map(({ kind, host, url: address, verdict }) => ({ kind, host, address, ...verdictFields(verdict) })),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

function verdictFields({ status, confidence, alsoRefuses, disputed, scope, rule, evidence }: Verdict) {
  return {
    status,
    confidence,
    alsoRefuses,
    disputed,
    scope,
    rule,
    sources: [...new Set(evidence.map((e) => e.source))],
  };
}

function verdictCells(verdict: Verdict): string[] {
  const { status, confidence, alsoRefuses, disputed, rule, sources } = verdictFields(verdict);
  return [status, confidence ?? "", String(alsoRefuses), String(disputed), rule ?? "", sources.join(" ")];
}

/** What a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
