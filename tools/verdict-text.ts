// A verdict as one line of text for a terminal: URL, status, confidence, and what each source says.

import type { Evidence, Verdict } from "../core/verdict.ts";

export function verdictInText(verdict: Verdict): string {
  const status = verdict.alsoRefuses ? `${verdict.status}, also refuses` : verdict.status;
  const fields = [
    spelledOut(verdict.url),
    status,
    verdict.confidence ?? "-",
    verdict.evidence.map(evidenceInText).join("; ") || "-",
  ];
  return fields.join("\t");
}

/** The text with what a terminal would act upon, or not show, as `\u{1b}`. */
export function spelledOut(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
}

function evidenceInText(item: Evidence): string {
  const spans = item.made
    ? `${item.made[0]} to ${item.made[1]}`
    : item.intervals.map(([from, to]) => `${from}..${to ?? ""}`).join(",");
  const days = item.days === null ? "" : `, ${item.days} of ${item.daysTested} test days`;
  const place = item.elsewhere ? ", elsewhere on the site" : "";
  const past = item.holds ? "" : ", ended";
  return `${item.source} ${item.says} ${item.rule} (${spans}${days}${past}${place})`;
}
