// Compiles a folder of downloads into the texts of data/, in memory.

import {
  FactError,
  formatAssignments,
  formatLines,
  formatMatches,
  formatMeasured,
  type MeasuredFact,
  readAddresses,
  readAssignments,
  readDays,
  readMatches,
  readMeasured,
  readNames,
  type Reading,
} from "../../core/fact-files.ts";
import { formatPhrases, readPhrases } from "../../core/phrases/rule-facts.ts";
import type { Compiled } from "./compiled.ts";
import { Downloads } from "./downloads.ts";
import { compileHistory } from "./gfwlist.ts";

/** Throws `Refused` with all that is wrong with the downloads. */
export function compileFolder(folder: string): Compiled[] {
  const downloads = new Downloads(folder);
  const compiled = [
    compileHistory(downloads),
    compileMeasured(downloads, "gfw-sni"),
    compileMeasured(downloads, "henan-sni"),
    compileZones(downloads),
    compileGreatFire(downloads),
    compileAssignments(downloads, "services", "service"),
    compileAssignments(downloads, "categories", "category"),
    compileMatches(downloads),
    compilePhrases(downloads),
  ];
  downloads.refuseProblems();
  return compiled;
}

function compileMeasured(downloads: Downloads, id: string): Compiled {
  const days = downloads.read(`${id}-days.txt`, readDays).toSorted();
  const readDaily = (text: string, path: string, reading: Reading): MeasuredFact[] =>
    readMeasured(text, path, days, reading);
  // without its days every line of a measurement would be wrong
  const domains = days.length === 0 ? [] : downloads.read(`${id}-daily.tsv`, readDaily);
  return {
    id,
    files: new Map([
      ["domains.tsv", formatMeasured(domains)],
      ["days.txt", formatLines(days)],
    ]),
    dates: { from: days[0] ?? "", asOf: days.at(-1) ?? "", tested: days.length },
    summary: `${domains.length} domains, ${days.length} test days`,
  };
}

function compileZones(downloads: Downloads): Compiled {
  const domains = downloads.read("gfw-sni-zones.txt", readNames);
  return {
    id: "gfw-sni-zones",
    files: new Map([["domains.txt", formatLines(domains)]]),
    dates: {},
    summary: `${domains.length} domains`,
  };
}

function compileGreatFire(downloads: Downloads): Compiled {
  const [names, addresses] = ["greatfire-domains", "greatfire-ips"].map((stem) => {
    const newest = downloads.newest(stem);
    if (newest === undefined) downloads.note(new FactError(`upstream/${stem}-YYYY-MM-DD.txt`, 1, "is missing"));
    return newest;
  });
  const domains = names === undefined ? [] : downloads.read(names.name, readNames);
  const numbers = addresses === undefined ? [] : downloads.read(addresses.name, readAddresses);
  if (names !== undefined && addresses !== undefined && names.day !== addresses.day) {
    downloads.note(new FactError(addresses.name, 1, `is not of the same day as ${names.name}`));
  }
  return {
    id: "greatfire",
    files: new Map([
      ["domains.txt", formatLines(domains)],
      ["addresses.txt", formatLines(numbers)],
    ]),
    dates: { from: names?.day ?? "", asOf: names?.day ?? "" },
    summary: `${domains.length} domains, ${numbers.length} addresses`,
  };
}

function compileAssignments(downloads: Downloads, id: string, column: "service" | "category"): Compiled {
  const rows = downloads.read(`${id}.tsv`, (text, path, reading) => readAssignments(text, path, column, reading));
  return {
    id,
    files: new Map([["domains.tsv", formatAssignments(rows, column)]]),
    dates: {},
    summary: `${rows.length} domains of ${new Set(rows.map(({ name }) => name)).size}`,
  };
}

function compileMatches(downloads: Downloads): Compiled {
  const rows = downloads.read("cn-services.tsv", readMatches);
  return {
    id: "cn-services",
    files: new Map([["domains.tsv", formatMatches(rows)]]),
    dates: {},
    summary: `${rows.length} domains`,
  };
}

/** Not every rule has a day: the first report gave none. */
function compilePhrases(downloads: Downloads): Compiled {
  const facts = downloads.read("platform-rules.tsv", readPhrases);
  const days = facts.flatMap(({ found }) => found ?? []).toSorted();
  const rules = new Set(facts.map(({ terms }) => terms.join("\t")));
  const [from, asOf] = [days[0], days.at(-1)];
  return {
    id: "platform-rules",
    files: new Map([["rules.tsv", formatPhrases(facts)]]),
    dates: from === undefined || asOf === undefined ? {} : { from, asOf },
    summary: `${rules.size} rules, ${facts.length} times seen`,
  };
}
