// What is known of a service beyond the lists: its story, in one language, as a page loads it.

import type { Day } from "../verdict.ts";

/** How well a statement stands: two independent sources, one source, or a party's own word. */
export type Standing = "confirmed" | "reported" | "claimed";

export type Precision = "day" | "month" | "year";

/** A work that a statement rests on. */
export interface Work {
  readonly title: string;
  readonly publisher: string;
  readonly url: string;
  /** a day, a month or a year: `2012`, `2012-10`, `2012-10-26` */
  readonly date: string;
  readonly kind: WorkKind;
}

export const workKinds = [
  "press",
  "official",
  "research",
  "advocacy",
  "data",
  "company",
  "blog",
  "opinion",
  "tertiary",
] as const;
export type WorkKind = (typeof workKinds)[number];

export const eventKinds = ["blocked", "unblocked", "partly", "attack", "withdrawal", "note"] as const;
export type EventKind = (typeof eventKinds)[number];

/** Something that happened; where `precision` is not `day`, only that part of `date` is known. */
export interface DossierEvent {
  readonly date: Day;
  readonly precision: Precision;
  readonly kind: EventKind;
  readonly standing: Standing;
  readonly text: string;
  readonly works: readonly Work[];
}

/** `operates`: under China's rules. `unclear`: reports differ, and no list names it now. */
export const states = ["blocked", "partly", "refuses", "operates", "withdrew", "unclear"] as const;
export type State = (typeof states)[number];

/** `on` a reported date (or in that month or year), or `by`: known blocked by that date, and perhaps before. */
export interface Since {
  readonly date: Day;
  readonly precision: Precision;
  readonly how: "on" | "by";
  /** who says so: press and research, or the day of a list's entry */
  readonly basis: "report" | "list";
  readonly standing: Standing;
}

/** `reported`: someone gave that reason. `description`: what the site is, without a reason. */
export interface Why {
  readonly basis: "reported" | "description" | "none";
  readonly text: string | null;
}

/** A Chinese company or service, and what it may do abroad. */
export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly abroad: string | null;
  /** shares listed in the United States; the year where a source tells it */
  readonly listing: { readonly exchange: string; readonly year: string | null } | null;
}

export interface Dossier {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly owner: string;
  /** ISO 3166-1, two letters */
  readonly country: string;
  /** a category of the Citizen Lab's scheme for test lists, `NEWS` */
  readonly category: string;
  readonly state: State;
  readonly standing: Standing;
  readonly since: Since | null;
  readonly why: Why;
  readonly note: string | null;
  /** ids of methods that a source reports or measured for this very service */
  readonly methods: readonly string[];
  readonly events: readonly DossierEvent[];
  readonly counterparts: readonly Company[];
  readonly works: readonly Work[];
}
