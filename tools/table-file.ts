// The table for tools, built from data/ once and kept in .cache/ until the facts or the code that packs them change.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPack } from "../core/pack.ts";
import { finish } from "../core/slices.ts";
import { buildTable } from "../core/table-builder.ts";
import { readTable, type Table } from "../core/table.ts";
import { indexOf, packFacts, phrasesSource, sourcesLeftOut } from "./pack-facts.ts";

export const repository = fileURLToPath(new URL("..", import.meta.url));
const cache = join(repository, ".cache");

/** The table of all facts in data/, but for sources that `WALLSIGHT_WITHOUT` names. */
export function openTable(): Table {
  const without = sourcesLeftOut(process.env);
  const file = join(cache, `table-${stateOf(["data", "core", "tools/pack-facts.ts", "tools/texts"], without)}.bin`);
  const kept = readKept(file);
  if (kept) return kept;
  const packs = packFacts(join(repository, "data"), [...new Set([...without, phrasesSource])]);
  const opened = packs.map(({ bytes, file: name }) => readPack(bytes, name));
  const bytes = finish(buildTable(opened, indexOf(packs).digest));
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) if (old.startsWith("table-")) rmSync(join(cache, old), { force: true });
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
  return readTable(bytes, true);
}

function readKept(file: string): Table | undefined {
  try {
    // Copied, since a table begins at a multiple of four in its buffer.
    return readTable(new Uint8Array(readFileSync(file)));
  } catch {
    // Absent or damaged: it is built again.
    return undefined;
  }
}

function stateOf(paths: readonly string[], without: readonly string[]): string {
  const hash = createHash("sha256").update(without.join());
  for (const path of paths.flatMap(filesUnder)) hash.update(path).update(readFileSync(join(repository, path)));
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(join(repository, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length))
    .sort();
}
