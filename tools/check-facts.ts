// Checks data/: every file reads, writes back as it stands, and the stories are those of the rules.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  FactError,
  formatAssignments,
  formatLines,
  formatMatches,
  formatMeasured,
  formatRules,
  formatSource,
  formatStories,
  readAddresses,
  readAssignments,
  readDays,
  readMatches,
  readMeasured,
  readNames,
  readRules,
  readSource,
  readStories,
} from "../core/fact-files.ts";
import { formatPhrases, readPhrases } from "../core/phrases/rule-facts.ts";
import { tellStories } from "../core/stories.ts";
import { folderOf, packedSources } from "./pack-facts.ts";
import { repository } from "./table-file.ts";
import { readLibrary } from "./texts/library.ts";

type Rewrite = (text: string, path: string) => string;

const measured =
  (id: string): Rewrite =>
  (text, path) =>
    formatMeasured(readMeasured(text, path, readDays(readText(`${id}/days.txt`), `${id}/days.txt`)));
const lines: Rewrite = (text, path) => formatLines(readNames(text, path));
const days: Rewrite = (text, path) => formatLines(readDays(text, path));

/** Each file of facts, read and written again. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  "gfwlist/rules.tsv": (text, path) => formatRules(readRules(text, path)),
  "gfwlist/stories.tsv": (text, path) => formatStories(readStories(text, path)),
  "gfw-sni/domains.tsv": measured("gfw-sni"),
  "gfw-sni/days.txt": days,
  "gfw-sni-zones/domains.txt": lines,
  "henan-sni/domains.tsv": measured("henan-sni"),
  "henan-sni/days.txt": days,
  "greatfire/domains.txt": lines,
  "greatfire/addresses.txt": (text, path) => formatLines(readAddresses(text, path)),
  "services/domains.tsv": (text, path) => formatAssignments(readAssignments(text, path, "service"), "service"),
  "categories/domains.tsv": (text, path) => formatAssignments(readAssignments(text, path, "category"), "category"),
  "cn-services/domains.tsv": (text, path) => formatMatches(readMatches(text, path)),
  "platform-rules/rules.tsv": (text, path) => formatPhrases(readPhrases(text, path)),
};

function readText(path: string): string {
  return readFileSync(join(repository, "data", path), "utf8");
}

/** The problems found, a line each. */
export function checkFacts(): string {
  const problems = Object.entries(rewrites).flatMap(([path, rewrite]) => problemsOf(path, rewrite));
  for (const id of packedSources) {
    problems.push(...problemsOf(`${folderOf(id)}/source.json`, (text, path) => formatSource(readSource(text, path))));
  }
  const told = formatStories(tellStories(readRules(readText("gfwlist/rules.tsv"), "gfwlist/rules.tsv")));
  if (told !== readText("gfwlist/stories.tsv")) problems.push("data/gfwlist/stories.tsv: not the stories of rules.tsv");
  const library = readLibrary(join(repository, "data"));
  problems.push(...library.problems.map(({ message }) => `data/${message}`));
  return problems.join("\n");
}

function problemsOf(path: string, rewrite: Rewrite): string[] {
  try {
    const text = readText(path);
    return rewrite(text, `data/${path}`) === text ? [] : [`data/${path}: not sorted or not written as it should be`];
  } catch (error) {
    if (error instanceof FactError) return [error.message];
    throw error;
  }
}
