// `npm run unpack`: writes the facts of packs back out as text, in the form of data/.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { DamagedBytes } from "../core/bytes.ts";
import {
  type AssignmentColumn,
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
} from "../core/fact-files.ts";
import { type Pack, readPack } from "../core/pack.ts";
import { unpackPhrases } from "../core/phrases/pack.ts";
import { formatPhrases, readPhrases } from "../core/phrases/rule-facts.ts";
import { unpackRules } from "../core/rules-pack.ts";
import { unpackAssigned, unpackMeasured, unpackNames } from "../core/source-packs.ts";
import { tellStories } from "../core/stories.ts";
import { endWithReader } from "./quiet-pipe.ts";

const usage = `usage: npm run unpack -- FILE.pack...             to standard output, each text under its name
       npm run unpack -- FILE.pack... --out DIR   to files in DIR, as they lie in data/
`;

/** The texts of one source by their file names. What data/ would not take is a `FactError`. */
type Texts = ReadonlyMap<string, string>;

const unpackers: ReadonlyMap<string, (pack: Pack) => Texts> = new Map([
  ["gfwlist", rulesOf],
  ["gfw-sni", measurementOf],
  ["gfw-sni-zones", (pack) => new Map([namesIn("domains.txt", unpackNames(pack))])],
  ["henan-sni", measurementOf],
  ["greatfire", snapshotOf],
  ["services", (pack) => assignmentsOf(pack, "service")],
  ["categories", (pack) => assignmentsOf(pack, "category")],
  ["cn-services", matchesOf],
  ["platform-rules", phrasesOf],
  ["dossier", (pack) => assignmentsOf(pack, "dossier")],
]);

/** The files that a pack was made from, by their paths below data/. Throws `DamagedBytes` and `FactError`. */
export function unpack(bytes: Uint8Array, what: string): Texts {
  const pack = readPack(bytes, what);
  const { id } = pack.source;
  const texts = unpackers.get(id);
  if (!texts) throw new DamagedBytes(what, 0, `no source is called ${JSON.stringify(id)}`);
  if (pack.section("terms").length > 0) {
    throw new DamagedBytes(
      what,
      0,
      `it holds what texts are searched by, made of the rules; unpack ${id}.pack for these`,
    );
  }
  const files = [["source.json", formatSource(pack.source)] as const, ...texts(pack)];
  return new Map(files.map(([name, text]) => [`${id}/${name}`, text]));
}

function rulesOf(pack: Pack): Texts {
  const rules = unpackRules(pack);
  const text = formatRules(rules);
  readRules(text, "rules.tsv");
  return new Map([
    ["rules.tsv", text],
    ["stories.tsv", formatStories(tellStories(rules))],
  ]);
}

function measurementOf(pack: Pack): Texts {
  const { tested, facts } = unpackMeasured(pack);
  const [days, domains] = [formatLines(tested), formatMeasured(facts)];
  readMeasured(domains, "domains.tsv", readDays(days, "days.txt"));
  return new Map([
    ["days.txt", days],
    ["domains.tsv", domains],
  ]);
}

function snapshotOf(pack: Pack): Texts {
  const { domain = [], address = [] } = Object.groupBy(unpackNames(pack), (name) =>
    /^[\d.]+$/.test(name) ? "address" : "domain",
  );
  const addresses = formatLines(address);
  readAddresses(addresses, "addresses.txt");
  return new Map([["addresses.txt", addresses], namesIn("domains.txt", domain)]);
}

function namesIn(file: string, names: readonly string[]): [file: string, text: string] {
  const text = formatLines(names);
  readNames(text, file);
  return [file, text];
}

function assignmentsOf(pack: Pack, column: AssignmentColumn): Texts {
  const text = formatAssignments(unpackAssigned(pack), column);
  readAssignments(text, "domains.tsv", column);
  return new Map([["domains.tsv", text]]);
}

function matchesOf(pack: Pack): Texts {
  const text = formatMatches(unpackAssigned(pack));
  readMatches(text, "domains.tsv");
  return new Map([["domains.tsv", text]]);
}

function phrasesOf(pack: Pack): Texts {
  const text = formatPhrases(unpackPhrases(pack));
  readPhrases(text, "rules.tsv");
  return new Map([["rules.tsv", text]]);
}

/** Returns the exit status: 1 for a pack that cannot be unpacked, 2 for a call that cannot be understood. */
function runUnpack(argv: readonly string[]): number {
  let files: readonly string[];
  let out: string | undefined;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: "string" } },
    });
    if (positionals.length === 0) throw new Error("no FILE.pack");
    files = positionals;
    out = values.out;
  } catch (error) {
    process.stderr.write(`unpack: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const failures = files.map((file) => {
    try {
      for (const [path, text] of unpack(readFileSync(file), file)) put(path, text, out);
      return 0;
    } catch (error) {
      process.stderr.write(`unpack: ${inWords(error, file)}\n`);
      return 1;
    }
  });
  return Math.max(...failures);
}

function put(path: string, text: string, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(`==> ${path} <==\n${text}`);
    return;
  }
  const place = join(out, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
  process.stdout.write(`${place}\n`);
}

function inWords(error: unknown, file: string): string {
  if (!(error instanceof Error)) return `${file}: ${String(error)}`;
  const isExpected = error instanceof DamagedBytes || error instanceof FactError || "code" in error;
  if (!isExpected) throw error;
  return error.message.startsWith(file) ? error.message : `${file}: ${error.message}`;
}

if (import.meta.main) {
  endWithReader();
  process.exitCode = runUnpack(process.argv.slice(2));
}
