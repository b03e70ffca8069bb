// The pages that the loopback serves: the project's own page, and for every other address one that says whence it comes.

import { readFileSync } from "node:fs";
import type { Pages } from "../browsers/loopback.ts";

export const home = "https://wallsight.example/";
/** A page of a site without evidence, with links and parts of every kind. */
export const reading = "https://example.com/reading";
/** Links, parts and words on one page. */
export const article = `${home}article`;

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function demoPages(): Pages {
  const own = new Map([
    [home, read("page.html")],
    [article, read("article.html")],
    [`${home}page.css`, read("page.css")],
    [reading, read("reading.html")],
    [new URL("page.css", reading).href, read("page.css")],
    [`${home}words`, read("words.html")],
  ]);
  const host = read("host.html");
  return (url) =>
    own.get(url.href) ?? host.replaceAll("{host}", () => escape(url.host)).replaceAll("{url}", () => escape(url.href));
}
