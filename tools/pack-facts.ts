// Packs the facts in data/: one pack a source, the same bytes for the same text.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getDomain, getPublicSuffix } from "tldts";
import {
  readAddresses,
  readAssignments,
  readDays,
  readMatches,
  readMeasured,
  readNames,
  readRules,
  readSource,
  type SourceFact,
} from "../core/fact-files.ts";
import { packPhrases } from "../core/phrases/pack.ts";
import { readPhrases } from "../core/phrases/rule-facts.ts";
import { packRules } from "../core/rules-pack.ts";
import type { SiteOf } from "../core/site-parts.ts";
import { readScriptPairs } from "./script-pairs.ts";
import { assignDossiers } from "./texts/dossier-folder.ts";
import { packAssigned, packMeasured, packNames } from "../core/source-packs.ts";

export interface PackFile {
  readonly id: string;
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

type PackPin = Pick<PackFile, "file" | "sha256">;

/** What the extension is told of the packs that it ships with. */
export interface PackIndex {
  /** names the set of packs: a table that was built from them says the same */
  readonly digest: string;
  readonly files: readonly { readonly id: string; readonly file: string; readonly sha256: string }[];
  /** the packs of suppressed words, which no table is built from; `null` where they were left out */
  readonly phrases: { readonly terms: PackPin; readonly rules: PackPin } | null;
}

/** The source of suppressed words. */
export const phrasesSource = "platform-rules";
const termsSuffix = "-terms";

/** Reads a text file of a source by its path in the source's folder. */
type ReadText = (path: string) => string;

const siteOf: SiteOf = (host) => getDomain(host, { allowPrivateDomains: true }) ?? undefined;

/** Where no verdict tells of a site's parts, the pack need not carry them. */
const noSites: SiteOf = () => undefined;

const isSuffix = (host: string): boolean => getPublicSuffix(host) === host;

type Bytes = Uint8Array<ArrayBuffer>;

/** One pack, or several by what is put behind the source's name. */
const packers: Readonly<
  Record<string, (source: SourceFact, read: ReadText, folder: string) => Bytes | Readonly<Record<string, Bytes>>>
> = {
  gfwlist: (source, read) => packRules(source, readRules(read("rules.tsv"), "gfwlist/rules.tsv"), siteOf, isSuffix),
  "gfw-sni": packMeasurement,
  "gfw-sni-zones": (source, read) =>
    packNames(source, readNames(read("domains.txt"), "gfw-sni-zones/domains.txt"), siteOf),
  "henan-sni": packMeasurement,
  greatfire: (source, read) =>
    packNames(
      source,
      [
        ...readNames(read("domains.txt"), "greatfire/domains.txt"),
        ...readAddresses(read("addresses.txt"), "greatfire/addresses.txt"),
      ],
      noSites,
    ),
  services: (source, read) =>
    packAssigned(source, readAssignments(read("domains.tsv"), "services/domains.tsv", "service")),
  categories: (source, read) =>
    packAssigned(source, readAssignments(read("domains.tsv"), "categories/domains.tsv", "category")),
  "cn-services": (source, read) =>
    packAssigned(
      source,
      readMatches(read("domains.tsv"), "cn-services/domains.tsv").map((fact) => ({ name: "cn-services", ...fact })),
    ),
  "platform-rules": (source, read) => {
    const facts = readPhrases(read("rules.tsv"), "platform-rules/rules.tsv");
    const { rules, terms } = packPhrases(source, facts, readScriptPairs());
    return { "": rules, [termsSuffix]: terms };
  },
  dossier: (source, _, folder) => packAssigned(source, assignDossiers(folder)),
};

/** Folders that do not bear the id of their source. */
const folders: Readonly<Record<string, string>> = { dossier: "dossiers" };

export const packedSources: readonly string[] = Object.keys(packers);

/** The folder of a source below data/. */
export function folderOf(id: string): string {
  return Object.hasOwn(folders, id) ? (folders[id] ?? id) : id;
}

function packMeasurement(source: SourceFact, read: ReadText): Uint8Array<ArrayBuffer> {
  const tested = readDays(read("days.txt"), `${source.id}/days.txt`);
  return packMeasured(source, readMeasured(read("domains.tsv"), `${source.id}/domains.tsv`, tested), tested, siteOf);
}

/**
 * Packs every source of `dataFolder` but those named in `without`. Throws `FactError` for facts that cannot be
 * read, and an error that names the source for one that does not exist.
 */
export function packFacts(dataFolder: string, without: readonly string[] = []): PackFile[] {
  const unknown = without.filter((id) => !packedSources.includes(id));
  if (unknown.length > 0) {
    throw new Error(`no source is called ${unknown.join(", ")}; there are ${packedSources.join(", ")}`);
  }
  return Object.entries(packers)
    .filter(([id]) => !without.includes(id))
    .flatMap(([id, pack]) => {
      const folder = folderOf(id);
      const read: ReadText = (path) => readFileSync(join(dataFolder, folder, path), "utf8");
      const source = readSource(read("source.json"), `${folder}/source.json`);
      const packed = pack(source, read, join(dataFolder, folder));
      return Object.entries(packed instanceof Uint8Array ? { "": packed } : packed).map(([suffix, bytes]) => ({
        id,
        file: `${id}${suffix}.pack`,
        bytes,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      }));
    });
}

/** The packs that the table is built from: all but suppressed words, which come with the extension alone. */
export function listsOf(packs: readonly PackFile[]): PackFile[] {
  return packs.filter(({ id }) => id !== phrasesSource);
}

export function indexOf(packs: readonly PackFile[]): PackIndex {
  const files = listsOf(packs).map(({ id, file, sha256 }) => ({ id, file, sha256 }));
  const digest = createHash("sha256")
    .update(files.map(({ id, sha256 }) => `${id} ${sha256}\n`).join(""))
    .digest("hex");
  return { digest, files, phrases: phrasesOf(packs) };
}

function phrasesOf(packs: readonly PackFile[]): PackIndex["phrases"] {
  const [rules, terms] = ["", termsSuffix].map((suffix) =>
    packs.find(({ file }) => file === `${phrasesSource}${suffix}.pack`),
  );
  const pin = ({ file, sha256 }: PackFile): PackPin => ({ file, sha256 });
  return rules && terms ? { terms: pin(terms), rules: pin(rules) } : null;
}

/** The sources that the environment asks to leave out: `WALLSIGHT_WITHOUT=henan-sni,greatfire`. */
export function sourcesLeftOut(environment: NodeJS.ProcessEnv): string[] {
  return (environment["WALLSIGHT_WITHOUT"] ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);
}
