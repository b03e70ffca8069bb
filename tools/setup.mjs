// Makes a fresh checkout ready: packages as locked, generated types, and with `browsers` the two real browsers.
// Plain JavaScript that runs on Node 20 with nothing installed; takes no time when all is there.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserVariable, findBrowser } from "./browsers/installed.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

function run(command, ...args) {
  console.log(`> ${[command, ...args].join(" ")}`);
  const PATH = bin + delimiter + process.env.PATH;
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, PATH, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (error) console.error(error.message);
  return status === 0;
}

function fail(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

function lockedPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {};
}

/** Packages for other systems are locked as optional, and npm leaves them out. */
function packagesFit() {
  const wanted = lockedPackages(join(root, "package-lock.json"));
  const present = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = present[path];
    return path === "" || (found ? found.version === version : optional === true);
  });
}

function isDebian() {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(release, "utf8"));
}

function missingBrowsers() {
  return ["chromium", "firefox"].filter((kind) => !findBrowser(kind));
}

if (!packagesFit() && !run("npm", "ci")) {
  fail("The packages could not be installed. They are named in package-lock.json.");
}
if (!existsSync(join(root, ".wxt", "tsconfig.json")) && !run("wxt", "prepare")) {
  fail("WXT could not write its types into .wxt.");
}

if (process.argv.includes("browsers")) {
  const wrong = missingBrowsers().filter((kind) => process.env[browserVariable(kind)]);
  if (wrong.length > 0) {
    const variables = wrong.map(browserVariable);
    fail(...variables.map((name) => `${name} is ${process.env[name]}, which is not a program.`));
  }
  if (missingBrowsers().length > 0 && isDebian() && process.getuid?.() === 0) {
    const packages = { chromium: "chromium", firefox: "firefox-esr" };
    const names = missingBrowsers().map((kind) => packages[kind]);
    run("apt-get", "update");
    run("apt-get", "install", "-y", "--no-install-recommends", ...names, "fonts-noto-cjk");
  }
  const missing = missingBrowsers();
  if (missing.length > 0) {
    fail(
      `Not found: ${missing.join(" and ")}.`,
      "Wallsight is started and tested in real browsers: Chromium (or Chrome, Edge) 140 or newer and Firefox 147 or newer.",
      "On Debian: apt-get install chromium firefox-esr fonts-noto-cjk",
      "Where they are installed elsewhere, point to the programs: CHROMIUM=/path/to/chromium FIREFOX=/path/to/firefox",
    );
  }
}
