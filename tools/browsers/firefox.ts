// Drives Firefox over WebDriver BiDi, with the extension as a temporary add-on.
// It speaks the protocol itself: puppeteer-core loses a tab that comes back from the back/forward cache.

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { connectBidi, type Bidi } from "./bidi.ts";
import { quietPath, readManifest, type Browser, type Launch, type Tab } from "./browser.ts";
import { inputOf } from "./firefox-input.ts";
import { startFirefox } from "./firefox-process.ts";
import { endEventPage, readIcon } from "./firefox-system.ts";

declare const chrome: ExtensionApi;

interface Contexts {
  readonly contexts: readonly { readonly context: string }[];
}

const firstPageWithinMs = 10_000;

/** Firefox gives each installation an origin of its own; a preference may choose it beforehand. */
const origin = "5a11516e-7000-4000-8000-000000000001";

function asTab(bidi: Bidi, context: string, id: number): Tab {
  return {
    id,
    async visit(url) {
      await bidi.send("browsingContext.navigate", { context, url, wait: "complete" });
    },
    async back() {
      await bidi.send("browsingContext.traverseHistory", { context, delta: -1 });
    },
    evaluate: (sent, ...given) => bidi.call(context, sent, ...given),
    ...inputOf(bidi, context),
    async resize(width, height) {
      await bidi.send("browsingContext.setViewport", { context, viewport: { width, height } });
    },
    async screenshot(path) {
      const shot = { context, origin: "document" };
      const { data } = await bidi.send<{ data: string }>("browsingContext.captureScreenshot", shot);
      await writeFile(path, Buffer.from(data, "base64"));
    },
    async close() {
      await bidi.send("browsingContext.close", { context });
    },
  };
}

async function contexts(bidi: Bidi, scope: "chrome" | "content"): Promise<readonly string[]> {
  const tree = await bidi.send<Contexts>("browsingContext.getTree", { "moz:scope": scope });
  return tree.contexts.map(({ context }) => context);
}

/**
 * After an installation the extension opens a tab with its first page, which a test would take for its own. On a busy
 * machine a Firefox that has just started sometimes never loads it, so the tab is told by being another than the one
 * there was.
 */
async function closeFirstPage(bidi: Bidi, before: string): Promise<void> {
  for (const endMs = performance.now() + firstPageWithinMs; ; await sleep(20)) {
    const opened = (await contexts(bidi, "content")).find((context) => context !== before);
    if (opened !== undefined) return asTab(bidi, opened, -1).close();
    // Now and then a fresh Firefox on a busy machine opens none: then there is none to be taken for another.
    if (performance.now() > endMs) return;
  }
}

export async function launchFirefox({ loopback, extension, profile, room }: Launch): Promise<Browser> {
  const manifest = extension === undefined ? undefined : await readManifest(extension);
  const addon = manifest?.browser_specific_settings?.gecko?.id ?? "";
  const uuids = { "extensions.webextensions.uuids": JSON.stringify({ [addon]: origin }) };
  const isFresh = profile === undefined || !existsSync(join(profile, "prefs.js"));
  // In kB; it limits whatever is stored on any page's behalf.
  const limit = room === undefined ? {} : { "dom.quotaManager.temporaryStorage.fixedLimit": Math.floor(room / 1024) };
  const firefox = await startFirefox(loopback.proxy, { ...(manifest && uuids), ...limit }, profile);
  const bidi = await connectBidi(firefox.address);
  const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>("session.new", {
    capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
  });
  const [system = ""] = await contexts(bidi, "chrome");
  const [first = ""] = await contexts(bidi, "content");

  async function install(path: string): Promise<void> {
    await bidi.send("webExtension.install", {
      extensionData: { type: "path", path },
      "moz:allowPrivateBrowsing": true,
    });
  }

  if (manifest) {
    await install(extension ?? "");
    if (isFresh) await closeFirstPage(bidi, first);
    await asTab(bidi, first, -1).visit(`moz-extension://${origin}/${quietPath(manifest)}`);
  }

  async function tabIds(): Promise<readonly (number | undefined)[]> {
    if (!manifest) return [];
    return bidi.call(first, async () => (await chrome.tabs.query({})).map(({ id }) => id));
  }

  /** A new tab, or the tab of a new private window, is told by what was not there before. */
  async function newTab(isPrivate: boolean): Promise<Tab> {
    const idsBefore = await tabIds();
    const before = await contexts(bidi, "content");
    if (isPrivate) {
      await bidi.call(first, async () => void (await chrome.windows.create({ incognito: true, url: "about:blank" })));
    } else {
      await bidi.send("browsingContext.create", { type: "tab", referenceContext: first });
    }
    const context = (await contexts(bidi, "content")).find((each) => !before.includes(each));
    if (context === undefined) throw new Error("Firefox opened no tab.");
    return asTab(bidi, context, (await tabIds()).find((each) => !idsBefore.includes(each)) ?? -1);
  }

  async function open(url: string, where?: "window" | "private window"): Promise<Tab> {
    const tab = await newTab(where === "private window");
    await tab.visit(url);
    return tab;
  }

  return {
    version: `Firefox ${capabilities.browserVersion}`,
    open,
    openOwn: (path) => open(`moz-extension://${origin}/${path}`),
    async toolbar({ id }) {
      const [title, badge, usual] = await bidi.call(
        first,
        (tabId) =>
          Promise.all([
            chrome.action.getTitle({ tabId }),
            chrome.action.getBadgeText({ tabId }),
            chrome.action.getTitle({}),
          ]),
        id,
      );
      const icon = await bidi.call(system, readIcon, addon, id);
      return { isSpoken: title !== usual, title, badge, icon };
    },
    inBackground(sent, ...given) {
      // Code cannot be sent to where the event page lives, but a page of ours can hold its window.
      const source = `async (...given) => (${sent})(await chrome.runtime.getBackgroundPage(), ...given)`;
      return bidi.callText(first, source, given);
    },
    install,
    killBackground: () => bidi.call(system, endEventPage, addon),
    kill: () => firefox.kill(),
    async close() {
      await bidi.send("browser.close", {});
      await firefox.end();
    },
  };
}
