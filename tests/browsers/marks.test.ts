// Links that lead behind the wall are marked, once the reader asked for it, and nothing is left when it ends.

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { initialChoices } from "../../core/choices.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { kept } from "./kept.ts";
import { choose } from "../../tools/browsers/choose.ts";
import { marksOf, noTraces, pause, signsOf, tracesOf, unmark } from "./marked.ts";
import { awaitLists, onBoth } from "./on-both.ts";

const links = `<p><a id="first" href="https://www.nytimes.com/a">Times</a>
<a href="HTTPS://user@WWW.NYTimes.com.:443/b">Shouted</a> <a href="https://github.com/">Hub</a>
<a href="https://w3s.link/">Storage</a> <a href="https://w3s.link/ipfs/x">Stored</a>
<a href="https://www.netflix.com/">Films</a> <a href="https://example.org/">Elsewhere</a> <a href="/here">Here</a>
<a href="mailto:a@nytimes.com">Letter</a> <a href="javascript:void('https://www.nytimes.com/')">Script</a>
<a href="ftp://www.nytimes.com/">Files</a></p><p id="later"></p>`;

const inShadow = `<div id="host"><template shadowrootmode="open"><a href="https://www.nytimes.com/">In the shadow</a>
<div><template shadowrootmode="open"><a href="https://www.nytimes.com/">Deeper</a></template></div></template></div>`;

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="#789"/></svg>`;

const drawing = '<svg width="40" height="40" style="display:block"><rect width="40" height="40"/></svg>';
const bodies: Readonly<Record<string, string>> = {
  "/": links,
  "/holders": `${inShadow}<iframe srcdoc='<a href="https://www.nytimes.com/">In a frame</a>'></iframe>
    <iframe src="https://other.example.net/"></iframe><iframe sandbox srcdoc="<a href='https://www.nytimes.com/'>x</a>"></iframe>`,
  "/pictures": `<p style="margin:100px"><a href="https://www.nytimes.com/" aria-label="Times">${picture}</a></p>
    <svg width="200" height="40"><a href="https://github.com/"><text y="20">Drawn</text></a></svg>`,
  "/areas": `<p style="margin:60px"><img usemap="#map" width="200" height="100" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
    <map name="map"><area href="https://www.nytimes.com/" shape="rect" coords="10,20,90,80" alt="Times">
    <area href="https://www.netflix.com/" shape="circle" coords="150,50,30" alt="Films">
    <area href="https://example.org/" shape="default" alt="Elsewhere"></map></p>`,
  "/icons": [
    "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)",
    "opacity:0",
    "position:absolute;left:-9999px",
    "",
  ]
    .map(
      (style, i) => `<p style="margin:40px"><a class="icon" href="https://www.nytimes.com/${i}">
        <i style="display:inline-block;width:24px;height:24px;background:#357"></i><span style="${style}">Times ${i}</span></a></p>`,
    )
    .join(""),
  "/edge": `<a href="https://www.nytimes.com/" style="position:absolute;right:0;top:0">At the edge</a>`,
  "/long": [
    ...Array.from(
      { length: 3000 },
      (_, i) => `<p style="margin:0;height:40px"><a href="https://www.nytimes.com/${i}">Row ${i}</a></p>`,
    ),
    `<aside style="position:absolute;top:0;right:0">`,
    ...Array.from({ length: 8 }, (_, i) => `<a href="https://www.nytimes.com/beside/${i}">Beside ${i}</a><br>`),
    `</aside>`,
  ].join(""),
  "/frame": `<a href="https://www.nytimes.com/">Outside</a> <a href="https://www.netflix.com/">${drawing}</a>
    <iframe srcdoc='<a href="https://www.facebook.com/">Inside</a> <a href="https://x.com/">${drawing}</a>'></iframe>`,
  "/parts": `<a id="fewer" href="https://www.nytimes.com/">Times <span>loading</span></a>
    <a id="none" href="https://www.facebook.com/">Book</a> <x-late id="late"></x-late>`,
  "/clipped": `<div id="list" style="margin-top:200px;width:200px;height:60px;overflow:auto">${[0, 1, 2]
    .map((i) => `<a href="https://www.nytimes.com/${i}" style="display:block;height:60px">${drawing}</a>`)
    .join("")}</div><p><a id="moving" href="https://www.netflix.com/" style="display:inline-block">${drawing}</a></p>`,
  "/late": `<p><a id="late" href="https://www.nytimes.com/"><span></span></a></p>`,
  "/clobbered": `<form id="f" name="querySelectorAll"><input name="nodeType"><input name="shadowRoot">
    <input name="isConnected"><a href="https://www.nytimes.com/">In the form</a></form>
    <img name="documentElement"><img name="adoptedStyleSheets"><img name="createElement"><img name="baseURI">
    <img name="addEventListener"><img name="defaultView"><img name="readyState">`,
};

const page = (url: URL) => `<!doctype html><html lang="en"><head><title>${url.host}</title></head><body>
${bodies[url.pathname] ?? links}</body></html>`;

const marks = {
  blocked: ["Shouted", "Stored", "Times"],
  doubted: ["Hub"],
  partly: ["Storage"],
  refused: ["Films"],
};

const soon = { timeout: 5000 };
/** Where thousands of links are asked where they are, while the machine has other work. */
const later = { timeout: 15_000 };

onBoth(page, (here) => {
  beforeAll(() => awaitLists(here));
  const { paused: _, unmarked: __, ...usual } = initialChoices;
  beforeEach(() => choose(here.browser, { ...usual, marks: true, count: true }));

  async function opened(path = "/", host = "example.com"): Promise<Tab> {
    return here.browser.open(`https://${host}${path}`);
  }
  const badge = async (tab: Tab) => (await here.browser.toolbar(tab)).badge;

  it("each link shows what is known of where it leads, and other links nothing", async () => {
    const tab = await opened();
    await expect.poll(() => marksOf(tab), soon).toEqual(marks);
    expect(await tracesOf(tab)).toMatchObject({ sheets: 1, beside: ["head", "body"] });
    await tab.close();
  });

  it("a page on a blocked host does not mark the links to itself", async () => {
    const tab = await opened("/", "www.nytimes.com");
    await expect.poll(() => marksOf(tab), soon).toEqual({ ...marks, blocked: ["Stored"] });
    await tab.close();
  });

  it("links in open shadow roots and in frames of the same origin are found, others left alone", async () => {
    const tab = await opened("/holders");
    await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Deeper", "In a frame", "In the shadow"] });
    await choose(here.browser, { marks: false, count: false });
    await expect.poll(() => marksOf(tab), soon).toEqual({});
    expect(await tracesOf(tab)).toEqual(noTraces);
    await tab.close();
  });

  it("a picture gets its sign at its corner, and nothing on the page moves", async () => {
    await choose(here.browser, { marks: false });
    const tab = await opened("/pictures");
    const read = () =>
      tab.evaluate(() => ({
        boxes: Array.from(document.querySelectorAll("a,svg,p"), (each) => JSON.stringify(each.getBoundingClientRect())),
        width: document.documentElement.scrollWidth,
        height: document.documentElement.scrollHeight,
      }));
    const before = await read();
    await choose(here.browser, { marks: true });
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(2);
    const [first] = await signsOf(tab);
    const corner = await tab.evaluate(() => {
      const { right, top } = document.querySelector("svg")?.getBoundingClientRect() ?? new DOMRect();
      return { right, top };
    });
    expect(Math.abs((first?.x ?? 0) + 14 - corner.right)).toBeLessThan(2);
    expect(Math.abs((first?.y ?? 0) - corner.top)).toBeLessThan(2);
    expect(await read()).toEqual(before);
    await choose(here.browser, { marks: false, count: false });
    await expect.poll(() => tracesOf(tab), soon).toEqual(noTraces);
    await tab.close();
  });

  it("an area gets its sign at its own corner of the picture", async () => {
    const tab = await opened("/areas");
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(2);
    const { x, y } = await tab.evaluate(() => document.querySelector("img")?.getBoundingClientRect() ?? new DOMRect());
    const places = (await signsOf(tab)).map((sign) => [Math.round(sign.x + 14 - x), Math.round(sign.y - y)]);
    expect(places).toEqual([
      [90, 20],
      [180, 20],
    ]);
    await tab.close();
  });

  it("where a link's text is for screen readers alone, its icon gets a sign", async () => {
    const tab = await opened("/icons");
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(3);
    const icons = await tab.evaluate(() =>
      Array.from(document.querySelectorAll("i"), (icon) => Math.round(icon.getBoundingClientRect().top)),
    );
    const tops = (await signsOf(tab)).map(({ y }) => y);
    for (const [i, top] of tops.entries()) expect(Math.abs(top - (icons[i] ?? 0))).toBeLessThan(20);
    await tab.close();
  });

  it("a link whose text comes later is painted then", async () => {
    const tab = await opened("/late");
    await expect.poll(() => badge(tab), soon).toBe("1");
    expect(await marksOf(tab)).toEqual({});
    await tab.evaluate(() => {
      const span = document.querySelector("#late span");
      if (span) span.textContent = "Late";
    });
    await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Late"] });
    await tab.close();
  });

  it("a link whose text is only filled in is painted then", async () => {
    const tab = await opened("/late");
    await tab.evaluate(() => document.querySelector("#late span")?.append(""));
    await expect.poll(() => badge(tab), soon).toBe("1");
    expect(await marksOf(tab)).toEqual({});
    await tab.evaluate(() => {
      const text = document.querySelector("#late span")?.firstChild;
      if (text) (text as Text).data = "Filled";
    });
    await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Filled"] });
    await tab.close();
  });

  it("on a long page the links near what the reader sees are painted, wherever they stand in the text", async () => {
    const tab = await opened("/long");
    const painted = async (): Promise<readonly string[]> => (await marksOf(tab))["blocked"] ?? [];
    await expect.poll(painted, later).toEqual(expect.arrayContaining(["Row 0", "Row 40", "Beside 0", "Beside 7"]));
    expect((await painted()).length).toBeLessThan(300);
    for (const row of [600, 1200, 1800, 2400, 2999]) {
      await tab.evaluate((y) => scrollTo(0, y), row * 40);
      await expect.poll(painted, later).toEqual(expect.arrayContaining([`Row ${row}`, `Row ${row - 20}`]));
    }
    for (let row = 2900; row > 1000; row -= 200) {
      await tab.evaluate((y) => scrollTo(0, y), row * 40);
      await expect.poll(painted, later).toContain(`Row ${row}`);
    }
    expect((await painted()).length).toBeLessThan(600);
  });

  it("with signs for a style, every marked link gets one, and no text is painted", async () => {
    await choose(here.browser, { markStyle: "sign", markKinds: ["blocked", "refused"] });
    const tab = await opened();
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(4);
    expect(await marksOf(tab)).toEqual({});
    await tab.close();
  });

  it("with signs on a long page, those near what the reader sees are there", async () => {
    await choose(here.browser, { marks: true, markStyle: "sign" });
    const tab = await opened("/long");
    for (const row of [5, 500, 1000, 1500, 2000, 2500, 2990]) {
      await tab.evaluate((y) => scrollTo(0, y), (row - 5) * 40);
      const beside = async () => (await signsOf(tab)).filter(({ y }) => Math.abs(y - row * 40) < 100).length;
      // To read the whole page holds it up.
      await expect.poll(beside, { timeout: 30_000, interval: 500 }).toBeGreaterThan(3);
    }
    expect((await signsOf(tab)).length).toBeLessThanOrEqual(300);
  });

  it("a sign at the page's edge stays on it", async () => {
    await choose(here.browser, { markStyle: "sign" });
    const tab = await opened("/edge");
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(1);
    const { width, whole } = await tab.evaluate(() => {
      const { clientWidth: seen, scrollWidth } = document.documentElement;
      return { width: seen, whole: scrollWidth };
    });
    expect(whole).toBe(width);
    expect((await signsOf(tab)).map(({ x, y }) => [x, y])).toEqual([[width - 14, 0]]);
    await tab.close();
  });

  describe("signs stand where their links are to be seen", () => {
    it("and nowhere where those are scrolled away or covered", async () => {
      const tab = await opened("/clipped");
      const visible = async () => (await signsOf(tab)).map(({ y }) => y).sort((a, b) => a - b);
      const boxOf = (selector: string) =>
        tab.evaluate((of) => document.querySelector(of)?.getBoundingClientRect().toJSON() as DOMRect, selector);
      const { y: list } = await boxOf("#list");
      const { y: below } = await boxOf("#moving");
      await expect.poll(visible, soon).toEqual([Math.round(list), Math.round(below)]);
      await tab.evaluate(() => document.getElementById("list")?.scrollTo(0, 60));
      await expect.poll(visible, soon).toEqual([Math.round(list), Math.round(below)]);
      await tab.evaluate(() => {
        const banner = document.createElement("div");
        banner.style.cssText = "position:fixed;inset:0;background:#fff";
        document.body.append(banner);
      });
      await expect.poll(visible, soon).toEqual([]);
      await tab.close();
    });

    it("and follow what a script moves", async () => {
      const tab = await opened("/clipped");
      await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(2);
      const before = (await signsOf(tab)).map(({ x }) => x);
      await tab.evaluate(() => {
        const link = document.getElementById("moving");
        if (link) link.style.transform = "translateX(300px)";
      });
      const moved = async () => (await signsOf(tab)).map(({ x }) => x);
      await expect.poll(moved, soon).toEqual([before[0], (before[1] ?? 0) + 300]);
      await tab.close();
    });
  });

  describe("when the page changes", () => {
    it("what stood in a frame that is taken away no longer counts, and all else goes on", async () => {
      const tab = await opened("/frame");
      await expect.poll(() => badge(tab), soon).toBe("3");
      await tab.evaluate(() => document.querySelector("iframe")?.remove());
      await expect.poll(() => badge(tab), soon).toBe("1");
      await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(1);
      await tab.evaluate(() =>
        document.body.insertAdjacentHTML("afterbegin", '<p><a href="https://x.com/">New</a></p>'),
      );
      await expect.poll(() => badge(tab), soon).toBe("2");
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["New", "Outside"] });
      const [sign] = await signsOf(tab);
      const picture = await tab.evaluate(() => document.querySelector("svg")?.getBoundingClientRect().y ?? 0);
      expect(Math.abs((sign?.y ?? 0) - picture)).toBeLessThan(2);
      await tab.close();
    });

    it("a link that loses a part keeps its mark, and one that loses its address has none", async () => {
      const tab = await opened("/parts");
      await expect.poll(() => badge(tab), soon).toBe("2");
      await tab.evaluate(() => document.querySelector("#fewer span")?.remove());
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Book", "Times"] });
      await tab.evaluate(() => document.getElementById("none")?.removeAttribute("href"));
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Times"] });
      await expect.poll(() => badge(tab), soon).toBe("1");
      await tab.close();
    });

    it("a shadow root that comes late is looked into", async () => {
      const tab = await opened("/parts");
      await expect.poll(() => badge(tab), soon).toBe("2");
      await tab.evaluate(() => {
        const shadow = document.getElementById("late")?.attachShadow({ mode: "open" });
        if (shadow) shadow.innerHTML = '<a href="https://x.com/">Late</a>';
      });
      await expect.poll(() => badge(tab), soon).toBe("3");
      await tab.close();
    });

    it("added links are found, changed ones follow their address, taken ones are forgotten", async () => {
      const tab = await opened();
      await expect.poll(() => badge(tab), soon).toBe("4");
      await tab.evaluate(() => {
        const later = document.getElementById("later");
        if (later) later.innerHTML = '<span><b><a href="https://www.nytimes.com/late">Late</a></b></span>';
      });
      await expect
        .poll(() => marksOf(tab), soon)
        .toEqual({ ...marks, blocked: ["Late", "Shouted", "Stored", "Times"] });
      await expect.poll(() => badge(tab), soon).toBe("5");
      await tab.evaluate(() => document.getElementById("first")?.setAttribute("href", "https://www.netflix.com/"));
      await expect.poll(() => marksOf(tab), soon).toMatchObject({ refused: ["Films", "Times"] });
      await tab.evaluate(() => document.getElementById("first")?.setAttribute("href", "https://example.org/"));
      await expect.poll(() => marksOf(tab), soon).toMatchObject({ refused: ["Films"] });
      await tab.evaluate(() => document.querySelector("p")?.remove());
      await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["Late"] });
      await expect.poll(() => badge(tab), soon).toBe("1");
      await tab.evaluate(() => document.getElementById("later")?.replaceChildren());
      await expect.poll(() => badge(tab), soon).toBe("");
      await tab.close();
    });

    it("an address that changes without a load keeps the marks", async () => {
      const tab = await opened();
      await expect.poll(() => marksOf(tab), soon).toEqual(marks);
      await tab.evaluate(() => history.pushState(null, "", "/elsewhere"));
      await tab.evaluate(() => new Promise((done) => setTimeout(done, 600)));
      expect(await marksOf(tab)).toEqual(marks);
      await tab.close();
    });

    it("a page out of the back/forward cache has its marks and its number", async () => {
      const tab = await opened();
      await expect.poll(() => badge(tab), soon).toBe("4");
      await tab.visit("https://example.org/pictures");
      await tab.back();
      await expect.poll(() => marksOf(tab), soon).toEqual(marks);
      await expect.poll(() => badge(tab), soon).toBe("4");
      await tab.close();
    });

    it("a document that is written anew is marked as the one before was", async () => {
      const tab = await opened("/late");
      await expect.poll(() => badge(tab), soon).toBe("1");
      for (const name of ["One", "Two"]) {
        await tab.evaluate((text) => {
          document.open();
          document.write(`<title>${text}</title><p id="p"><a href="https://www.nytimes.com/">${text}</a></p>`);
          document.close();
        }, name);
        await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: [name] });
        await expect.poll(async () => (await tracesOf(tab)).sheets, soon).toBe(1);
      }
      const { x, y } = await tab.evaluate(() => document.querySelector("a")?.getBoundingClientRect() ?? new DOMRect());
      await tab.point(x + 5, y + 5);
      await expect
        .poll(async () => (await tab.hidden()).some(({ attributes }) => attributes["role"] === "group"), soon)
        .toBe(true);
      await tab.close();
    });

    it("ten thousand links that come at once are looked at in the end", async () => {
      const tab = await opened();
      await expect.poll(() => badge(tab), soon).toBe("4");
      await tab.evaluate(() => {
        for (let i = 0; i < 10_000; i++) {
          const link = document.createElement("a");
          link.href = i % 1000 === 0 ? "https://www.nytimes.com/" : `https://site-${i}.example.org/`;
          link.textContent = `Link ${i}`;
          document.body.append(link, " ");
        }
      });
      await expect.poll(() => badge(tab), { timeout: 15_000 }).toBe("14");
      await tab.close();
    });
  });

  describe("what the reader chooses holds at once", () => {
    it("turning marks off takes everything back, also the number", async () => {
      const tab = await opened();
      await expect.poll(() => marksOf(tab), soon).toEqual(marks);
      await expect.poll(() => badge(tab), soon).toBe("4");
      await choose(here.browser, { marks: false });
      await expect.poll(() => tracesOf(tab), soon).toEqual(noTraces);
      await expect.poll(() => badge(tab), soon).toBe("4");
      await choose(here.browser, { count: false });
      await expect.poll(() => badge(tab), soon).toBe("");
      await choose(here.browser, { marks: true });
      await expect.poll(() => marksOf(tab), soon).toEqual(marks);
      await tab.close();
    });

    it.each([
      ["unmarked", unmark],
      ["paused", pause],
    ])("on a site that is %s nothing is done", async (_, leaveOut) => {
      const tab = await opened();
      await expect.poll(() => badge(tab), soon).toBe("4");
      await leaveOut(here.browser, "example.com", true);
      await expect.poll(() => tracesOf(tab), soon).toEqual(noTraces);
      expect(await badge(tab)).toBe("");
      await leaveOut(here.browser, "example.com", false);
      await expect.poll(() => marksOf(tab), soon).toEqual(marks);
      await tab.close();
    });
  });

  it("a background that was ended meanwhile answers all the same", async () => {
    const tab = await opened();
    await expect.poll(() => marksOf(tab), soon).toEqual(marks);
    await here.browser.killBackground();
    await tab.evaluate(() => {
      const later = document.getElementById("later");
      if (later) later.innerHTML = '<a href="https://www.bbc.com/zhongwen">Late</a>';
    });
    await expect.poll(() => marksOf(tab), soon).toMatchObject({ blocked: ["Late", "Shouted", "Stored", "Times"] });
    await tab.close();
  });

  it.each(["window", "private window"] as const)("marks in a %s leave nothing in the storage", async (where) => {
    const before = await kept(here.browser);
    const tab = await here.browser.open("https://example.com/secret", where);
    await expect.poll(() => marksOf(tab), soon).toEqual(marks);
    await tab.close();
    expect(await kept(here.browser)).toEqual(before);
  });

  it("names in the page that stand before the browser's own change nothing", async () => {
    const tab = await opened("/clobbered");
    await expect.poll(() => marksOf(tab), soon).toEqual({ blocked: ["In the form"] });
    await choose(here.browser, { marks: false, count: false });
    await expect.poll(() => marksOf(tab), soon).toEqual({});
    await tab.close();
  });

  it("a page that takes the overlay away gets it back once, and no more", async () => {
    const tab = await opened("/pictures");
    await expect.poll(async () => (await signsOf(tab)).length, soon).toBe(2);
    const take = () => tab.evaluate(() => document.querySelector("html > div")?.remove());
    const beside = async () => (await tracesOf(tab)).beside;
    await take();
    await expect.poll(beside, soon).toEqual(["head", "body", "div"]);
    await take();
    await tab.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
    expect(await beside()).toEqual(["head", "body"]);
    await expect.poll(() => badge(tab), soon).toBe("2");
    await tab.close();
  });
});
