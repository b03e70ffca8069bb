// How to cite a verdict: what it says, on whose evidence, from which lists, and when it was read.

import type { Day, Verdict } from "./verdict.ts";
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

/** Longer names and rules would be no citation. */
const longest = 200;

/** A line of what and when, a line for each item of evidence, and where each source is published. */
export function citeInText(cited: Cited): string {
  const { words, pages, verdict, listsDate, version, today } = cited;
  const say = pages.actions.citation;
  return [
    `${words.about(nameOf(cited), sentences(words, verdict).join(words.space))}`,
    ...verdict.evidence.map((item) => words.about(words.source[item.source], oneLine(evidenceSentence(words, item)))),
    ...addressesOf(verdict).map((address) => words.about(say.source, address)),
    say.read(version, words.day(listsDate), words.day(today)),
  ].join("\n");
}

/** An entry of type `misc`, for BibTeX and BibLaTeX. */
export function citeInBibtex(cited: Cited): string {
  const { words, pages, verdict, listsDate, version, today } = cited;
  const [first = "", ...rest] = sentences(words, verdict);
  const name = nameOf(cited);
  const evidence = verdict.evidence.map((item) =>
    words.about(words.source[item.source], oneLine(evidenceSentence(words, item))),
  );
  const fields: readonly (readonly [string, string])[] = [
    ["author", "{Wallsight}"],
    ["title", `{${escape(words.about(name, first.slice(0, first.length - words.stop.length)))}}`],
    ["year", today.slice(0, 4)],
    ["howpublished", escape(`Wallsight ${version}`)],
    ["note", escape([...rest, ...evidence, pages.actions.citation.lists(words.day(listsDate))].join(words.space))],
    ["urldate", today],
    ...addressesOf(verdict)
      .slice(0, 1)
      .map((address): readonly [string, string] => ["url", address]),
  ];
  const key = `wallsight-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${today.slice(0, 4)}`;
  return `@misc{${key},\n${fields.map(([field, value]) => `  ${field} = {${value}}`).join(",\n")}\n}\n`;
}

function sentences(words: Words, verdict: Verdict): readonly string[] {
  const sureness = confidenceSentence(words, verdict);
  return [
    statusSentence(words, verdict),
    ...(sureness === null ? [] : [sureness[0]]),
    ...(verdict.alsoRefuses ? [words.alsoRefuses] : []),
    ...(verdict.status === "unlisted" ? [words.unknown.unlisted] : []),
  ];
}

function nameOf({ words, verdict: { host } }: Cited): string {
  return host === "" ? words.page.title : oneLine(host);
}

function addressesOf({ evidence }: Verdict): readonly string[] {
  return [...new Set(evidence.map(({ link }) => link))].filter((link) => URL.parse(link)?.protocol === "https:");
}

/** Foreign text may hold line breaks and marks that turn the direction of what follows. */
function oneLine(text: string): string {
  return [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}")].slice(0, longest * 2).join("");
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** What LaTeX would read as its own. */
function escape(text: string): string {
  return text.replace(/[\\~^#$%&_{}]/g, (sign) => escapes[sign] ?? `\\${sign}`);
}
