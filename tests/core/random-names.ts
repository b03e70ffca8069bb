// Host names at random, short and alike so that they meet in suffixes, with the odd ones that break programs.

import fc from "fast-check";

const labels127 = Array.from({ length: 127 }, () => "a").join(".");
const longLabel = "x".repeat(63);
export const oddNames: readonly string[] = [
  "__proto__.com",
  "constructor.org",
  "hasownproperty.net",
  "__proto__",
  "constructor",
  "tostring.constructor",
  "com",
  "a",
  "-",
  "_",
  "xn--fiqs8s",
  "1.2.3.4",
  labels127,
  `b.${labels127.slice(2)}`,
  `${longLabel}.${longLabel}.${longLabel}.${"y".repeat(61)}`,
  `${longLabel}.${longLabel}.${longLabel}.${"y".repeat(60)}z`,
  `${longLabel}.${longLabel}.${longLabel}`,
];

const label = fc.string({ unit: fc.constantFrom(..."ab-1_"), minLength: 1, maxLength: 4 });
const ordinary = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));

export const anyName = fc.oneof(
  { weight: 12, arbitrary: ordinary },
  { weight: 1, arbitrary: fc.constantFrom(...oddNames) },
);

/** Lists without repeats, from none to some hundreds of names. */
export const nameList = fc.uniqueArray(anyName, { maxLength: 300, size: "max" });
