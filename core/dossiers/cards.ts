// Chooses, out of all context, what fits one site: by its dossier, its categories and the techniques seen.

import { isAtOrUnder } from "../host-names.ts";
import type { Verdict } from "../verdict.ts";
import type { Card, CaseAbroad, Claim, Context, Episode, Figure, Method, Sector, Term } from "./context.ts";
import type { Dossier } from "./dossier.ts";

/** A technique, and how we know that it is used on this site: `general` if only that the firewall knows it. */
export interface SeenMethod {
  readonly method: Method;
  readonly origin: "measured" | "reported" | "general";
}

/** What was chosen, the best fit first. */
export interface Cards {
  readonly sectors: readonly Sector[];
  readonly methods: readonly SeenMethod[];
  readonly episodes: readonly Episode[];
  readonly abroad: readonly CaseAbroad[];
  readonly figures: readonly Figure[];
  readonly terms: readonly Term[];
  readonly claims: readonly Claim[];
}

const most = { sectors: 2, methods: 3, episodes: 4, abroad: 2, figures: 2, terms: 3, claims: 1 } as const;

/** Each status is a story of its own, whatever the site is about. */
const topicsOfStatus: Readonly<Partial<Record<Verdict["status"], readonly string[]>>> = {
  blocked: ["firewall"],
  partly: ["firewall"],
  regional: ["provincial"],
  former: ["firewall"],
  refused: ["market-access"],
  domestic: ["platforms"],
};

export function chooseCards(context: Context, verdict: Verdict, dossier: Dossier | undefined): Cards {
  const wanted = wantedTopics(context, verdict, dossier);
  const pick = <Kind extends Pick<Card, "topics">>(from: readonly Kind[], count: number): Kind[] =>
    best(from, count, ({ topics }) => sum(topics.map((topic) => wanted.get(topic) ?? 0)));
  const own = ownSectors(context, verdict.host, dossier);
  return {
    sectors: own.length > 0 ? own : pick(context.sectors, most.sectors),
    methods: seenMethods(context, verdict, dossier),
    episodes: pick(context.timeline.toReversed(), most.episodes).toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    abroad: pick(context.abroad.toReversed(), most.abroad),
    figures: pick(context.figures, most.figures),
    terms: pick(context.glossary, most.terms),
    claims: pick(context.claims, most.claims),
  };
}

/** The technique of each test that saw a cut, by its method. */
const methodOfTechnique = { "tls-sni": "sni-filtering" } as const;

/** How something is blocked can be told only of what is, or was. */
const blocks: ReadonlySet<Verdict["status"]> = new Set(["blocked", "partly", "regional", "former"]);

function seenMethods(context: Context, verdict: Verdict, dossier: Dossier | undefined): SeenMethod[] {
  if (!blocks.has(verdict.status)) return [];
  const cut = verdict.evidence.filter(({ holds, elsewhere, says }) => holds && !elsewhere && says === "blocks");
  const measured = new Set<string>(cut.flatMap(({ techniques }) => techniques.map((each) => methodOfTechnique[each])));
  const reported = new Set(dossier?.methods);
  const seen = context.methods.flatMap((method): SeenMethod[] => {
    const origin = measured.has(method.id) ? "measured" : reported.has(method.id) ? "reported" : undefined;
    return origin ? [{ method, origin }] : [];
  });
  if (seen.length > 0 || cut.length === 0) return seen;
  return context.methods
    .filter(({ topics }) => topics.includes("firewall"))
    .slice(0, most.methods)
    .map((method) => ({ method, origin: "general" }));
}

/** The markets in which this very site competes. */
function ownSectors(context: Context, host: string, dossier: Dossier | undefined): Sector[] {
  return context.sectors.filter(
    ({ foreign, chinese }) =>
      foreign.some((service) => dossier !== undefined && service.dossier === dossier.id) ||
      chinese.some(({ domain }) => isAtOrUnder(host, domain)),
  );
}

/** Topics and their weight: a site's own come before those that fit every block. */
function wantedTopics(context: Context, verdict: Verdict, dossier: Dossier | undefined): Map<string, number> {
  const wanted = new Map<string, number>();
  const want = (topic: string, weight: number): void => {
    wanted.set(topic, Math.max(weight, wanted.get(topic) ?? 0));
  };
  for (const [topic, { categories, groups }] of Object.entries(context.topics)) {
    if (dossier && categories.includes(dossier.category)) want(topic, 4);
    if (verdict.categories.some((category) => groups.includes(category))) want(topic, 4);
  }
  for (const sector of ownSectors(context, verdict.host, dossier)) {
    for (const topic of sector.topics) want(topic, 6);
  }
  for (const topic of techniqueTopics(context, verdict)) want(topic, 2);
  for (const topic of topicsOfStatus[verdict.status] ?? []) want(topic, 1);
  if (wanted.size > 0) want("cyber-sovereignty", 1);
  return wanted;
}

function techniqueTopics(context: Context, verdict: Verdict): ReadonlySet<string> {
  const seen = new Set<string>(verdict.evidence.flatMap(({ techniques }) => techniques));
  const fitting = Object.entries(context.topics).filter(([, { techniques }]) =>
    techniques.some((each) => seen.has(each)),
  );
  return new Set(fitting.map(([topic]) => topic));
}

/** The entries of the highest score, in their own order where scores are equal; none of score 0. */
function best<Kind>(from: readonly Kind[], count: number, score: (entry: Kind) => number): Kind[] {
  return from
    .map((entry) => ({ entry, score: score(entry) }))
    .filter((scored) => scored.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ entry }) => entry);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
