// The text of a report that Wallsight says something wrong; the reader decides whether it names the site.

import { isWebAddress } from "./evidence-links.ts";
import { plainText } from "./plain-text.ts";
import type { Day, Verdict } from "./verdict.ts";
import { evidenceSentence } from "./words/evidence-sentences.ts";
import type { Words } from "./words/en.ts";
import type { PageWords } from "./words/pages/en.ts";
import { statusSentence } from "./words/verdict-sentences.ts";

export interface Reported {
  readonly words: Words;
  readonly pages: PageWords;
  readonly verdict: Verdict;
  readonly listsDate: Day;
  readonly version: string;
  /** without it nothing in the report names the site: no host, no rule */
  readonly withHost: boolean;
}

export interface MistakeReport {
  readonly title: string;
  readonly body: string;
}

export function mistakeReport({ words, pages, verdict, listsDate, version, withHost }: Reported): MistakeReport {
  const say = pages.actions.report;
  const host = withHost && verdict.host !== "" ? plainText(verdict.host) : undefined;
  const evidence = verdict.evidence.map((item) => {
    const line = `- ${words.about(words.source[item.source], evidenceSentence(words, item))}`;
    if (host === undefined) return line;
    const label = item.kind === "list" ? words.page.rule : words.page.test;
    return `${line} ${words.about(label, plainText(item.rule))}`;
  });
  const lines = [
    ...(host === undefined ? [] : [words.about(say.site, host)]),
    words.about(say.says, statusSentence(words, verdict)),
    ...evidence,
    say.from(version, words.day(listsDate)),
    "",
    say.question,
    "",
  ];
  return { title: host === undefined ? say.titleWithout : say.title(host), body: lines.join("\n") };
}

/** The report as one text, title first: what a reader sees and changes is then all that goes out. */
export function textOfReport({ title, body }: MistakeReport): string {
  return `${title}\n\n${body}`;
}

export function reportInText(text: string): MistakeReport {
  const [title = "", ...body] = text.split("\n");
  return { title: title.trim(), body: body.join("\n").replace(/^\s*\n/, "") };
}

/** Which of the names that tell the site still stand in a text. */
export function namesLeftIn(text: string, { host, evidence }: Verdict): readonly string[] {
  const names = [host, ...evidence.flatMap(({ rule, scope }) => [rule, scope.of])].filter((name) => name !== "");
  const inText = text.toLowerCase();
  const left = [...new Set(names.map((name) => plainText(name)))].filter((name) => inText.includes(name.toLowerCase()));
  return left.filter((name) => !left.some((other) => other !== name && other.includes(name)));
}

/** Servers refuse longer addresses, and trackers longer titles. */
const maxAddressLength = 8000;
const maxTitleLength = 200;

export interface IssueAddress {
  readonly url: string;
  /** the report was too long for an address */
  readonly isCut: boolean;
}

/** A new issue with this report, where a build names a place for it (`https://github.com/OWNER/REPOSITORY/issues/new`). */
export function issueAddress(base: string | undefined, { title, body }: MistakeReport): IssueAddress | undefined {
  if (base === undefined || !isWebAddress(base)) return undefined;
  const { href, search } = new URL(base);
  const shortTitle = cutTo(maxTitleLength, title);
  const start = `${href}${search === "" ? "?" : "&"}title=${encode(shortTitle)}&body=`;
  let [fits, tooLong] = [0, [...body].length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >>> 1;
    if (start.length + encode(cutTo(middle, body)).length <= maxAddressLength) fits = middle;
    else tooLong = middle;
  }
  const shortBody = cutTo(fits, body);
  return { url: `${start}${encode(shortBody)}`, isCut: shortTitle !== title || shortBody !== body };
}

function cutTo(length: number, text: string): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length).join("")}…`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
