// AutoProxy's meaning, as tables: a rule, an address, and whether it fits.

import { describe, expect, test } from "vitest";
import { parseAddress, type WebAddress } from "../../core/address.ts";
import { ExpressionError } from "../../core/expression.ts";
import { matchesRule, parseRule, wholeHost } from "../../core/rule.ts";

function web(url: string): WebAddress {
  const address = parseAddress(url);
  if (address?.kind !== "web") throw new Error(`${url} is not a web address`);
  return address;
}

function fits(rule: string, url: string): boolean {
  return matchesRule(parseRule(rule), web(url));
}

describe("||host means the host and its subdomains", () => {
  test.each([
    ["||rt.com", "https://rt.com/", true],
    ["||rt.com", "http://rt.com/news?a=1", true],
    ["||rt.com", "https://www.rt.com/", true],
    ["||rt.com", "https://a.b.c.rt.com:8443/", true],
    ["||rt.com", "wss://live.rt.com/socket", true],
    ["||rt.com", "https://deviantart.com/", false],
    ["||rt.com", "https://rt.com.evil.org/", false],
    ["||rt.com", "https://rt.co/", false],
    ["||rt.com", "https://xrt.com/", false],
    ["||rt.com", "https://x-rt.com/", false],
    ["||rt.com", "https://evil.org/rt.com/", false],
    ["||rt.com", "https://evil.org/?u=https://rt.com/", false],
    ["||rt.com", "https://rt.com@evil.org/", false],
    ["||rt.com/", "https://www.rt.com/news", true],
    ["||rt.com^", "https://rt.com:444/", true],
    ["||RT.com", "https://rt.COM./", true],
    ["||rt.com$document", "https://rt.com/", true],
    ["@@||rt.com^$document", "https://rt.com/", true],
    ["||www.rt.com", "https://rt.com/", false],
    ["||gle", "https://forms.gle/", true],
    ["||gle", "https://google.com/", false],
    ["||gle", "https://forms.xgle/", false],
    ["||x.co.jp", "https://y.co.jp/", false],
    ["||my_site.com", "https://my_site.com/", true],
    ["||xn--fiqs8s.com", "https://中国.com/", true],
    ["||50.7.31.230", "http://50.7.31.230:8898/", true],
    ["||7.31.230", "http://50.7.31.230/", false],
    ["||1.2.3.4", "http://0x01020304/", true],
    ["||1.2.3.4", "http://1.2.3.4.com/", false],
  ])("%s and %s: %s", (rule, url, expected) => {
    expect(fits(rule, url)).toBe(expected);
  });
});

describe("||host goes on with a path, a port or a wildcard", () => {
  test.each([
    ["||w3s.link/ipfs", "https://w3s.link/ipfs/bafy", true],
    ["||w3s.link/ipfs", "https://x.w3s.link/IPFS/bafy", true],
    ["||w3s.link/ipfs", "https://w3s.link/", false],
    ["||w3s.link/ipfs", "https://w3s.link/a/w3s.link/ipfs", false],
    ["||w3s.link/ipfs", "https://evil.org/w3s.link/ipfs", false],
    ["||w3s.link/ipfs", "https://aw3s.link/ipfs", false],
    ["||w3s.link/ipfs", "https://w3s.link:8443/ipfs", false],
    ["||w3s.link:8443", "https://w3s.link:8443/ipfs", true],
    ["||w3s.link:8443", "https://w3s.link/ipfs", false],
    ["||w3s.link:443", "https://w3s.link:443/", false],
    ["||google.*", "https://www.google.co.jp/maps", true],
    ["||google.*", "https://mygoogle.com/", false],
    ["||go*le.com", "https://goooogle.com/", true],
    ["||go*le.com", "https://www.go.people.com/", true],
    ["||go*le.com", "https://google.com.evil.org/", false],
    ["||go*le.com", "https://google.company/", false],
    ["||go*le.com", "https://go.evil.org/people.com", false],
    ["||*.example.com", "https://a.example.com/", true],
    ["||example.com*", "https://example.community/", true],
    ["||7.31.230/a", "http://50.7.31.230/a", false],
    ["||50.7.31.230/a", "http://50.7.31.230/a", true],
    ["||[2001:4860:4860::8888]/", "https://[2001:4860:4860::8888]/", true],
  ])("%s and %s: %s", (rule, url, expected) => {
    expect(fits(rule, url)).toBe(expected);
  });
});

describe("|scheme:// means addresses that begin so", () => {
  test.each([
    ["|http://www.example.com", "http://www.example.com/a", true],
    ["|http://www.example.com", "https://www.example.com/a", false],
    ["|http://www.example.com", "http://a.www.example.com/", false],
    ["|http://www.example.com", "http://www.example.com.evil.org/", false],
    ["|http://www.example.com", "http://www.example.company/", false],
    ["|http://www.example.com", "http://www.example.com:8080/", true],
    ["|http://www.example.com", "ws://www.example.com/", true],
    ["|https://example.com/a", "https://example.com/abc", true],
    ["|https://example.com/a", "https://example.com/b?https://example.com/a", false],
    ["|http://85.17.73.31/", "http://85.17.73.31/x", true],
    ["|http://85.17.73.3", "http://85.17.73.31/x", false],
    ["|https://*.example.com", "https://a.b.example.com/", true],
    ["|https://*.example.com", "https://evil.org/?a.example.com", false],
    ["http://www.wordpress.com", "http://www.wordpress.com/x", true],
    ["http://www.wordpress.com", "http://evil.org/?http://www.wordpress.com", false],
    ["@@https://s3.amazonaws.com", "https://s3.amazonaws.com/bucket", true],
    ["@@https://s3.amazonaws.com", "http://s3.amazonaws.com/bucket", false],
  ])("%s and %s: %s", (rule, url, expected) => {
    expect(fits(rule, url)).toBe(expected);
  });
});

describe("anything else is a substring of plain http addresses", () => {
  test.each([
    [".example.com", "http://www.example.com/", true],
    [".example.com", "http://example.com/", false],
    [".example.com", "https://www.example.com/", false],
    [".example.com", "wss://www.example.com/", false],
    [".example.com", "ws://www.example.com/", true],
    [".example.com", "http://www.example.community/", true],
    ["example.com", "http://notexample.com/", true],
    ["example.com", "http://evil.org/?q=EXAMPLE.com", true],
    ["example.com", "https://example.com/", false],
    ["search?q=cache", "http://www.google.com/search?q=cache:x", true],
    ["4.gp", "http://4.gp/", true],
    ["t.co", "http://microsoft.com/", true],
    ["50.7.31.230:8898", "http://50.7.31.230:8898/", true],
    ["50.7.31.230:8898", "http://50.7.31.230/", false],
    ["/dwnews.com", "http://dwnews.com/", true],
    ["/on.cc/*", "http://on.cc/", true],
    [".google.*%E4%B8%89%E9%80%80", "http://www.google.com/search?q=三退", true],
    [".google.*%E4%B8%89%E9%80%80", "http://www.google.com/search?q=%e4%b8%89%e9%80%80", true],
    [".google.*search*三退", "http://www.google.com.hk/search?q=%E4%B8%89%E9%80%80&x", true],
    [".google.*search*三退", "http://www.google.com.hk/三退?search", false],
    ["zh.wikipedia.org*Tor|", "http://zh.wikipedia.org/wiki/tor", true],
    ["zh.wikipedia.org*Tor|", "http://zh.wikipedia.org/wiki/Tor?x", false],
    ["a.com/x^", "http://a.com/x?y", true],
    ["a.com/x^", "http://a.com/x", true],
    ["a.com/x^", "http://a.com/x%20", false],
    ["a.com/x^", "http://a.com/x-y", false],
    ["a.com^x", "http://a.com/x", true],
    ["a*com/x^|", "http://a.com/x", true],
    ["a*com/x^|", "http://a.com/x/", true],
    ["a*com/x^|", "http://a.com/x/y", false],
    ["@@static.wikidot.com", "http://static.wikidot.com/", true],
  ])("%s and %s: %s", (rule, url, expected) => {
    expect(fits(rule, url)).toBe(expected);
  });
});

describe("what fits nothing", () => {
  test.each([
    "",
    "@@",
    "|",
    "||",
    "|||",
    "*",
    "||*",
    "|*|",
    "^",
    "||^",
    "@@*^*",
    "$document",
    "|avidemux.org",
    "|www.blogger.com",
    "||example.com|",
    "|ftp://example.com",
    "||.^example",
    "@@/^https?:\\/\\/(?=.*?(2x3|ni5|j5o))[a-z0-9.-]+\\.xn--ngstr-lra8j\\.com$",
    "/^https?:\\/\\/[^\\/]+google\\.(.*)",
    "(^|\\.)twimg\\.edgesuite.net\\/(/)?",
    "||example.com /",
    "\ud800",
    `.example${"*.example".repeat(200)}`,
    "a".repeat(100_000),
  ])("%s", (rule) => {
    const urls = [
      "http://example.com/",
      "https://example.com/a?b",
      "http://www.blogger.com/",
      "http://avidemux.org/",
      "http://1.2.3.4/",
      "http://[2001:4860::]/",
      "http://twimg.edgesuite.net//",
      "https://www.google.com/",
    ];
    expect(urls.filter((url) => fits(rule, url))).toEqual([]);
  });
});

describe("the host that a rule covers as a whole", () => {
  test.each([
    ["||nytimes.com", "nytimes.com"],
    ["@@||NYTimes.com^", "nytimes.com"],
    [".nytimes.com", "nytimes.com"],
    ["nytimes.com", "nytimes.com"],
    ["|http://nytimes.com", "nytimes.com"],
    ["http://nytimes.com/", "nytimes.com"],
    ["||1.2.3.4", "1.2.3.4"],
    ["||nytimes.com/a", undefined],
    ["||nytimes.com:8080", undefined],
    ["||nytimes.*", undefined],
    ["||nytimes.com*", undefined],
    ["*.nytimes.com", undefined],
    ["nytimes", undefined],
    ["||com", "com"],
    ["||ny times.com", undefined],
    [`||${"a".repeat(64)}.com`, undefined],
    ["/nytimes\\.com/", undefined],
    ["||__proto__.com", "__proto__.com"],
  ])("%s: %s", (rule, host) => {
    expect(wholeHost(parseRule(rule))).toBe(host);
  });
});

test("an expression outside the grammar is refused by name, unless its program comes along", () => {
  const rule = "/(?=nytimes)/";
  expect(() => parseRule(rule)).toThrow(ExpressionError);
  const { form } = parseRule("/nytimes/");
  if (form.kind !== "expression") throw new Error("not an expression");
  expect(matchesRule(parseRule(rule, form.program), web("https://nytimes.com/"))).toBe(true);
});
