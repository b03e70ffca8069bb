// What a reader can choose, and what holds before any choice.

import { isLanguage, type Language } from "./words/languages.ts";

export const markStyles = ["underline", "tint", "sign"] as const;
export type MarkStyle = (typeof markStyles)[number];

/** The links that can be marked; `doubted` is a block of low confidence. */
export const markKinds = ["blocked", "doubted", "partly", "refused"] as const;
export type MarkKind = (typeof markKinds)[number];

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Where newer lists come from: a signed feed, or GFWList's own publisher. */
export const syncSources = ["feed", "gfwlist"] as const;
export type SyncSource = (typeof syncSources)[number];

export const syncIntervals = ["daily", "weekly"] as const;
export type SyncInterval = (typeof syncIntervals)[number];

export interface Choices {
  /** `null`: the browser's */
  readonly language: Language | null;
  readonly theme: Theme;
  /** hosts on which Wallsight is paused, subdomains included */
  readonly paused: readonly string[];
  /** whether links are marked on pages; off at first, because a page can see marks */
  readonly marks: boolean;
  /** whether the toolbar counts the links that lead behind the wall; off at first, because a page could time it */
  readonly count: boolean;
  readonly markStyle: MarkStyle;
  readonly markKinds: readonly MarkKind[];
  /** hosts on which no link is marked or counted, subdomains included */
  readonly unmarked: readonly string[];
  /** whether each page is searched for suppressed words, or only when the reader asks */
  readonly words: "asked" | "always";
  /** whether newer lists are fetched; off at first, because a host would hear of the reader */
  readonly sync: boolean;
  /** where they are fetched from; a build may know only one of the two */
  readonly syncFrom: SyncSource;
  readonly syncEvery: SyncInterval;
}

/** What is set as a whole; lists of hosts change by one host at a time. */
export type Change = Partial<Omit<Choices, "paused" | "unmarked">>;

export const initialChoices: Choices = {
  language: null,
  theme: "system",
  paused: [],
  marks: false,
  count: false,
  markStyle: "underline",
  markKinds,
  unmarked: [],
  words: "asked",
  sync: false,
  syncFrom: "feed",
  syncEvery: "daily",
};

type Readers = { readonly [Name in keyof Choices]: (value: unknown) => Choices[Name] | undefined };

const readers: Readers = {
  language: (value) => (value === null || isLanguage(value) ? value : undefined),
  theme: oneOf(themes),
  paused: hosts,
  marks: yesOrNo,
  count: yesOrNo,
  markStyle: oneOf(markStyles),
  markKinds: (value) => (Array.isArray(value) ? markKinds.filter((kind) => value.includes(kind)) : undefined),
  unmarked: hosts,
  words: oneOf(["asked", "always"]),
  sync: yesOrNo,
  syncFrom: oneOf(syncSources),
  syncEvery: oneOf(syncIntervals),
};

/** Reads what was stored: a choice that is missing or damaged counts as not made, the others stand. */
export function readChoices(stored: unknown): Choices {
  const known = new Map<string, unknown>(typeof stored === "object" && stored !== null ? Object.entries(stored) : []);
  const read = Object.entries(readers).map(([name, reader]) => [name, reader(known.get(name))] as const);
  return { ...initialChoices, ...Object.fromEntries(read.filter(([, value]) => value !== undefined)) };
}

/** The names of those that were stored but cannot be read, or that nobody can choose. */
export function unreadableChoices(stored: object): readonly string[] {
  return Object.entries(stored)
    .filter(([name, value]) => !isChoice(name) || readers[name](value) === undefined)
    .map(([name]) => name.slice(0, 32));
}

/** Reads a change out of a message; or the name of what is no choice or cannot be chosen. */
export function readChange(
  given: unknown,
): { readonly ok: true; readonly change: Change } | { readonly ok: false; readonly name: string } {
  if (typeof given !== "object" || given === null) return { ok: false, name: "choices" };
  const change: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    const reader = name !== "paused" && name !== "unmarked" && isChoice(name) ? readers[name] : undefined;
    const read = reader?.(value);
    if (read === undefined) return { ok: false, name: name.slice(0, 32) };
    change.push([name, read]);
  }
  return { ok: true, change: Object.fromEntries(change) };
}

function isChoice(name: string): name is keyof Choices {
  return Object.hasOwn(readers, name);
}

function yesOrNo(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function oneOf<const Value extends string>(values: readonly Value[]): (value: unknown) => Value | undefined {
  return (value) => values.find((each) => each === value);
}

/** As a browser writes them: names, IPv4, or IPv6 in brackets. */
function hosts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter((host) => typeof host === "string" && /^[a-z0-9._-]{1,253}$|^\[[0-9a-f:.]+\]$/.test(host));
  return [...new Set<string>(names)];
}
