// The larger story around a block, in one language: cyber sovereignty, reciprocity, methods, and words.

import type { Day } from "../verdict.ts";
import type { Company, Precision, Standing, Work } from "./dossier.ts";

/** What every card has: topics that call for it, and the works it rests on, by their ids. */
export interface Card {
  readonly id: string;
  readonly topics: readonly string[];
  readonly standing: Standing;
  readonly works: readonly string[];
}

/** An event in the story of cyber sovereignty since 1994. */
export interface Episode extends Card {
  readonly date: Day;
  readonly precision: Precision;
  readonly title: string;
  readonly text: string;
}

export interface Term extends Card {
  readonly term: string;
  /** the Chinese term, in the characters that fit the reader's language */
  readonly chinese: string;
  readonly pinyin: string;
  readonly definition: string;
}

export interface Method extends Card {
  readonly name: string;
  /** the technique in one line */
  readonly line: string;
  readonly how: string;
  /** what a person in China sees */
  readonly sees: string;
  readonly since: { readonly date: Day; readonly precision: Precision } | null;
}

/** Censorship that reached beyond China. */
export interface CaseAbroad extends Card {
  readonly date: Day;
  readonly precision: Precision;
  readonly actor: string;
  readonly target: string;
  readonly text: string;
}

/** A foreign service in its market: how it fares in China. */
export interface ForeignService {
  readonly name: string;
  readonly domain: string | null;
  /** the id of its dossier */
  readonly dossier: string | null;
  readonly state: string;
}

/** One market: who is shut out, and who serves it instead. */
export interface Sector extends Card {
  readonly name: string;
  readonly foreign: readonly ForeignService[];
  readonly chinese: readonly Company[];
  readonly note: string;
}

/** A market figure, and how well it stands. */
export interface Figure extends Card {
  readonly title: string;
  readonly value: string;
  readonly year: string;
  readonly what: string;
  readonly assessment: string;
}

export const findings = ["confirmed", "corrected", "in-part", "reported", "unverified", "opinion"] as const;
export type Finding = (typeof findings)[number];

/** A claim of the article that this project began with, and what became of it on checking. */
export interface Claim extends Omit<Card, "standing"> {
  readonly claim: string;
  readonly finding: Finding;
  readonly assessment: string;
}

/** What a topic is called for by. */
export interface Topic {
  /** categories of the Citizen Lab's scheme, `NEWS` */
  readonly categories: readonly string[];
  /** categories of domain-list-community, `media` */
  readonly groups: readonly string[];
  /** techniques of evidence, `tls-sni` */
  readonly techniques: readonly string[];
}

export interface Context {
  readonly topics: Readonly<Record<string, Topic>>;
  readonly timeline: readonly Episode[];
  readonly glossary: readonly Term[];
  readonly methods: readonly Method[];
  readonly abroad: readonly CaseAbroad[];
  readonly sectors: readonly Sector[];
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
}

/** Works by their ids. */
export type Works = Readonly<Record<string, Work>>;
