// Lists that the right keys signed and that are hostile all the same: what they may hold is bounded, inert and plain
// (L02 to L05, L10, L15, L17, L19).

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ByteWriter, DamagedBytes } from "../../../core/bytes.ts";
import { Judge } from "../../../core/judge.ts";
import { writeNames } from "../../../core/names.ts";
import { readPack, writePack } from "../../../core/pack.ts";
import { WholeRecords } from "../../../core/records.ts";
import { packRules, unpackRules } from "../../../core/rules-pack.ts";
import { finish } from "../../../core/slices.ts";
import { packAssigned, packNames, sourceSection, unpackAssigned, unpackNames } from "../../../core/source-packs.ts";
import { buildTable } from "../../../core/table-builder.ts";
import { readTable } from "../../../core/table.ts";
import { goldenProblems } from "../../../tools/feed/golden.ts";
import { sha256Of } from "../../../tools/feed/signing.ts";
import { repository } from "../../tools/command.ts";
import { siteOf, sourceOf } from "../few-facts.ts";

const rulesPack = (rules: readonly string[]): Uint8Array<ArrayBuffer> =>
  packRules(
    sourceOf("gfwlist"),
    rules.map((rule) => ({ rule, section: "A", intervals: [["2012-11-11", null]] })),
    siteOf,
  );

/** Answers as a reader gets them from these packs. */
function judgeOf(...packs: readonly Uint8Array[]): (url: string) => string | undefined {
  const opened = packs.map((bytes) => readPack(bytes, "the test"));
  const table = readTable(finish(buildTable(opened, "")), true);
  const [judge, records] = [new Judge(table.head), new WholeRecords(table)];
  return (url) => judge.judge(url, records)?.status;
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe("L02: a keyword", () => {
  const asked = (keyword: string): string | undefined =>
    judgeOf(rulesPack([keyword]))(`http://a.org/${"ab".repeat(600)}`);

  test("of no length is no rule: the pack is refused", () => {
    expect(() => unpackRules(readPack(rulesPack([""]), "the test"))).toThrow(DamagedBytes);
  });

  test.each([64, 65, 1000])("of %i characters is one", (length) => {
    expect(asked("ab".repeat(length).slice(0, length))).toBe("blocked");
  });

  test.each([1001, 1_048_576])("of %i characters fits no address, and costs no time", (length) => {
    const keyword = "ab".repeat(length).slice(0, length);
    expect(timeOf(() => expect(asked(keyword)).toBe("unlisted"))).toBeLessThan(2000);
  });

  test.each(["*", "**", "|", "||", "^", "|*|"])("that says nothing fits nothing: %s", (keyword) => {
    expect(asked(keyword)).toBe("unlisted");
  });
});

describe("L03: a hundred thousand keywords", () => {
  const address = `http://a.org/${"keyword-that-all-of-them-begin-with-".repeat(100)}`;

  test("that share a beginning are told apart by their ends", () => {
    const rules = Array.from({ length: 100_000 }, (_, i) => `keyword-that-all-of-them-begin-with-${i}.x`);
    const ask = judgeOf(rulesPack(rules));
    expect(ask("http://a.org/keyword-that-all-of-them-begin-with-99999.x")).toBe("blocked");
    expect(timeOf(() => expect(ask(address)).toBe("unlisted"))).toBeLessThan(500);
  });

  test("that hold nothing but the same letter cost as many comparisons, and no more", () => {
    const rules = Array.from({ length: 900 }, (_, i) => "a".repeat(i + 101));
    const ask = judgeOf(rulesPack(rules));
    const long = `http://b.org/${`${"a".repeat(100)}b`.repeat(40)}`;
    expect(timeOf(() => expect(ask(long)).toBe("unlisted"))).toBeLessThan(2000);
  });
});

describe("L04: texts of a list that would be something elsewhere", () => {
  const texts = [
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\u202egro.live",
    "\u001b[31mred",
    "a\0b",
    "a\u200bb",
  ];

  test("stay the very texts, from the pack to the verdict", () => {
    const bytes = rulesPack(texts);
    expect(unpackRules(readPack(bytes, "the test")).map(({ rule }) => rule)).toEqual(texts.toSorted());
    const ask = judgeOf(bytes);
    expect(ask("https://a.org/")).toBe("unlisted");
    const named = packAssigned(
      sourceOf("services"),
      texts.map((name) => ({ name, domain: "a.org", match: "domain" as const })),
    );
    expect(unpackAssigned(readPack(named, "the test")).map(({ name }) => name)).toEqual(texts.toSorted());
  });
});

describe("L05: a code that stands for nothing", () => {
  test.each([1, 2 ** 31])("section %i of a rule is refused", (section) => {
    const rules = new ByteWriter();
    rules.varint(1);
    rules.text("||a.org");
    for (const word of [section, 1, 15_000, 0, 0, 0]) rules.varint(word);
    const texts = new ByteWriter();
    texts.varint(1);
    texts.text("A");
    const source = sourceSection(sourceOf("gfwlist"));
    const bytes = writePack({ source, texts: texts.view(), rules: rules.view() });
    expect(() => unpackRules(readPack(bytes, "the test"))).toThrow("there is no such section");
  });

  test.each([2, 2 ** 31])("text %i of an assigned name is refused", (code) => {
    const good = readPack(packAssigned(sourceOf("services"), [{ name: "x", domain: "a.org", match: "domain" }]), "x");
    const column = new ByteWriter();
    column.varint(1);
    column.varint(code);
    const [source, names, texts] = (["source", "names", "texts"] as const).map((name) => good.section(name));
    const sections = { ...(source && { source }), ...(names && { names }), ...(texts && { texts }) };
    const bytes = writePack({ ...sections, column: column.view() });
    expect(() => unpackAssigned(readPack(bytes, "the test"))).toThrow("there is no such text");
  });
});

test("L10: four million names, the most that a release may have, become a table of 60 MB that finds them", () => {
  const names = Array.from({ length: 4_000_000 }, (_, i) => `n${i.toString(36).padStart(5, "0")}.com`);
  const bytes = writePack({ source: sourceSection(sourceOf("greatfire")), names: writeNames(names) });
  const opened = readPack(bytes, "the test");
  const table = readTable(finish(buildTable([opened], "")), true);
  expect(table.head.length).toBeLessThan(60e6);
  const [judge, records] = [new Judge(table.head), new WholeRecords(table)];
  const statuses = ["n00000.com", "n2dqf3.com", "n2dqf4.com", "x00000.com"].map(
    (host) => judge.judge(`https://${host}/`, records)?.status,
  );
  expect(statuses).toEqual(["blocked", "blocked", "unlisted", "unlisted"]);
}, 300_000);

test("L15: hosts called as properties of every object are hosts like others", () => {
  const names = ["__proto__", "constructor", "hasownproperty", "tostring", "valueof"].flatMap((name) => [
    name,
    `${name}.org`,
    `www.${name}.net`,
  ]);
  const bytes = packNames(sourceOf("greatfire"), names, siteOf);
  expect(unpackNames(readPack(bytes, "the test")).toSorted()).toEqual(names.toSorted());
  const ask = judgeOf(bytes, rulesPack(["||constructor.com", "||tostring.com/__proto__"]));
  for (const name of names.filter((each) => each.includes(".")))
    expect([name, ask(`https://${name}/`)]).toEqual([name, "blocked"]);
  expect(ask("https://constructor.com/")).toBe("blocked");
  expect(ask("https://tostring.com/__proto__")).toBe("blocked");
  for (const host of ["__proto__.net", "isprototypeof.org", "tolocalestring.com"])
    expect(ask(`https://${host}/`)).toBe("unlisted");
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe("L17: a release that lists", () => {
  const golden = join(repository, "data/golden");

  test.each(["||com", "||org", "||cn", "||co.uk", "http", "|https://"])(
    "%s flags what must not be flagged, and is not published",
    (rule) => {
      const bytes = rulesPack([rule]);
      const problems = goldenProblems(golden, [
        { id: "gfwlist", file: "gfwlist.pack", bytes, sha256: sha256Of(bytes) },
      ]);
      expect(problems.filter((problem) => problem.endsWith("is shown as blocked")).length).toBeGreaterThan(0);
    },
  );

  test.each([
    ["||cloudfront.net", "cloudfront.net"],
    ["||azureedge.net^", "azureedge.net"],
    ["|https://*.blob.core.windows.net", "blob.core.windows.net"],
    ["||s3.us-west-2.amazonaws.com", "s3.us-west-2.amazonaws.com"],
    ["||akamaized.net", "akamaized.net"],
    ["||com.ve", "com.ve"],
    ["||ac.uk", "ac.uk"],
  ])("%s, a whole public suffix, is not published, and what fails is named", (rule, suffix) => {
    const bytes = rulesPack([rule]);
    const problems = goldenProblems(golden, [{ id: "gfwlist", file: "gfwlist.pack", bytes, sha256: sha256Of(bytes) }]);
    const named = problems.filter((problem) => problem.endsWith(`.${suffix} is shown as blocked`));
    expect(named.length).toBeGreaterThan(0);
  });

  test("a range of addresses lists none of them", () => {
    const ask = judgeOf(rulesPack(["||8.8.8.0/24", "8.8.4.0-8.8.4.255"]));
    expect([ask("https://8.8.8.8/"), ask("https://8.8.4.4/")]).toEqual(["unlisted", "unlisted"]);
  });
});

describe("L19: a text", () => {
  test("that is not UTF-8 is refused", () => {
    const bytes = rulesPack(["||abcd.org"]);
    const rules = Uint8Array.from(readPack(bytes, "the test").section("rules"));
    const at = rules.indexOf(0x61);
    for (const [i, byte] of [0xed, 0xa0, 0x80].entries()) rules[at + i] = byte;
    const source = sourceSection(sourceOf("gfwlist"));
    const texts = readPack(bytes, "the test").section("texts");
    expect(() => unpackRules(readPack(writePack({ source, texts, rules }), "the test"))).toThrow("not UTF-8");
  });

  test("that could be composed otherwise fits addresses that are written as it is, and no others", () => {
    const ask = judgeOf(rulesPack(["a.org/cafe\u0301"]));
    expect([ask("http://a.org/cafe\u0301"), ask("http://a.org/caf\u00e9")]).toEqual(["blocked", "unlisted"]);
  });
});
