// What a click on the toolbar's icon shows, in both browsers.

import { beforeAll, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import { demoPages } from "../../tools/demo/pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { popupText } from "./popup-text.ts";

onBoth(demoPages(), (here) => {
  beforeAll(() => awaitLists(here));

  it("the popup says the verdict and shows each source with its dates", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    await answerFor(here.browser, tab, 1000);
    const text = await popupText(here.browser, tab);
    expect(text).toMatch(/^www\.nytimes\.com\s+Blocked in mainland China\./);
    expect(text).toContain("www.nytimes.com");
    expect(text).toContain("High confidence.");
    expect(text).toContain("Listed by GFWList since 11 Nov 2012.");
    expect(text).toContain("258 of 258 daily TLS tests, 5 Nov 2023 to 31 Mar 2025");
    expect(text).toContain("22 Jul 2021");
    expect(text).not.toContain("blocked since");
    await tab.close();
  });

  it("the popup follows an address that changes without a load", async () => {
    const tab = await here.browser.open("https://w3s.link/");
    expect(await popupText(here.browser, tab)).toMatch(/^w3s\.link\s+Other parts of this site are blocked/);
    await tab.evaluate(() => history.pushState(null, "", "/ipfs/x"));
    expect(await popupText(here.browser, tab)).toMatch(/^w3s\.link\s+Blocked in mainland China/);
    await tab.close();
  });

  it("the popup says that it cannot see a page that is closed to extensions", async () => {
    const tab = await here.browser.open("about:blank");
    expect(await popupText(here.browser, tab)).toMatch(/^Wallsight cannot see this page\./);
    await tab.close();
  });

  it("the popup answers after the background was killed", async () => {
    const tab = await here.browser.open("https://www.netflix.com/");
    await here.browser.killBackground();
    expect(await popupText(here.browser, tab)).toMatch(/^www\.netflix\.com\s+The service itself turns visitors/);
    await tab.close();
  });

  it("each evidence links to where a person can check it", async () => {
    const tab = await here.browser.open("https://www.nytimes.com/");
    const popup = await here.browser.openOwn(`popup.html?tab=${tab.id}`);
    await expect
      .poll(() => popup.evaluate(() => document.querySelectorAll("main a[href^='https://']").length))
      .toBeGreaterThanOrEqual(3);
    await popup.close();
    await tab.close();
  });
});
