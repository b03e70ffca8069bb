// English: the words every other language has to match. Clauses begin small; a sentence gives them capital and stop.

import type { ListsNote } from "../lists-state.ts";
import type { Confidence, Day, Scope, SourceId, Status } from "../verdict.ts";
import { formats } from "./formats.ts";

const { day, month, moment, shortMonth, count, ago } = formats("en-GB");

const headline: Record<Status, string> = {
  blocked: "blocked in mainland China",
  partly: "other parts of this site are blocked in mainland China",
  regional: "seen cut only by the provincial firewall of Henan",
  former: "only past evidence of a block in mainland China",
  refused: "the service itself turns visitors from mainland China away",
  reachable: "named by a list as an exception that works in mainland China",
  domestic: "a service that operates inside mainland China, under its rules",
  unlisted: "no evidence of a block in our lists",
  unsupported: "not a public web address",
};

const source: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report, daily TLS tests",
  "gfw-sni-zones": "GFW Report, zone tests",
  "henan-sni": "GFW Report, Henan",
  greatfire: "GreatFire Analyzer",
  dossier: "Published reports",
};

/** Sources of one publisher bear one name: they do not confirm one another. */
const publisher: Record<SourceId, string> = {
  gfwlist: "GFWList",
  "gfw-sni": "GFW Report",
  "gfw-sni-zones": "GFW Report",
  "henan-sni": "GFW Report (Henan)",
  greatfire: "GreatFire",
  dossier: "published reports",
};

const confidence: Record<Confidence, string> = {
  high: "High confidence",
  medium: "Medium confidence",
  low: "Low confidence",
};

/** What stands before and after the name. */
const scope: Record<Scope["kind"], readonly [before: string, after: string]> = {
  host: ["the host ", " alone."],
  subdomains: ["", " and every host under it."],
  prefix: ["addresses that begin with ", "."],
  pattern: ["addresses that fit the pattern ", "."],
  address: ["the IP address ", "."],
};

const scopeLead = { now: "Covered: ", past: "It covered: ", part: "The listed part: " };

/** The ways in which evidence can stand against evidence: what to say of the verdict, and why it is unsure. */
export type Dispute = "neverCut" | "noLongerCut" | "excepted";

const disputed: Record<Dispute, { headline: string; reason: string }> = {
  neverCut: {
    headline: "listed as blocked in mainland China, but never cut in the TLS tests",
    reason: "listed, but never cut in the TLS tests; other techniques were not tested",
  },
  noLongerCut: {
    headline: "listed as blocked in mainland China, but no longer cut when the TLS tests ended",
    reason: "listed, but no longer cut when the TLS tests ended; other techniques were not tested",
  },
  excepted: {
    headline: "evidence of a block in mainland China, though a list names it as an exception that works",
    reason: "one source speaks of a block, another names it as an exception that works",
  },
};

export const en = {
  lang: "en",
  headline,
  source,
  publisher,
  confidence,
  scope,
  scopeLead,
  formerHenan: "cut in the past, only by the provincial firewall of Henan",
  day,
  moment,
  shortMonth,
  count,
  ago,

  stop: ".",
  /** between two of a list */
  listBreak: ", ",
  /** between two sentences */
  space: " ",
  sentence: (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`,
  enumerate: (names: readonly string[]) => new Intl.ListFormat("en-GB").format(names),
  joinClauses: (clauses: readonly string[]) => clauses.join("; "),
  about: (subject: string, clause: string) => `${subject}: ${clause}`,

  accordingTo: (clause: string, names: string) => `${clause}, according to ${names}`,
  onOldEvidence: (clause: string) => `${clause}, according to old evidence only`,
  onReports: (clause: string) => `${clause}, according to reports only`,
  alsoRefuses: "The service itself turns visitors from mainland China away as well.",

  agree: (names: string) => `${names} agree, and do not depend on one another`,
  reportsAlone: "it rests on published reports alone; no list and no measurement of ours bears it out",
  manyAgree: "independent sources agree",
  alone: (names: string) => `it rests on ${names} alone`,
  old: (names: string, last: Day) => `it rests on old evidence: ${names}, last read on ${day(last)}`,
  past: (names: string) => `it rests on past evidence from ${names}`,
  disputed,

  listed: (from: Day) => `listed by GFWList since ${day(from)}`,
  listedUntil: (from: Day, left: Day) =>
    from === left
      ? `listed by GFWList on ${day(from)} alone`
      : `listed by GFWList from ${day(from)} until it left the list on ${day(left)}`,
  listedUndated: "listed by GFWList",
  // The list's history tells in which section a rule stands now, not since when.
  refuses: (from: Day) =>
    `listed by GFWList since ${day(from)}, now in its section of services that themselves turn visitors from mainland China away`,
  refusesUntil: (from: Day, left: Day) =>
    `listed by GFWList from ${day(from)} until it left the list on ${day(left)}, last in its section of services that themselves turn visitors from mainland China away`,
  refusesUndated: "listed by GFWList in its section of services that themselves turn visitors from mainland China away",
  works: (from: Day) => `named by GFWList since ${day(from)} as an exception that works`,
  worksUntil: (from: Day, left: Day) =>
    from === left
      ? `named by GFWList on ${day(from)} alone as an exception that works`
      : `named by GFWList from ${day(from)} to ${day(left)} as an exception that works`,
  worksUndated: "named by GFWList as an exception that works",
  interrupted: (clause: string, first: Day) => `${clause} (first on ${day(first)}, with interruptions)`,
  interruptedOnce: (clause: string, out: Day, back: Day) => `${clause}, but not between ${day(out)} and ${day(back)}`,
  cleanUp: (others: number) =>
    `${count(others)} other rules left it on that day, which looks like a clean-up of the list and says nothing about the wall`,

  cut: (days: number, tested: number) => `cut in ${count(days)} of ${count(tested)} daily TLS tests`,
  cutUncounted: "cut in daily TLS tests",
  cutHenan: (days: number, tested: number) =>
    `cut by the provincial firewall of Henan in ${count(days)} of ${count(tested)} daily TLS tests from Guangzhou`,
  cutHenanUncounted: "cut by the provincial firewall of Henan in daily TLS tests from Guangzhou",
  during: (clause: string, from: Day, to: Day) =>
    from === to ? `${clause}, on ${day(from)}` : `${clause}, ${day(from)} to ${day(to)}`,
  broken: (clause: string) => `${clause}, with interruptions`,
  noLongerCut: (clause: string, asOf: Day) => `${clause}; no longer cut when the tests ended on ${day(asOf)}`,
  zones: (from: string, to: string) =>
    `cut when whole zones were tested between ${month(from)} and ${month(to)} (no date for each name)`,
  zonesUndated: "cut when whole zones were tested (no date for each name)",
  zonesEnded: (clause: string) => `${clause}, but no longer cut at the end of the daily tests`,
  greatfire: (read: Day) => `shown as blocked by GreatFire Analyzer when read on ${day(read)}`,

  dossier: {
    blocks: "reported as blocked by the works that the dossier names",
    refuses: "reported as turning visitors away by the works that the dossier names",
    works: "reported as reachable by the works that the dossier names",
  },
  // To the month: of some reports no more is known.
  dossierDated: (clause: string, since: string, read: string) =>
    `${clause}, since ${month(since)}; the newest of them is of ${month(read)}`,
  elsewhere: (clause: string) => `about other parts of this site: ${clause}`,

  unknown: {
    unlisted: "That is not proof that it is reachable.",
    untested: "What nobody listed or tested is not in our lists.",
    unsupported: "Files, browser pages, and private or local addresses get no verdict.",
    partly: "Nothing in our lists now matches this very address. That is not proof that it loads.",
    former: "Our lists cannot say whether it is reachable now.",
    refused: "Our lists hold no fresh evidence that the state blocks it too.",
    reachable: "The exception tells that volunteers found it working, not that it works everywhere today.",
    domestic: "That a service operates in mainland China says nothing of what it withholds there.",
    regional: "Our lists hold no fresh evidence that the national firewall cuts it too.",
    listDates:
      "A date in GFWList is the day on which volunteers listed a rule or took it off, not the day on which a block began or ended.",
    tlsOnly:
      "The tests looked at TLS connections alone: DNS poisoning, blocked IP addresses and throttling were not tested.",
    testDays:
      "The tests did not run every day and paused from March to October 2024; nothing was measured on the days between.",
    reports: "A report tells of the day on which it was written; what came after it is not in it.",
    readOnce: (read: Day) => `GreatFire was read once, on ${day(read)}; it tells nothing of the time after.`,
  },

  card: { label: "Wallsight, about this link", more: "More about this site" },

  page: {
    title: "Wallsight",
    asking: "Looking it up…",
    evidence: "Evidence",
    unknown: "What is not known",
    rule: "Rule",
    otherRules: (others: number) => (others === 1 ? " and another" : ` and ${count(others)} others`),
    test: "Tested name",
    lists: (date: Day) => `Newest list: ${day(date)}`,
    preparing: "The lists are being prepared.",
    preparingText: "This happens after an installation or an update and takes a few seconds.",
    notes: {
      repaired: "The stored lists were damaged and have been built anew.",
      "left-out": "A list that came with Wallsight is damaged and left out. Installing Wallsight again brings it back.",
      earlier: "The lists of this version are damaged. Those of the version before it answer.",
      "not-stored": "The browser keeps nothing for Wallsight, so the lists are built anew at every start.",
    } satisfies Record<ListsNote, string>,
    paused: "Wallsight is paused on this site.",
    failed: "Wallsight could not answer.",
    failedText: "Closing this window and opening it again may help. The reason given was:",
    unseen: "Wallsight cannot see this page.",
    unseenReasons: [
      "It may have been open before Wallsight was installed or updated. Reload the page, then open this window again.",
      "Browsers close some pages to every extension: their own pages, their store, some viewers.",
      "Wallsight’s access to this site may be switched off in the browser’s extension settings.",
    ],
  },
};

/** What every language must be able to say: whatever English says. */
export type Words = typeof en;
