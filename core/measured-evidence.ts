// What measurements say of an address: GFW Report's tests of the national and Henan's firewall, GreatFire's snapshot.

import { type Asked, contentsOf, plainEvidence, scopeOfName, sourceOf } from "./asked.ts";
import type { FoundName } from "./records.ts";
import type { MeasuredRecord } from "./table-record.ts";
import { spansOf } from "./intervals.ts";
import type { Day, Evidence, Interval } from "./verdict.ts";

/** An interval ends after this many test days of absence (see data/gfw-sni/notice.md). */
const absentDays = 3;

/** Test days further apart leave a gap in the measurement. */
const longestPauseDays = 7;

/** The measurements' evidence for the host, each source's from its narrowest name. `exempt`: a host that works. */
export function measuredEvidence(asked: Asked, exempt: string | undefined): Evidence[] {
  const narrowestFirst = asked.chain.toReversed();
  const items = [
    ...narrowest(narrowestFirst, (found) => nationalEvidence(asked, found)),
    ...narrowest(narrowestFirst, (found) => zonesEvidence(asked, found)),
    ...narrowest(narrowestFirst, (found) => daily(asked, "henan-sni", found.name, found.record.henan)),
    ...narrowest(narrowestFirst, (found) => greatfireEvidence(asked, found)),
  ];
  // An exception beats what reaches the address only through a parent of the excepted host.
  return items.map((item) =>
    exempt !== undefined && item.rule !== exempt && exempt.endsWith(`.${item.rule}`)
      ? { ...item, elsewhere: true }
      : item,
  );
}

/** National evidence for one name alone: for the parts of a site. */
export function nationalPartEvidence(asked: Asked, name: string): Evidence | undefined {
  const record = asked.records.exact(name);
  if (!record) return undefined;
  const found = { name, record };
  const items = [nationalEvidence(asked, found), zonesEvidence(asked, found)];
  return items.find((item) => item?.holds);
}

/**
 * Whether fresh national tests covered this very name: a registrable domain of a generic top-level domain, or one that
 * the daily tests of Henan saw, which went through the same list of names.
 */
export function wasTested(asked: Asked, name: string): boolean {
  if (sourceOf(asked, "gfw-sni") === undefined) return false;
  const tested = contentsOf(asked).days["gfw-sni"];
  if (asked.records.exact(name)?.henan && (tested[0] ?? "9999") <= asked.day) return true;
  const labels = name.split(".");
  const top = labels[1] ?? "";
  if (labels.length !== 2 || top.length < 3 || top.startsWith("xn--")) return false;
  if (["edu", "gov", "mil", "int", "arpa"].includes(top)) return false;
  const zones = sourceOf(asked, "gfw-sni-zones");
  return zones !== undefined && isMade(zones.made, asked.day);
}

/** The narrowest name's item that still holds; where none does, the narrowest name's. */
function narrowest(names: readonly FoundName[], read: (found: FoundName) => Evidence | undefined): Evidence[] {
  const items = names.flatMap((found) => read(found) ?? []);
  const item = items.find(({ holds }) => holds) ?? items[0];
  return item ? [item] : [];
}

function nationalEvidence(asked: Asked, { name, record }: FoundName): Evidence | undefined {
  return daily(asked, "gfw-sni", name, record.national);
}

function daily(
  asked: Asked,
  id: "gfw-sni" | "henan-sni",
  name: string,
  measured: MeasuredRecord | undefined,
): Evidence | undefined {
  const source = sourceOf(asked, id);
  if (!source || !measured) return undefined;
  const days = contentsOf(asked).days[id];
  const last = lastTestDay(days, asked.day);
  const intervals: Interval[] = [];
  let holds = false;
  let isWhole = true;
  for (let i = 0; i < measured.spans.length; i += 2) {
    const from = measured.spans[i] ?? 0;
    const to = from + (measured.spans[i + 1] ?? 0);
    if (to > last) isWhole = false;
    if (from > last) break;
    intervals.push([days[from] ?? "", days[Math.min(to, last)] ?? ""]);
    holds ||= to > last - absentDays;
  }
  if (intervals.length === 0) return undefined;
  return {
    ...plainEvidence(source, id),
    holds,
    rule: name,
    scope: scopeOfName(name, asked.address.isIp),
    intervals,
    tested: spansOf(days.slice(0, last + 1), longestPauseDays),
    days: isWhole ? measured.seen : null,
    daysTested: last + 1,
    techniques: ["tls-sni"],
    asOf: days[last] ?? source.asOf,
  };
}

/** The place of the last test day that is not after `day`. */
function lastTestDay(days: readonly Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? "") <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function zonesEvidence(asked: Asked, found: FoundName): Evidence | undefined {
  const source = sourceOf(asked, "gfw-sni-zones");
  if (!source || !found.record.zones || !isMade(source.made, asked.day)) return undefined;
  return {
    ...plainEvidence(source, "gfw-sni-zones"),
    // The daily tests of the same name are newer, day by day.
    holds: nationalEvidence(asked, found)?.holds ?? true,
    rule: found.name,
    scope: scopeOfName(found.name, asked.address.isIp),
    intervals: [],
    made: source.made ?? null,
    techniques: ["tls-sni"],
  };
}

/** Names without a date of their own count from the end of the months in which they were collected. */
function isMade(made: readonly [string, string] | undefined, day: Day): boolean {
  return made !== undefined && day.slice(0, 7) > made[1];
}

function greatfireEvidence(asked: Asked, { name, record }: FoundName): Evidence | undefined {
  const source = sourceOf(asked, "greatfire");
  if (!source || !record.greatfire) return undefined;
  return {
    ...plainEvidence(source, "greatfire"),
    holds: true,
    rule: name,
    scope: scopeOfName(name, asked.address.isIp),
    intervals: [[source.asOf, source.asOf]],
  };
}
