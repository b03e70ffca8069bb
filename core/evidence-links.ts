// Where a person can check what a source says. A link holds at most the name that the evidence is about: never the
// address of the page.

import type { Evidence } from "./verdict.ts";

export type LinkKind = "list" | "listIssues" | "measurements" | "tests" | "crawl";

export interface EvidenceLink {
  readonly kind: LinkKind;
  readonly url: string;
  /** whether whoever opens it tells that site the name */
  readonly tellsName: boolean;
}

/** Pages where one item of evidence can be checked; none for a dossier, which names its works. */
export function linksFor(item: Pick<Evidence, "source" | "scope" | "link">): readonly EvidenceLink[] {
  const { source, scope, link } = item;
  if (!isWebAddress(link)) return [];
  const name = nameIn(scope);
  const own = (kind: LinkKind, url: string): EvidenceLink => ({ kind, url, tellsName: false });
  switch (source) {
    case "gfwlist": {
      const list = own("list", `${link}/blob/master/list.txt`);
      if (name === undefined) return [list];
      return [list, { kind: "listIssues", url: `${link}/issues?q=${encodeURIComponent(name)}`, tellsName: true }];
    }
    case "greatfire": {
      const crawl = own("crawl", link);
      if (name === undefined) return [crawl];
      return [{ kind: "tests", url: `https://en.greatfire.org/https/${name}`, tellsName: true }, crawl];
    }
    case "gfw-sni":
    case "gfw-sni-zones":
    case "henan-sni":
      return [own("measurements", link)];
    case "dossier":
      return [];
  }
}

/**
 * OONI's page on tests of a host in China (https://explorer.ooni.org), for whoever wants to look further. Opening it
 * tells OONI the host.
 */
export function ooniPage(host: string): string | undefined {
  return isName(host) ? `https://explorer.ooni.org/domain/${host}?probe_cc=CN` : undefined;
}

function nameIn({ kind, of }: Evidence["scope"]): string | undefined {
  if (kind !== "host" && kind !== "subdomains") return undefined;
  return isName(of) ? of : undefined;
}

/** A name of at least two labels, with nothing in it that an address would have to escape. */
function isName(text: string): boolean {
  return text.length <= 253 && /^(?:[a-z0-9_-]{1,63}\.)+(?!\d+$)[a-z0-9-]{2,63}$/.test(text);
}

function isWebAddress(link: string): boolean {
  return URL.parse(link)?.protocol === "https:";
}
