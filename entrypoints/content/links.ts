// Where a link leads: its host by a glance at the text where that is enough, by the browser's reading where it is not.

import { baseOf } from "./dom.ts";

/** SVG's links have their address in `href` or `xlink:href`. */
export const linkSelector = "a[*|href],area[href]";

/** A host in plain lower case whose last label is no number, so that no browser would read it otherwise. */
const plain = /^(?:https?:)?\/\/((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)(?:[/?#]|$)/;
/** Neither a scheme nor two slashes, also after the browser has left out tabs and line ends. */
const within = /^(?:$|[#?.]|\/(?![/\\\t\n\r])|[\w.-]+(?:[/?#]|$))/;

/** A longer address is read so far; where that might decide, it is not asked about. */
const mostCharacters = 8192;

export function hrefOf(link: Element): string {
  return link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? "";
}

/** The host that a link leads to, or `""` where it leads to none. `baseHost`: of its document, if it is at hand. */
export function hostOf(link: Element, href: string, baseHost?: string): string {
  const host = plain.exec(href)?.[1];
  if (host !== undefined) return host;
  return within.test(href) ? (baseHost ?? baseHostOf(link)) : nameOf(addressOf(link, href));
}

/** The host of the address that relative links start from. */
export function baseHostOf(node: Node): string {
  return nameOf(URL.parse(baseOf(node)));
}

/** The whole address of a web link, without fragment; `null` for other schemes and what no browser could read. */
export function addressOf(link: Element, href = hrefOf(link)): URL | null {
  return webAddress(href, baseOf(link));
}

export function webAddress(href: string, base: string): URL | null {
  const url = URL.parse(href.slice(0, mostCharacters), base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = "";
  return url;
}

export function isWhole(href: string): boolean {
  return href.length < mostCharacters;
}

/** Without the dot that may end it; with two of them it is no name. */
export function nameOf(url: URL | Location | null): string {
  return url?.hostname.replace(/(?<!\.)\.$/, "") ?? "";
}
