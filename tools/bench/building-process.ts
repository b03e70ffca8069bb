// Builds the table out of packs as the extension does, slice by slice, and prints what that took as JSON.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPack } from "../../core/pack.ts";
import { buildTable } from "../../core/table-builder.ts";
import { timeSlices } from "./slices.ts";

export interface Building {
  readonly cpuMs: number;
  /** by its thread's own time */
  readonly longestSliceMs: number;
  readonly bytes: number;
}

const [folder = ""] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => name.endsWith(".pack"));
const read = files.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

const before = process.cpuUsage();
const packs = read.map(({ name, bytes }) => {
  createHash("sha256").update(bytes).digest();
  return readPack(new Uint8Array(bytes), name);
});
const { result, longestOwnMs } = timeSlices(buildTable(packs, ""), "building");
const { user, system } = process.cpuUsage(before);
const building: Building = { cpuMs: (user + system) / 1000, longestSliceMs: longestOwnMs, bytes: result.length };
console.log(JSON.stringify(building));
