// Opens the first page once, when the extension has been installed.

import { browser } from "./browser.ts";

/** To be called before the first `await` of the background. */
export function welcomeOnInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== "install") return;
    browser.tabs.create({ url: browser.runtime.getURL("welcome.html") }).catch((error: unknown) => {
      console.error("Wallsight: the first page could not be opened", error);
    });
  });
}
