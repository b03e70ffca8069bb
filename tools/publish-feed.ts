// `npm run publish-feed`: makes a static folder out of data/ that any host can serve as a signed feed.

import { parseArgs } from "node:util";
import { publishFeed } from "./feed/publish-feed.ts";

const usage = `Publishes data/ as a signed feed in a static folder.

  npm run publish-feed -- --keys DIR --out DIR                    a release, with deltas from the last 12
  npm run publish-feed -- --keys DIR --out DIR --timestamp-only   the timestamp anew, for a daily job

  --data DIR     where the facts are kept (default: data)
  --big-change   the list shrinks or grows by more than half, and that is meant`;

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<number> {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const data = { type: "string", default: "data" } as const;
    const options = { keys: text, out: text, data, "big-change": flag, "timestamp-only": flag };
    const { values } = parseArgs({ args: [...words], options });
    const { keys, out } = values;
    if (keys !== undefined && out !== undefined) {
      const asked = {
        keys,
        out,
        data: values.data,
        isBigChange: values["big-change"],
        isTimestampOnly: values["timestamp-only"],
      };
      return await publishFeed(asked, Date.now(), console);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  console.error(usage);
  return 2;
}
