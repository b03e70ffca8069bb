// Puts compiled files in the place of the old ones: all are written beside data/ before the first is moved in.

import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Compiled } from "./compiled.ts";

/** Returns the paths in data/ of the files that changed. Without any, nothing is touched. */
export function swapIn(data: string, all: readonly Compiled[]): string[] {
  const texts = new Map(all.flatMap(({ id, files }) => [...files].map(([name, text]) => [`${id}/${name}`, text])));
  const changed = [...texts.keys()].filter((path) => textOf(join(data, path)) !== texts.get(path));
  if (changed.length === 0) return changed;
  const home = resolve(data);
  const aside = mkdtempSync(`${home}.new-`);
  try {
    for (const path of changed) {
      mkdirSync(dirname(join(aside, path)), { recursive: true });
      writeFileSync(join(aside, path), texts.get(path) ?? "");
    }
    for (const path of changed) mkdirSync(dirname(join(home, path)), { recursive: true });
    for (const path of changed) renameSync(join(aside, path), join(home, path));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return changed;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
