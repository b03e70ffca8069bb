// Deltas between packs of every kind: right ones give the very bytes, wrong ones are refused by name (L06, L07, L11, L12).

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ByteWriter, DamagedBytes } from "../../../core/bytes.ts";
import type { AssignmentFact, MeasuredFact, RuleFact } from "../../../core/fact-files.ts";
import { isoDay } from "../../../core/days.ts";
import { writeNames } from "../../../core/names.ts";
import { readPack, sectionKinds } from "../../../core/pack.ts";
import { packRules } from "../../../core/rules-pack.ts";
import { finish } from "../../../core/slices.ts";
import { packAssigned, packMeasured, packNames, unpackNames } from "../../../core/source-packs.ts";
import { applyDelta, deltaEnds } from "../../../core/sync/pack-delta.ts";
import { makeDelta } from "../../../tools/feed/pack-diff.ts";
import { errorOf, flip, join } from "../damage.ts";
import { siteOf, sourceOf } from "../few-facts.ts";
import { nameList } from "../random-names.ts";

/** Packs of some hundred names take their time on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

const apply = (base: Uint8Array, delta: Uint8Array): Uint8Array => finish(applyDelta(base, delta, "the delta"));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Numbers from 0 to 999 that hang on a name, a question about it and a seed. */
const fates = fc.integer().map((seed) => (name: string, question: number): number => {
  let hash = seed ^ Math.imul(question + 1, 0x9e3779b1);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % 1000;
});

/** Two states of one source that share most of their facts. */
const zones = fc.tuple(nameList, fates).map(([names, fate]) => {
  const pack = (gone: number) =>
    packNames(
      sourceOf("gfw-sni-zones"),
      names.filter((name) => fate(name, 0) % 10 !== gone),
      siteOf,
    );
  return [pack(0), pack(1)] as const;
});

const days = Array.from({ length: 12 }, (_, i) => isoDay(20_000 + i * (i % 3 === 0 ? 3 : 1)));
const testDays = [...new Set(days)].sort();

const measured = fc.tuple(nameList, fates, fc.nat(4)).map(([names, fate, fewer]) => {
  const pack = (turn: number) => {
    const tested = testDays.slice(turn === 0 ? 0 : fewer, turn === 0 ? testDays.length - 2 : testDays.length);
    const facts = names
      .filter((name) => fate(name, 0) % 10 !== turn)
      .map((domain): MeasuredFact => {
        const place = fate(domain, fate(domain, 1) % 10 === turn ? 2 : 3) % Math.max(1, tested.length - 3);
        const [from = "", to = ""] = [tested[place], tested[place + (place % 3)]];
        return { domain, intervals: [[from, to]], days: place % 3 === 0 ? 1 : 2 };
      });
    return packMeasured(sourceOf("henan-sni"), facts, tested, siteOf);
  };
  return [pack(0), pack(1)] as const;
});

const assigned = fc.tuple(nameList, fates).map(([names, fate]) => {
  const pack = (turn: number) =>
    packAssigned(
      sourceOf("services"),
      names
        .filter((name) => fate(name, 0) % 10 !== turn)
        .map((domain): AssignmentFact => {
          const service = `service ${fate(domain, fate(domain, 1) % 10 === turn ? 2 : 3) % (5 + turn * 3)}`;
          return { name: service, domain, match: fate(domain, 4) % 2 === 0 ? "full" : "domain" };
        }),
    );
  return [pack(0), pack(1)] as const;
});

const rules = fc.tuple(nameList, fates).map(([names, fate]) => {
  const pack = (turn: number) =>
    packRules(
      sourceOf("gfwlist"),
      names
        .filter((name) => fate(name, 0) % 10 !== turn)
        .map((name): RuleFact => {
          const isOver = fate(name, 1) % 10 < turn * 2;
          return {
            rule: `||${name}`,
            section: `section ${fate(name, 2) % 4}`,
            intervals: [["2020-01-01", isOver ? "2026-01-01" : null]],
          };
        }),
      siteOf,
    );
  return [pack(0), pack(1)] as const;
});

describe("a delta gives the very bytes of the later pack:", () => {
  test.each([
    ["names", zones],
    ["measured names", measured],
    ["assigned names", assigned],
    ["rules", rules],
  ] as const)("%s", (_, packs) => {
    fc.assert(
      fc.property(packs, ([before, after]) => {
        const delta = makeDelta(before, after);
        expect(deltaEnds(delta, "the delta")).toEqual({ from: sha256(before), to: sha256(after) });
        expect(Buffer.compare(apply(before, delta), after)).toBe(0);
        expect(Buffer.compare(apply(after, makeDelta(after, before)), before)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test("and is short where little has changed", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `name-${i * 7919}.example${i % 7}.com`);
    const pack = (gone: number) =>
      packNames(
        sourceOf("gfw-sni-zones"),
        names.filter((_, i) => i % 100 !== gone),
        siteOf,
      );
    const [before, after] = [pack(1), pack(2)];
    expect(makeDelta(before, after).length * 15).toBeLessThan(after.length);
  });
});

const three = packNames(sourceOf("gfw-sni-zones"), ["a.com", "b.com", "d.com"], siteOf);
const head = makeDelta(three, packNames(sourceOf("gfw-sni-zones"), ["a.com"], siteOf)).subarray(0, 72);

/** A delta of names with these edits, its source taken over whole. */
function forge(removed: readonly number[], added: readonly string[] | Uint8Array, ...rest: Uint8Array[]): Uint8Array {
  const source = readPack(three, "the base").section("source").length;
  const names = added instanceof Uint8Array ? added : writeNames(added);
  const out = new ByteWriter();
  out.bytes(head);
  out.bytes(join(1, sectionKinds.source, source, source, 0, 0, 1, removed.length, ...removed, names.length, names));
  for (const bytes of rest) out.bytes(bytes);
  return out.view().slice();
}

describe("L11: a forged delta is refused by name:", () => {
  test("without the forgery it is good", () => {
    const made = apply(three, forge([1], ["c.com"]));
    expect(unpackNames(readPack(made, "made"))).toEqual(["a.com", "c.com", "d.com"]);
  });

  test("removing all names gives a pack without names", () => {
    expect(unpackNames(readPack(apply(three, forge([0, 0, 0], [])), "made"))).toEqual([]);
  });

  test("a name removed and added again stays", () => {
    expect(unpackNames(readPack(apply(three, forge([1], ["b.com"])), "made"))).toEqual(["a.com", "b.com", "d.com"]);
  });

  test.each<[string, Uint8Array, string]>([
    ["a removal behind the last name", forge([3], []), "behind the last name"],
    ["four billion removals", forge([], [], join(1)).fill(255, 79), ""],
    ["a name added that is there", forge([], ["b.com"]), "is added that is there"],
    ["added names out of order", forge([], writeNames(["e.com", "c.com"])), "out of order"],
    ["bytes behind the end", forge([1], ["c.com"], Uint8Array.of(0)), "bytes follow"],
    ["not a delta", three, "not a delta"],
    ["nothing", new Uint8Array(0), "not a delta"],
  ])("%s", (_, delta, reason) => {
    expect(() => apply(three, delta)).toThrow(DamagedBytes);
    expect(() => apply(three, delta)).toThrow(reason);
  });

  const edit = (...numbers: number[]): Uint8Array => {
    const out = new ByteWriter();
    out.bytes(head);
    out.bytes(join(1, sectionKinds.source, ...numbers));
    return out.view().slice();
  };

  test.each<[string, Uint8Array, string]>([
    ["an edit that does nothing", edit(5, 0, 0, 0), "does nothing"],
    ["an edit beyond the base", edit(500_000, 500_000, 0, 0), "beyond the section"],
    ["an edit that leaves out more than there is", edit(5, 1, 500_000, 0), "beyond the section"],
    ["an edit longer than its section", edit(5, 6, 0, 0), "longer than its section"],
    ["a section of four billion bytes", edit(0xffffffff, 1, 0, 0), "too long"],
  ])("%s", (_, delta, reason) => {
    expect(() => apply(three, delta)).toThrow(DamagedBytes);
    expect(() => apply(three, delta)).toThrow(reason);
  });
});

test("L12: a delta for another pack of the same length gives other bytes or none, which the digest shows", () => {
  const other = packNames(sourceOf("gfw-sni-zones"), ["a.com", "b.com", "e.com"], siteOf);
  const after = packNames(sourceOf("gfw-sni-zones"), ["a.com", "c.com", "d.com"], siteOf);
  const delta = makeDelta(three, after);
  const error = errorOf(() => expect(sha256(apply(other, delta))).not.toBe(deltaEnds(delta, "the delta").to));
  expect(["none", "DamagedBytes"]).toContain(error);
});

describe("L06, L07: noise", () => {
  test.each([
    ["names", zones],
    ["measured names", measured],
    ["assigned names", assigned],
    ["rules", rules],
  ] as const)("in a delta of %s is refused by name, or gives a pack that is whole", (_, packs) => {
    fc.assert(
      fc.property(
        packs,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 4 }),
        fc.nat(),
        ([before, after], flips, cut) => {
          let delta: Uint8Array = makeDelta(before, after);
          for (const [at, mask] of flips) delta = flip(delta, 72 + (at % Math.max(1, delta.length - 72)), mask);
          if (flips.length === 0) delta = delta.subarray(0, cut % delta.length);
          let made: Uint8Array | undefined;
          const error = errorOf(() => {
            made = apply(before, delta);
          });
          expect(["none", "DamagedBytes"]).toContain(error);
          if (made) expect(["none", "DamagedBytes"]).toContain(errorOf(() => readPack(made ?? before, "made")));
        },
      ),
      { numRuns: 120 },
    );
  });

  test("in the place of a delta is refused by name or by digest, in that of its base by name", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, isBase) => {
        const delta = isBase ? forge([1], ["c.com"]) : Buffer.concat([head, noise]);
        const error = errorOf(() => {
          const made = apply(isBase ? noise : three, delta);
          // Two zeros are a delta: to a pack of nothing.
          expect(isBase).toBe(false);
          expect(sha256(made)).not.toBe(deltaEnds(delta, "the delta").to);
        });
        expect(["none", "DamagedBytes"]).toContain(error);
      }),
      { numRuns: 1000, examples: [[Uint8Array.of(0, 0), false]] },
    );
  });
});
