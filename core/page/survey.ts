// What a page links to and loads, as its content script tells it: hostile ground, so every field is checked before use.

import { parseAddress } from "../address.ts";
import { kindOfPart, type PartKind } from "./part-kinds.ts";

/** As it comes off the wire; a link's entry is how many there are to one host, and a few of their addresses. */
export interface ToldSurvey {
  readonly links: readonly (readonly [count: number, ...examples: string[]])[];
  /** what asked for it, an element's name or what resource timing says, and the address */
  readonly parts: readonly (readonly [initiator: string, url: string])[];
  /** there was more than is told */
  readonly isCut: boolean;
}

export const surveyLimits = { links: 20_000, hosts: 2_000, parts: 2_000, examples: 4, address: 2_048 } as const;

export interface LinkedHost {
  readonly host: string;
  readonly count: number;
  /** different addresses on that host, the page's first ones */
  readonly examples: readonly string[];
}

export interface Part {
  readonly kind: PartKind;
  readonly host: string;
  readonly url: string;
}

export interface Survey {
  readonly links: readonly LinkedHost[];
  readonly parts: readonly Part[];
  readonly isCut: boolean;
}

/** Leaves out whatever is not as it should be; the host is read from the address, never taken at its word. */
export function readSurvey(told: unknown): Survey {
  const fields = new Map<string, unknown>(typeof told === "object" && told !== null ? Object.entries(told) : []);
  const links = new Map<string, { count: number; examples: string[] }>();
  for (const [count, ...examples] of rowsOf(fields.get("links"), surveyLimits.hosts)) {
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 1) continue;
    const read = examples.slice(0, surveyLimits.examples).flatMap(readAddress);
    const [first] = read;
    if (first === undefined) continue;
    const known = links.get(first.host) ?? { count: 0, examples: [] };
    known.count = Math.min(known.count + count, surveyLimits.links);
    for (const { host, url } of read) {
      const isNew = host === first.host && !known.examples.includes(url);
      if (isNew && known.examples.length < surveyLimits.examples) known.examples.push(url);
    }
    links.set(first.host, known);
  }
  const parts = new Map<string, Part>();
  for (const [initiator, given] of rowsOf(fields.get("parts"), surveyLimits.parts)) {
    if (typeof initiator !== "string") continue;
    for (const { host, url } of readAddress(given)) {
      if (!parts.has(url)) parts.set(url, { kind: kindOfPart(initiator, url), host, url });
    }
  }
  return {
    links: Array.from(links, ([host, found]) => ({ host, ...found })),
    parts: [...parts.values()],
    isCut: fields.get("isCut") === true,
  };
}

function rowsOf(told: unknown, most: number): unknown[][] {
  return Array.isArray(told) ? told.slice(0, most).filter((row) => Array.isArray(row)) : [];
}

/** As a browser writes it; one that is cut off in the middle still names its host. */
function readAddress(told: unknown): { host: string; url: string }[] {
  if (typeof told !== "string" || told.length > surveyLimits.address || !told.isWellFormed()) return [];
  const address = parseAddress(told);
  return address?.kind === "web" ? [{ host: address.host, url: address.url }] : [];
}
