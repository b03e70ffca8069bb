// How to cite a verdict: what it says, on whose evidence, from which lists, and when it was read.

import { isWebAddress } from "./evidence-links.ts";
import { plainText } from "./plain-text.ts";
import type { Day, Evidence, Verdict } from "./verdict.ts";
import { evidenceSentence } from "./words/evidence-sentences.ts";
import type { Words } from "./words/en.ts";
import type { PageWords } from "./words/pages/en.ts";
import { confidenceSentence, statusSentence } from "./words/verdict-sentences.ts";

export interface Cited {
  readonly words: Words;
  readonly pages: PageWords;
  readonly verdict: Verdict;
  /** the day of the newest list */
  readonly listsDate: Day;
  /** of the extension */
  readonly version: string;
  /** the day of reading */
  readonly today: Day;
}

/** The verdict, a line for each item of evidence with its address, and what was read when. */
export function citeInText(cited: Cited): string {
  const { words, pages, verdict, listsDate, version, today } = cited;
  return [
    words.about(subjectOf(cited), [statusSentence(words, verdict), ...qualifiers(words, verdict)].join(words.space)),
    ...verdict.evidence.map((item) => evidenceLine(words, item)),
    pages.actions.citation.read(version, words.day(listsDate), words.day(today)),
  ].join("\n");
}

/** An entry of type `misc`, for BibTeX and BibLaTeX. */
export function citeInBibtex(cited: Cited): string {
  const { words, pages, verdict, listsDate, version, today } = cited;
  const subject = subjectOf(cited);
  const year = today.slice(0, 4);
  const sentence = statusSentence(words, verdict);
  // Bibliographies end a title with a stop of their own.
  const title = words.about(subject, sentence.slice(0, sentence.length - words.stop.length));
  const note = [
    ...qualifiers(words, verdict),
    ...verdict.evidence.map((item) => evidenceLine(words, item)),
    pages.actions.citation.lists(words.day(listsDate)),
  ];
  const fields = {
    author: "{Wallsight}",
    title: `{${asLatex(title)}}`,
    year,
    howpublished: asLatex(`Wallsight ${version}`),
    note: asLatex(note.join(" ")),
    urldate: today,
  };
  const lines = Object.entries(fields).map(([field, value]) => `  ${field} = {${value}}`);
  return `@misc{${keyOf(subject)}-${year},\n${lines.join(",\n")}\n}\n`;
}

/** What keeps the headline from being read as more than it is. */
function qualifiers(words: Words, verdict: Verdict): readonly string[] {
  const sureness = confidenceSentence(words, verdict);
  return [
    ...(sureness === null ? [] : [sureness[0]]),
    ...(verdict.alsoRefuses ? [words.alsoRefuses] : []),
    ...(verdict.status === "unlisted" ? [words.unknown.unlisted] : []),
  ];
}

function evidenceLine(words: Words, item: Evidence): string {
  const line = words.about(words.source[item.source], evidenceSentence(words, item));
  return isWebAddress(item.link) ? `${line} ${new URL(item.link).href}` : line;
}

function subjectOf({ words, verdict: { host } }: Cited): string {
  return host === "" ? words.page.title : plainText(host);
}

function keyOf(subject: string): string {
  const words = subject.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ["wallsight", ...words].join("-").slice(0, 80);
}

/** BibTeX counts braces even behind a backslash: they must not stand alone. */
const latexNames: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
};

function asLatex(text: string): string {
  return text.replace(/[\\{}~^<>|#$%&_]/g, (sign) => latexNames[sign] ?? `\\${sign}`);
}
