// The walls between the floors hold: what would break them is planted, and must be refused.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "./command.ts";
import { againstLint, againstTypes, clean } from "./planted-code.ts";

const home = mkdtempSync(join(tmpdir(), "floors-"));
/** What each tool said of each planted file. */
const said = { tsc: new Map<string, string>(), oxlint: new Map<string, string>() };

beforeAll(() => {
  for (const path of [".oxlintrc.json", "core/tsconfig.json", "core/platform.d.ts"]) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    cpSync(join(repository, path), join(home, path));
  }
  symlinkSync(join(repository, "node_modules"), join(home, "node_modules"));
  for (const [path, code] of [
    ...[...againstTypes, ...againstLint].map(([, path, code]) => [path, code] as const),
    ...clean,
  ]) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), code);
  }
  const tool = (name: string, ...args: string[]): string =>
    spawnSync(join(repository, "node_modules/.bin", name), args, { cwd: home, encoding: "utf8" }).stdout;
  for (const line of tool("tsc", "-p", "core", "--pretty", "false").split("\n")) {
    const [, path = "", message = ""] = /^([^(]+)\(\d+,\d+\): error (.*)$/.exec(line) ?? [];
    said.tsc.set(path, `${said.tsc.get(path) ?? ""}${message}\n`);
  }
  const { diagnostics } = JSON.parse(tool("oxlint", "--deny-warnings", "-f", "json")) as {
    diagnostics: { filename: string; message: string; help?: string; code: string }[];
  };
  for (const { filename, message, help, code } of diagnostics) {
    said.oxlint.set(filename, `${said.oxlint.get(filename) ?? ""}${code} ${message} ${help ?? ""}\n`);
  }
}, 60_000);

afterAll(() => rmSync(home, { recursive: true }));

describe("the core's compiler settings refuse", () => {
  test.each(againstTypes)("%s", (_, path, __, says) => {
    expect(said.tsc.get(path)).toContain(says);
  });
});

describe("lint refuses in", () => {
  test.each(againstLint)("%s", (_, path, __, says) => {
    expect(said.oxlint.get(path)).toContain(says);
  });
});

test("the core never asks what day it is, which neither of them sees", () => {
  const files = readdirSync(join(repository, "core"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(30);
  const asking = files.filter((file) =>
    /\bDate\(\)|new Date\b(?!\()/.test(readFileSync(join(repository, "core", file), "utf8")),
  );
  expect(asking).toEqual([]);
});

describe("nothing is said of what a floor may do:", () => {
  test.each(clean)("%s", (path) => {
    expect([said.tsc.get(path), said.oxlint.get(path)]).toEqual([undefined, undefined]);
  });
});
