// Runs a file's tests once in Chromium and once in Firefox, each with the built extension.

import { afterAll, beforeAll, describe, expect } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import type { Browser } from "../../tools/browsers/browser.ts";
import { built } from "../../tools/browsers/built.ts";
import { launchChromium } from "../../tools/browsers/chromium.ts";
import { launchFirefox } from "../../tools/browsers/firefox.ts";
import { startLoopback, type Loopback, type Pages } from "../../tools/browsers/loopback.ts";

/** Filled before the first test runs. */
export interface Here {
  browser: Browser;
  loopback: Loopback;
}

export const drivers = [
  { name: "Chromium", launch: launchChromium, extension: built.chromium },
  { name: "Firefox", launch: launchFirefox, extension: built.firefox },
] as const;
export type Driver = (typeof drivers)[number];

const readInWithinMs = 90_000;

/** An unlisted address gets its answer only when all lists have been read in, after an installation. */
export async function awaitLists({ browser }: Here): Promise<void> {
  const tab = await browser.open("https://example.com/");
  const { title } = await answerFor(browser, tab, readInWithinMs);
  expect(title).toContain("no evidence");
  await tab.close();
}

export function onBoth(pages: Pages, tests: (here: Here, driver: Driver) => void): void {
  describe.each(drivers)("in $name", (driver) => {
    const here = {} as Here;

    beforeAll(async () => {
      here.loopback = await startLoopback(pages);
      here.browser = await driver.launch({ loopback: here.loopback, extension: driver.extension });
    });

    afterAll(async () => {
      await here.browser?.close();
      await here.loopback?.close();
    });

    tests(here, driver);
  });
}
