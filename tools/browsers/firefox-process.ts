// Starts Firefox on a fresh profile whose every request goes to the loopback, and gives the address of its WebDriver BiDi.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./installed.mjs";

export interface FirefoxProcess {
  /** `ws://127.0.0.1:PORT` */
  readonly address: string;
  /** Ends it, if it has not ended yet, and takes its own profile away. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

type Preferences = Readonly<Record<string, string | number | boolean>>;

/** The proxy also gets what Firefox asks on its own account; these keep that small. */
function preferences(proxy: string): Preferences {
  const [host = "", port] = proxy.split(":");
  return {
    "network.proxy.type": 1,
    "network.proxy.http": host,
    "network.proxy.http_port": Number(port),
    "network.proxy.ssl": host,
    "network.proxy.ssl_port": Number(port),
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.failover_direct": false,
    "network.trr.mode": 5,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "media.peerconnection.enabled": false,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "signon.management.page.breach-alerts.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.aboutwelcome.enabled": false,
    "intl.accept_languages": "en-GB, en",
  };
}

function asUserFile(all: Preferences): string {
  const line = ([name, value]: [string, unknown]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;
  return Object.entries(all).map(line).join("");
}

/** A temporary add-on is installed anew at each start and finds what it kept; crashes do not change how Firefox starts. */
const surviving: Preferences = {
  "extensions.webextensions.keepStorageOnUninstall": true,
  "extensions.webextensions.keepUuidOnUninstall": true,
  "toolkit.startup.max_resumed_crashes": -1,
  "browser.sessionstore.resume_from_crash": false,
};

export async function startFirefox(
  proxy: string,
  more: Preferences,
  keptProfile: string | undefined,
): Promise<FirefoxProcess> {
  const program = findBrowser("firefox");
  if (!program) throw new Error("Firefox is not installed; run: node tools/setup.mjs browsers");
  const profile = keptProfile ?? (await mkdtemp(join(tmpdir(), "wallsight-firefox-")));
  const kept = keptProfile === undefined ? {} : surviving;
  await writeFile(join(profile, "user.js"), asUserFile({ ...preferences(proxy), ...kept, ...more }));

  // System access lets a test end the background and see the icon that the toolbar was given.
  const remote = ["--remote-debugging-port=0", "--remote-allow-system-access"];
  const firefox = spawn(program, ["--headless", "--no-remote", "--profile", profile, ...remote, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    // Without it a release build ignores services.settings.server.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" },
  });
  const kill = () => firefox.kill("SIGKILL");
  process.once("exit", kill);
  const closed = new Promise<void>((resolve) => firefox.once("exit", () => resolve()));

  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    firefox.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    firefox.once("error", reject);
    firefox.once("exit", () => reject(new Error(`Firefox ended at once: ${said}`)));
  });

  return {
    address,
    async end() {
      const late = setTimeout(kill, 5000);
      await closed;
      clearTimeout(late);
      process.off("exit", kill);
      if (keptProfile === undefined)
        await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    async kill() {
      kill();
      await closed;
      process.off("exit", kill);
    },
  };
}
