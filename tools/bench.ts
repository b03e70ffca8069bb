// `npm run bench`: the product against its peers in one run, as tables, and as JSON lines in .output/bench.jsonl.
//
//   --quick       fewer rounds and names: for a look, not for the record
//   --json        JSON lines instead of tables, and no file
//   --part NAME   this part alone; may be given again

import { appendFileSync, mkdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { output, partsOf } from "./bench/parts.ts";
import { formatTable } from "./bench/report.ts";
import { openStage } from "./bench/stage.ts";
import { endWithReader } from "./quiet-pipe.ts";

const { values: given } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    part: { type: "string", multiple: true },
  },
});
endWithReader();
const parts = partsOf(given.quick);
const asked = given.part ?? Object.keys(parts);
const unknown = asked.filter((name) => !parts[name]);
if (unknown.length > 0)
  throw new Error(`no part is called ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);

const stage = openStage();
write({
  kind: "run",
  at: new Date().toISOString(),
  quick: given.quick,
  names: stage.names.length,
  node: process.version,
  processor: cpus()[0]?.model,
  processors: cpus().length,
});

for (const name of asked) {
  const load = loadavg()[0];
  try {
    const lines = (await parts[name]?.(stage)) ?? [];
    for (const line of lines) write({ ...line, part: name, load });
    if (!given.json) console.log(`${formatTable(lines)}\n`);
  } catch (error) {
    console.error(`${name}: not measured`, error);
    process.exitCode = 1;
  }
}

function write(line: object): void {
  const json = `${JSON.stringify(line)}\n`;
  if (given.json) process.stdout.write(json);
  else {
    mkdirSync(output, { recursive: true });
    appendFileSync(join(output, "bench.jsonl"), json);
  }
}
