// A survey with the verdicts on it: which links lead behind the wall, and which parts would fail in mainland China.

import { siteName } from "../chosen-sites.ts";
import { isAtOrUnder } from "../host-names.ts";
import { type Sign, signOf } from "../status-shapes.ts";
import type { Verdict } from "../verdict.ts";
import type { PartKind } from "./part-kinds.ts";
import type { LinkedHost, Part, Survey } from "./survey.ts";

export interface JudgedLinks extends LinkedHost {
  /** the strongest verdict on its examples */
  readonly verdict: Verdict;
  /** how many of the examples it holds for */
  readonly matched: number;
}

export interface JudgedPart extends Part {
  readonly verdict: Verdict;
}

export interface OnPage {
  /** the page's own address */
  readonly url: string;
  /** every other host that the page links to, the strongest verdict first */
  readonly links: readonly JudgedLinks[];
  readonly parts: readonly JudgedPart[];
  readonly isCut: boolean;
}

/** Parts of one host that would fail, by kind. */
export interface FailingHost {
  readonly host: string;
  readonly verdict: Verdict;
  readonly kinds: readonly (readonly [kind: PartKind, urls: readonly string[]])[];
}

/** The signs that stand for censorship or a refusal, the strongest first. */
const strongestFirst: readonly Sign[] = ["blocked", "doubted", "refused", "partly", "regional"];
const sureness = { high: 0, medium: 1, low: 2 } as const;

/** The addresses to ask about. */
export function addressesOf({ links, parts }: Survey): readonly string[] {
  return [...new Set([...links.flatMap(({ examples }) => examples), ...parts.map(({ url }) => url)])];
}

/** What was not answered is left out. */
export function judgeSurvey(survey: Survey, verdicts: ReadonlyMap<string, Verdict>, page: Verdict): OnPage {
  const others = <Found extends { readonly host: string }>(found: readonly Found[]): Found[] =>
    found.filter(({ host }) => !isOwn(host, page));
  const links = others(survey.links).flatMap((linked): JudgedLinks[] => {
    const all = linked.examples.flatMap((url) => verdicts.get(url) ?? []);
    const [verdict] = all.toSorted(byStrength);
    if (verdict === undefined) return [];
    const matched = all.filter((each) => signOf(each) === signOf(verdict)).length;
    return [{ ...linked, verdict, matched }];
  });
  const parts = others(survey.parts).flatMap((part): JudgedPart[] => {
    const verdict = verdicts.get(part.url);
    return verdict === undefined ? [] : [{ ...part, verdict }];
  });
  return {
    url: page.url,
    links: links.sort((a, b) => byStrength(a.verdict, b.verdict) || b.count - a.count || compare(a.host, b.host)),
    parts,
    isCut: survey.isCut,
  };
}

/** The headline speaks for the page's own host, and on a blocked site for those under it. */
function isOwn(host: string, page: Verdict): boolean {
  return host === page.host || (wouldFail(page) && isAtOrUnder(host, siteName(page.host)));
}

/** The hosts behind the wall, or that refuse. */
export function censoredLinks({ links }: OnPage): readonly JudgedLinks[] {
  return links.filter(({ verdict }) => strongestFirst.includes(signOf(verdict)));
}

export function failingHosts({ parts }: OnPage): readonly FailingHost[] {
  const byHost = Map.groupBy(
    parts.filter(({ verdict }) => wouldFail(verdict)),
    ({ host }) => host,
  );
  const hosts = Array.from(byHost, ([host, found]) => {
    const kinds = Map.groupBy(found, ({ kind }) => kind);
    const [first] = found.map(({ verdict }) => verdict).sort(byStrength);
    return first === undefined
      ? []
      : [
          {
            host,
            verdict: first,
            kinds: Array.from(kinds, ([kind, all]) => [kind, all.map(({ url }) => url)] as const),
          },
        ];
  });
  return hosts.flat().sort((a, b) => byStrength(a.verdict, b.verdict) || compare(a.host, b.host));
}

/** How many hosts of parts are not among the failing: named as working or run in China, or without evidence. */
export function otherHosts({ parts }: OnPage): { readonly working: number; readonly unproven: number } {
  const byHost = Map.groupBy(parts, ({ host }) => host);
  const others = [...byHost.values()].filter((found) => !found.some(({ verdict }) => wouldFail(verdict)));
  const working = others.filter((found) =>
    found.every(({ verdict: { status } }) => status === "reachable" || status === "domestic"),
  ).length;
  return { working, unproven: others.length - working };
}

function wouldFail({ status }: Verdict): boolean {
  return status === "blocked" || status === "refused";
}

function byStrength(a: Verdict, b: Verdict): number {
  return rank(a) - rank(b);
}

function rank(verdict: Verdict): number {
  const sign = strongestFirst.indexOf(signOf(verdict));
  const { confidence } = verdict;
  return (sign === -1 ? strongestFirst.length : sign) * 4 + (confidence === null ? 3 : sureness[confidence]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
