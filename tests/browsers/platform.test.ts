// What the core is promised of the platform, in real browsers: a page on the loopback runs the product's own files.

import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "../../core/address.ts";
import { isWeakKey } from "../../core/sync/keys.ts";
import type { Tab } from "../../tools/browsers/browser.ts";
import { root } from "../../tools/browsers/built.ts";
import { startLoopback } from "../../tools/browsers/loopback.ts";
import { areThere, readVectors, type Vector } from "../core/sync/wycheproof.ts";
import { drivers, type Here } from "./on-both.ts";

type Product = Pick<typeof import("../../services/proofs.ts"), "proofs"> &
  Pick<typeof import("../../services/sync-fetch.ts"), "fetchBytes"> &
  Pick<typeof import("../../core/address.ts"), "parseAddress">;

const page = `<!doctype html><title>files of the product</title><script type="module">
import { proofs } from "/services/proofs.ts";
import { fetchBytes } from "/services/sync-fetch.ts";
import { parseAddress } from "/core/address.ts";
globalThis.product = Promise.resolve({ proofs, fetchBytes, parseAddress });
</script>`;

/** Sent into the page. */
async function verify(vectors: readonly Vector[]): Promise<number[]> {
  const { proofs } = await (globalThis as unknown as { product: Promise<Product> }).product;
  const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  const valid: number[] = [];
  for (const { id, key, message, signature } of vectors) {
    if (signature.length !== 128) continue;
    if (await proofs.verify(bytes(key), bytes(signature), bytes(message))) valid.push(id);
  }
  return valid;
}

/** Sent into the page: the hosts as the product reads them in this browser; `null` for what is no address. */
async function hosts(urls: readonly string[]): Promise<(string | null)[]> {
  const product = await (globalThis as unknown as { product: Promise<Product> }).product;
  return urls.map((url) => product.parseAddress(url)?.host ?? null);
}

/** Sent into the page: fetches a file of at most 500 bytes; what came of it. */
async function fetched(path: string): Promise<string> {
  const { fetchBytes } = await (globalThis as unknown as { product: Promise<Product> }).product;
  const fetching = { limit: 500, firstMs: 2000, idleMs: 2000, totalMs: 4000 };
  return fetchBytes(`${location.origin}/${path}`, fetching).then(
    ({ bytes }) => `${bytes.length} bytes`,
    (error: { failure?: string }) => error.failure ?? "another error",
  );
}

type Answer = (response: ServerResponse) => void;
const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));

/** How a host may answer, and what comes of it. */
const answers: Readonly<Record<string, readonly [says: string, answer: Answer, outcome: string]>> = {
  file: ["a file that is as long as it may be", (r) => void r.end(Buffer.alloc(500)), "500 bytes"],
  longer: ["U21: one byte more", (r) => void r.end(Buffer.alloc(501)), "length"],
  endless: ["U21: a body without end", endless, "length"],
  bomb: [
    "U22: 256 MB behind a gzip encoding",
    (r) => void r.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    "length",
  ],
  silent: ["U24: headers that never come", () => undefined, "timeout"],
  drip: ["U24: a byte at a time", drip, "timeout"],
  reset: ["U25: a reset in the middle", (r) => void r.write("x", () => r.destroy()), "unreachable"],
  here: [
    "U31: a redirect on the same host",
    (r) => void r.writeHead(302, { location: "/target" }).end(),
    "unreachable",
  ],
  there: [
    "U31: a redirect to another",
    (r) => void r.writeHead(302, { location: "https://other.example/target" }).end(),
    "unreachable",
  ],
  page: [
    "U32: a page to log in",
    (r) => void r.writeHead(200, { "content-type": "text/html" }).end("Log in"),
    "refused",
  ],
};

function endless(response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536)));
  };
  response.on("drain", more);
  more();
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(" "), 100);
  response.on("close", () => clearInterval(timer));
}

/** The y coordinate and then a sign: points of small order, and other ways to write some of them. */
const weakKeys = [
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  `ec${"ff".repeat(30)}7f`,
  `ec${"ff".repeat(31)}`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];
/** The neutral point for R and nothing for S: right for every message under a key of small order. */
const anySignature = `01${"00".repeat(63)}`;

/** One host each, however it is written; `null`: no browser reads it. */
const writings: readonly [url: string, host: string | null][] = [
  ["https://xn--fsqu00a.xn--0zwm56d/", "xn--fsqu00a.xn--0zwm56d"],
  ["https://例子.测试/", "xn--fsqu00a.xn--0zwm56d"],
  ["https://XN--FSQU00A.com/", "xn--fsqu00a.com"],
  ["https://bücher.example.com/", "xn--bcher-kva.example.com"],
  ["https://bu\u0308cher.example.com/", "xn--bcher-kva.example.com"],
  ["https://аpple.com/", "xn--pple-43d.com"],
  ["https://ｅｘａｍｐｌｅ.com/", "example.com"],
  ["https://example。com/", "example.com"],
  ["https://example．com/", "example.com"],
  ["https://example｡com/", "example.com"],
  ["https://exa\u00admple.com/", "example.com"],
  ["https://１.２.３.４/", "1.2.3.4"],
  ["https://①②③.com/", "123.com"],
  ["https://faß.de/", "xn--fa-hia.de"],
  ["https://ΑΒΓ.com/", "xn--mxacd.com"],
  ["https://exa\u200bmple.com/", "example.com"],
  ["https://exa%6Dple.com/", "example.com"],
  ["https://exa<mple.com/", null],
];

/** Punycode of nothing: Firefox reads no address, Chromium and Node take it as it stands. */
const notPunycode = ["xn--a.com", "xn--zzzzzzzzzz99999.com"];

describe.each(drivers)("in $name", ({ launch }) => {
  const here = {} as Here;
  let tab: Tab;

  beforeAll(async () => {
    here.loopback = await startLoopback(
      ({ pathname }) =>
        answers[pathname.slice(1)]?.[1] ??
        (/^\/(?:core|services)\/[a-z/-]+\.ts$/.test(pathname)
          ? stripTypeScriptTypes(readFileSync(join(root, pathname), "utf8"))
          : page),
    );
    here.browser = await launch({ loopback: here.loopback });
    tab = await here.browser.open("https://files.wallsight.example/");
  });
  afterAll(async () => {
    await here.browser?.close();
    await here.loopback?.close();
  });

  it.skipIf(!areThere())("U10: every one of the 151 Wycheproof vectors gets the answer that it should", async () => {
    const vectors = readVectors();
    const valid = vectors.filter(({ isValid }) => isValid).map(({ id }) => id);
    expect([vectors.length, await tab.evaluate(verify, vectors)]).toEqual([151, valid]);
  });

  it("U08: keys for which the browser lets anybody sign are among those that a root may not name", async () => {
    const vectors = weakKeys.flatMap((key, i) =>
      Array.from({ length: 16 }, (_, j) => {
        const message = `0${j.toString(16)}`;
        return { id: i * 16 + j, key, message, signature: anySignature, isValid: false };
      }),
    );
    const taken = await tab.evaluate(verify, vectors);
    // Were this empty, the list of refused keys would be needed no more.
    expect(taken.length).toBeGreaterThan(0);
    expect(weakKeys.filter((key) => !isWeakKey(Buffer.from(key, "hex")))).toEqual([]);
  });

  it.each(Object.entries(answers).map(([path, [says, , outcome]]) => [says, path, outcome] as const))(
    "from a host: %s",
    async (_, path, outcome) => {
      expect(await tab.evaluate(fetched, path)).toBe(outcome);
      expect(here.loopback.asked.filter((url) => url.includes("target"))).toEqual([]);
    },
  );

  it("L16: a host has one form, however it is written, and the one that packs are made with", async () => {
    const inBrowser = await tab.evaluate(
      hosts,
      writings.map(([url]) => url),
    );
    const inNode = writings.map(([url]) => parseAddress(url)?.host ?? null);
    const read = (found: readonly (string | null)[]) => writings.map(([url], i) => [url, found[i] ?? null]);
    expect({ browser: read(inBrowser), node: read(inNode) }).toEqual({ browser: writings, node: writings });
    const odd = await tab.evaluate(
      hosts,
      notPunycode.map((host) => `https://${host}/`),
    );
    expect(odd.map((host, i) => host === null || host === notPunycode[i])).toEqual(notPunycode.map(() => true));
  });
});
