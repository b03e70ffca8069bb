// Brings each source.json up to the dates of its download; everything else in it is written by people and kept.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText, FactError, formatSource, readSource, type SourceFact } from "../../core/fact-files.ts";
import { type Compiled, Refused } from "./compiled.ts";
import { systemCode } from "./downloads.ts";

/** Every source with its source.json among its files. Throws `Refused` with all that is wrong. */
export function withSources(data: string, all: readonly Compiled[], force: boolean): Compiled[] {
  const problems: string[] = [];
  const dated = all.map((compiled): Compiled => {
    const { id, files, dates } = compiled;
    const path = join(data, id, "source.json");
    const source = readCommitted(path, problems);
    if (!existsSync(join(data, id, "notice.md"))) problems.push(`${join(data, id, "notice.md")}:1: is missing`);
    if (source === undefined) return compiled;
    if (source.id !== id) problems.push(`${path}:1: the id should be ${id}`);
    const isOlder = dates.asOf !== undefined && dates.asOf < source.asOf;
    if (isOlder && !force) {
      problems.push(`${path}:1: the facts are of ${source.asOf}, these of ${dates.asOf}; --force to go back`);
    }
    return { ...compiled, files: new Map([...files, ["source.json", formatSource({ ...source, ...dates })]]) };
  });
  if (problems.length > 0) throw new Refused(problems.join("\n"));
  return dated;
}

function readCommitted(path: string, problems: string[]): SourceFact | undefined {
  try {
    return readSource(decodeText(readFileSync(path), path), path);
  } catch (error) {
    if (error instanceof FactError) problems.push(error.message);
    else problems.push(`${path}:1: cannot be read (${systemCode(error)})`);
    return undefined;
  }
}
