// Builds the extension once more, with the environment's settings. A program of its own, since the build talks:
// WALLSIGHT_FEED=... WALLSIGHT_FEED_ROOT=... node tests/browsers/build-with-feed.ts ROOT INTO chrome|firefox

import { build } from "wxt";

const [root = ".", outDir = ".output", browser = "chrome"] = process.argv.slice(2);

await build({
  root,
  outDir,
  browser,
  manifestVersion: 3,
  hooks: {
    "build:manifestGenerated": (_, manifest) => {
      // No hand can answer Chromium's own question: there the hosts are granted from the start. Firefox grants them with
      // the content script's.
      if (browser !== "chrome") return;
      manifest.host_permissions = manifest.optional_host_permissions ?? [];
      delete manifest.optional_host_permissions;
    },
  },
});
