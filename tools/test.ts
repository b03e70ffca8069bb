// `npm test`: builds the extension, then runs the static checks, the unit tests and the tests in real browsers.
// The build comes first because some checks look at what was built. The last line is the sum: `N passed, N failed`.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./browsers/built.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, by name and reason: said again at the end, where a long log is read first. */
  readonly failures: readonly string[];
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
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

const nothing: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
const failing = (what: string): Count => ({ passed: 0, failed: 1, skipped: 0, failures: [what] });
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
  return status === 0 ? nothing : failing("npm run build");
}

/** check.ts sums up what it did in its last line. */
async function check(): Promise<Count> {
  const { status, output } = await run(process.execPath, "tools/check.ts");
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  if (passed === undefined || (status !== 0 && failed === "0")) return failing("npm run check");
  const failures = failed === "0" ? [] : ["npm run check"];
  return { passed: Number(passed), failed: Number(failed), skipped: 0, failures };
}

const reasonOf = (message: string) => stripVTControlCharacters(message).split("\n").slice(0, 3).join("\n    ");

function countOf(report: Report): Count {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    // A file that cannot even be loaded holds no failed test.
    if (status === "failed" && failed.length === 0) return [`${file}\n    ${reasonOf(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n    ${reasonOf(failureMessages?.[0] ?? "")}`,
    );
  });
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests, failures };
}

async function vitest(...args: readonly string[]): Promise<Count> {
  const file = join(reports, `${args.length}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const vitestMain = "node_modules/vitest/vitest.mjs";
  const { status } = await run(process.execPath, vitestMain, "run", ...reporters, ...args);
  try {
    const count = countOf(JSON.parse(readFileSync(file, "utf8")) as Report);
    if (status === 0 || count.failed > 0) return count;
    return { ...count, failed: 1, failures: [`an error outside every test: ${vitestMain} ${args.join(" ")}`] };
  } catch (error) {
    return failing(`vitest left no report: ${String(error)}`);
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
const sum = (key: "passed" | "failed") => counts.reduce((total, count) => total + count[key], 0);
const failures = counts.flatMap((count) => count.failures);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((what) => `  ${what}`).join("\n")}`);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
