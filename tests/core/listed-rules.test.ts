// The rules of the list as it was published, against plain comparisons and hostile addresses.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAddress, type WebAddress } from "../../core/address.ts";
import { readRules } from "../../core/fact-files.ts";
import { Judge } from "../../core/judge.ts";
import { WholeRecords } from "../../core/records.ts";
import { isAtOrUnder } from "../../core/host-names.ts";
import { isExpression, matchesRule, parseRule } from "../../core/rule.ts";
import { openTable } from "../../tools/table-file.ts";
import { growthOverFourfold } from "./growth.ts";

function web(url: string): WebAddress {
  const address = parseAddress(url);
  if (address?.kind !== "web") throw new Error(`${url} is not a web address`);
  return address;
}

const listed = readRules(readFileSync(join(import.meta.dirname, "../../data/gfwlist/rules.tsv"), "utf8"), "rules.tsv");

describe("the list as it was published", () => {
  test("every `||host` rule fits exactly what a comparison of labels says", () => {
    const hosts = listed.flatMap(({ rule }) => {
      const { form, host } = parseRule(rule);
      return form.kind === "host" && host !== undefined ? [host] : [];
    });
    expect(hosts.length).toBeGreaterThan(6000);
    const isUnder = (host: string, parent: string): boolean => {
      const [labels, wanted] = [host.split("."), parent.split(".")];
      return wanted.every((label, i) => labels[labels.length - wanted.length + i] === label);
    };
    const wrong: string[] = [];
    hosts.forEach((parent, i) => {
      const rule = parseRule(`||${parent}`);
      const near = [parent, `www.${parent}`, `a.b.${parent}`, `not${parent}`, `a-${parent}`, `${parent}.evil.org`];
      const far = [
        parent.slice(1),
        parent.slice(parent.indexOf(".") + 1),
        parent.replace(".", "-"),
        `www.${hosts[(i * 7919) % hosts.length]}`,
      ];
      for (const host of [...near, ...far]) {
        const address = parseAddress(`https://${host}/`);
        if (address?.kind !== "web" || address.host !== host) continue;
        const expected = address.isIp ? host === parent : isUnder(host, parent);
        if (matchesRule(rule, address) !== expected) wrong.push(`||${parent} and ${host}`);
        if (isAtOrUnder(host, parent) !== isUnder(host, parent)) wrong.push(`${parent} above ${host}`);
      }
    });
    expect(wrong).toEqual([]);
  });

  test("no rule fits an address that has nothing to do with any of them", () => {
    const urls = ["https://quiet-harbour-3141.dev/", "http://quiet-harbour-3141.dev/", "http://93.184.215.14/"].map(
      web,
    );
    const hits = listed.filter(({ rule }) => urls.some((url) => matchesRule(parseRule(rule), url)));
    expect(hits.map(({ rule }) => rule)).toEqual([]);
  });

  test("holds 29 regular expressions, and all of them can be translated", () => {
    const expressions = listed.filter(({ rule }) => isExpression(rule));
    expect(expressions.length).toBe(29);
    expect(expressions.map(({ rule }) => parseRule(rule).form.kind)).toEqual(expressions.map(() => "expression"));
  });

  test.each([
    [
      /^\/\^https\?:\\\/\\\/\[\^\\\/\]\+blogspot/,
      ["http://a.blogspot.com/", "https://a.b.blogspot.de/x"],
      ["http://blogspot.com/", "https://evil.org/a.blogspot.com"],
    ],
    [
      /^\/\^https\?:\\\/\\\/\(\[\^\\\/\]\+\\\.\)\*google\\\.\(ac\|ad\|ae\|af\|ai/,
      ["https://google.com/", "http://www.google.co.jp/a", "https://a.b.google.ws/"],
      ["https://google.cn/", "https://notgoogle.com/", "https://google.com.evil.org/"],
    ],
    [
      /^\/twimg/,
      ["http://twimg.edgesuite.net/appledaily/", "https://twimg.edgesuite.net//appledaily"],
      ["http://twimg.edgesuite.net/", "http://twimgxedgesuite.net/appledaily"],
    ],
  ])("its expressions of the kind %s", (kind, fitting, others) => {
    const rules = listed.filter(({ rule }) => kind.test(rule)).map(({ rule }) => parseRule(rule));
    expect(rules).toHaveLength(1);
    for (const rule of rules) {
      expect(fitting.filter((url) => !matchesRule(rule, web(url)))).toEqual([]);
      expect(others.filter((url) => matchesRule(rule, web(url)))).toEqual([]);
    }
  });
});

describe("an address that is made to meet many rules", () => {
  const table = openTable();
  const [judge, records] = [new Judge(table.head), new WholeRecords(table)];

  test.each(["%e5%88%98%e6%99%93", "ultrasurf.", "falun", "search?q"])(
    "by %s over and over takes time in proportion to its length",
    (unit) => {
      const growth = growthOverFourfold(unit, 2000, (text) => void judge.judge(`http://a.com/${text}`, records));
      expect(growth).toBeLessThan(9);
    },
  );
});
