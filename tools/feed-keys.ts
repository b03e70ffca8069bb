// `npm run feed-keys`: makes the keys of a feed, and signs its next root when keys are replaced or a year is over.

import { parseArgs } from "node:util";
import { FeedError, makeKeys, signNextRoot } from "./feed/key-folder.ts";

const usage = `Makes and replaces the keys that sign a feed.

  npm run feed-keys -- --out DIR                       all keys and the first root, in a new folder
  npm run feed-keys -- --keys DIR --renew              the next root with the same keys, for another year
  npm run feed-keys -- --keys DIR --replace KEY,...    the next root with new keys: targets-1, timestamp-1, ...`;

process.exitCode = run(process.argv.slice(2));

function run(words: readonly string[]): number {
  const text = { type: "string" } as const;
  try {
    const options = { out: text, keys: text, replace: text, renew: { type: "boolean" } } as const;
    const { out, keys, replace, renew } = parseArgs({ args: [...words], options }).values;
    if (out !== undefined && keys === undefined) {
      makeKeys(out, Date.now());
      console.log(`Made in ${out}: keep the root keys and the targets keys apart, and each on a medium of its own.`);
      console.log(`Build the extension with WALLSIGHT_FEED_ROOT=${out}/1.root.json`);
      return 0;
    }
    if (keys === undefined || out !== undefined || (replace === undefined && renew !== true)) {
      console.error(usage);
      return 2;
    }
    const version = signNextRoot(keys, replace?.split(",").filter(Boolean) ?? [], Date.now());
    console.log(`Signed ${keys}/${version}.root.json; publish it with npm run publish-feed`);
    return 0;
  } catch (error) {
    if (!(error instanceof FeedError) && !(error instanceof TypeError)) throw error;
    console.error(error instanceof TypeError ? usage : error.message);
    return error instanceof TypeError ? 2 : 1;
  }
}
