// A few facts of every kind of source, and their packs: for tests of what packs and tables are made of.

import type { AssignmentFact, MeasuredFact, RuleFact } from "../../core/fact-files.ts";
import type { SourceFact } from "../../core/fact-source.ts";
import { type Pack, readPack } from "../../core/pack.ts";
import { packRules } from "../../core/rules-pack.ts";
import type { SiteOf } from "../../core/site-parts.ts";
import { packAssigned, packMeasured, packNames } from "../../core/source-packs.ts";
import { buildTable } from "../../core/table-builder.ts";
import type { Day } from "../../core/verdict.ts";
import { finish } from "../../core/slices.ts";

/** Enough of the Public Suffix List for these facts. */
export const siteOf: SiteOf = (host) => {
  const labels = host.split(".");
  return labels.length < 2 || /^\d+$/.test(labels.at(-1) ?? "") ? undefined : labels.slice(-2).join(".");
};

export function sourceOf(id: string): SourceFact {
  const kind =
    id === "gfwlist"
      ? "list"
      : /^(gfw-sni|gfw-sni-zones|henan-sni|greatfire)$/.test(id)
        ? "measurement"
        : id === "dossier"
          ? "report"
          : "context";
  const made = id === "gfw-sni-zones" ? { made: ["2023-12", "2025-04"] as const } : {};
  const plain = {
    title: id,
    from: "2009-02-24",
    asOf: "2026-08-06",
    link: "https://lists.example/",
    terms: "for tests",
  };
  return { id, kind, ...plain, ...made };
}

export const tested: readonly Day[] = ["2023-11-05", "2023-11-06", "2023-11-08", "2025-03-31"];

export const rules: readonly RuleFact[] = [
  { rule: "/^https?:\\/\\/[^\\/]+blogspot\\.(.*)/", section: "Google", intervals: [["2014-12-24", null]] },
  {
    rule: "@@||fonts.gstatic.com",
    section: "Whitelist Start",
    intervals: [
      ["2015-03-21", "2023-01-08"],
      ["2025-03-05", null],
    ],
  },
  { rule: "||nytimes.com", section: "NYTimes", intervals: [["2012-11-11", null]] },
  { rule: "||w3s.link/ipfs", section: "WW", intervals: [["2022-05-01", null]] },
];

export const measured: readonly MeasuredFact[] = [
  { domain: "nytimes.com", intervals: [["2023-11-05", "2025-03-31"]], days: 4 },
  {
    domain: "parts.site.org",
    intervals: [
      ["2023-11-05", "2023-11-06"],
      ["2025-03-31", "2025-03-31"],
    ],
    days: 3,
  },
];

export const names: readonly string[] = ["0-1-1.com", "0-3-0.com", "a.b.site.net", "zz"];

export const assigned: readonly AssignmentFact[] = [
  { name: "google", domain: "google", match: "domain" },
  { name: "google", domain: "nytimes.com", match: "full" },
  { name: "new-york-times", domain: "nytimes.com", match: "domain" },
];

/** A dossier and its claim. */
const claimed: readonly AssignmentFact[] = [
  { name: "nytimes", domain: "nytimes.com", match: "domain" },
  { name: "nytimes|blocks|2012-10-26|2014-01-01", domain: "nytimes.com", match: "domain" },
];

/** The pack of each source, by its id. */
export function fewPacks(): Map<string, Uint8Array<ArrayBuffer>> {
  return new Map([
    ["gfwlist", packRules(sourceOf("gfwlist"), rules, siteOf)],
    ["gfw-sni", packMeasured(sourceOf("gfw-sni"), measured, tested, siteOf)],
    ["gfw-sni-zones", packNames(sourceOf("gfw-sni-zones"), names, siteOf)],
    ["henan-sni", packMeasured(sourceOf("henan-sni"), measured.slice(1), tested, siteOf)],
    ["greatfire", packNames(sourceOf("greatfire"), [...names, "103.102.166.224"], siteOf)],
    ["services", packAssigned(sourceOf("services"), assigned)],
    ["categories", packAssigned(sourceOf("categories"), assigned.slice(1))],
    [
      "cn-services",
      packAssigned(sourceOf("cn-services"), [{ name: "cn-services", domain: "baidu.com", match: "domain" }]),
    ],
    ["dossier", packAssigned(sourceOf("dossier"), claimed)],
  ]);
}

/** The bytes of a table built from packs. */
export function tableFrom(packs: readonly Pack[]): Uint8Array<ArrayBuffer> {
  return finish(buildTable(packs, "digest"));
}

export function open(packs: Iterable<Uint8Array>): Pack[] {
  return Array.from(packs, (bytes) => readPack(bytes, "a pack"));
}
