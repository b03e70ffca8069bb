// One contestant alone in a process: it prepares its file, opens it and is timed, as processes.ts asks.

import { readFileSync, writeFileSync } from "node:fs";
import { entryOf, type Lookups } from "./contestant.ts";
import type { Answers, Message } from "./processes.ts";

const contestant = await entryOf(process.argv[2] ?? "").open();

/** Long enough that a round does not tell how warm the caches were after the others' rounds. */
const roundMs = 250;

let opened: Lookups = { asks: "host", isListed: () => false };
let queries: readonly string[] = [];

const answers: Answers = {
  async prepare({ names, into }) {
    writeFileSync(into, await contestant.prepare(readFileSync(names, "latin1").split("\n")));
    return null;
  },
  async load({ file, host }) {
    const before = heldBytes();
    const started = performance.now();
    opened = await contestant.load(file);
    const isListed = opened.isListed(asked(host));
    const ms = performance.now() - started;
    return { ms, isListed, bytes: heldBytes() - before };
  },
  async queries({ file }) {
    queries = flatLines(readFileSync(file, "latin1").split("\n").map(asked).join("\n"));
    globalThis.gc?.();
    return { listed: Uint8Array.from(queries, (query) => (opened.isListed(query) ? 1 : 0)) };
  },
  async round() {
    const { isListed } = opened;
    let listed = 0;
    let count = 0;
    const started = performance.now();
    let now = started;
    while (now - started < roundMs) {
      for (const query of queries) if (isListed(query)) listed++;
      count += queries.length;
      now = performance.now();
    }
    return { ns: ((now - started) * 1e6) / count, listed };
  },
};

function asked(host: string): string {
  return opened.asks === "url" ? `https://${host}/` : host;
}

/** Lines as strings that are each in one piece, as a browser hands them out; `split` leaves pieces of a larger one. */
function flatLines(text: string): string[] {
  const bytes = Buffer.from(text, "latin1");
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(bytes.toString("latin1", start, end));
    start = end + 1;
  }
  return lines;
}

/** On the heap and beside it, buffers included. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on("message", ({ name, args }: Message) => {
  const answer = (answers[name] as (given: unknown) => Promise<unknown>)(args);
  answer.then(
    (value) => process.send?.({ ok: true, value }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
