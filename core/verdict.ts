// What Wallsight says of a URL: a status, how sure it is, and the evidence it rests on.

/** Every status, in the order of the icons and of the words; see the table in docs/verdicts.md. */
export const statuses = [
  "blocked",
  "partly",
  "regional",
  "former",
  "refused",
  "reachable",
  "domestic",
  "unlisted",
  "unsupported",
] as const;
export type Status = (typeof statuses)[number];

export type Confidence = "high" | "medium" | "low";

/** Sources of evidence. `dossier` is this project's own research. */
export type SourceId = "gfwlist" | "gfw-sni" | "gfw-sni-zones" | "henan-sni" | "greatfire" | "dossier";

/** An ISO day, `2026-08-06`. */
export type Day = string;

/**
 * A span of days. A measurement's ends on the last day seen, a list's on the first day without the rule; `null` while
 * it goes on.
 */
export type Interval = readonly [from: Day, to: Day | null];

export type Scope =
  /** one host name alone */
  | { readonly kind: "host"; readonly of: string }
  /** a host name and everything under it */
  | { readonly kind: "subdomains"; readonly of: string }
  /** addresses that begin with `of` */
  | { readonly kind: "prefix"; readonly of: string }
  /** addresses that fit a wildcard, a keyword or an expression */
  | { readonly kind: "pattern"; readonly of: string }
  /** an IP address */
  | { readonly kind: "address"; readonly of: string };

/** What one source says about the URL. */
export interface Evidence {
  readonly source: SourceId;
  /** `report`: a dossier's, on the word of press and research */
  readonly kind: "list" | "measurement" | "report";
  /** `blocks`: the state blocks it. `refuses`: the service turns visitors away. `works`: an exception. */
  readonly says: "blocks" | "refuses" | "works";
  /** whether it still held on the day of the verdict */
  readonly holds: boolean;
  /** the rule as the list writes it, or the domain that was measured */
  readonly rule: string;
  readonly scope: Scope;
  /** `null` as an end: it still held when the source was last read */
  readonly intervals: readonly Interval[];
  /** spans in which tests were made at least once a week; between them nothing was measured; `[]` for a list */
  readonly tested: readonly Interval[];
  /** test days on which it was seen, of all test days; `null` where the source has no such count */
  readonly days: number | null;
  readonly daysTested: number | null;
  /** for a source without a date for each name: the months in which it was made, `2023-12` */
  readonly made: readonly [from: string, to: string] | null;
  readonly techniques: readonly "tls-sni"[];
  /** whether it speaks of another part of the site than this URL */
  readonly elsewhere: boolean;
  /** how many of the list's rules, rewritten or side by side, the intervals were joined from */
  readonly rules: number;
  /** a list that ended: how many other rules left it on that same day; many point to a clean-up; `null` on other days */
  readonly leftWith: number | null;
  /** the last day that the source knows of */
  readonly asOf: Day;
  /** where a person can check it; `""` where its dossier names the works */
  readonly link: string;
}

export interface Verdict {
  readonly url: string;
  /** as a browser writes it, without a trailing dot; `""` where there is none */
  readonly host: string;
  /** the day for which the verdict stands: the packs' own date or an earlier one that was asked for */
  readonly asOf: Day;
  readonly status: Status;
  readonly confidence: Confidence | null;
  /** the state blocks it and the service refuses as well */
  readonly alsoRefuses: boolean;
  /** a list names it and a fresh TLS measurement of this very name did not see it cut, or the other way round */
  readonly disputed: boolean;
  readonly scope: Scope | null;
  readonly rule: string | null;
  readonly evidence: readonly Evidence[];
  readonly service: string | null;
  readonly categories: readonly string[];
  readonly dossier: string | null;
}
