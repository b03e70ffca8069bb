// The command behind `npm run facts`: reads its words, does all or nothing, and says what changed.

import { parseArgs } from "node:util";
import { compileFolder } from "./compile.ts";
import { type Compiled, Refused } from "./compiled.ts";
import { extendHistory } from "./gfwlist.ts";
import { withSources } from "./sources.ts";
import { swapIn } from "./write.ts";

const usage = `Compiles published sources into data/.

  npm run facts -- --from DIR                  everything, from a folder of downloads
  npm run facts -- --gfwlist FILE --on DATE    GFWList as it was published on that day

  --data DIR   where the facts are kept (default: data)
  --force      even if most rules of GFWList end, or if the facts are older than the ones at hand`;

/** Returns the exit status: 0 done, 1 refused and nothing changed, 2 not understood. */
export function runFacts(words: readonly string[], out: Pick<Console, "log" | "error">): number {
  const options = parseWords(words);
  if (options === undefined) {
    out.error(usage);
    return 2;
  }
  try {
    const compiled = withSources(options.data, options.compile(), options.force);
    const changed = swapIn(options.data, compiled);
    for (const { id, summary } of compiled) out.log(`${id}: ${summary}`);
    out.log(changed.length === 0 ? "Nothing changed." : `Written: ${changed.join(", ")}`);
    for (const id of undated(compiled, changed)) {
      out.log(`${id}: its download carries no date; put it into ${options.data}/${id}/source.json`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    out.error(`${error.message}\nNothing was changed.`);
    return 1;
  }
}

interface Options {
  readonly data: string;
  readonly force: boolean;
  readonly compile: () => Compiled[];
}

function parseWords(words: readonly string[]): Options | undefined {
  try {
    const text = { type: "string" } as const;
    const force = { type: "boolean", default: false } as const;
    const options = { from: text, gfwlist: text, on: text, data: { ...text, default: "data" }, force };
    const { values } = parseArgs({ args: [...words], options });
    const { from, gfwlist, on, data } = values;
    if (from !== undefined && gfwlist === undefined && on === undefined) {
      return { data, force: values.force, compile: () => compileFolder(from) };
    }
    if (from !== undefined || gfwlist === undefined || on === undefined) return undefined;
    return { data, force: values.force, compile: () => [extendHistory(data, gfwlist, on, values.force)] };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Sources whose facts changed while their dates could not. */
function undated(compiled: readonly Compiled[], changed: readonly string[]): string[] {
  return compiled
    .filter(({ id, dates }) => dates.asOf === undefined && changed.some((path) => path.startsWith(`${id}/`)))
    .map(({ id }) => id);
}
