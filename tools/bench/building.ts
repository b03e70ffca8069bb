// What an update costs on the reader's machine, and what is sent there.

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Building } from "./building-process.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";

const program = fileURLToPath(new URL("./building-process.ts", import.meta.url));

/** `output` holds the built extension and its zip. */
export function measureBuilding(output: string, rounds: number): Line[] {
  const folder = join(output, "chrome-mv3/packs");
  const built = Array.from({ length: rounds }, () => {
    const json = execFileSync(process.execPath, [program, folder], { encoding: "utf8" });
    return JSON.parse(json) as Building;
  });
  const cpu = built.map(({ cpuMs }) => cpuMs);
  const longest = built.map(({ longestSliceMs }) => longestSliceMs);
  return [
    ...measured("building the table, CPU of all threads", "ms", [{ who: "wallsight", values: cpu }]),
    ...measured("building the table, longest slice by its thread's own time", "ms", [
      { who: "wallsight", values: longest },
    ]),
    atMost("building the table: CPU", median(cpu) / 1000, 2, "s"),
    atMost("building the table: longest slice, own time", median(longest), 20, "ms"),
    ...zipsIn(output).map(({ name, bytes }) => atMost(`size of ${name}`, bytes / 1e6, 8, "MB")),
  ];
}

function zipsIn(output: string): { name: string; bytes: number }[] {
  return readdirSync(output)
    .filter((name) => /-(chrome|firefox)\.zip$/.test(name))
    .map((name) => ({ name, bytes: statSync(join(output, name)).size }));
}
