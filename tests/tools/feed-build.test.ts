// Where a build fetches newer lists from, by its environment, and what it refuses.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectRoot, feedOf, gfwlistOf, originsOf } from "../../tools/feed/feed-build.ts";
import { makeKeys } from "../../tools/feed/key-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "wallsight-feed-build-"));
const root = join(folder, "keys/1.root.json");
beforeAll(() => makeKeys(join(folder, "keys"), Date.parse("2026-11-23T12:00:00Z")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const told = (feed: string, more: object = {}) => ({ WALLSIGHT_FEED: feed, WALLSIGHT_FEED_ROOT: root, ...more });

test("a build that is told nothing knows no feed, but where GFWList is published", () => {
  expect(feedOf({})).toBeNull();
  expect(gfwlistOf({})[0]).toBe("https://raw.githubusercontent.com/gfwlist/gfwlist/master/gfwlist.txt");
  expect(originsOf({})).toEqual(["https://raw.githubusercontent.com", "https://pagure.io", "https://gitlab.com"]);
});

test("GFWList may be fetched from elsewhere, or from nowhere; a build without the source knows no address of it", () => {
  const elsewhere = { WALLSIGHT_GFWLIST: "https://a.example/list.txt, https://b.example/l" };
  expect(gfwlistOf(elsewhere)).toEqual(["https://a.example/list.txt", "https://b.example/l"]);
  expect(originsOf(elsewhere)).toEqual(["https://a.example", "https://b.example"]);
  expect(originsOf({ WALLSIGHT_GFWLIST: "" })).toEqual([]);
  expect(originsOf({ ...elsewhere, WALLSIGHT_WITHOUT: "greatfire,gfwlist" })).toEqual([]);
  expect(originsOf(told("https://f.example/", elsewhere))).toEqual([
    "https://f.example",
    "https://a.example",
    "https://b.example",
  ]);
});

test("addresses end in a slash, mirrors follow, and each host is asked for once", async () => {
  const environment = told("https://a.example/feed, https://b.example/,https://a.example/other/");
  const feed = feedOf(environment);
  expect(feed).toEqual({
    addresses: ["https://a.example/feed/", "https://b.example/", "https://a.example/other/"],
    root: readFileSync(root, "utf8"),
    release: 0,
  });
  expect(originsOf({ ...environment, WALLSIGHT_GFWLIST: "" })).toEqual(["https://a.example", "https://b.example"]);
  if (feed) await expectRoot(feed);
  expect(feedOf(told("https://a.example/", { WALLSIGHT_FEED_RELEASE: "130" }))?.release).toBe(130);
});

describe("a build is refused", () => {
  test.each([
    "http://a.example/",
    "https://a.example:8443/",
    "https://name@a.example/",
    "https://a.example/?who=1",
    "https://a.example/#x",
    "a.example",
  ])("with the address %s", (address) => {
    expect(() => feedOf(told(address))).toThrow("is not a plain https address");
    expect(() => gfwlistOf({ WALLSIGHT_GFWLIST: address })).toThrow("is not a plain https address");
  });

  test("with an address without a root, and with a root without an address", () => {
    expect(() => feedOf({ WALLSIGHT_FEED: "https://a.example/" })).toThrow("belong together");
    expect(() => feedOf({ WALLSIGHT_FEED_ROOT: root })).toThrow("belong together");
  });

  test("with a release that is no number", () => {
    expect(() => feedOf(told("https://a.example/", { WALLSIGHT_FEED_RELEASE: "x" }))).toThrow("not a release's number");
  });

  test("with a root that readers would not take", async () => {
    const spoilt = join(folder, "spoilt.json");
    writeFileSync(spoilt, readFileSync(root, "utf8").replace('"threshold":2', '"threshold":1'));
    const feed = feedOf(told("https://a.example/", { WALLSIGHT_FEED_ROOT: spoilt }));
    await expect(feed ? expectRoot(feed) : undefined).rejects.toThrow("root");
  });
});
