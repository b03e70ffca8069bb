// GFWList as it is published today, brought into the pack that the extension holds: the history goes on by what changed.
//
// Refused, with nothing changed: a file that its own checksum does not fit, one that is older than the list at hand
// or of the future, one that would end or begin more than half of the rules.

import { isoDay } from "../days.ts";
import { compileExpression, ExpressionError } from "../expression.ts";
import { type Gfwlist, readingGfwlist } from "../gfwlist-text.ts";
import { readPack } from "../pack.ts";
import { isOpen, updatingRules } from "../rule-history.ts";
import { isExpression, parseRule } from "../rule.ts";
import { type PackedRule, packingRules, unpackingRules } from "../rules-pack.ts";
import type { SiteOf } from "../site-parts.ts";
import type { Day } from "../verdict.ts";
import { type Changes, listedOf } from "./changes.ts";
import { FromTheFuture, Rollback, UnfitRelease } from "./errors.ts";
import type { UnreadRules } from "./state.ts";

const where = "GFWList";
/** The list has some 150 kB; what is this long is something else. */
export const longestGfwlist = 4_194_304;
const dayMs = 86_400_000;
const sliceRules = 256;
const mostShown = 5;
const longestShown = 100;

interface Sites {
  readonly siteOf: SiteOf;
  readonly isSuffix: (host: string) => boolean;
}

export interface GfwlistUpdate {
  readonly pack: Uint8Array<ArrayBuffer>;
  readonly changes: Changes;
  readonly unread: UnreadRules;
}

/**
 * Brings the pack up to a published list, in slices. `now` is in milliseconds since 1970. Throws `GfwlistError` for
 * what is no whole list, `SyncError` for one that cannot be meant.
 */
export function* updateGfwlist(
  packBytes: Uint8Array,
  published: Uint8Array,
  now: number,
): Generator<void, GfwlistUpdate> {
  if (published.length > longestGfwlist) throw new UnfitRelease(where, `${published.length} bytes are no list`);
  const pack = readPack(packBytes, where);
  const packed = yield* unpackingRules(pack);
  yield;
  const list = yield* readingGfwlist(published);
  yield;
  const asOf = dayOf(list, pack.source.asOf, now);
  const { listed, unread } = yield* readable(list);
  yield;
  const update = yield* updatingRules(packed, listed, asOf);
  yield;
  const live = packed.filter(isOpen).length;
  for (const [what, count] of [["end", update.ended.length] as const, ["begin", update.added.length] as const]) {
    if (count * 2 > live) throw new UnfitRelease(where, `${count} rules would ${what}, of ${live}`);
  }
  yield;
  const { siteOf, isSuffix } = yield* sitesOf(packed);
  const source = { ...pack.source, asOf };
  const bytes = yield* packingRules(source, update.rules, siteOf, isSuffix);
  const [added, removed] = [listedOf(update.added), listedOf(update.ended)];
  return { pack: bytes, changes: { id: source.id, from: pack.source.asOf, to: asOf, added, removed }, unread };
}

/** The day on which the list says it was modified. That of a clock that may be wrong would not do in its place. */
function dayOf({ modified }: Gfwlist, before: Day, now: number): Day {
  const at = Date.parse(modified ?? "");
  if (Number.isNaN(at)) throw new UnfitRelease(where, "it does not say when it was modified");
  if (at > now + 2 * dayMs) throw new FromTheFuture(where, `it was modified on ${isoDay(Math.floor(at / dayMs))}`);
  const day = isoDay(Math.floor(at / dayMs));
  if (day < before) throw new Rollback(where, `it is of ${day}; the list at hand is of ${before}`);
  return day;
}

function* readable({ rules }: Gfwlist) {
  const [all, leftOut] = [new Set<string>(), new Set<string>()];
  for (const { rule } of rules) {
    all.add(rule);
    if (!isExpression(rule)) continue;
    if (!isTranslatable(rule)) leftOut.add(rule);
    yield;
  }
  const first = [...leftOut].slice(0, mostShown).map(shortened);
  const unread: UnreadRules = { count: leftOut.size, all: all.size, first };
  return { listed: rules.filter(({ rule }) => !leftOut.has(rule)), unread };
}

function shortened(rule: string): string {
  return rule.length > longestShown ? `${rule.slice(0, longestShown)}...` : rule;
}

function isTranslatable(rule: string): boolean {
  try {
    compileExpression(rule.replace(/^@@/, "").slice(1, -1));
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/**
 * What the packed rules tell of sites and public suffixes. A build knows the Public Suffix List; here it is not at
 * hand. Hosts that the pack knows keep what it says; for new ones a suffix counts that some known site stands under,
 * else the last label. An error would only blur which part of a site a rule covers.
 */
function* sitesOf(rules: readonly PackedRule[]): Generator<void, Sites> {
  const sites = new Map<string, string>();
  const suffixes = new Set<string>();
  for (const [i, packed] of rules.entries()) {
    if (i % sliceRules === 0) yield;
    const { host } = parseRule(packed.rule, packed.program);
    if (host === undefined) continue;
    if (packed.isSuffix) suffixes.add(host);
    const site = packed.siteLabels > 0 ? host.split(".").slice(-packed.siteLabels).join(".") : host;
    sites.set(host, site);
    if (packed.siteLabels > 2) suffixes.add(site.slice(site.indexOf(".") + 1));
  }
  const guess = (host: string): string => {
    const labels = host.split(".");
    for (let i = 1; i < labels.length; i++) {
      if (suffixes.has(labels.slice(i).join("."))) return labels.slice(i - 1).join(".");
    }
    return labels.slice(-2).join(".");
  };
  const isAddress = (host: string): boolean => /^[\d.]+$/.test(host);
  return {
    siteOf: (host: string): string | undefined => sites.get(host) ?? (isAddress(host) ? undefined : guess(host)),
    isSuffix: (host: string): boolean => suffixes.has(host) && rulesName(host),
  };

  function rulesName(host: string): boolean {
    return sites.get(host) === host || !sites.has(host);
  }
}
