// The index overlooks no rule, and saves most of them from being tried.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAddress, type WebAddress } from "../../core/address.ts";
import { readRules } from "../../core/fact-files.ts";
import { buildRuleIndex, visitCandidates } from "../../core/rule-index.ts";
import { finish } from "../../core/slices.ts";
import { isExpression, matchesRule, parseRule, type Rule } from "../../core/rule.ts";

interface Numbered {
  readonly id: number;
  readonly rule: Rule;
}

function numbered(texts: readonly string[]): Numbered[] {
  return texts.map((text, id) => ({ id, rule: parseRule(text) }));
}

function candidates(rules: readonly Numbered[]): (address: WebAddress) => Set<number> {
  const index = finish(buildRuleIndex(rules));
  return (address) => {
    const found = new Set<number>();
    visitCandidates(index, address.text, (id) => found.add(id));
    return found;
  };
}

function missed(rules: readonly Numbered[], urls: readonly string[]): string[] {
  const find = candidates(rules);
  return urls.flatMap((url) => {
    const address = parseAddress(url);
    if (address?.kind !== "web") return [];
    const found = find(address);
    return rules
      .filter(({ id, rule }) => !found.has(id) && matchesRule(rule, address))
      .map(({ rule }) => `${rule.text} and ${url}`);
  });
}

const listed = numbered(
  readRules(readFileSync(join(import.meta.dirname, "../../data/gfwlist/rules.tsv"), "utf8"), "rules.tsv").map(
    ({ rule }) => rule,
  ),
).filter(({ rule }) => rule.host === undefined || (rule.form.kind === "glob" && rule.form.httpOnly));

/** An address made from a rule's own pieces, so that most rules fit theirs. */
function addressFor({ rule }: Numbered): string {
  const pieces =
    rule.form.kind === "glob" ? rule.form.glob.pieces.map((piece) => piece.replaceAll("^", "/")) : ["www.google.com/"];
  const text = pieces.join("x").replace(/^https?:\/\//, "");
  return `http://${/^[a-z0-9.-]+\.[a-z]+/.test(text) ? "" : "a.com/"}${text.replace(/^\.(?=[a-z0-9-]+\.)/, "www.")}`;
}

test("no rule of the list that fits an address is overlooked", () => {
  const own = listed.filter((_, i) => i % 13 === 0);
  const urls = own.map(addressFor);
  const hits = own.filter(({ rule }, i) => {
    const address = parseAddress(urls[i] ?? "");
    return address?.kind === "web" && matchesRule(rule, address);
  });
  expect(hits.length).toBeGreaterThan(own.length * 0.8);
  expect(missed(listed, urls)).toEqual([]);
});

test("an address asks few rules", () => {
  const find = candidates(listed);
  for (const url of [
    "https://www.wikipedia.org/wiki/Main_Page",
    "http://www.bbc.co.uk/news/world-asia-china",
    "https://example.com/",
  ]) {
    const address = parseAddress(url);
    if (address?.kind === "web") expect(find(address).size).toBeLessThan(listed.length / 50);
  }
});

test("no rule at random that fits an address at random is overlooked", () => {
  const piece = fc.constantFrom(
    "http",
    "|http",
    "abcd",
    "bcde",
    "a",
    "^",
    "*",
    "/",
    ".",
    "cdef",
    "字",
    "AB",
    "||",
    "com",
  );
  const rule = fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(""))
    .filter((text) => !isExpression(text));
  const url = fc
    .array(fc.constantFrom("abcd", "bcde", "a", "/", ".", "cdef", "字", "AB"), { maxLength: 6 })
    .map((parts) => `http://a.com/${parts.join("")}`);
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 30 }), fc.array(url, { maxLength: 5 }), (rules, urls) => {
      expect(missed(numbered(rules), urls)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("a list without such rules asks none", () => {
  const address = parseAddress("http://a.com/");
  if (address?.kind === "web") expect(candidates([])(address).size).toBe(0);
});
