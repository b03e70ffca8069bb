// Rules to a pack and back, and what forged rules come to.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExpressionError } from "../../core/expression.ts";
import type { RuleFact } from "../../core/fact-files.ts";
import { type Pack, readPack, writePack } from "../../core/pack.ts";
import { packRules, unpackRules } from "../../core/rules-pack.ts";
import { sourceSection } from "../../core/source-packs.ts";
import { errorOf, join } from "./damage.ts";
import { rules as fewRules, siteOf, sourceOf, tableFrom } from "./few-facts.ts";

const source = sourceOf("gfwlist");

function packed(rules: readonly RuleFact[]): Pack {
  return readPack(packRules(source, rules, siteOf), "the test");
}

function facts(pack: Pack): RuleFact[] {
  return unpackRules(pack).map(({ rule, section, intervals }) => ({ rule, section, intervals }));
}

describe("rules", () => {
  test("come back as they were, with the labels of their site and a program for an expression", () => {
    expect(facts(packed(fewRules))).toEqual(fewRules);
    const all = unpackRules(
      packed([{ rule: "||a.b.site.org", section: "S", intervals: [["2020-01-01", null]] }, ...fewRules]),
    );
    expect(all.map(({ rule, siteLabels, program }) => [rule.slice(0, 12), siteLabels, program !== undefined])).toEqual([
      ["/^https?:\\/\\", 0, true],
      ["@@||fonts.gs", 2, false],
      ["||a.b.site.o", 2, false],
      ["||nytimes.co", 0, false],
      ["||w3s.link/i", 0, false],
    ]);
  });

  test("on a public suffix come back with a mark", () => {
    const rules: RuleFact[] = ["||co.jp", "||x.co.jp"].map((rule) => ({
      rule,
      section: "S",
      intervals: [["2020-01-01", null]],
    }));
    const bytes = packRules(
      source,
      rules,
      (host) => (host === "co.jp" ? undefined : host),
      (host) => host === "co.jp",
    );
    const found = unpackRules(readPack(bytes, "the test"));
    expect(found.map(({ rule, isSuffix, siteLabels }) => [rule, isSuffix, siteLabels])).toEqual([
      ["||co.jp", true, 0],
      ["||x.co.jp", false, 0],
    ]);
  });

  test("at random come back, and give the same bytes in whatever order they come", () => {
    const day = fc
      .integer({ min: 14_000, max: 21_000 })
      .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
    const intervals = fc
      .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 6 }), fc.boolean())
      .map(([days, isOpen]) => {
        const sorted = days.toSorted();
        const spans: [string, string | null][] = [];
        for (let i = 0; i < sorted.length; i += 2) spans.push([sorted[i] ?? "", sorted[i + 1] ?? null]);
        const last = spans.at(-1);
        if (last && !isOpen) last[1] ??= last[0];
        return spans;
      });
    const rule = fc
      .oneof(
        fc.constantFrom("||a.com", "/a+/", "@@||b.org", "\u{1f600}", "\uff5e", "__proto__"),
        fc.string({ minLength: 1 }),
      )
      .filter((text) => !/^(@@)?\/.+\/(\$document)?$/s.test(text) || text === "/a+/")
      .filter((text) => text.isWellFormed());
    const anyRules = fc.uniqueArray(
      fc.record<RuleFact>({ rule, section: fc.constantFrom("AA", "字", ""), intervals }),
      { selector: (each) => each.rule },
    );
    fc.assert(
      fc.property(anyRules, (each) => {
        const bytes = packRules(source, each, siteOf);
        const byRule = (some: readonly RuleFact[]): Map<string, RuleFact> =>
          new Map(some.map((fact) => [fact.rule, fact]));
        expect(byRule(facts(readPack(bytes, "the test")))).toEqual(byRule(each));
        expect(packRules(source, each.toReversed(), siteOf)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test("with an expression that cannot be translated stop the build by name", () => {
    const rule: RuleFact = { rule: "/(?=a)b/", section: "S", intervals: [["2020-01-01", null]] };
    expect(() => packRules(source, [rule], siteOf)).toThrow(ExpressionError);
  });
});

describe("a forged pack of rules is refused by name, read or built into a table:", () => {
  const giant = 0xffffffff;
  const open = [1, 18_000, 0] as const;
  const plain = (rule: string): Uint8Array => join(rule, 0, ...open, 0, 0);
  const forge = (rules: Uint8Array, texts = join(1, "AA")): Pack =>
    readPack(writePack({ source: sourceSection(source), texts, rules }), "the test");
  const withDays = (...days: number[]): Uint8Array => join(1, "||a.com", 0, ...days, 0, 0);
  const withProgram = (...rest: (number | string)[]): Uint8Array => join(1, "/a/", 0, ...open, 0, ...rest);

  test("without the forgery it is good", () => {
    for (const rules of [join(2, plain("||a.com"), plain("||b.com")), withProgram(3, 1, 97, 0, "a")]) {
      expect(errorOf(() => unpackRules(forge(rules)))).toBe("none");
      expect(errorOf(() => tableFrom([forge(rules)]))).toBe("none");
    }
  });

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "ends too early"],
    ["more rules than follow", join(3, plain("||a.com"), plain("||b.com")), "ends too early"],
    ["fewer rules than follow", join(1, plain("||a.com"), plain("||b.com")), "bytes follow"],
    ["four billion rules", join(giant, plain("||a.com")), "ends too early"],
    ["rules out of order", join(2, plain("||b.com"), plain("||a.com")), "out of order"],
    ["a rule twice", join(2, plain("||a.com"), plain("||a.com")), "out of order"],
    ["an empty rule", join(1, plain("")), "out of order"],
    ["a rule that is not UTF-8", join(1, 1, Uint8Array.of(0xff), 0, ...open, 0, 0), "not UTF-8"],
    ["a rule longer than the pack", join(1, giant, Uint8Array.of(97)), "are left"],
    ["a section that is not there", join(1, "||a.com", 1, ...open, 0, 0), "no such section"],
    ["no days", withDays(0), "no days"],
    ["four billion intervals", withDays(giant, 18_000, 0), "entries are announced"],
    ["a day in the far future", withDays(1, giant, 0), "out of range"],
    ["an interval of millennia", withDays(1, 18_000, giant), "out of range"],
    ["an interval behind one without end", withDays(2, 18_000, 0, 10, 0), "has no end"],
    ["an expression without a program", withProgram(0), "a program is missing"],
    ["a program without an expression", join(1, "||a.com", 0, ...open, 0, 3, 1, 97, 0, "a"), "has no expression"],
    ["a program that is none", withProgram(2, 1, 97, "a"), "not a program"],
    ["a program that jumps out of itself", withProgram(3, 5, 9, 0, "a"), "not a program"],
    ["a program of unknown steps", withProgram(2, 9, 0, "a"), "not a program"],
    ["a program whose words do not fit", withProgram(3, 1, 65_536 + 97, 0, "a"), "not a program"],
    ["a program of four billion words", withProgram(giant, 1, 97, 0, "a"), "entries are announced"],
    [
      "a program of 20,001 words",
      join(
        1,
        "/a/",
        0,
        ...open,
        0,
        20_001,
        Uint8Array.from({ length: 20_001 }, () => 0),
        "",
      ),
      "not a program",
    ],
  ])("%s", (_, rules, reason) => {
    expect(errorOf(() => unpackRules(forge(rules)))).toBe("DamagedBytes");
    expect(() => unpackRules(forge(rules))).toThrow(reason);
    expect(errorOf(() => tableFrom([forge(rules)]))).toBe("DamagedBytes");
  });

  test("noise, or it is read", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .array(fc.oneof(fc.nat(4), fc.constantFrom(97, 47, 255, 128)), { maxLength: 40 })
        .map((numbers) => Uint8Array.from(numbers)),
    );
    fc.assert(
      fc.property(noise, noise, (rules, texts) => {
        expect(["none", "DamagedBytes"]).toContain(errorOf(() => tableFrom([forge(rules)])));
        expect(["none", "DamagedBytes"]).toContain(errorOf(() => tableFrom([forge(rules, texts)])));
      }),
      { numRuns: 500 },
    );
  });
});
