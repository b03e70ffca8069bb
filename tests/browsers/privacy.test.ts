// What stays behind of a visit, and who hears of it: nothing and nobody.

import { beforeAll, expect, it } from "vitest";
import { answerFor } from "../../tools/browsers/answer.ts";
import { kept } from "./kept.ts";
import { awaitLists, onBoth } from "./on-both.ts";

const visited = ["https://www.nytimes.com/secret", "https://w3s.link/ipfs/secret", "https://example.com/secret"];
/** The browsers' own services; the loopback hears those too. */
const browsersOwn =
  /^(CONNECT )?(https?:\/\/)?((accounts\.google|update\.googleapis)\.com|[a-z0-9.-]+\.mozilla\.(org|net))\b/;

onBoth(
  (url) => `<!doctype html><title>${url.host}</title>`,
  (here) => {
    beforeAll(() => awaitLists(here));

    it.each(["window", "private window"] as const)(
      "S14: visits in a %s leave nothing in the extension's storage",
      async (where) => {
        const before = await kept(here.browser);
        expect(Object.keys(before.databases)).toEqual(['wallsight/tables/"current"']);
        for (const url of visited) {
          const tab = await here.browser.open(`${url}/${encodeURIComponent(where)}`, where);
          const { title } = await answerFor(here.browser, tab, 1000);
          expect(title).toContain(new URL(url).host);
          await tab.close();
        }
        expect(await kept(here.browser)).toEqual(before);
      },
    );

    it("nothing is asked of the network but the visited pages", async () => {
      here.loopback.asked.length = 0;
      for (const url of visited) {
        const tab = await here.browser.open(url);
        await answerFor(here.browser, tab, 1000);
        const popup = await here.browser.openOwn(`popup.html?tab=${tab.id}`);
        await popup.close();
        await tab.close();
      }
      const hosts = visited.map((url) => new URL(url).host);
      const allowed = new Set(hosts.flatMap((host) => [`CONNECT ${host}:443`, `https://${host}/favicon.ico`]));
      const others = here.loopback.asked.filter((asked) => !allowed.has(asked) && !browsersOwn.test(asked));
      expect(others).toEqual(visited);
    });
  },
);
