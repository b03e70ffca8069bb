// What a verdict says in words: the headline, how sure it is, how far it reaches, and what it leaves open.

import type { Evidence, Scope, Status, Verdict } from "../verdict.ts";
import { evidenceClause } from "./evidence-sentences.ts";
import type { Dispute } from "./en.ts";
import type { Words } from "./words.ts";

export function statusSentence(words: Words, verdict: Verdict): string {
  return words.sentence(statusClause(words, verdict));
}

/** A claim of less than high confidence names who makes it. */
function statusClause(words: Words, verdict: Verdict): string {
  const { status, confidence } = verdict;
  const clause = words.headline[status];
  const isClaim = status === "blocked" || status === "partly" || status === "refused";
  const dispute = disputeOf(verdict);
  if (dispute !== undefined) return words.disputed[dispute].headline;
  if (status === "former" && bearing(verdict).every(({ source }) => source === "henan-sni")) return words.formerHenan;
  if (!isClaim || confidence === "high") return clause;
  if (confidence === "low") {
    return areReports(bearing(verdict)) ? words.onReports(clause) : words.onOldEvidence(clause);
  }
  const names = publishers(words, bearing(verdict));
  return names.length === 0 ? clause : words.accordingTo(clause, words.enumerate(names));
}

/** How sure the verdict is, and why; `null` where there is nothing to be sure of. */
export function confidenceSentence(words: Words, verdict: Verdict): readonly [string, string] | null {
  if (verdict.confidence === null) return null;
  return [words.sentence(words.confidence[verdict.confidence]), words.sentence(reason(words, verdict))];
}

function reason(words: Words, verdict: Verdict): string {
  const { status, confidence } = verdict;
  const dispute = disputeOf(verdict);
  if (dispute !== undefined) return words.disputed[dispute].reason;
  const evidence = bearing(verdict);
  const names = publishers(words, evidence);
  const together = words.enumerate(names);
  const last = evidence
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1);
  if (status === "former") return words.past(together);
  if (areReports(evidence)) return words.reportsAlone;
  if (confidence === "low" && last !== undefined) return words.old(together, last);
  if (names.length === 1) return words.alone(together);
  return names.length === 0 ? words.manyAgree : words.agree(together);
}

function areReports(evidence: readonly Evidence[]): boolean {
  return evidence.length > 0 && evidence.every(({ kind }) => kind === "report");
}

/** What stands against a block, where something does. */
export function disputeOf({ status, disputed, evidence }: Verdict): Dispute | undefined {
  if (!disputed || status !== "blocked") return undefined;
  const here = evidence.filter(({ elsewhere }) => !elsewhere);
  if (here.some(({ says, holds }) => says === "works" && holds)) return "excepted";
  return here.some(({ source, holds }) => source === "gfw-sni" && !holds) ? "noLongerCut" : "neverCut";
}

/** In three parts, since the name in the middle is foreign text that a page must isolate. */
export function scopeSentence(
  words: Words,
  scope: Scope,
  status: Status,
): readonly [before: string, of: string, after: string] {
  const [before, after] = words.scope[scope.kind];
  const lead = words.scopeLead[status === "former" ? "past" : status === "partly" ? "part" : "now"];
  return [`${lead}${before}`, scope.of, after];
}

export function unknowns(words: Words, verdict: Verdict): readonly string[] {
  const { unknown } = words;
  const said: string[] = [];
  if (verdict.status !== "blocked") said.push(unknown[verdict.status]);
  if (verdict.status === "unlisted") said.push(unknown.untested);
  const sources = new Map(verdict.evidence.map((each) => [each.source, each]));
  if (sources.has("gfwlist")) said.push(unknown.listDates);
  const daily = sources.has("gfw-sni") || sources.has("henan-sni");
  if (daily || sources.has("gfw-sni-zones")) said.push(unknown.tlsOnly);
  if (daily) said.push(unknown.testDays);
  if (sources.has("dossier")) said.push(unknown.reports);
  const snapshot = sources.get("greatfire");
  if (snapshot !== undefined) said.push(unknown.readOnce(snapshot.asOf));
  return said;
}

/** The verdict in a line: host, headline, and the words of two publishers at most. */
export function tooltip(words: Words, verdict: Verdict): string {
  const clause = statusClause(words, verdict);
  const subject = verdict.host === "" ? words.page.title : verdict.host;
  const sentences = [`${words.about(subject, clause)}${words.stop}`];
  const evidence = onePerPublisher(words, bearing(verdict)).slice(0, 2);
  if (evidence.length > 0) {
    const clauses = evidence.map((each) => evidenceClause(words, each));
    sentences.push(words.sentence(words.joinClauses(clauses)));
  }
  if (verdict.alsoRefuses) sentences.push(words.alsoRefuses);
  if (verdict.status === "unlisted") sentences.push(words.unknown.unlisted);
  return sentences.join(words.space);
}

/** What the card on a link says: the status, since when on whose word, and how sure that is. */
export function cardSentences(words: Words, verdict: Verdict): { status: string; details: readonly string[] } {
  const evidence = onePerPublisher(words, bearing(verdict)).slice(0, 2);
  const said = evidence.map((each) => words.sentence(evidenceClause(words, each)));
  const confidence = confidenceSentence(words, verdict);
  const refusal = verdict.alsoRefuses ? [words.alsoRefuses] : [];
  return {
    status: statusSentence(words, verdict),
    details: [...said, ...refusal, ...(confidence ? [confidence.join(words.space)] : [])],
  };
}

/** The evidence on which the status itself rests. */
function bearing({ status, evidence }: Verdict): readonly Evidence[] {
  return evidence.filter((each) => {
    const { says, holds, elsewhere, source } = each;
    if (elsewhere !== (status === "partly")) return false;
    switch (status) {
      case "blocked":
      case "partly":
        return says === "blocks" && holds && source !== "henan-sni";
      case "regional":
        return source === "henan-sni" && holds;
      case "former":
        return says === "blocks" && !holds;
      case "refused":
        return says === "refuses" && holds;
      case "reachable":
        return says === "works" && holds;
      default:
        return false;
    }
  });
}

function onePerPublisher(words: Words, evidence: readonly Evidence[]): readonly Evidence[] {
  const first = new Map<string, Evidence>();
  for (const each of evidence) {
    const name = words.publisher[each.source];
    if (!first.has(name)) first.set(name, each);
  }
  return [...first.values()];
}

function publishers(words: Words, evidence: readonly Evidence[]): readonly string[] {
  return [...new Set(evidence.map(({ source }) => words.publisher[source]))];
}
