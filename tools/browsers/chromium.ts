// Drives Chromium (or Chrome, Edge) through Playwright, with the extension loaded unpacked.

import type { CDPSession, Page, Worker } from "playwright-core";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { quietPath, readManifest, type Background, type Browser, type Launch, type Sent, type Tab } from "./browser.ts";
import { readIcon, watchIcons } from "./chromium-icons.ts";
import { readHidden } from "./chromium-hidden.ts";
import { load, startChromium } from "./chromium-process.ts";

declare const chrome: ExtensionApi;

function asTab(page: Page, id: number): Tab {
  return {
    id,
    async visit(url) {
      await page.goto(url);
    },
    async back() {
      // A page out of the back/forward cache fires no load event.
      await page.goBack({ waitUntil: "commit" });
    },
    evaluate: (sent, ...given) => page.evaluate(`(${sent})(...${JSON.stringify(given)})`),
    point: (x, y) => page.mouse.move(x, y, { steps: 3 }),
    async click() {
      await page.mouse.down();
      await page.mouse.up();
    },
    press: (key) => page.keyboard.press(key),
    hidden: () => readHidden(page),
    async resize(width, height) {
      await page.setViewportSize({ width, height });
    },
    async prefer(scheme) {
      await page.emulateMedia({ colorScheme: scheme });
    },
    async screenshot(path) {
      await page.screenshot({ path, fullPage: true });
    },
    close: () => page.close(),
  };
}

/** Resolves when the worker stands still; the next event starts it afresh. */
async function stopWorkers(devtools: CDPSession): Promise<void> {
  const event = "ServiceWorker.workerVersionUpdated";
  const stopped = new Promise<void>((done) => {
    devtools.on(event, function listen({ versions }) {
      if (!versions.some(({ runningStatus }) => runningStatus === "stopped")) return;
      devtools.off(event, listen);
      done();
    });
  });
  await devtools.send("ServiceWorker.stopAllWorkers");
  await stopped;
}

export async function launchChromium(launch: Launch): Promise<Browser> {
  const { context, origin, end, kill } = await startChromium(launch, "headless");
  const watch = context.pages()[0] ?? (await context.newPage());
  if (launch.extension !== undefined) {
    await watch.goto(`${origin}/${quietPath(await readManifest(launch.extension))}`);
  }
  const devtools = await context.newCDPSession(watch);
  await devtools.send("ServiceWorker.enable");

  /** Wakes it where it sleeps: nothing can be asked of a worker that stands still. */
  async function worker(): Promise<Worker> {
    await devtools.send("ServiceWorker.startWorker", { scopeURL: `${origin}/` });
    const [running] = context.serviceWorkers();
    if (!running) throw new Error("The extension has no worker.");
    await running.evaluate(watchIcons);
    return running;
  }

  async function tabIds(): Promise<readonly (number | undefined)[]> {
    if (!origin) return [];
    return watch.evaluate(async () => (await chrome.tabs.query({})).map(({ id }) => id));
  }

  /** A new tab, or the tab of a new private window, is told by what was not there before. */
  async function newTab(isPrivate: boolean): Promise<Tab> {
    const before = await tabIds();
    const opened = context.waitForEvent("page");
    await (isPrivate
      ? watch.evaluate(async () => void (await chrome.windows.create({ incognito: true })))
      : context.newPage());
    const id = (await tabIds()).find((each) => !before.includes(each));
    return asTab(await opened, id ?? -1);
  }

  async function open(url: string, where?: "window" | "private window"): Promise<Tab> {
    const tab = await newTab(where === "private window");
    if (origin) await worker();
    await tab.visit(url);
    return tab;
  }

  return {
    version: `Chromium ${context.browser()?.version()}`,
    open,
    openOwn: (path) => open(`${origin}/${path}`),
    async toolbar({ id }) {
      const [title, badge, usual] = await watch.evaluate(
        (tabId) =>
          Promise.all([
            chrome.action.getTitle({ tabId }),
            chrome.action.getBadgeText({ tabId }),
            chrome.action.getTitle({}),
          ]),
        id,
      );
      // A navigation takes a tab's title and icon back together.
      const isSpoken = title !== usual;
      const icon = isSpoken ? await (await worker()).evaluate(readIcon, id) : "usual";
      return { isSpoken, title, badge, icon };
    },
    async inBackground<A extends readonly unknown[], R>(
      sent: Sent<[Background, ...A], R>,
      ...given: A
    ): Promise<Awaited<R>> {
      const text = `(${sent})(globalThis, ...${JSON.stringify(given)})`;
      return (await worker()).evaluate<Awaited<R>>(text);
    },
    async install(folder) {
      await load(context, folder);
    },
    killBackground: () => stopWorkers(devtools),
    kill,
    close: end,
  };
}
