// `npm test`: builds the extension, then runs the static checks, the unit tests and the tests in real browsers.
// The build comes first because some checks look at what was built. The last line is the sum: `N passed, N failed`.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./browsers/built.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Run {
  readonly status: number;
  readonly output: string;
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const nothing: Count = { passed: 0, failed: 0, skipped: 0 };
const oneFailed: Count = { passed: 0, failed: 1, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), "wallsight-test-"));

/** What it prints is shown at once and kept as well. */
function run(command: string, ...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      shell: process.platform === "win32" && command === "npm",
      env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env,
    });
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    child.once("error", ({ message }) => resolve({ status: 1, output: message }));
    child.once("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

async function build(): Promise<Count> {
  const { status } = await run("npm", "run", "build");
  return status === 0 ? nothing : oneFailed;
}

/** check.ts sums up what it did in its last line. */
async function check(): Promise<Count> {
  const { status, output } = await run(process.execPath, "tools/check.ts");
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  if (passed === undefined || (status !== 0 && failed === "0")) return oneFailed;
  return { passed: Number(passed), failed: Number(failed), skipped: 0 };
}

function countOf(report: Report): Count {
  // A file that cannot even be loaded holds no failed test.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  return { passed, failed: failed + broken, skipped };
}

async function vitest(...args: readonly string[]): Promise<Count> {
  const file = join(reports, `${args.length}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const vitestMain = "node_modules/vitest/vitest.mjs";
  const { status } = await run(process.execPath, vitestMain, "run", ...reporters, ...args);
  try {
    const count = countOf(JSON.parse(readFileSync(file, "utf8")) as Report);
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return oneFailed;
  }
}

const counts: Count[] = [];
async function step(name: string, work: () => Promise<Count>): Promise<Count> {
  console.log(`\n== ${name}`);
  const startMs = performance.now();
  const count = await work();
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  console.log(`== ${name}: ${count.passed} passed, ${count.failed} failed${skipped}, ${seconds} s`);
  counts.push(count);
  return count;
}

const { failed: unbuilt } = await step("build", build);
await step("static checks", check);
await step("unit tests", vitest);
if (unbuilt === 0) await step("browser tests", () => vitest("--config", "vitest.browsers.config.ts"));
else console.log("\n== browser tests: not run, since there is no build to test");

rmSync(reports, { recursive: true });
const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
