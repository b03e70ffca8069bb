// The extension with a part of it replaced, to tell what that part costs.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface AlteredExtension {
  readonly folder: string;
  remove(): void;
}

/** The built extension with one of its files replaced. */
export function replaceFile(
  built: string,
  file: "background.js" | "content.js" | "popup.html",
  code: string,
): AlteredExtension {
  const folder = mkdtempSync(join(tmpdir(), "wallsight-altered-"));
  cpSync(built, folder, { recursive: true });
  writeFileSync(join(folder, file), code);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const builder = fileURLToPath(new URL("./without-lists.ts", import.meta.url));

/** The same but that its worker answers without lists; `into` is a folder below `root`. */
export function buildWithoutLists(root: string, into: string): string {
  execFileSync(process.execPath, [builder, root, into], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return join(into, "chrome-mv3");
}
