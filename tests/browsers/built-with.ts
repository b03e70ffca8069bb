// The extension, built once more with other settings.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root } from "../../tools/browsers/built.ts";

/** A build takes some ten seconds, on a busy machine many more. */
export const buildWithinMs = 600_000;

const builder = fileURLToPath(new URL("./build-with-feed.ts", import.meta.url));
/** All but GFWList, dossiers and services in China: a small table is soon built. */
const without = "gfw-sni,gfw-sni-zones,henan-sni,greatfire,platform-rules,services,categories";

/** The folder of the extension, below `into`. */
export async function builtWith(
  settings: Readonly<Record<string, string>>,
  browser: "Chromium" | "Firefox",
  into: string,
): Promise<string> {
  const env = { ...process.env, WALLSIGHT_WITHOUT: without, ...settings };
  const name = browser === "Chromium" ? "chrome" : "firefox";
  await promisify(execFile)(process.execPath, [builder, root, into, name], { cwd: root, env, maxBuffer: 1e8 });
  return join(into, `${name}-mv3`);
}
