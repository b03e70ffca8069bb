// GFWList read from its address: what a new version brings into the pack, and which files are refused (L01, L02, L14).

import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { md5 } from "../../../core/md5.ts";
import { readPack } from "../../../core/pack.ts";
import { packRules, unpackRules } from "../../../core/rules-pack.ts";
import { finish } from "../../../core/slices.ts";
import { packNames } from "../../../core/source-packs.ts";
import { changesBetween } from "../../../core/sync/changes.ts";
import { type GfwlistUpdate, longestGfwlist, updateGfwlist } from "../../../core/sync/gfwlist-update.ts";
import { packedSources, packFacts } from "../../../tools/pack-facts.ts";
import { repository } from "../../tools/command.ts";
import { siteOf, sourceOf } from "../few-facts.ts";
import { publishedList } from "./published-list.ts";

const now = Date.parse("2026-09-02T12:00:00Z");

const pack = packRules(
  sourceOf("gfwlist"),
  [
    { rule: "||a.com", section: "A", intervals: [["2012-11-11", null]] },
    { rule: "||b.com", section: "A", intervals: [["2013-01-01", null]] },
    { rule: "||c.com", section: "A", intervals: [["2014-01-01", "2020-01-01"]] },
    { rule: "||p.com", section: "A", intervals: [["2014-01-01", null]] },
    { rule: "||q.com", section: "A", intervals: [["2014-01-01", null]] },
    { rule: "||x.d.co.uk", section: "A", intervals: [["2014-01-01", null]] },
  ],
  (host) => (host.endsWith(".co.uk") ? host.split(".").slice(-3).join(".") : siteOf(host)),
);
const update = (list: Uint8Array, at = now): GfwlistUpdate => finish(updateGfwlist(pack, list, at));
const intervalsOf = (bytes: Uint8Array) =>
  Object.fromEntries(unpackRules(readPack(bytes, "gfwlist")).map(({ rule, intervals }) => [rule, intervals]));

describe("a new version of GFWList", () => {
  const made = update(
    publishedList(["!---A---", "||a.com", "||c.com", "||x.d.co.uk", "||y.e.co.uk", "||p.com", "||q.com"]),
  );

  test("extends the history by what changed, on the list's own day", () => {
    expect(made.changes).toEqual({
      id: "gfwlist",
      from: "2026-08-06",
      to: "2026-09-01",
      added: { count: 2, first: ["||c.com", "||y.e.co.uk"] },
      removed: { count: 1, first: ["||b.com"] },
    });
    expect(intervalsOf(made.pack)).toEqual({
      "||a.com": [["2012-11-11", null]],
      "||b.com": [["2013-01-01", "2026-09-01"]],
      "||c.com": [
        ["2014-01-01", "2020-01-01"],
        ["2026-09-01", null],
      ],
      "||p.com": [["2014-01-01", null]],
      "||q.com": [["2014-01-01", null]],
      "||x.d.co.uk": [["2014-01-01", null]],
      "||y.e.co.uk": [["2026-09-01", null]],
    });
    expect(readPack(made.pack, "gfwlist").source.asOf).toBe("2026-09-01");
  });

  test("finds the site of a new host by those that are known", () => {
    const labels = unpackRules(readPack(made.pack, "gfwlist")).map(({ rule, siteLabels }) => [rule, siteLabels]);
    expect(Object.fromEntries(labels)).toMatchObject({ "||x.d.co.uk": 3, "||y.e.co.uk": 3, "||a.com": 0 });
  });

  test("tells what changed as two packs do that are compared", () => {
    const changes = finish(changesBetween(readPack(pack, "before"), readPack(made.pack, "after")));
    expect(changes).toMatchObject(made.changes);
  });

  test("that changes nothing gives the same rules", () => {
    const same = update(publishedList(["!---A---", "||a.com", "||b.com", "||p.com", "||q.com", "||x.d.co.uk"]));
    expect([same.changes.added.count, same.changes.removed.count]).toEqual([0, 0]);
    expect(intervalsOf(same.pack)).toEqual(intervalsOf(pack));
  });

  test("L01: may hold expressions that would take for ever elsewhere: they are read as programs or left out", () => {
    const made = update(
      publishedList(["!---A---", "||a.com", "||b.com", "||p.com", "||q.com", "||x.d.co.uk", "/(a+)+$/", "/(?<=x)y/"]),
    );
    expect(made.unread).toEqual({ count: 1, all: 7, first: ["/(?<=x)y/"] });
    expect(made.changes.added.first).toEqual(["/(a+)+$/"]);
  });

  test("may hold many that cannot be read: they are counted once each, the first are named, long ones by their start", () => {
    const many = Array.from({ length: 6 }, (_, i) => `/(?<=x)${"y".repeat(100 * i)}/`);
    const made = update(publishedList(["!---A---", "||a.com", "||b.com", "||p.com", "||q.com", ...many, ...many]));
    expect(made.unread).toMatchObject({ count: 6, all: 10 });
    expect(made.unread.first).toEqual(["/(?<=x)/", ...Array(4).fill(`/(?<=x)${"y".repeat(93)}...`)]);
  });
});

describe("a list that cannot be meant is refused:", () => {
  const good = ["!---A---", "||a.com", "||b.com", "||p.com", "||q.com", "||x.d.co.uk"];
  const spoilt = Buffer.from(
    Buffer.from(Buffer.from(publishedList(good)).toString(), "base64")
      .toString()
      .replace("b.com", "e.com"),
  );

  test.each<[string, Uint8Array, string]>([
    ["altered", spoilt, "GfwlistError"],
    ["cut short", publishedList(good).subarray(0, 90), "GfwlistError"],
    ["empty", new Uint8Array(0), "GfwlistError"],
    ["a web page", new TextEncoder().encode("<!doctype html>"), "GfwlistError"],
    ["without rules", publishedList([]), "GfwlistError"],
    ["longer than any list", new Uint8Array(longestGfwlist + 1), "UnfitRelease"],
    ["older than the one at hand", publishedList(good, "Wed, 05 Aug 2026 08:00:00 +0000"), "Rollback"],
    ["of the future", publishedList(good, "Sat, 05 Sep 2026 08:00:00 +0000"), "FromTheFuture"],
    ["without a day of its own", publishedList(good, "unknown"), "UnfitRelease"],
    ["L14: with most of its rules gone", publishedList(["!---A---", "||a.com"]), "UnfitRelease"],
    ["L14: grown by more than half", publishedList([...good, "||f.com", "||g.com", "||h.com"]), "UnfitRelease"],
  ])("%s", (_, list, name) => {
    expect(() => update(list)).toThrow(expect.objectContaining({ name }));
  });
});

describe("the committed list", () => {
  let committed: Uint8Array;
  beforeAll(() => {
    const without = packedSources.filter((id) => id !== "gfwlist");
    committed = packFacts(join(repository, "data"), without)[0]?.bytes ?? new Uint8Array(0);
  });

  test("published again as it stands gives the very bytes, though no suffix list is at hand", () => {
    const rules = unpackRules(readPack(committed, "gfwlist")).filter(({ intervals }) => intervals.at(-1)?.[1] === null);
    const lines = rules.flatMap(({ rule, section }) => [`!---${section}---`, rule]);
    const list = publishedList(lines, "Thu, 06 Aug 2026 08:35:22 +0000");
    const made = finish(updateGfwlist(committed, list, now));
    expect([made.changes.added.count, made.changes.removed.count, made.unread.count]).toEqual([0, 0, 0]);
    expect(Buffer.compare(made.pack, committed)).toBe(0);
  });
});

test("what changed among names is counted, and named up to a thousand", () => {
  const names = (from: number) => Array.from({ length: 3000 }, (_, i) => `n${i + from}.com`);
  const [before, after] = [0, 1500].map((from) =>
    readPack(packNames(sourceOf("gfw-sni-zones"), names(from), siteOf), "a pack"),
  );
  if (!before || !after) throw new Error("no packs");
  const { added, removed } = finish(changesBetween(before, after));
  expect([added.count, removed.count, added.first.length]).toEqual([1500, 1500, 1000]);
  expect([added.first[0], removed.first[0]]).toEqual(["n3000.com", "n0.com"]);
});

test("MD5 is what Node computes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(finish(md5(bytes))).toString("hex")).toBe(createHash("md5").update(bytes).digest("hex"));
    }),
    { numRuns: 500 },
  );
});
