// The glance at an address says the host that the browser's own reading says.

import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, hostOf, hrefOf, linkSelector } from "@/entrypoints/content/links.ts";

const base = "https://page.example.com/a/b";

function linkTo(href: string): Element {
  document.head.innerHTML = `<base href="${base}">`;
  const link = document.createElement("a");
  link.setAttribute("href", href);
  document.body.replaceChildren(link);
  return link;
}

function asRead(href: string): string {
  const url = URL.parse(href, base);
  return url && /^https?:$/.test(url.protocol) ? url.hostname.replace(/(?<!\.)\.$/, "") : "";
}

const odd = [
  "https://www.nytimes.com",
  "http://www.nytimes.com/a?b#c",
  "//www.nytimes.com/x",
  "HTTPS://WWW.NYTimes.COM./",
  "https://user:secret@www.nytimes.com:8443/",
  "https://a..b/",
  "https://[2001:db8::1]/",
  "https://0x7f.1/",
  "https://127.1",
  "https://2130706433/",
  "https://%77ww.nytimes.com/",
  "https://www.nytimes.com\\@other.com/",
  "\\\\www.nytimes.com/x",
  "/\\www.nytimes.com/x",
  "/\t/www.nytimes.com/x",
  "ht\ntps://www.nytimes.com/",
  "  https://www.nytimes.com/  ",
  "https:www.nytimes.com",
  "https:/www.nytimes.com",
  "https://新闻.中国/",
  `https://${"a".repeat(64)}.com/`,
  `https://www.nytimes.com/${"x".repeat(2_000_000)}`,
  `https://www.nytimes.com/#${"x".repeat(1_000_000)}`,
  "",
  "#top",
  "?q",
  "/here",
  "./here",
  "../here.html",
  "here/there",
  "here.html",
  "here",
  "here:there",
  "mailto:a@nytimes.com",
  "javascript:void(0)",
  "data:text/html,x",
  "blob:https://www.nytimes.com/1",
  "about:blank",
  "file:///etc/passwd",
  "view-source:https://www.nytimes.com/",
  "ws://www.nytimes.com/",
  "wss://www.nytimes.com/",
  "ftp://www.nytimes.com/",
  "chrome://settings",
  "web+wall:x",
];

test.each(odd.map((href) => [href.slice(0, 60), href]))("%s", (_, href) => {
  expect(hostOf(linkTo(href), href)).toBe(asRead(href));
});

test("whatever an address is made of", () => {
  const words = "http https HTTP : / // \\ . .. @ # ? a www.nytimes.com com 1 %2e - _ [ ] xn-- é javascript mailto";
  const piece = fc.constantFrom(" ", "\t", "\n", "\r", ...words.split(" "));
  const href = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const link = linkTo("x");
  fc.assert(
    fc.property(href, (text) => {
      const read = asRead(text);
      // Names that no browser reads are no names of the lists either.
      if (URL.canParse(text, base)) expect(hostOf(link, text)).toBe(read);
    }),
    { numRuns: 20_000 },
  );
});

test("a whole address goes without its fragment, and only if it is one of the web", () => {
  expect(addressOf(linkTo("x?y#z"))?.href).toBe("https://page.example.com/a/x?y");
  expect(addressOf(linkTo("javascript:1"))).toBeNull();
});

test("links are anchors, areas and those of drawings", () => {
  document.body.innerHTML = `<a href="x">1</a><a>2</a><a name="y">3</a><map><area href="z"></map><link href="w">
    <svg><a href="s"><text>4</text></a></svg>`;
  expect(Array.from(document.querySelectorAll("a[href],area[href]"), hrefOf)).toEqual(["x", "z", "s"]);
  expect(linkSelector).toContain("area[href]");
});
