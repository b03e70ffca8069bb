// The one place that answers for a URL: it gathers the evidence and weighs it. The table of cases is in
// docs/verdicts.md and, row by row, in tests/core/judge.test.ts.

import { parseAddress, type WebAddress } from "./address.ts";
import { type Asked, contentsOf } from "./asked.ts";
import { readCode } from "./context-codes.ts";
import { monthsBefore } from "./days.ts";
import { parseClaim } from "./dossiers/dossier-claims.ts";
import { dependsOnAddress, listedEvidence, listedPartEvidence } from "./listed-evidence.ts";
import { measuredEvidence, nationalPartEvidence, wasTested } from "./measured-evidence.ts";
import { type LinkSign, linkSignOf } from "./orders.ts";
import type { FoundName, Records } from "./records.ts";
import { reportedEvidence } from "./reported-evidence.ts";
import { TableRules } from "./table-rules.ts";
import type { TableHead } from "./table.ts";
import type { Confidence, Day, Evidence, SourceId, Status, Verdict } from "./verdict.ts";

/** Months for which a source's word is fresh. */
const freshMonths = { list: 12, measurement: 24, report: 12 } as const;

/** The first day that any source knows of. */
export const firstDay: Day = "2009-02-24";

export class Judge {
  readonly #head: TableHead;
  readonly #rules: TableRules;

  constructor(head: TableHead) {
    this.#head = head;
    this.#rules = new TableRules(head);
  }

  /** The day for which it answers unless asked for an earlier one. */
  get asOf(): Day {
    return this.#head.contents.asOf;
  }

  /** Looks a URL's host up, so that `records` can tell what it misses before there is a verdict. */
  look(url: string, records: Records): void {
    const address = parseAddress(url);
    if (address?.kind === "web") chainOf(address, records);
  }

  /**
   * The verdict on a URL as of a day (by default the packs' own). `undefined` for what no browser could read as a
   * URL. `records` may be a part of the table: look at what it then misses. Throws `DamagedBytes`.
   */
  judge(url: string, records: Records, asOf: Day = this.asOf): Verdict | undefined {
    const address = parseAddress(url);
    if (!address) return undefined;
    const day = asOf < this.asOf ? asOf : this.asOf;
    if (address.kind === "unsupported") return { ...blank(url, address.host, day), status: "unsupported" };
    return weigh(this.#asked(address, day, records));
  }

  /**
   * What every link to a host is marked with, or `?` where that depends on the rest of its address. Rules that hang on
   * no host and name nothing but paths are not looked at. Throws `DamagedBytes`.
   */
  sign(host: string, records: Records): LinkSign {
    const address = parseAddress(`https://${host}/`);
    if (address?.kind !== "web") return "-";
    const asked = this.#asked(address, this.asOf, records);
    if (dependsOnAddress(asked)) return "?";
    return asked.chain.length === 0 ? "-" : linkSignOf(weigh(asked));
  }

  #asked(address: WebAddress, day: Day, records: Records): Asked {
    return { address, day, head: this.#head, rules: this.#rules, records, chain: chainOf(address, records) };
  }
}

function chainOf({ host, isIp }: WebAddress, records: Records): FoundName[] {
  if (!isIp) return records.chain(host);
  const record = records.exact(host);
  return record ? [{ name: host, record }] : [];
}

function blank(url: string, host: string, asOf: Day): Verdict {
  return {
    url,
    host,
    asOf,
    status: "unlisted",
    confidence: null,
    alsoRefuses: false,
    disputed: false,
    scope: null,
    rule: null,
    evidence: [],
    service: null,
    categories: [],
    dossier: null,
  };
}

function weigh(asked: Asked): Verdict {
  const listed = listedEvidence(asked);
  const evidence = [
    ...listed.items,
    ...measuredEvidence(asked, listed.exempt),
    ...reportedEvidence(asked, listed.exempt),
  ];
  const here = evidence.filter(({ elsewhere }) => !elsewhere);
  const holding = here.filter(({ holds }) => holds);
  const blocks = holding.filter(({ says, source }) => says === "blocks" && source !== "henan-sni");
  const refusals = holding.filter(({ says }) => says === "refuses");
  const refuses = refusals[0];
  const works = holding.find(({ says }) => says === "works");
  const context = contextOf(asked);
  const verdict = (status: Status, deciding: Evidence | undefined, rest: Partial<Verdict> = {}): Verdict => ({
    ...blank(asked.address.url, asked.address.host, asked.day),
    status,
    scope: deciding?.scope ?? null,
    rule: deciding?.rule ?? null,
    evidence,
    service: context.service,
    categories: context.categories,
    dossier: context.dossier,
    ...rest,
  });

  const disputed = isDisputed(asked, blocks, evidence) || (blocks.length > 0 && works !== undefined);
  const isOldOnly = blocks.every((item) => !isFresh(item, asked.day));
  if (blocks.length > 0 && !(isOldOnly && [works, ...refusals].some((item) => item && isFresh(item, asked.day)))) {
    const confidence = confidenceIn(blocks, disputed, asked.day);
    return verdict("blocked", blocks[0], { confidence, disputed, alsoRefuses: refuses !== undefined });
  }
  if (works) return verdict("reachable", works, { confidence: confidenceIn([works], false, asked.day) });
  if (refuses) return verdict("refused", refuses, { confidence: confidenceIn(refusals, false, asked.day) });
  const henan = holding.find(({ source }) => source === "henan-sni");
  if (henan) return verdict("regional", henan, { confidence: confidenceIn([henan], false, asked.day) });
  const part = partEvidence(asked, evidence);
  if (part) {
    const confidence = confidenceIn([part], false, asked.day);
    return verdict("partly", part, { confidence, evidence: [part, ...evidence.filter((item) => item !== part)] });
  }
  const past = here.filter(({ says, holds }) => says === "blocks" && !holds);
  if (past.length > 0) {
    // Henan's end says nothing of what a list or a national test claims.
    const national = past.filter(({ source }) => source !== "henan-sni");
    const told = national.length > 0 ? national : past;
    const measured = told.find((item) => item.kind === "measurement" && isFresh(item, asked.day));
    return verdict("former", measured ?? told[0], { confidence: measured ? "medium" : "low" });
  }
  return verdict(context.isDomestic ? "domestic" : "unlisted", undefined);
}

/** Fresh evidence that another part of the same site is blocked. */
function partEvidence(asked: Asked, evidence: readonly Evidence[]): Evidence | undefined {
  const isPart = (item: Evidence | undefined): item is Evidence =>
    item !== undefined && item.says === "blocks" && item.holds && isFresh(item, asked.day);
  const known = evidence.find((item) => item.elsewhere && isPart(item)) ?? listedPartEvidence(asked);
  if (isPart(known)) return known;
  const names = asked.chain.flatMap(({ record }) => record.parts);
  const measured = names.map((name) => nationalPartEvidence(asked, name)).find(isPart);
  return measured && { ...measured, elsewhere: true };
}

/** A list names the host, and fresh TLS tests of that name did not see it cut, or no longer. */
function isDisputed(asked: Asked, blocks: readonly Evidence[], evidence: readonly Evidence[]): boolean {
  const listed = blocks.find(({ source }) => source === "gfwlist");
  if (!listed || blocks.some(({ source }) => source === "gfw-sni" || source === "gfw-sni-zones")) return false;
  if (evidence.some(({ source, holds }) => source === "gfw-sni" && !holds)) return true;
  const name = asked.address.host.replace(/^www\./, "");
  return listed.scope.kind === "subdomains" && listed.scope.of === name && wasTested(asked, name);
}

function confidenceIn(holding: readonly Evidence[], disputed: boolean, day: Day): Confidence {
  // What was reported once may have changed since: it confirms others, and is never enough alone.
  const isSure = holding.some((item) => item.kind !== "report" && isFresh(item, day));
  if (!isSure) return "low";
  const origins = new Set(holding.map(({ source }) => originOf(source)));
  if (origins.size > 1) return disputed ? "medium" : "high";
  return disputed ? "low" : "medium";
}

/** Sources that derive from one another speak with one voice. */
function originOf(source: SourceId): string {
  return source === "gfw-sni" || source === "gfw-sni-zones" ? "gfw-report" : source;
}

function isFresh(item: Evidence, day: Day): boolean {
  return item.asOf >= monthsBefore(day, freshMonths[item.kind]);
}

interface NameContext {
  readonly service: string | null;
  readonly categories: readonly string[];
  readonly dossier: string | null;
  readonly isDomestic: boolean;
}

function contextOf(asked: Asked): NameContext {
  const { services, categories, dossiers } = contentsOf(asked);
  let service: string | null = null;
  let dossier: string | null = null;
  let isDomestic = false;
  const named = new Set<string>();
  for (const { name, record } of asked.chain) {
    for (const code of record.context) {
      const { kind, text, isFull } = readCode(code);
      if (isFull && name !== asked.address.host) continue;
      if (kind === "domestic") isDomestic = true;
      else if (kind === "category") named.add(categories[text] ?? "");
      else if (kind === "service") service = services[text] ?? null;
      else if (!parseClaim(dossiers[text] ?? "")) dossier = dossiers[text] ?? null;
    }
  }
  return { service, categories: [...named].sort(), dossier, isDomestic };
}
