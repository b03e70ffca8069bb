// What is on a page, in both browsers, on real host names and the real packs: links, parts, files to keep, hostile pages.

import { beforeAll, describe, expect, it } from "vitest";
import type { Tab } from "../../tools/browsers/browser.ts";
import type { Pages } from "../../tools/browsers/loopback.ts";
import { demoPages, reading } from "../../tools/demo/pages.ts";
import { awaitLists, onBoth } from "./on-both.ts";
import { openPopup } from "./popup-text.ts";

const demo = demoPages();

/** Names that a page's own form or picture takes from the document and from every form. */
const clobbered =
  "querySelectorAll createTreeWalker attributes getAttribute href localName shadowRoot body defaultView contentDocument baseURI children"
    .split(" ")
    .map((name) => `<form name="${name}" id="${name}"><input name="${name}"><img name="${name}" alt=""></form>`)
    .join("");

const hostile = `<!doctype html><title>x</title>${clobbered}
  <script>
    for (const name of ["getAttribute", "getAttributeNS"]) Element.prototype[name] = () => "https://lie.example.org/";
    for (const [prototype, name] of [[HTMLAnchorElement.prototype, "href"], [Element.prototype, "localName"]]) {
      Object.defineProperty(prototype, name, { get() { throw new Error("no"); } });
    }
    URL.parse = () => null;
    Document.prototype.createTreeWalker = () => { throw new Error("no"); };
    performance.getEntriesByType = () => [{ name: "https://lie.example.org/", initiatorType: "script" }];
    Reflect.get = () => "lie";
    Array.prototype.push = () => 0;
  </script>
  <form id="a"><input name="parentNode"><a href="https://www.nytimes.com/true">x</a></form>
  <svg><iframe></iframe><a xlink:href="https://telegram.org/drawn"><text>x</text></a></svg>
  <a href="javascript:alert(1)">x</a><a href="data:text/html,x">x</a><a href="https://">x</a><a href="http://[::1">x</a>
  <a href="https://user:secret@t.me:8443/x#fragment">x</a><img alt="" src="https://user:secret@i.imgur.com/a.png">`;

const huge = `<!doctype html><title>x</title><script>
  const made = [];
  for (let i = 0; i < 100000; i++) made.push('<a href="https://h' + (i % 5000) + '.example.net/' + i + '">x</a>');
  document.write('<a href="https://www.nytimes.com/">x</a>' + made.join(" "));
</script>`;

const nested = `<!doctype html><title>x</title><script>
  let text = '<a href="https://www.nytimes.com/deep">x</a>';
  for (let i = 0; i < 4; i++) {
    const frame = document.createElement("iframe");
    frame.srcdoc = text;
    text = frame.outerHTML;
  }
  document.write(text + '<iframe src="data:text/html,<a href=https://t.me/x>x</a>"></iframe>');
</script>`;

const own = `<!doctype html><title>x</title><a href="/world">x</a><a href="https://cooking.nytimes.com/">x</a>
  <a href="https://nytimes.com/">x</a><a href="https://t.me/x">x</a><img alt="" src="https://img.nytimes.com/a.png">`;

const pages: Pages = (url) =>
  new Map([
    ["/hostile", hostile],
    ["/huge", huge],
    ["/own", own],
    ["/nested", nested],
  ]).get(url.pathname) ?? demo(url);

/** Sent into the popup: the rows under a heading, as a reader sees them. */
function rowsBelow(heading: string): string[] {
  const title = Array.from(document.querySelectorAll(".on-page h3")).find(({ textContent }) => textContent === heading);
  const rows: string[] = [];
  for (let next = title?.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
    for (const row of next.querySelectorAll<HTMLElement>(".host-row > summary")) {
      rows.push(Array.from(row.querySelectorAll("span"), ({ textContent }) => textContent).join("|"));
    }
  }
  return rows;
}

/** Sent into the popup. */
function openMore(): void {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>(".more-hosts")) fold.open = true;
}

function textOf(selector: string): string {
  return Array.from(document.querySelectorAll<HTMLElement>(selector), ({ innerText }) => innerText).join("\n");
}

/** What a link would be downloaded as, caught before the browser takes it. */
async function savedBy(popup: Tab, button: string): Promise<{ name: string; address: string; text: string }> {
  return popup.evaluate(async (words) => {
    const blobs: Blob[] = [];
    const make = URL.createObjectURL.bind(URL);
    Object.assign(URL, {
      createObjectURL(blob: Blob) {
        blobs.push(blob);
        return make(blob);
      },
    });
    const caught = new Promise<HTMLAnchorElement>((done) => {
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        HTMLAnchorElement.prototype.click = click;
        done(this);
      };
    });
    Array.from(document.querySelectorAll("button"))
      .find(({ textContent }) => textContent === words)
      ?.click();
    const link = await caught;
    return { name: link.download, address: link.href, text: (await blobs[0]?.text()) ?? "" };
  }, button);
}

onBoth(pages, (here) => {
  beforeAll(() => awaitLists(here));

  async function popupOn(url: string, run: (popup: Tab, tab: Tab) => Promise<void>): Promise<void> {
    const tab = await here.browser.open(url);
    const popup = await openPopup(here.browser, tab);
    await expect.poll(() => popup.evaluate(textOf, ".on-page"), { timeout: 45_000 }).not.toBe("");
    await popup.evaluate(openMore);
    await popup.evaluate(() => new Promise<void>((done) => void setTimeout(done, 100)));
    await run(popup, tab);
    await popup.close();
    await tab.close();
  }

  it("links are found in the text, in drawings, open shadow roots and frames of the page, and told by host", () =>
    popupOn(reading, async (popup) => {
      expect(await popup.evaluate(rowsBelow, "Links")).toEqual([
        "www.nytimes.com|2 links|Blocked, high confidence",
        "chatgpt.com|1 link|Blocked, high confidence",
        "disqus.com|1 link|Blocked, high confidence",
        "medium.com|1 link|Blocked, high confidence",
        "soundcloud.com|1 link|Blocked, high confidence",
        "telegram.org|1 link|Blocked, high confidence",
        "www.bbc.com|1 link|Blocked, high confidence",
        "www.economist.com|1 link|Blocked, high confidence",
        "www.reuters.com|1 link|Blocked, high confidence",
        "www.theguardian.com|1 link|Blocked, high confidence",
        "w3s.link|2 links|Blocked, medium confidence",
        "t.me|1 link|Blocked, medium confidence",
        "github.com|2 links|Blocked, in doubt",
        "www.netflix.com|1 link|Refuses visitors, high confidence",
        "www.twinkl.de|1 link|Cut in Henan only, medium confidence",
      ]);
      expect(await popup.evaluate(textOf, ".on-page")).toContain("About 1 other host our lists hold no such evidence");
    }));

  it("parts from blocked hosts are told with what they are, also one that a style sheet or a script asked for", () =>
    popupOn(reading, async (popup) => {
      expect(await popup.evaluate(rowsBelow, "Parts that would fail in China")).toEqual([
        "abs.twimg.com|1 font|Blocked, high confidence",
        "api.x.com|1 data request|Blocked, high confidence",
        "i.imgur.com|2 images|Blocked, high confidence",
        "platform.twitter.com|1 script|Blocked, high confidence",
        "www.youtube.com|1 frame|Blocked, high confidence",
        "cdn.jsdelivr.net|1 script|Blocked, medium confidence",
        "use.typekit.net|1 style sheet|Blocked, medium confidence",
      ]);
      const text = await popup.evaluate(textOf, ".on-page");
      expect(text).toContain("Parts from 1 host: no evidence either way");
      expect(text).toContain("Parts from 1 host that is named as working");
    }));

  it("what was found is saved as a file of CSV or JSON, without a request", () =>
    popupOn(reading, async (popup) => {
      const before = here.loopback.asked.length;
      const csv = await savedBy(popup, "As CSV");
      expect(csv.name).toMatch(/^wallsight-example\.com-\d{4}-\d\d-\d\d\.csv$/);
      expect(csv.address).toMatch(/^blob:(chrome|moz)-extension:/);
      expect(csv.text).toContain("\r\nlink,,www.nytimes.com,2,blocked,high,");
      expect(csv.text).toContain("\r\npart,font,abs.twimg.com,1,blocked,high,");
      const json = await savedBy(popup, "As JSON");
      expect(JSON.parse(json.text)).toMatchObject({ page: reading, isCut: false });
      const asked = here.loopback.asked.slice(before).filter((url) => /example\.com|nytimes|wallsight/.test(url));
      expect(asked).toEqual([]);
    }));

  it("on a blocked site its own links and parts are not repeated", () =>
    popupOn("https://www.nytimes.com/own", async (popup) => {
      expect(await popup.evaluate(rowsBelow, "Links")).toEqual(["t.me|1 link|Blocked, medium confidence"]);
      expect(await popup.evaluate(rowsBelow, "Parts that would fail in China")).toEqual([]);
    }));

  it("the popup does not say where one has been: no address stands in an address of ours", () =>
    popupOn(reading, async (popup) => {
      expect(await popup.evaluate(() => location.href)).not.toContain("example.com");
      expect(await popup.evaluate(() => document.querySelectorAll(".on-page a").length)).toBe(0);
    }));

  describe("hostile pages", () => {
    it("P05, P06, P11, P12, P14: names that clobber, prototypes that lie, getters that throw, odd addresses", () =>
      popupOn("https://example.com/hostile", async (popup) => {
        expect(await popup.evaluate(rowsBelow, "Links")).toEqual([
          "telegram.org|1 link|Blocked, high confidence",
          "www.nytimes.com|1 link|Blocked, high confidence",
          "t.me|1 link|Blocked, medium confidence",
        ]);
        expect(await popup.evaluate(rowsBelow, "Parts that would fail in China")).toEqual([
          "i.imgur.com|1 image|Blocked, high confidence",
        ]);
        expect(await popup.evaluate(textOf, ".on-page")).not.toContain("lie.");
      }));

    it("a name and a password in an address reach neither the popup nor a file, of links and of parts", () =>
      popupOn("https://example.com/hostile", async (popup) => {
        await popup.evaluate(() => {
          for (const fold of document.querySelectorAll<HTMLDetailsElement>(".on-page details")) fold.open = true;
        });
        await expect.poll(() => popup.evaluate(textOf, ".addresses")).toContain("https://t.me:8443/x");
        const texts = [await popup.evaluate(textOf, ".on-page")];
        for (const button of ["As CSV", "As JSON"]) texts.push((await savedBy(popup, button)).text);
        for (const text of texts) {
          expect(text).toContain("https://i.imgur.com/a.png");
          expect(text).not.toMatch(/user|secret/);
        }
      }));

    it("P01: of a hundred thousand links the first are looked at, and that is said", () =>
      popupOn("https://example.com/huge", async (popup) => {
        expect(await popup.evaluate(rowsBelow, "Links")).toEqual(["www.nytimes.com|1 link|Blocked, high confidence"]);
        expect(await popup.evaluate(textOf, ".on-page")).toContain("Only its first part was looked at.");
      }));

    it("P03: frames in frames are looked into once, those of other origins not", () =>
      popupOn("https://example.com/nested", async (popup) => {
        expect(await popup.evaluate(rowsBelow, "Links")).toEqual(["www.nytimes.com|1 link|Blocked, high confidence"]);
      }));
  });

  it("the page notices nothing of being looked at", () =>
    popupOn("https://example.com/notices", async (_, tab) => {
      const look = (): [string, number] => [document.documentElement.outerHTML, performance.getEntries().length];
      const before = await tab.evaluate(look);
      const again = await openPopup(here.browser, tab);
      await expect.poll(() => again.evaluate(textOf, ".on-page")).not.toBe("");
      await again.close();
      expect(await tab.evaluate(look)).toEqual(before);
    }));
});
