// The built extension: where it is, and whether its sources have changed since.

import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const built = {
  chromium: `${root}.output/chrome-mv3`,
  firefox: `${root}.output/firefox-mv3`,
} as const;

const folders = ["core", "services", "components", "entrypoints", "modules", "data", "public", "tools/texts"];
const files = ["tools/pack-facts.ts", "tools/feed/feed-build.ts", "wxt.config.ts", "package.json"];

/** Folders count too: their time tells of files that were taken away. */
function newestMs(path: string): number {
  const own = statSync(path);
  const within = own.isDirectory() ? readdirSync(path).map((name) => newestMs(`${path}/${name}`)) : [];
  return Math.max(own.mtimeMs, ...within);
}

export function isBuilt(): boolean {
  const manifests = Object.values(built).map((folder) => `${folder}/manifest.json`);
  if (!manifests.every((path) => existsSync(path))) return false;
  const builtMs = Math.min(...manifests.map((path) => statSync(path).mtimeMs));
  return [...folders, ...files].every((source) => newestMs(root + source) <= builtMs);
}
