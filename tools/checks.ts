// Checks the project: types, floors, format, facts, unused code; after a build also what was built.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkFacts } from "./check-facts.ts";
import { checkBundles } from "./check-bundles.ts";
import { repository } from "./table-file.ts";

interface Check {
  readonly name: string;
  /** the problems it found; none if all is well */
  readonly run: () => Promise<string> | string;
}

const checks: readonly Check[] = [
  { name: "types", run: () => command("tsc", "-p", ".") },
  { name: "types of the core", run: () => command("tsc", "-p", "core") },
  { name: "lint and floors", run: () => command("oxlint", "--type-aware", "--deny-warnings") },
  { name: "format", run: () => command("oxfmt", "--check", ".") },
  { name: "unused code", run: () => command("knip", "--no-progress") },
  { name: "facts", run: checkFacts },
];

/** What can only be said of a build; run when there is one. */
const checksOfBuild: readonly Check[] = [
  { name: "bundles", run: () => checkBundles(join(repository, ".output")) },
  { name: "sizes", run: () => command("size-limit") },
  {
    name: "add-on rules of Firefox",
    run: () => command("addons-linter", "--self-hosted", ".output/firefox-mv3"),
  },
];

/** Runs all checks, a line each, and returns the exit status. */
export async function checkProject(): Promise<number> {
  if (!existsSync(join(repository, ".wxt/tsconfig.json"))) await command("wxt", "prepare");
  const isBuilt = ["chrome-mv3", "firefox-mv3"].every((name) => existsSync(join(repository, ".output", name)));
  const all = isBuilt ? [...checks, ...checksOfBuild] : checks;
  const started = performance.now();
  const results = await Promise.all(all.map(runCheck));
  const failed = results.filter((isGood) => !isGood).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const rest = isBuilt ? "" : ` (${checksOfBuild.length} more after a build)`;
  console.log(`checks: ${all.length - failed} passed, ${failed} failed, ${seconds} s${rest}`);
  return failed > 0 ? 1 : 0;
}

async function runCheck({ name, run }: Check): Promise<boolean> {
  const problems = (await run()).trim();
  console.log(problems === "" ? `ok    ${name}` : `FAIL  ${name}\n${problems}`);
  return problems === "";
}

/** Runs a tool of node_modules; its output if it failed. */
function command(name: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(join(repository, "node_modules/.bin", name), args, { cwd: repository });
    const output: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => output.push(piece));
    child.stderr.on("data", (piece: Buffer) => output.push(piece));
    child.on("error", (error) => resolve(`${name}: ${error.message}`));
    child.on("close", (status) => {
      const text = Buffer.concat(output).toString();
      resolve(status === 0 ? "" : text || `${name} ended with ${status}`);
    });
  });
}
