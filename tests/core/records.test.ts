// A few buckets answer like the whole table, and noise never passes for a record.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FewRecords, type Records, WholeRecords } from "../../core/records.ts";
import { packAssigned, packMeasured, packNames } from "../../core/source-packs.ts";
import { readRecord } from "../../core/table-record.ts";
import { TableRules } from "../../core/table-rules.ts";
import { readTable } from "../../core/table.ts";
import { errorOf, unnoticed } from "./damage.ts";
import { fewPacks, open, siteOf, sourceOf, tableFrom, tested } from "./few-facts.ts";
import { anyName, nameList } from "./random-names.ts";

/** Asks as often as buckets are missing; returns the answer and how many rounds it took. */
function ask<Answer>(
  bytes: Uint8Array,
  few: FewRecords,
  question: (records: Records) => Answer,
): { answer: Answer; rounds: number } {
  for (let rounds = 1; ; rounds++) {
    const answer = question(few);
    if (few.missing.size === 0) return { answer, rounds };
    for (const bucket of few.missing) few.add(bucket, bytes.slice(...few.range(bucket)));
  }
}

describe("a few buckets of a table", () => {
  test("say of every host and every name what the whole table says, after one round of fetching", () => {
    const question = nameList.chain((list) =>
      fc.tuple(fc.constant(list), fc.array(anyName, { minLength: 5, maxLength: 10 })),
    );
    fc.assert(
      fc.property(question, ([list, others]) => {
        const few = list.filter((_, i) => i % 3 === 0);
        const packs = [
          packNames(sourceOf("greatfire"), list, siteOf),
          packMeasured(
            sourceOf("gfw-sni"),
            few.map((domain) => ({ domain, intervals: [[tested[0] ?? "", tested[2] ?? ""]], days: 2 })),
            tested,
            siteOf,
          ),
          packAssigned(
            sourceOf("services"),
            few.map((domain) => ({ name: "s", domain, match: "full" })),
          ),
        ];
        const bytes = tableFrom(open(packs));
        const table = readTable(bytes);
        const whole = new WholeRecords(table);
        for (const host of [...others, ...list.slice(0, 20).flatMap((name) => [name, `www.${name}`])]) {
          const asked = ask(bytes, new FewRecords(table.head), (records) => records.chain(host));
          expect(asked.answer).toEqual(whole.chain(host));
          expect(asked.rounds).toBeLessThanOrEqual(2);
          expect(ask(bytes, new FewRecords(table.head), (records) => records.exact(host)).answer).toEqual(
            whole.exact(host),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("answer for a host that nothing is listed of without a bucket for its last label", () => {
    const few = new FewRecords(readTable(tableFrom(open(fewPacks().values()))).head);
    expect(few.chain("nothing")).toEqual([]);
    expect(few.missing.size).toBe(0);
  });

  test("keep what was fetched for the next question", () => {
    const bytes = tableFrom(open(fewPacks().values()));
    const few = new FewRecords(readTable(bytes).head);
    expect(ask(bytes, few, (records) => records.chain("www.nytimes.com")).rounds).toBe(2);
    expect(ask(bytes, few, (records) => records.chain("www.nytimes.com")).rounds).toBe(1);
  });
});

describe("a damaged bucket", () => {
  const bytes = tableFrom(open(fewPacks().values()));
  const { head } = readTable(bytes);

  test("is refused by name, whichever byte of it is changed and wherever it is cut", () => {
    for (let bucket = 0; bucket < head.buckets; bucket++) {
      const few = new FewRecords(head);
      const whole = bytes.slice(...few.range(bucket));
      expect(errorOf(() => few.add(bucket, whole))).toBe("none");
      expect(unnoticed(whole, whole.length, (damaged) => few.add(bucket, damaged))).toEqual([]);
      for (let length = 0; length < whole.length; length++) {
        expect(errorOf(() => few.add(bucket, whole.slice(0, length)))).toBe("DamagedBytes");
      }
    }
  });

  test("leaves the question open", () => {
    const few = new FewRecords(head);
    few.chain("nytimes.com");
    const [bucket = -1] = few.missing;
    expect(errorOf(() => few.add(bucket, new Uint8Array(9)))).toBe("DamagedBytes");
    expect(few.missing.has(bucket)).toBe(true);
  });
});

test("a record of noise is read or refused by name, in little time and room", () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 255, 15));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), (values) => {
      const error = errorOf(() => readRecord(Uint8Array.from(values), 0));
      expect(["none", "DamagedBytes"]).toContain(error);
    }),
    { numRuns: 5000 },
  );
  // Four billion intervals, rules, parts, services.
  for (const flags of [2, 4, 16, 32, 64, 128]) {
    expect(errorOf(() => readRecord(Uint8Array.of(flags, 9, 255, 255, 255, 255, 15, 1, 1), 0))).toBe("DamagedBytes");
  }
});

test("a rule that the table does not have is refused by name", () => {
  const rules = new TableRules(readTable(tableFrom(open(fewPacks().values()))).head);
  expect(rules.at(2)).toMatchObject({
    section: "NYTimes",
    says: "blocks",
    intervals: [["2012-11-11", null]],
    rule: { text: "||nytimes.com" },
  });
  expect(rules.at(1)).toMatchObject({ says: "works" });
  expect(errorOf(() => rules.at(4))).toBe("DamagedBytes");
  expect(errorOf(() => rules.at(0xffffffff))).toBe("DamagedBytes");
});
