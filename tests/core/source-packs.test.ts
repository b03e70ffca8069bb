// Facts to packs and back, and what forged columns, texts and parts come to.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AssignmentFact, MeasuredFact } from "../../core/fact-files.ts";
import { sortNames, writeNames } from "../../core/names.ts";
import { readPack, type SectionName, writePack } from "../../core/pack.ts";
import { readParts } from "../../core/site-parts.ts";
import {
  packAssigned,
  packMeasured,
  packNames,
  sourceSection,
  unpackAssigned,
  unpackMeasured,
  unpackNames,
} from "../../core/source-packs.ts";
import type { Day } from "../../core/verdict.ts";
import { errorOf, join } from "./damage.ts";
import { siteOf, sourceOf, tableFrom, tested } from "./few-facts.ts";
import { nameList } from "./random-names.ts";

/** Facts on these test days, with intervals in order and days seen among the tested ones. */
const intervals = fc.uniqueArray(fc.nat(tested.length - 1), { minLength: 1, maxLength: 4 }).map((places) => {
  const bounds = places.toSorted((a, b) => a - b).map((place) => tested[place] ?? "");
  const spans: [Day, Day][] = [];
  for (let i = 0; i < bounds.length; i += 2) spans.push([bounds[i] ?? "", bounds[i + 1] ?? bounds[i] ?? ""]);
  return spans;
});
const measuredFacts = fc
  .tuple(nameList, fc.infiniteStream(intervals))
  .map(([domains, stream]) =>
    domains.map((domain): MeasuredFact => ({ domain, intervals: stream.next().value, days: 1 })),
  );
const assignedFacts = fc.uniqueArray(
  fc.record<AssignmentFact>({
    name: fc.constantFrom("google", "字", "__proto__", "b c", "a"),
    domain: nameList.map((names) => names[0] ?? "com"),
    match: fc.constantFrom("domain", "full"),
  }),
  { selector: ({ name, domain, match }) => `${name} ${domain} ${match}`, maxLength: 40 },
);

function byText(facts: readonly unknown[]): string[] {
  return facts.map((fact) => JSON.stringify(fact)).toSorted();
}

describe("what goes in comes out, and in any order gives the same bytes", () => {
  test("for names", () => {
    fc.assert(
      fc.property(nameList, (names) => {
        const bytes = packNames(sourceOf("greatfire"), names, siteOf);
        expect(unpackNames(readPack(bytes, "the test"))).toEqual(sortNames(names));
        expect(packNames(sourceOf("greatfire"), names.toReversed(), siteOf)).toEqual(bytes);
      }),
    );
  });

  test("for measured names", () => {
    fc.assert(
      fc.property(measuredFacts, (facts) => {
        const bytes = packMeasured(sourceOf("gfw-sni"), facts, tested, siteOf);
        const unpacked = unpackMeasured(readPack(bytes, "the test"));
        expect(unpacked.tested).toEqual(tested);
        expect(byText(unpacked.facts)).toEqual(byText(facts));
        expect(packMeasured(sourceOf("gfw-sni"), facts.toReversed(), tested, siteOf)).toEqual(bytes);
      }),
    );
  });

  test("for assigned names", () => {
    fc.assert(
      fc.property(assignedFacts, (facts) => {
        const bytes = packAssigned(sourceOf("services"), facts);
        expect(byText(unpackAssigned(readPack(bytes, "the test")))).toEqual(byText(facts));
        expect(packAssigned(sourceOf("services"), facts.toReversed())).toEqual(bytes);
      }),
    );
  });

  test("for the names below a site, and for no others", () => {
    const pack = readPack(
      packNames(sourceOf("gfw-sni-zones"), ["b.site.net", "site.org", "a.site.net", "com", "x.org"], siteOf),
      "the test",
    );
    expect([...readParts(pack)]).toEqual([["site.net", ["a.site.net", "b.site.net"]]]);
  });
});

/** A pack with these sections, its checksum right whatever they hold. */
function forge(id: string, sections: Partial<Record<SectionName, Uint8Array>>): Uint8Array {
  return writePack({ source: sourceSection(sourceOf(id)), ...sections });
}

function expectRefusal(
  bytes: Uint8Array,
  unpack: (pack: ReturnType<typeof readPack>) => unknown,
  reason: string,
): void {
  const pack = readPack(bytes, "the test");
  expect(errorOf(() => unpack(pack))).toBe("DamagedBytes");
  expect(() => unpack(pack)).toThrow(reason);
  expect(errorOf(() => tableFrom([pack]))).toBe("DamagedBytes");
}

const twoNames = writeNames(["a.com", "b.com"]);
const giant = 0xffffffff;

describe("a forged pack of measured names is refused by name, read or built into a table:", () => {
  const days = join(4, 19_000, 1, 2, 500);
  const column = join(1, 1, 0, 3, 0, 2, 0, 4);
  const sections = { names: twoNames, days, column, parts: join(0) };

  test("without the forgery it is good", () => {
    const pack = readPack(forge("gfw-sni", sections), "the test");
    expect(unpackMeasured(pack).facts.map((fact) => fact.days)).toEqual([2, 4]);
    expect(errorOf(() => tableFrom([pack]))).toBe("none");
  });

  test.each<[string, Partial<typeof sections>, string]>([
    ["no days", { days: new Uint8Array(0) }, "ends too early"],
    ["more days than follow", { days: join(5, 19_000, 1, 2, 500) }, "ends too early"],
    ["fewer days than follow", { days: join(3, 19_000, 1, 2, 500) }, "bytes follow"],
    ["four billion days", { days: join(giant, 19_000) }, "entries are announced"],
    ["a day twice", { days: join(4, 19_000, 1, 0, 500) }, "out of order"],
    ["a day in the far future", { days: join(4, 19_000, 1, 2, 1_000_000) }, "out of order or range"],
    ["no column", { column: new Uint8Array(0) }, "ends too early"],
    ["four billion sets", { column: join(giant, 1, 0, 3) }, "entries are announced"],
    ["four billion intervals", { column: join(1, giant, 0, 3, 0, 2, 0, 4) }, "entries are announced"],
    ["two billion intervals", { column: join(1, 0x7fffffff, 0, 3) }, "entries are announced"],
    ["a set without intervals", { column: join(1, 0, 0, 2, 0, 4) }, "no intervals"],
    ["more intervals than follow", { column: join(1, 3, 0, 3, 0, 2, 0, 4) }, "among the test days"],
    ["an interval behind the last test day", { column: join(1, 1, 1, 3, 0, 2, 0, 3) }, "among the test days"],
    ["an interval longer than a number", { column: join(1, 1, giant, giant, 0, 2, 0, 3) }, "among the test days"],
    ["intervals that overlap", { column: join(1, 2, 0, 1, 1, 1, 0, 2, 0, 3) }, "among the test days"],
    ["a set that is not there", { column: join(1, 1, 0, 3, 0, 2, 1, 4) }, "no such set"],
    ["a set of the number four billion", { column: join(1, 1, 0, 3, 0, 2, giant, 4) }, "no such set"],
    ["seen on no day", { column: join(1, 1, 0, 3, 0, 0, 0, 4) }, "seen on 0 of 4 days"],
    ["seen on more days than were tested", { column: join(1, 1, 0, 3, 0, 5, 0, 4) }, "seen on 5 of 4 days"],
    ["a name without its column", { column: join(1, 1, 0, 3, 0, 2) }, "ends too early"],
    ["a column without its name", { column: join(1, 1, 0, 3, 0, 2, 0, 4, 0, 1) }, "bytes follow"],
    ["a column without any name", { names: writeNames([]) }, "bytes follow"],
    ["names twice", { names: join(1, "com", 2, Uint8Array.of(128, 97, 128, 97)) }, "shares more"],
    ["a number without end", { column: Uint8Array.of(255, 255, 255, 255, 255, 255) }, "does not end"],
  ])("%s", (_, change, reason) => {
    expectRefusal(forge("gfw-sni", { ...sections, ...change }), unpackMeasured, reason);
  });
});

describe("a forged pack of assigned names is refused by name, read or built into a table:", () => {
  const sections = { names: twoNames, texts: join(2, "google", "x"), column: join(1, 0, 2, 1, 2) };

  test("without the forgery it is good", () => {
    const pack = readPack(forge("services", sections), "the test");
    expect(unpackAssigned(pack)).toHaveLength(3);
    expect(errorOf(() => tableFrom([pack]))).toBe("none");
  });

  test.each<[string, Partial<typeof sections>, string]>([
    ["a text that is not there", { column: join(1, 0, 1, 4) }, "no such text"],
    ["a text of the number four billion", { column: join(1, 0, 1, giant) }, "no such text"],
    ["a name assigned to nothing", { column: join(1, 0, 0) }, "assigned to nothing"],
    ["a name assigned twice to the same", { column: join(1, 0, 2, 2, 2) }, "stands twice"],
    ["assignments out of order", { column: join(1, 0, 2, 2, 1) }, "stands twice"],
    ["four billion assignments", { column: join(1, 0, giant, 0) }, "entries are announced"],
    ["fewer assignments than follow", { column: join(1, 0, 1, 0, 1, 0) }, "bytes follow"],
    ["four billion texts", { texts: join(giant, "google") }, "entries are announced"],
    ["fewer texts than follow", { texts: join(1, "google", "x") }, ""],
    ["a text that is not UTF-8", { texts: join(1, 1, Uint8Array.of(0xff)) }, "not UTF-8"],
    ["a text longer than its section", { texts: join(1, 9, Uint8Array.of(97)) }, "are left"],
    ["no texts", { texts: new Uint8Array(0) }, "ends too early"],
    ["four billion names", { names: join(1, "com", giant, Uint8Array.of(128, 97)) }, "are announced"],
  ])("%s", (_, change, reason) => {
    expectRefusal(forge("services", { ...sections, ...change }), unpackAssigned, reason);
  });
});

describe("forged parts of sites are refused by name, read or built into a table:", () => {
  test.each<[string, Uint8Array, string]>([
    ["four billion sites", join(giant, "a.com", 1, "b.a.com"), "ends too early"],
    ["four billion names below a site", join(1, "a.com", giant, "b.a.com"), "entries are announced"],
    ["fewer sites than follow", join(0, "a.com", 1, "b.a.com"), "bytes follow"],
    ["a site twice", join(2, "a.com", 1, "b.a.com", "a.com", 1, "c.a.com"), "stands twice"],
    ["a site without a name", join(1, "", 1, "b.a.com"), "empty"],
    ["a name longer than a byte can say", join(1, "a.com", 1, `${"b".repeat(300)}.a.com`), "too long"],
    ["a name that is not ASCII", join(1, "a.com", 1, "字.a.com"), "not ASCII"],
    ["a name that ends early", join(1, "a.com", 1, 9, Uint8Array.of(97)), "are left"],
  ])("%s", (_, parts, reason) => {
    expectRefusal(forge("gfw-sni-zones", { names: twoNames, parts }), readParts, reason);
  });
});

test("noise in a section is refused by name or read, never anything else", () => {
  const section = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc.array(fc.nat(5), { maxLength: 20 }).map((numbers) => Uint8Array.from(numbers)),
  );
  fc.assert(
    fc.property(
      section,
      section,
      section,
      section,
      fc.constantFrom("gfw-sni", "services", "cn-services", "greatfire", "gfw-sni-zones"),
      (column, days, texts, parts, id) => {
        const pack = readPack(forge(id, { names: twoNames, column, days, texts, parts }), "the test");
        expect(["none", "DamagedBytes"]).toContain(errorOf(() => tableFrom([pack])));
        for (const unpack of [unpackMeasured, unpackAssigned, readParts])
          expect(["none", "DamagedBytes"]).toContain(errorOf(() => unpack(pack)));
      },
    ),
    { numRuns: 1000 },
  );
});
