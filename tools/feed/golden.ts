// The golden sets: addresses that a release must show as blocked, and addresses that it must not.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Judge } from "../../core/judge.ts";
import { readPack } from "../../core/pack.ts";
import { WholeRecords } from "../../core/records.ts";
import { finish } from "../../core/slices.ts";
import { buildTable } from "../../core/table-builder.ts";
import { readTable } from "../../core/table.ts";
import type { PackFile } from "../pack-facts.ts";

/** The lines of a golden set: host, tab, why it is there. */
function readGolden(folder: string, name: string): string[] {
  const lines = readFileSync(join(folder, name), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t")[0] ?? "");
}

/** What a release would get wrong, a line each. */
export function goldenProblems(folder: string, packs: readonly PackFile[]): string[] {
  const opened = packs.map(({ bytes, file }) => readPack(bytes, file));
  const table = readTable(finish(buildTable(opened, "")), true);
  const judge = new Judge(table.head);
  const records = new WholeRecords(table);
  const isBlocked = (url: string): boolean => judge.judge(url, records)?.status === "blocked";
  const missed = readGolden(folder, "must-flag.txt").filter((host) => !isBlocked(`https://${host}/`));
  // Keywords fit plain http alone.
  const wrong = readGolden(folder, "must-not-flag.txt").filter(
    (host) => isBlocked(`https://${host}/`) || isBlocked(`http://${host}/`),
  );
  return [
    ...missed.map((host) => `${host} is not shown as blocked`),
    ...wrong.map((host) => `${host} is shown as blocked`),
  ];
}
