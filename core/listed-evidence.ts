// What GFWList says of an address: that it is blocked, that the service refuses, that it works.

import { type Asked, contentsOf, plainEvidence, scopeOfName, sourceOf } from "./asked.ts";
import type { Says, SourceFact } from "./fact-files.ts";
import { bridgeSlips, isHeldOn, joinIntervals } from "./intervals.ts";
import { isAtOrUnder } from "./host-names.ts";
import { matchesRule, type Rule } from "./rule.ts";
import { visitCandidates } from "./rule-index.ts";
import type { ListedRule } from "./table-rules.ts";
import type { Day, Evidence, Interval, Scope } from "./verdict.ts";

/** A rule that had been on the list by the day asked for, as it was known then. */
interface KnownRule extends ListedRule {
  readonly isLive: boolean;
  /** `hit`: the address fits it. `covers`: it names the host as a whole, but not this address (http only, say) */
  readonly reach: "hit" | "covers" | "elsewhere";
}

export interface ListedEvidence {
  readonly items: readonly Evidence[];
  /** the host that a live exception names, if one matches */
  readonly exempt: string | undefined;
}

export function listedEvidence(asked: Asked): ListedEvidence {
  const source = sourceOf(asked, "gfwlist");
  if (!source) return { items: [], exempt: undefined };
  const known = knownRules(asked, new Set([...hostRules(asked), ...generalRules(asked)]));
  const exceptions = known.filter(({ says, reach, isLive }) => says === "works" && reach === "hit" && isLive);
  const exempt = exceptions.length > 0 ? narrowestHost(exceptions, asked.address.host) : undefined;
  const items = (["blocks", "refuses", "works"] as const).flatMap((says) =>
    evidenceOf(
      asked,
      source,
      says,
      known.filter((rule) => rule.says === says),
      exempt !== undefined && says !== "works",
    ),
  );
  return { items: items.toSorted((a, b) => Number(a.elsewhere) - Number(b.elsewhere)), exempt };
}

/** A live rule that blocks another part of the site, where there is one. */
export function listedPartEvidence(asked: Asked): Evidence | undefined {
  const source = sourceOf(asked, "gfwlist");
  if (!source) return undefined;
  const ids = new Set([...hostRules(asked), ...asked.chain.flatMap(({ record }) => record.partRules)]);
  const parts = knownRules(asked, ids).filter(
    ({ says, isLive, reach }) => says === "blocks" && isLive && reach !== "hit",
  );
  const nearest = parts.toSorted((a, b) => nearness(b) - nearness(a))[0];
  return nearest && { ...item(asked, source, "blocks", [nearest], nearest, true), elsewhere: true };
}

/** Whether a live rule that may fit addresses of the host looks at more than the host. */
export function dependsOnAddress(asked: Asked): boolean {
  const ids = new Set([...hostRules(asked), ...generalRules(asked)]);
  return knownRules(asked, ids).some(({ rule, isLive }) => isLive && rule.form.kind !== "host");
}

/** Rules of the host itself come first, then those listed longest. */
function nearness(rule: KnownRule): number {
  const since = Number((rule.intervals.at(-1)?.[0] ?? "9999").slice(0, 4));
  return (rule.reach === "covers" ? 10_000 : 0) - since;
}

function hostRules(asked: Asked): number[] {
  return asked.chain.flatMap(({ record }) => record.rules);
}

function generalRules(asked: Asked): number[] {
  // An address may hold a rule's four characters any number of times.
  const candidates = new Set<number>();
  visitCandidates(asked.head.ruleIndex, asked.address.text, (id) => candidates.add(id));
  return [...candidates].filter((id) => matchesRule(asked.rules.at(id).rule, asked.address));
}

function knownRules(asked: Asked, ids: ReadonlySet<number>): KnownRule[] {
  const known: KnownRule[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const listed = asked.rules.at(id);
    const intervals = until(listed.intervals, asked.day);
    const isLive = isHeldOn(listed.intervals, asked.day);
    // That all of `co.jp` stood on the list for a few weeks says nothing of the sites under it.
    if (intervals.length === 0 || (listed.isSuffix && !isLive)) continue;
    known.push({ ...listed, intervals, isLive, reach: reachOf(listed.rule, asked) });
  }
  return known;
}

/** Half-open intervals as they were known on a day. */
function until(intervals: readonly Interval[], day: Day): Interval[] {
  return intervals.filter(([from]) => from <= day).map(([from, to]) => [from, to !== null && to > day ? null : to]);
}

function reachOf(rule: Rule, asked: Asked): KnownRule["reach"] {
  if (matchesRule(rule, asked.address)) return "hit";
  const { host } = asked.address;
  if (!rule.whole || rule.host === undefined) return "elsewhere";
  return rule.host === host || (rule.deep && isAtOrUnder(host, rule.host)) ? "covers" : "elsewhere";
}

function narrowestHost(rules: readonly KnownRule[], addressHost: string): string {
  const hosts = rules.map(({ rule }) => rule.host ?? addressHost);
  return hosts.reduce((best, host) => (host.length > best.length ? host : best));
}

/** The item of one meaning: the narrowest rule that holds, or the last one that did. */
function evidenceOf(
  asked: Asked,
  source: SourceFact,
  says: Says,
  known: readonly KnownRule[],
  isExempt: boolean,
): Evidence[] {
  const hits = known.filter(({ reach }) => reach === "hit");
  const told = known.filter(({ reach }) => reach !== "elsewhere");
  const live = hits.filter(({ isLive }) => isLive);
  const deciding = live.toSorted((a, b) => reachLength(b) - reachLength(a))[0];
  if (deciding) return [{ ...item(asked, source, says, told, deciding, true), elsewhere: isExempt }];
  const last = told.toSorted((a, b) => (endOf(a) < endOf(b) ? 1 : -1))[0];
  if (!last) return [];
  // A live rule that covers the host but not this address (plain http only, say) has not ended.
  return [{ ...item(asked, source, says, told, last, last.isLive), elsewhere: last.isLive }];
}

function reachLength({ rule }: KnownRule): number {
  return (rule.host ?? "").length * 2 + (rule.deep ? 1 : 0);
}

function endOf(rule: KnownRule): Day {
  return rule.intervals.at(-1)?.[1] ?? "9999";
}

/** One item for rules that tell one story: their intervals joined, so that a rewrite ends nothing. */
function item(
  asked: Asked,
  source: SourceFact,
  says: Says,
  told: readonly KnownRule[],
  shown: KnownRule,
  holds: boolean,
): Evidence {
  const { leaving } = contentsOf(asked);
  const joined = joinIntervals(told.flatMap((rule) => rule.intervals));
  const intervals = bridgeSlips(joined, (day) => leaving.some(([cleanUp]) => cleanUp === day));
  const end = intervals.at(-1)?.[1] ?? null;
  const left = leaving.find(([day]) => day === end);
  return {
    ...plainEvidence(source, "gfwlist"),
    says,
    holds,
    rule: shown.rule.text,
    scope: scopeOfRule(shown.rule, asked.address.isIp),
    intervals,
    rules: told.length,
    leftWith: left ? left[1] - 1 : null,
    asOf: source.asOf < asked.day ? source.asOf : asked.day,
  };
}

function scopeOfRule(rule: Rule, isIp: boolean): Scope {
  const body = rule.text.replace(/^@@/, "");
  if (rule.host !== undefined && rule.form.kind === "host") return scopeOfName(rule.host, isIp);
  const isPrefix = body.startsWith("|") && !/[*^]|\|$/.test(body);
  return isPrefix ? { kind: "prefix", of: body.replace(/^\|+/, "") } : { kind: "pattern", of: body };
}
