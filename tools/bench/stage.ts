// Lays out what the contestants need: names, hosts to ask for and the contestants' files. Kept in .cache/ until
// something that they are made from changes.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTable, repository } from "../table-file.ts";
import { entryOf } from "./contestant.ts";
import { listedHost, unlistedHost } from "./hosts.ts";
import { bytesOf, namesIn } from "./names-table.ts";
import { startContestant } from "./processes.ts";
import { seeded } from "./random.ts";
import { moreNames } from "./synthetic-names.ts";

const queryCount = 100_000;
/** Of a hundred hosts, how many are listed. */
const listedOfHundred = { misses: 5, halves: 50 } as const;

export type QueryKind = keyof typeof listedOfHundred;

export interface Stage {
  /** where its files lie */
  readonly folder: string;
  /** the names that the project lists */
  readonly names: readonly string[];
  /** The file that a contestant opens, with `count` names in it; made if it is not there. */
  fileOf(contestant: string, count?: number): Promise<string>;
  /** A file of hosts to ask a contestant with `count` names for. */
  queries(kind: QueryKind, count?: number): string;
}

export function openStage(): Stage {
  const table = openTable();
  const names = namesIn(table);
  const folder = folderFor(bytesOf(table));

  function make(file: string, content: () => string | Uint8Array): string {
    const path = join(folder, file);
    if (!existsSync(path)) writeWhole(path, content());
    return path;
  }

  /** Fewer than all: drawn from them. More: synthetic ones added. */
  function someNames(count: number): readonly string[] {
    if (count === names.length) return names;
    if (count > names.length) return moreNames(names, count);
    const random = seeded(count);
    const drawn = new Set<string>();
    while (drawn.size < count) drawn.add(random.of(names));
    return [...drawn];
  }

  const namesFile = (count: number): string => make(`names-${count}.txt`, () => someNames(count).join("\n"));

  return {
    folder,
    names,
    async fileOf(contestant, count = names.length) {
      const name = entryOf(contestant).reads ?? contestant;
      // The project's own table is the real one, with all its evidence, where there are as many names.
      if (name === "wallsight" && count === names.length) return make("wallsight.bin", () => bytesOf(table));
      const into = join(folder, `${name}-${count}.bin`);
      if (existsSync(into)) return into;
      const child = startContestant(name);
      await child.ask("prepare", { names: namesFile(count), into: `${into}.part` });
      child.end();
      renameSync(`${into}.part`, into);
      return into;
    },
    queries(kind, count = names.length) {
      return make(`${kind}-${count}.txt`, () => {
        const listed = readFileSync(namesFile(count), "latin1").split("\n");
        const known = new Set(listed);
        const random = seeded(listedOfHundred[kind]);
        return Array.from({ length: queryCount }, () =>
          random.below(100) < listedOfHundred[kind] ? listedHost(listed, random) : unlistedHost(listed, known, random),
        ).join("\n");
      });
    },
  };
}

function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content, "latin1");
  renameSync(`${path}.part`, path);
}

/** Named after what its files are made from; earlier ones are removed. */
function folderFor(table: Uint8Array): string {
  const hash = createHash("sha256").update(table);
  const here = join(repository, "tools/bench");
  for (const file of readdirSync(here).filter((name) => /^(peer|own|hosts|names|random|stage|synthetic)/.test(name))) {
    hash.update(readFileSync(join(here, file)));
  }
  const cache = join(repository, ".cache");
  const name = `bench-${hash.digest("hex").slice(0, 16)}`;
  for (const old of readdirSync(cache)) {
    if (old.startsWith("bench-") && old !== name) rmSync(join(cache, old), { recursive: true, force: true });
  }
  mkdirSync(join(cache, name), { recursive: true });
  return join(cache, name);
}
