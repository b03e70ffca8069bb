// Prints verdicts for researchers, scripts and bug reports: `npm run -s check -- URL... | --stdin [--as-of DATE] [--json]`.

import { once } from "node:events";
import { parseArgs } from "node:util";
import { isDay } from "../core/intervals.ts";
import { firstDay, Judge } from "../core/judge.ts";
import { WholeRecords } from "../core/records.ts";
import type { Day, Verdict } from "../core/verdict.ts";
import { spelledOut, verdictInText } from "./verdict-text.ts";
import { splitLines } from "./lines.ts";
import { endWithReader } from "./quiet-pipe.ts";
import { openTable } from "./table-file.ts";

const usage = `usage: npm run -s check -- URL...     verdicts on addresses
       npm run -s check -- --stdin   a URL a line from standard input
  --as-of DATE   as of that day, ${firstDay} or later
  --json         one JSON object a line
`;
/** A longer line is no URL that a browser would open. */
const longestLine = 4 * 1024 * 1024;
const flushAt = 1 << 16;

interface Asked {
  readonly urls: readonly string[];
  readonly stdin: boolean;
  readonly json: boolean;
  readonly asOf: Day | undefined;
}

/** Returns the exit status: 1 if a URL could not be read, 2 for a call that cannot be understood. */
export async function printVerdicts(argv: readonly string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(argv);
  } catch (error) {
    process.stderr.write(`check: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  endWithReader();
  const table = openTable();
  const records = new WholeRecords(table);
  const judge = new Judge(table.head);
  const asOf = asked.asOf ?? judge.asOf;
  if (asOf > judge.asOf) {
    process.stderr.write(`check: --as-of ${asOf} lies after the lists, which end on ${judge.asOf}\n`);
    return 2;
  }
  let failures = 0;
  const out = new Output();
  const answer = async (url: string): Promise<void> => {
    const verdict = url.length > longestLine ? undefined : judge.judge(url, records, asOf);
    if (!verdict) failures++;
    const line = verdict ? lineOf(verdict, asked.json) : errorOf(url, asked.json);
    await out.write(`${line}\n`);
  };
  for (const url of asked.urls) await answer(url);
  if (asked.stdin) {
    for await (const line of splitLines(process.stdin, longestLine + 1)) {
      const url = line.trim();
      if (url !== "") await answer(url);
    }
  }
  await out.flush();
  return failures > 0 ? 1 : 0;
}

function readArguments(argv: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { stdin: { type: "boolean" }, json: { type: "boolean" }, "as-of": { type: "string" } },
  });
  const asOf = values["as-of"];
  if (asOf !== undefined && !isDay(asOf)) throw new Error(`--as-of ${asOf}: not a day like 2015-01-31`);
  if (asOf !== undefined && asOf < firstDay) throw new Error(`--as-of ${asOf}: the history begins on ${firstDay}`);
  if (positionals.length === 0 && !values.stdin) throw new Error("no URL and no --stdin");
  return { urls: positionals, stdin: values.stdin ?? false, json: values.json ?? false, asOf };
}

function lineOf(verdict: Verdict, json: boolean): string {
  return json ? JSON.stringify(verdict) : verdictInText(verdict);
}

function errorOf(url: string, json: boolean): string {
  const isBare = URL.canParse(`https://${url}`) && !url.includes(":");
  const error = isBare ? `not a URL: it lacks its scheme, as in https://${url}` : "not a URL";
  const shown = url.length > 200 ? `${url.slice(0, 200)}...` : url;
  return json ? JSON.stringify({ url: shown, error }) : `${spelledOut(shown)}\terror\t${spelledOut(error)}`;
}

/** Standard output in large pieces, waiting whenever the reader is slower. */
class Output {
  #waiting: string[] = [];
  #length = 0;

  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= flushAt) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#waiting.join("");
    this.#waiting = [];
    this.#length = 0;
    if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
  }
}
