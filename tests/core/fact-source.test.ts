import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FactError, formatSource, readSource } from "../../core/fact-files.ts";

const source = `{
  "id": "gfw-sni-zones",
  "title": "GFW Report",
  "kind": "measurement",
  "from": "2023-12-01",
  "asOf": "2025-04-01",
  "made": ["2023-12", "2025-04"],
  "tested": 258,
  "link": "https://github.com/gfw-report/sp25-regional",
  "terms": "no licence stated"
}
`;

test("a source comes back the same", () => {
  expect(formatSource(readSource(source, "source.json"))).toBe(source);
});

test("a source is written in one order of fields", () => {
  const shuffled = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(source) as object).toReversed()));
  expect(formatSource(readSource(shuffled, "source.json"))).toBe(source);
});

describe("a field is named with what is wrong with it", () => {
  test.each<[number, string, string]>([
    [1, "is not JSON", source.slice(0, 40)],
    [1, "is not a JSON object", "[]"],
    [1, "is not a JSON object", "null"],
    [2, '"__proto__" is not a field of a source', '{\n"__proto__": 1}'],
    [1, '"terms" is missing', source.replace(/ {2}"terms.*\n/, "").replace('regional",', 'regional"')],
    [5, '"from" is not a day', source.replace("2023-12-01", "2023-12-32")],
    [7, '"made" is not two months', source.replace('"2025-04"', '"2025-13"')],
    [4, '"kind" is not a kind of source', source.replace('"measurement"', '"rumour"')],
    [9, '"link" is not a link', source.replace("https:", "javascript:")],
    [8, '"tested" is not a count', source.replace("258", "0")],
    [8, '"tested" is not a count', source.replace("258", '"258"')],
    [3, '"title" is not text', source.replace('"GFW Report"', '" "')],
  ])("line %i: %s", (line, reason, text) => {
    expect(() => readSource(text, "source.json")).toThrow(FactError);
    expect(() => readSource(text, "source.json")).toThrow(`source.json:${line}: ${reason}`);
  });
});

test("whatever the text is, it is refused by line or comes back with the same meaning", () => {
  const change = fc.constantFrom("", "\n", "\0", "9", "-", ",", "}", '"', "\\", "\u{1f600}");
  fc.assert(
    fc.property(fc.nat(source.length), fc.nat(3), change, (at, length, put) => {
      const text = source.slice(0, at) + put + source.slice(at + length);
      try {
        expect(JSON.parse(formatSource(readSource(text, "f")))).toEqual(JSON.parse(text));
      } catch (error) {
        expect(error).toBeInstanceOf(FactError);
      }
    }),
    { numRuns: 2000 },
  );
});
