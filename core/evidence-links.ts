// Where a person can check what a source says. A link holds at most the name that the evidence is about: never the
// address of the page.

import { parseAddress } from "./address.ts";
import type { Evidence, Scope } from "./verdict.ts";

export type LinkKind = "list" | "listHistory" | "listIssues" | "measurements" | "tests" | "crawl";

export interface EvidenceLink {
  readonly kind: LinkKind;
  readonly url: string;
  /** whether whoever opens it tells that site the name */
  readonly tellsName: boolean;
}

/**
 * Pages where one item of evidence can be checked, for a reader of that language (`zh-Hans`); none for a dossier,
 * which names its works.
 */
export function linksFor(
  { source, scope, rule, link }: Pick<Evidence, "source" | "scope" | "rule" | "link">,
  lang: string,
): readonly EvidenceLink[] {
  if (!isWebAddress(link)) return [];
  const toAll = (kind: LinkKind, url: string): EvidenceLink => ({ kind, url, tellsName: false });
  const toName = (kind: LinkKind, before: string, name: string | undefined): EvidenceLink[] =>
    name === undefined ? [] : [{ kind, url: `${before}${encodeURIComponent(name)}`, tellsName: true }];
  switch (source) {
    case "gfwlist":
      return [
        toAll("list", `${link}/blob/master/list.txt`),
        toAll("listHistory", `${link}/commits/master`),
        ...toName("listIssues", `${link}/issues?q=`, nameIn(scope)),
      ];
    case "greatfire": {
      const site = lang.startsWith("zh") ? "https://zh.greatfire.org" : "https://en.greatfire.org";
      return [...toName("tests", `${site}/https/`, publicName(rule)), toAll("crawl", link)];
    }
    case "gfw-sni":
    case "gfw-sni-zones":
    case "henan-sni":
      return [toAll("measurements", link)];
    case "dossier":
      return [];
  }
}

/** OONI's page on tests of a host in China, for whoever wants to look further. Opening it tells OONI the host. */
export function ooniPage(host: string): string | undefined {
  const name = publicName(host);
  return name && `https://explorer.ooni.org/domain/${encodeURIComponent(name)}?probe_cc=CN`;
}

export function isWebAddress(link: string): boolean {
  return URL.canParse(link) && new URL(link).protocol === "https:";
}

function nameIn({ kind, of }: Scope): string | undefined {
  if (kind === "host" || kind === "subdomains") return publicName(of);
  // Without a slash behind it a name may be the beginning of a longer one.
  return kind === "prefix" ? publicName(/^(?:https?:\/\/)?([^/]*)\//.exec(of)?.[1] ?? "") : undefined;
}

/** The text if it is nothing but a name of the public DNS. */
function publicName(text: string): string | undefined {
  if (!/^[a-z0-9._-]+$/.test(text)) return undefined;
  const address = parseAddress(`https://${text}/`);
  return address?.kind === "web" && !address.isIp && address.host === text ? text : undefined;
}
