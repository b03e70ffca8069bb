// Texts to look for suppressed words in: a million characters each, of the project's own sentences.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixedClass, foldUnit, spaces } from "../../core/phrases/folding.ts";
import type { PhraseFact } from "../../core/phrases/rule-facts.ts";
import { seeded } from "./random.ts";

export const textLength = 1_000_000;

const han = /\p{Script=Han}/gu;

/**
 * By name: Chinese as a news site has it, with headlines and paragraphs; Chinese with a random term of the rules behind
 * each sentence; one Chinese sentence in four; and English alone.
 */
export function makeTexts(data: string, facts: readonly PhraseFact[]): Readonly<Record<string, string>> {
  const sentences = ["dossiers", "context"].flatMap((folder) =>
    readdirSync(join(data, folder))
      .filter((name) => name.endsWith(".yaml"))
      .flatMap((name) => readFileSync(join(data, folder, name), "utf8").split("\n"))
      .map((line) => line.replace(/^[\s-]*[\w-]+: /, "").trim()),
  );
  const chinese = sentences.filter((line) => (line.match(han)?.length ?? 0) * 2 > line.length);
  const english = sentences.filter((line) => line.length > 40 && /^[\x20-\x7e]*$/.test(line));
  const terms = facts.flatMap((fact) => fact.terms);
  const random = seeded(7);
  const paragraph = (): string => Array.from({ length: 3 + random.below(4) }, () => random.of(chinese)).join("");
  return {
    "Chinese news": fill(() => (random.below(8) === 0 ? random.of(chinese) : paragraph())),
    "dense Chinese": fill(() => random.of(chinese) + random.of(terms)),
    "mixed, one sentence in four Chinese": fill(() =>
      random.below(4) === 0 ? random.of(chinese) : random.of(english),
    ),
    English: fill(() => random.of(english)),
  };
}

/** In one piece, as a browser hands text out. */
function fill(line: () => string): string {
  const lines: string[] = [];
  for (let length = 0; length < textLength; length += (lines.at(-1)?.length ?? 0) + 1) lines.push(line());
  const text = joinSpaces(lines.join("\n")).slice(0, textLength);
  const encoding = /[^\p{ASCII}]/u.test(text) ? "utf16le" : "latin1";
  return Buffer.from(text, encoding).toString(encoding);
}

/** Peers pass over no spaces, so there are none but between letters or digits. */
function joinSpaces(text: string): string {
  const isSpace = (unit: number): boolean => spaces.includes(unit);
  const isLatin = (unit: number): boolean => fixedClass(foldUnit(unit, new Map())) > 0;
  let joined = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isSpace(unit) && !(isLatin(text.charCodeAt(at - 1)) && isLatin(text.charCodeAt(at + 1)))) continue;
    joined += text[at];
  }
  return joined;
}
