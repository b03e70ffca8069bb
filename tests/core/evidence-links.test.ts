import { describe, expect, test } from "vitest";
import { linksFor, ooniPage } from "../../core/evidence-links.ts";
import type { Evidence, Scope } from "../../core/verdict.ts";
import { evidence } from "../components/verdict-cases.ts";

const { gfwlist } = evidence;
const greatfire: Evidence = { ...evidence.greatfire, rule: "nytimes.com" };

function tellingLinks(item: Evidence, lang = "en"): readonly string[] {
  return linksFor(item, lang).flatMap(({ url, tellsName }) => (tellsName ? [url] : []));
}

describe("where a source can be checked", () => {
  test("GFWList: the list, its changes, and what was written about the name", () => {
    expect(linksFor(gfwlist, "en")).toEqual([
      { kind: "list", url: "https://github.com/gfwlist/gfwlist/blob/master/list.txt", tellsName: false },
      { kind: "listHistory", url: "https://github.com/gfwlist/gfwlist/commits/master", tellsName: false },
      { kind: "listIssues", url: "https://github.com/gfwlist/gfwlist/issues?q=nytimes.com", tellsName: true },
    ]);
  });

  test.each([evidence.daily, evidence.zones, evidence.henan])(
    "$source: the measurements, and no name is told",
    (item) => {
      expect(linksFor(item, "en")).toEqual([{ kind: "measurements", url: item.link, tellsName: false }]);
    },
  );

  test.each([
    ["en", "https://en.greatfire.org/https/nytimes.com"],
    ["zh-Hans", "https://zh.greatfire.org/https/nytimes.com"],
    ["zh-Hant", "https://zh.greatfire.org/https/nytimes.com"],
  ])("GreatFire, for readers of %s: its tests of the name, and the crawl", (lang, url) => {
    expect(linksFor(greatfire, lang)).toEqual([
      { kind: "tests", url, tellsName: true },
      { kind: "crawl", url: greatfire.link, tellsName: false },
    ]);
  });

  test("a dossier names its works elsewhere", () => {
    expect(linksFor(evidence.dossier, "en")).toEqual([]);
  });

  test.each(["javascript:alert(1)", "http://example.com/", "data:text/html,x", "", "//example.com"])(
    "a source at %j has no links at all",
    (link) => {
      for (const item of Object.values(evidence)) expect(linksFor({ ...item, link }, "en")).toEqual([]);
    },
  );

  test("GreatFire is told the name that was measured, whatever host the page had", () => {
    const scope: Scope = { kind: "subdomains", of: "private-part.nytimes.com" };
    expect(tellingLinks({ ...greatfire, scope })).toEqual(["https://en.greatfire.org/https/nytimes.com"]);
  });
});

describe("GitHub is told the host of a rule and nothing more", () => {
  test.each<[Scope, string | undefined]>([
    [{ kind: "host", of: "nytimes.com" }, "nytimes.com"],
    [{ kind: "subdomains", of: "xn--fiq228c.xn--fiqs8s" }, "xn--fiq228c.xn--fiqs8s"],
    [{ kind: "prefix", of: "w3s.link/ipfs/secret?q=1" }, "w3s.link"],
    [{ kind: "prefix", of: "http://w3s.link/" }, "w3s.link"],
    [{ kind: "prefix", of: "http://blog.exam" }, undefined],
    [{ kind: "prefix", of: "http://85.17.73.31/" }, undefined],
    [{ kind: "prefix", of: "w3s.link:8080/x" }, undefined],
    [{ kind: "pattern", of: "*.nytimes.com/*" }, undefined],
    [{ kind: "pattern", of: "nytimes.com" }, undefined],
    [{ kind: "address", of: "85.17.73.31" }, undefined],
    [{ kind: "subdomains", of: "gle" }, undefined],
  ])("%j", (scope, name) => {
    const url = `https://github.com/gfwlist/gfwlist/issues?q=${name}`;
    expect(tellingLinks({ ...gfwlist, scope })).toEqual(name === undefined ? [] : [url]);
  });
});

const noNames = [
  "",
  "localhost",
  "printer.local",
  "intranet.internal",
  "a.onion",
  "10.0.0.1",
  "8.8.8.8",
  "0x7f.1",
  "1.2.3",
  "[2001:4860::8888]",
  "a.com/path",
  "a.com?q=1",
  "a.com#x",
  "a.com:8080",
  "user:word@a.com",
  "a.com\\b.com",
  "a.com/../b",
  "a%2ecom",
  "a.com\n",
  " a.com",
  "a .com",
  "*.a.com",
  "a.com&x=1",
  'a".com',
  "a'.com",
  "<b>.com",
  "A.com",
  "münchen.de",
  "good\u202Eevil.com",
  ".a.com",
  "a.com.",
  "a..com",
  `${"a".repeat(64)}.com`,
  `${"a.".repeat(126)}com`,
];

describe("what is no public name stands in no link", () => {
  test.each(noNames)("%j", (text) => {
    expect(ooniPage(text)).toBeUndefined();
    expect(tellingLinks({ ...greatfire, rule: text })).toEqual([]);
    expect(tellingLinks({ ...gfwlist, scope: { kind: "subdomains", of: text } })).toEqual([]);
    expect(tellingLinks({ ...gfwlist, scope: { kind: "host", of: text } })).toEqual([]);
  });
});

test.each(["www.nytimes.com", "xn--fiq228c.xn--fiqs8s", "_dmarc.a-b.co.uk", "a.b.c.d.e.museum"])(
  "OONI's page on %s asks about China and that name alone",
  (host) => {
    const { origin, pathname, search } = new URL(ooniPage(host) ?? "");
    expect([origin, pathname, search]).toEqual(["https://explorer.ooni.org", `/domain/${host}`, "?probe_cc=CN"]);
  },
);
