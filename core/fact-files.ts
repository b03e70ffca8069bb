// Reads and writes the files of data/: text to rows and back, so that whoever packs, compiles or tests reads the same.

import { formatTable, quote, readLines, readTable, type Reading } from "./fact-lines.ts";
import { type ClosedInterval, formatIntervals, isDay, Malformed, parseIntervals } from "./intervals.ts";
import type { Day, Interval } from "./verdict.ts";

export { decodeText, FactError, formatLines, type Reading } from "./fact-lines.ts";
export { formatSource, readSource, type SourceFact } from "./fact-source.ts";

/** A rule of GFWList; the intervals are half-open: the second day is the first without it. */
export interface RuleFact {
  readonly rule: string;
  readonly section: string;
  readonly intervals: readonly Interval[];
}

export type Says = "blocks" | "refuses" | "works";

/** Everything that rules of GFWList say about one host as a whole; half-open intervals. */
export interface StoryFact {
  readonly host: string;
  readonly says: Says;
  readonly intervals: readonly Interval[];
  /** how many rules it was joined from */
  readonly rules: number;
}

/** A domain seen cut: closed intervals of test days, and the number of days on which it was seen. */
export interface MeasuredFact {
  readonly domain: string;
  readonly intervals: readonly ClosedInterval[];
  readonly days: number;
}

/** `domain`: with its subdomains; `full`: that host alone. */
export type Match = "domain" | "full";

export interface MatchFact {
  readonly domain: string;
  readonly match: Match;
}

/** A domain that belongs to a service or to a category called `name`. */
export interface AssignmentFact extends MatchFact {
  readonly name: string;
}

const ruleHeader = "rule\tsection\tintervals";
const storyHeader = "host\tsays\tintervals\trules";
const measuredHeader = "domain\tintervals\tdays";
const matchHeader = "domain\tmatch";

export function readRules(text: string, path: string, reading: Reading = {}): RuleFact[] {
  return readTable(text, path, ruleHeader, 1, reading, ([rule = "", section = "", intervals = ""]) => {
    if (rule.trim() !== rule || rule === "") throw new Malformed("the rule is empty or padded");
    return { rule, section, intervals: parseIntervals(intervals) };
  });
}

export function formatRules(rules: readonly RuleFact[]): string {
  return formatTable(
    ruleHeader,
    rules.map(({ rule, section, intervals }) => [rule, section, formatIntervals(intervals)]),
  );
}

export function readStories(text: string, path: string, reading: Reading = {}): StoryFact[] {
  return readTable(text, path, storyHeader, 2, reading, ([host = "", says, intervals = "", rules = ""]) => {
    if (!isHostName(host) && !labelPattern.test(host) && !isAddress(host))
      throw new Malformed(`${quote(host)} is not a host`);
    if (says !== "blocks" && says !== "refuses" && says !== "works") {
      throw new Malformed(`${quote(says)} is not blocks, refuses or works`);
    }
    return { host, says, intervals: parseIntervals(intervals), rules: parseCount(rules) };
  });
}

export function formatStories(stories: readonly StoryFact[]): string {
  return formatTable(
    storyHeader,
    stories.map(({ host, says, intervals, rules }) => [host, says, formatIntervals(intervals), `${rules}`]),
  );
}

/** `tested`: the days of the measurement's own days file, on which every interval must begin and end. */
export function readMeasured(
  text: string,
  path: string,
  tested: readonly Day[],
  reading: Reading = {},
): MeasuredFact[] {
  const places = new Map(tested.map((day, place) => [day, place]));
  const placeOf = (day: string): number => {
    const place = places.get(day);
    if (place !== undefined) return place;
    throw new Malformed(isDay(day) ? `${day} is not a test day` : `${quote(day)} is not a day`);
  };
  return readTable(text, path, measuredHeader, 1, reading, ([domain = "", spans = "", count = ""]) => {
    if (!isHostName(domain)) throw new Malformed(`${quote(domain)} is not a host name`);
    let [last, most, least] = [-1, 0, 0];
    const intervals = spans.split(",").map((span): ClosedInterval => {
      if (span.slice(10, 12) !== "..") throw new Malformed(`${quote(span)} is not a span FROM..TO`);
      const [from, to] = [placeOf(span.slice(0, 10)), placeOf(span.slice(12))];
      if (from > to) throw new Malformed(`${span} ends before it begins`);
      if (from <= last) throw new Malformed(`${span} is out of order or overlaps`);
      last = to;
      most += to - from + 1;
      least += to > from ? 2 : 1;
      return [tested[from] ?? "", tested[to] ?? ""];
    });
    const days = parseCount(count);
    if (days > most) throw new Malformed(`${days} days seen, but ${most} were tested in these intervals`);
    if (days < least) throw new Malformed(`${days} days seen, but these intervals end on ${least} days`);
    return { domain, intervals, days };
  });
}

export function formatMeasured(domains: readonly MeasuredFact[]): string {
  return formatTable(
    measuredHeader,
    domains.map(({ domain, intervals, days }) => [domain, formatIntervals(intervals), `${days}`]),
  );
}

/** What a domain is assigned to; a pack of dossiers is unpacked as such a table too. */
export type AssignmentColumn = "service" | "category" | "dossier";

/** services/domains.tsv and categories/domains.tsv, which differ in the name of their first column. */
export function readAssignments(
  text: string,
  path: string,
  column: AssignmentColumn,
  reading: Reading = {},
): AssignmentFact[] {
  return readTable(text, path, `${column}\t${matchHeader}`, 3, reading, ([name = "", domain = "", match = ""]) => {
    if (name.trim() !== name || name === "") throw new Malformed(`the ${column} is empty or padded`);
    return { name, ...parseMatch(domain, match) };
  });
}

export function formatAssignments(assignments: readonly AssignmentFact[], column: AssignmentColumn): string {
  return formatTable(
    `${column}\t${matchHeader}`,
    assignments.map(({ name, domain, match }) => [name, domain, match]),
  );
}

export function readMatches(text: string, path: string, reading: Reading = {}): MatchFact[] {
  return readTable(text, path, matchHeader, 2, reading, ([domain = "", match = ""]) => parseMatch(domain, match));
}

export function formatMatches(matches: readonly MatchFact[]): string {
  return formatTable(
    matchHeader,
    matches.map(({ domain, match }) => [domain, match]),
  );
}

/** The zone domains, GreatFire's domains: one host name a line. */
export function readNames(text: string, path: string, reading: Reading = {}): string[] {
  return readLines(text, path, reading, (line) => {
    if (!isHostName(line)) throw new Malformed(`${quote(line)} is not a host name`);
    return line;
  });
}

/** IPv4 addresses, one a line. */
export function readAddresses(text: string, path: string, reading: Reading = {}): string[] {
  return readLines(text, path, reading, (line) => {
    if (!isAddress(line)) throw new Malformed(`${quote(line)} is not an IPv4 address`);
    return line;
  });
}

/** The days of a measurement. */
export function readDays(text: string, path: string, reading: Reading = {}): Day[] {
  return readLines(text, path, reading, (line) => {
    if (!isDay(line)) throw new Malformed(`${quote(line)} is not a day`);
    return line;
  });
}

function parseMatch(domain: string, match: string): MatchFact {
  if (!isHostName(domain) && !labelPattern.test(domain)) {
    throw new Malformed(`${quote(domain)} is not a domain`);
  }
  if (match !== "domain" && match !== "full") {
    throw new Malformed(`${quote(match)} is not domain or full`);
  }
  return { domain, match };
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Malformed(`${quote(text)} is not a count`);
  return Number(text);
}

const hostPattern = /^(?:[a-z0-9_-]{1,63}\.)+(?!\d+$)[a-z0-9_-]{1,63}$/;
/** A top-level domain alone, `google`: some services own one. */
const labelPattern = /^(?!\d+$)[a-z0-9_-]{1,63}$/;
const addressPattern = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** A name of two labels or more, as DNS carries it: lower case, international names as `xn--`. */
function isHostName(text: string): boolean {
  return text.length <= 253 && hostPattern.test(text);
}

function isAddress(text: string): boolean {
  return addressPattern.test(text);
}
