// A link's sign by its host alone never says other than the verdict on its whole address.

import { expect, test } from "vitest";
import { Judge } from "../../core/judge.ts";
import { linkSignOf } from "../../core/orders.ts";
import { FewRecords, WholeRecords } from "../../core/records.ts";
import { checksum } from "../../core/checksum.ts";
import { readFilter, readTable } from "../../core/table.ts";
import { openTable } from "../../tools/table-file.ts";
import { errorOf, unnoticed } from "./damage.ts";
import { fewPacks, open, tableFrom } from "./few-facts.ts";

const table = openTable();
const judge = new Judge(table.head);
const records = new WholeRecords(table);

test.each([
  ["www.nytimes.com", "b"],
  ["github.com", "d"],
  ["www.netflix.com", "r"],
  ["example.com", "-"],
  ["www.baidu.com", "-"],
  ["fonts.gstatic.com", "-"],
  ["localhost", "-"],
  ["192.168.1.1", "-"],
  ["no host", "-"],
  // Only its /ipfs paths are listed.
  ["w3s.link", "?"],
])("%s is marked %s", (host, sign) => {
  expect(judge.sign(host, records)).toBe(sign);
});

test("hosts under names of the table have the sign of their addresses, or the address is asked about", () => {
  const hosts: string[] = [];
  const decoder = new TextDecoder();
  // Every five hundredth record's name, from the bytes themselves.
  for (let bucket = 0; bucket < table.head.buckets; bucket += 50) {
    const at = (table.head.bucketStarts[bucket] ?? 0) + 2;
    const length = table.records[at] ?? 0;
    hosts.push(decoder.decode(table.records.subarray(at + 1, at + 1 + length)));
  }
  expect(hosts.length).toBeGreaterThan(1000);
  const wrong = hosts.flatMap((name) =>
    [name, `www.${name}`].flatMap((host) => {
      const sign = judge.sign(host, records);
      const whole = judge.judge(`https://${host}/some/path?x=1`, records);
      return sign === "?" || !whole || linkSignOf(whole) === sign ? [] : [`${host} ${sign}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("with the filter a host that is not listed costs no bucket, and a listed one gets the same answer", () => {
  const bytes = tableFrom(open(fewPacks().values()));
  const { head } = readTable(bytes);
  const filter = readFilter(bytes.slice(head.headLength, head.recordsStart), head);
  const few = new FewRecords(head, filter);
  expect(few.chain("nothing.of.this.is.listed.example.net")).toEqual([]);
  expect(few.missing.size).toBe(0);
  expect(few.chain("www.nytimes.com")).toEqual([]);
  expect(few.missing.size).toBe(1);
  for (const bucket of few.missing) few.add(bucket, bytes.slice(...few.range(bucket)));
  expect(few.chain("www.nytimes.com")).toEqual(new WholeRecords(readTable(bytes)).chain("www.nytimes.com"));
});

test("a filter read alone is refused, whichever byte of it is changed, and however it is cut", () => {
  const bytes = tableFrom(open(fewPacks().values()));
  const { head } = readTable(bytes);
  const filter = bytes.slice(head.headLength, head.recordsStart);
  expect(checksum(filter.subarray(0, -8))).toEqual(filter.slice(-8));
  expect(unnoticed(filter, filter.length, (damaged) => readFilter(damaged, head))).toEqual([]);
  for (let length = 0; length < filter.length; length++) {
    expect(errorOf(() => readFilter(filter.slice(0, length), head))).toBe("DamagedBytes");
  }
});
