// Builds the extension once more, the same in everything but that its worker answers without lists. A program of its
// own, since the build talks: node tools/bench/without-lists.ts ROOT INTO

import { fileURLToPath } from "node:url";
import { build } from "wxt";

const standIn = fileURLToPath(new URL("./no-lists.ts", import.meta.url));
const [root = ".", outDir = ".output"] = process.argv.slice(2);

await build({
  root,
  outDir,
  browser: "chrome",
  manifestVersion: 3,
  vite: () => ({
    plugins: [
      {
        name: "without-lists",
        enforce: "pre",
        resolveId: (source: string) => (/(^|\/)lists\.ts$/.test(source) ? standIn : undefined),
      },
    ],
  }),
});
