// The text of a report that Wallsight says something wrong; the reader decides whether it names the site.

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
  const host = withHost && verdict.host !== "" ? plain(verdict.host) : undefined;
  const evidence = verdict.evidence.map((item) => {
    const sentence = `- ${words.about(words.source[item.source], evidenceSentence(words, item))}`;
    return withHost ? `${sentence} (${plain(item.rule)})` : sentence;
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

/** Servers refuse longer addresses. */
const longestAddress = 8000;

/**
 * The address of a new issue with this text, where a build names one (`https://github.com/OWNER/REPOSITORY/issues/new`).
 * A text too long for an address is cut.
 */
export function issueAddress(base: string | undefined, { title, body }: MistakeReport): string | undefined {
  const address = base === undefined ? null : URL.parse(base);
  if (address?.protocol !== "https:") return undefined;
  for (let length = body.length; ; length = Math.floor(length * 0.9)) {
    address.search = new URLSearchParams({ title, body: body.slice(0, length).toWellFormed() }).toString();
    if (address.href.length <= longestAddress || length === 0) return address.href;
  }
}

function plain(text: string): string {
  return [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}")].slice(0, 300).join("");
}
