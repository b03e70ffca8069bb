// What is a public web address, and in which one form it is held against rules.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress, type WebAddress } from "../../core/address.ts";

function web(url: string): WebAddress {
  const address = parseAddress(url);
  if (address?.kind !== "web") throw new Error(`${url} is ${address?.kind ?? "not a URL"}`);
  return address;
}

function kindOf(url: string): string {
  return parseAddress(url)?.kind ?? "not a URL";
}

describe("a web address stands as", () => {
  test.each([
    ["lower case", "HTTP://WWW.Example.COM/Path?Q=A", "http://www.example.com/path?q=a"],
    ["a host without its trailing dot", "https://example.com./a", "https://example.com/a"],
    ["punycode", "https://例子.测试/", "https://xn--fsqu00a.xn--0zwm56d/"],
    ["punycode already", "https://XN--FSQU00A.com/", "https://xn--fsqu00a.com/"],
    [
      "one host for full-width letters and ideographic full stops",
      "https://ｅｘａｍｐｌｅ。com/",
      "https://example.com/",
    ],
    ["a host without soft hyphens", "https://exa\u00admple.com/", "https://example.com/"],
    ["itself without user and password", "https://user:pass@example.com/a", "https://example.com/a"],
    ["its real host behind a false one", "https://nytimes.com:443@example.com/", "https://example.com/"],
    ["itself without the fragment", "https://example.com/a?b#||nytimes.com", "https://example.com/a?b"],
    ["itself without the default port", "https://example.com:443/", "https://example.com/"],
    ["itself with any other port", "http://example.com:443/", "http://example.com:443/"],
    ["http for ws", "ws://example.com/s", "http://example.com/s"],
    ["https for wss", "wss://example.com:8443/s", "https://example.com:8443/s"],
    [
      "percent-encoded beyond ASCII, in lower case",
      "https://example.com/頁?q=字",
      "https://example.com/%e9%a0%81?q=%e5%ad%97",
    ],
    ["a path that browsers have straightened", "https://example.com/a/../b/./c", "https://example.com/b/c"],
    ["a path with its backslashes turned", "https:\\\\example.com\\a", "https://example.com/a"],
    ["itself without tabs and line feeds", " https://exa\tmple.com/a\nb\r ", "https://example.com/ab"],
    ["an address without leading zeros", "http://001.002.003.004/", "http://1.2.3.4/"],
    ["an address from octal", "http://010.010.010.010/", "http://8.8.8.8/"],
    ["an address from one hexadecimal number", "http://0x08080808/", "http://8.8.8.8/"],
    ["an address from one number", "http://134744072/", "http://8.8.8.8/"],
    ["an address from two parts", "http://8.526344/", "http://8.8.8.8/"],
    ["an address without its trailing dot", "http://8.8.8.8./", "http://8.8.8.8/"],
    ["a short IPv6 address", "http://[2001:4860:4860:0:0:0:0:8888]:8080/", "http://[2001:4860:4860::8888]:8080/"],
    ["itself with an underscore", "http://my_site.example.com/", "http://my_site.example.com/"],
    ["itself with odd hyphens", "http://-a-.b-.com/", "http://-a-.b-.com/"],
    ["itself with a label of 63", `http://${"a".repeat(63)}.com/`, `http://${"a".repeat(63)}.com/`],
  ])("%s: %j", (_, url, text) => {
    expect(web(url).text).toBe(text);
  });

  test.each([
    ["the given URL stays as it was", "HTTP://User@WWW.example.com./#x", "www.example.com", false],
    ["an IPv4 address is one", "http://0x08080808/", "8.8.8.8", true],
    ["an IPv6 address is one", "http://[2001:4860:4860::8888]/", "[2001:4860:4860::8888]", true],
    ["a name of digits and letters is none", "http://8.8.8.8.com/", "8.8.8.8.com", false],
  ])("a host: %s", (_, url, host, isIp) => {
    expect(web(url)).toMatchObject({ url, host, isIp });
  });
});

describe("not a public web address", () => {
  test.each([
    "about:blank",
    "file:///etc/hosts",
    "data:text/html,<p>https://nytimes.com/</p>",
    "javascript:location='https://nytimes.com/'",
    "blob:https://nytimes.com/9115d58c-bcda-ff47-86e5-083e9a215304",
    "view-source:https://nytimes.com/",
    "filesystem:https://nytimes.com/temporary/a",
    "chrome-extension://abcdefghijklmnop/popup.html",
    "moz-extension://0f0f/popup.html",
    "chrome://settings",
    "ftp://nytimes.com/",
    "gopher://nytimes.com/",
    "mailto:a@nytimes.com",
    "nytimes.com:443",
    "urn:isbn:0451450523",
    "http://localhost/",
    "http://localhost./",
    "http://app.localhost:3000/",
    "http://intranet/",
    "http://com/",
    "http://printer.local/",
    "http://nas.home.arpa/",
    "http://db.internal/",
    "http://a.test/",
    "http://a.invalid/",
    "http://a.example/",
    "http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/",
    "http://a..b/",
    "http://a.com../",
    "http://.a.com/",
    "http://../",
    `http://${"a".repeat(64)}.com/`,
    `http://${"a".repeat(64)}.${"a".repeat(3)}.com/`,
    `http://${"a.".repeat(126)}abc/`,
  ])("%s", (url) => {
    expect(kindOf(url)).toBe("unsupported");
  });

  test.each([
    "",
    "nytimes.com",
    "//nytimes.com/",
    "https://",
    "http:///",
    "http://[::1",
    "http://1.2.3.256/",
    "http://a b/",
    "http://a%00b/",
    "http://999999999999/",
    "https://x:99999/",
    "\0",
  ])("%j is not even a URL", (url) => {
    expect(kindOf(url)).toBe("not a URL");
  });

  test("a name of 253 characters is the longest, 127 labels the most", () => {
    expect(kindOf(`http://${"a.".repeat(126)}a/`)).toBe("web");
    expect(kindOf(`http://${"a.".repeat(125)}abc/`)).toBe("web");
    expect(kindOf(`http://${"a.".repeat(125)}abcd/`)).toBe("unsupported");
    expect(kindOf(`http://${"a.".repeat(127)}a/`)).toBe("unsupported");
  });

  test("names that only look reserved are public", () => {
    for (const host of ["notlocalhost.com", "localhost.com", "example.com", "test.org", "onion.ly", "mylocal.site"]) {
      expect([host, kindOf(`http://${host}/`)]).toEqual([host, "web"]);
    }
  });
});

describe("IP addresses kept out of the public internet, by block: the last before, the first, the last, the first behind", () => {
  test.each([
    ["0.0.0.0/8", null, "0.0.0.0", "0.255.255.255", "1.0.0.0"],
    ["10.0.0.0/8", "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"],
    ["100.64.0.0/10", "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"],
    ["127.0.0.0/8", "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"],
    ["169.254.0.0/16", "169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"],
    ["172.16.0.0/12", "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"],
    ["192.0.0.0/24", "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"],
    ["192.0.2.0/24", "192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"],
    ["192.168.0.0/16", "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"],
    ["198.18.0.0/15", "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"],
    ["198.51.100.0/24", "198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"],
    ["203.0.113.0/24", "203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"],
    ["224.0.0.0/4 and 240.0.0.0/4", "223.255.255.255", "224.0.0.0", "255.255.255.255", null],
    ["2000::/3 from below", null, "[::]", "[1fff:ffff::]", "[2000::]"],
    ["2001:db8::/32", "[2001:db7:ffff::]", "[2001:db8::]", "[2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]", "[2001:db9::]"],
    ["3fff::/20", "[3ffe:ffff::]", "[3fff::]", "[3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff]", "[3fff:1000::]"],
    ["2000::/3 from above", "[3fff:ffff::]", "[4000::]", "[ffff::]", null],
    ["::ffff:10.0.0.0/104", "[::ffff:9.255.255.255]", "[::ffff:10.0.0.0]", "[::ffff:a00:1]", "[::ffff:11.0.0.0]"],
  ])("%s", (_, before, first, last, behind) => {
    const kinds = [before, first, last, behind].map((host) => host && kindOf(`http://${host}/`));
    expect(kinds).toEqual([before && "web", "unsupported", "unsupported", behind && "web"]);
  });

  test("in whatever way they are written", () => {
    for (const host of [
      "0x7f.1",
      "2130706433",
      "017700000001",
      "127.1",
      "127.0.0.1.",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "１２７.0.0.1",
    ]) {
      expect([host, kindOf(`http://${host}/`)]).toEqual([host, "unsupported"]);
    }
  });
});

test("an address of 2 MB is read like any other", () => {
  const long = web(`https://Example.com/${"A/".repeat(1 << 20)}?q`);
  expect(long.text.length).toBe("https://example.com/".length + 2 ** 21 + 2);
  expect(long.host).toBe("example.com");
});

test("whatever is asked, an answer comes, and a web address is one that a browser reads the same again", () => {
  const piece = fc.constantFrom(
    "http://",
    "https://",
    "a",
    "A.com",
    ".",
    "..",
    "@",
    ":",
    "8080",
    "/",
    "?",
    "#",
    "%2e",
    "[",
    "]",
    "::1",
    "字",
    "\t",
    "0x7f",
    "\\",
    "-",
    "\ud800",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((all) => all.join("")),
      ),
      (url) => {
        const address = parseAddress(url);
        if (address?.kind !== "web") return;
        expect(address.text).toBe(address.text.toLowerCase());
        expect(address.text).toMatch(/^https?:\/\/[\0-\x7f]+$/);
        expect(web(address.text)).toMatchObject({ host: address.host, text: address.text, isIp: address.isIp });
      },
    ),
    { numRuns: 2000 },
  );
});
