// Starts Chromium on a fresh profile whose every request goes to the loopback, with the extension loaded unpacked.

import { createHash } from "node:crypto";
import { existsSync, readlinkSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import type { Launch } from "./browser.ts";
import { findBrowser } from "./installed.mjs";

export interface ChromiumProcess {
  readonly context: BrowserContext;
  /** `chrome-extension://ID`, or `""` without the extension */
  readonly origin: string;
  /** Ends when somebody has closed the browser. */
  readonly closed: Promise<void>;
  /** Ends it, if it has not ended yet, and takes its own profile away. */
  readonly end: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

const withinMs = 30_000;

/** The proxy also gets what Chromium asks on its own account; no name is ever looked up. */
function switches(proxy: string, pin: string): string[] {
  return [
    `--proxy-server=http://${proxy}`,
    "--proxy-bypass-list=<-loopback>",
    `--ignore-certificate-errors-spki-list=${pin}`,
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--enable-unsafe-extension-debugging",
  ];
}

/** Chromium names an unpacked extension after its folder: half a SHA-256, its digits written as a to p. */
function idOf(folder: string): string {
  const path = Buffer.from(folder, process.platform === "win32" ? "utf16le" : "utf8");
  const digits = createHash("sha256").update(path).digest("hex").slice(0, 32);
  return digits.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

async function pinToToolbar(profile: string, id: string): Promise<void> {
  await mkdir(join(profile, "Default"), { recursive: true });
  const preferences = JSON.stringify({ extensions: { pinned_extensions: [id] } });
  await writeFile(join(profile, "Default", "Preferences"), preferences);
}

/** Answers the extension's id. */
export async function load(context: BrowserContext, path: string): Promise<string> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  if (!devtools) throw new Error("Chromium has gone.");
  return (await devtools.send("Extensions.loadUnpacked", { path, enableInIncognito: true })).id;
}

async function install(context: BrowserContext, path: string): Promise<string> {
  const id = await load(context, path);
  if (context.serviceWorkers().length === 0) {
    await context.waitForEvent("serviceworker", { timeout: withinMs });
  }
  return `chrome-extension://${id}`;
}

/** It must come first: what Chromium believes is left to a database it asks anew only after half a minute. */
async function limit(context: BrowserContext, origin: string, room: number): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: room });
}

/** For a measurement the background may have been replaced. */
async function hasFirstPage(folder: string): Promise<boolean> {
  return (await readFile(join(folder, "background.js"), "utf8")).includes("welcome.html");
}

/** Chromium locks its profile with a link to `HOST-PID`. */
async function kill(profile: string, closed: Promise<void>): Promise<void> {
  const lock = readlinkSync(join(profile, "SingletonLock"));
  process.kill(Number(lock.slice(lock.lastIndexOf("-") + 1)), "SIGKILL");
  await closed;
}

/** After an installation the extension shows its first page, which a test would take for its own. */
async function closeFirstPage(context: BrowserContext): Promise<void> {
  const isFirst = (page: Page): boolean => page.url().endsWith("/welcome.html");
  for (const endMs = performance.now() + withinMs; ; await sleep(20)) {
    const first = context.pages().find(isFirst);
    if (first !== undefined) return first.close();
    if (performance.now() > endMs) throw new Error("The extension did not show its first page.");
  }
}

/** Headless it speaks English, in a window the language of the machine. */
export async function startChromium(
  { loopback, extension, profile: keptProfile, room }: Launch,
  shown: "headless" | "window",
): Promise<ChromiumProcess> {
  const isHeadless = shown === "headless";
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Error("Chromium is not installed; run: node tools/setup.mjs browsers");
  const profile = keptProfile ?? (await mkdtemp(join(tmpdir(), "wallsight-chromium-")));
  const isFresh = !existsSync(join(profile, "Default"));
  const folder = extension === undefined ? undefined : resolve(extension);
  if (isFresh && folder !== undefined) await pinToToolbar(profile, idOf(folder));

  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: isHeadless,
    viewport: isHeadless ? { width: 1280, height: 800 } : null,
    // As root, as in a container, Chromium refuses to start its sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGTERM: false,
    ignoreDefaultArgs: ["--disable-back-forward-cache", "--disable-extensions"],
    args: [...switches(loopback.proxy, loopback.pin), ...(isHeadless ? ["--accept-lang=en-GB,en"] : [])],
  });
  context.setDefaultTimeout(withinMs);
  const closed = new Promise<void>((done) => context.once("close", () => done()));

  if (folder !== undefined && room !== undefined) await limit(context, `chrome-extension://${idOf(folder)}`, room);
  const origin = folder === undefined ? "" : await install(context, folder);
  if (isFresh && isHeadless && folder !== undefined && (await hasFirstPage(folder))) await closeFirstPage(context);

  return {
    context,
    origin,
    closed,
    async end() {
      await context.close();
      if (keptProfile === undefined)
        await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    kill: () => kill(profile, closed),
  };
}
