// Runs before each file of browser-side tests: WXT's fake browser stands where the extension API would be.

import { afterEach } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";

Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });

afterEach(() => {
  fakeBrowser.reset();
});
