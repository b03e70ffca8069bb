import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeText,
  FactError,
  formatAssignments,
  formatLines,
  formatMatches,
  formatMeasured,
  formatRules,
  formatSource,
  formatStories,
  readAddresses,
  readAssignments,
  readDays,
  readMatches,
  readMeasured,
  readNames,
  readRules,
  readSource,
  readStories,
} from "../../core/fact-files.ts";

const days = ["2023-11-05", "2023-11-06", "2023-11-08", "2024-03-04", "2024-10-08"];

/** Reads a text and writes it back, for each kind of file. */
const kinds = {
  rules: (text: string) => formatRules(readRules(text, "file")),
  stories: (text: string) => formatStories(readStories(text, "file")),
  measured: (text: string) => formatMeasured(readMeasured(text, "file", days)),
  services: (text: string) => formatAssignments(readAssignments(text, "file", "service"), "service"),
  categories: (text: string) => formatAssignments(readAssignments(text, "file", "category"), "category"),
  matches: (text: string) => formatMatches(readMatches(text, "file")),
  names: (text: string) => formatLines(readNames(text, "file")),
  addresses: (text: string) => formatLines(readAddresses(text, "file")),
  days: (text: string) => formatLines(readDays(text, "file")),
} as const;
type Kind = keyof typeof kinds;

const rules = `rule\tsection\tintervals
.nytimes.com\tNYTimes\t2012-11-11..2026-02-09
||nytimes.com\tNYTimes\t2012-11-11..
||osaka69.com\t\t2016-05-04..2016-08-26,2017-01-01..2017-01-01
`;
const measured = `domain\tintervals\tdays
028jes.com\t2023-11-05..2023-11-06,2024-03-04..2024-03-04\t3
0mag.net\t2023-11-05..2024-10-08\t5
`;
const good: Record<Kind, string> = {
  rules,
  measured,
  stories: "host\tsays\tintervals\trules\n85.17.73.31\trefuses\t2013-01-01..\t1\nhulu.com\tblocks\t2011-01-29..\t2\n",
  services: "service\tdomain\tmatch\namazon\tamazon\tdomain\namazon\tfls.amazon.com\tfull\n",
  categories: "category\tdomain\tmatch\nai-!cn\tclaude.ai\tdomain\n",
  matches: "domain\tmatch\nbaidu\tdomain\nbaidu.com\tdomain\n",
  names: "0-1-1.com\n_dmarc.example.org\nxn--fiq64b.xn--p1ai\n",
  addresses: "1.170.185.153\n103.102.166.224\n",
  days: "2023-11-05\n2024-02-29\n",
};

test.each(Object.entries(good))("a file of %s comes back the same", (kind, text) => {
  expect(kinds[kind as Kind](text)).toBe(text);
});

test.each(Object.entries(good))("a file of %s without its last line feed is read all the same", (kind, text) => {
  expect(kinds[kind as Kind](text.trimEnd())).toBe(text);
});

const long = "a".repeat(63);

describe("a line is named with what is wrong with it", () => {
  test.each<[Kind, number, string, string]>([
    ["rules", 1, "the header should be", "rule\tsection\n"],
    ["rules", 1, "the header should be", ""],
    ["rules", 1, "the header should be", `\ufeff${rules}`],
    ["rules", 1, "the header should be", rules.replaceAll("\n", "\r\n")],
    ["rules", 3, "2 columns instead of 3", rules.replace("||nytimes.com\tNYTimes\t", "||nytimes.com\t")],
    ["rules", 3, "4 columns instead of 3", rules.replace("||nytimes.com\t", "||nytimes.com\t\t")],
    ["rules", 2, "is not a day", rules.replace("2012-11-11..2026-02-09", "2023-02-30..")],
    ["rules", 2, "ends before it begins", rules.replace("2012-11-11..2026-02-09", "2026-02-09..2012-11-11")],
    ["rules", 4, "is out of order or overlaps", rules.replace("2017-01-01..2017-01-01", "2016-01-01..")],
    ["rules", 4, "is not a day", rules.slice(0, -4)],
    ["rules", 4, "holds a control character", rules.replace("\n||osaka69", "\n||ny\0times")],
    ["rules", 4, "is there twice", rules.replace("\n||osaka69", "\n||nytimes.com\tNYTimes\t2012-11-12..\n||osaka69")],
    ["rules", 3, "is out of order", rules.replace("||nytimes.com", "!first")],
    ["rules", 3, "the line is empty", rules.replace("\n||ny", "\n\n||ny")],
    ["rules", 2, "padded", rules.replace(".nytimes", " .nytimes")],
    ["rules", 3, "longer than 65536", rules.replace("||nytimes.com", `||${"n".repeat(65_536)}`)],
    ["stories", 2, '"shuts" is not blocks, refuses or works', good.stories.replace("refuses", "shuts")],
    ["stories", 3, "is not a host", good.stories.replace("hulu.com", "Hulu.com")],
    ["stories", 2, "is not a host", good.stories.replace("85.17.73.31", "385.17.73.31")],
    ["stories", 2, '"0" is not a count', good.stories.replace("\t1\n", "\t0\n")],
    [
      "measured",
      2,
      "2023-11-07 is not a test day",
      measured.replace("2023-11-05..2023-11-06", "2023-11-05..2023-11-07"),
    ],
    ["measured", 2, "is not a day", measured.replace("2023-11-05..2023-11-06", "2023-11-05..2023-11-31")],
    ["measured", 2, "nothing is not a day", measured.replace("2023-11-05..2023-11-06", "2023-11-05..")],
    ["measured", 2, "ends before it begins", measured.replace("2023-11-05..2023-11-06,", "2023-11-08..2023-11-06,")],
    ["measured", 2, "is out of order or overlaps", measured.replace(",2024-03-04", ",2023-11-06")],
    ["measured", 2, "4 days seen, but 3 were tested in these intervals", measured.replace("\t3\n", "\t4\n")],
    ["measured", 2, "2 days seen, but these intervals end on 3 days", measured.replace("\t3\n", "\t2\n")],
    ["measured", 2, '"3.0" is not a count', measured.replace("\t3\n", "\t3.0\n")],
    ["measured", 2, "2 columns instead of 3", measured.replace("\t3\n", "\n")],
    ["measured", 3, "is not a host name", measured.replace("0mag.net", "0mag")],
    ["services", 3, '"regexp" is not domain or full', good.services.replace("full", "regexp")],
    ["services", 2, "is not a domain", good.services.replace("amazon\tamazon\t", "amazon\t\t")],
    ["matches", 2, "is not a domain", good.matches.replace("baidu\t", "123\t")],
    ["names", 1, "is not a host name", "example\n"],
    ["names", 1, "is not a host name", "1.2.3.4\n"],
    ["names", 1, "is not a host name", ".example.org\n"],
    ["names", 1, "is not a host name", "example.org.\n"],
    ["names", 1, "is not a host name", "example..org\n"],
    ["names", 1, "is not a host name", "Example.org\n"],
    ["names", 1, "is not a host name", "exämple.org\n"],
    ["names", 1, "is not a host name", "example.org\r\n"],
    ["names", 1, "is not a host name", "__proto__\n"],
    ["names", 1, "is not a host name", `a${long}.org\n`],
    ["names", 1, "is not a host name", `${`${long}.`.repeat(4)}org\n`],
    ["names", 2, "is out of order", "b.org\na.org\n"],
    ["names", 2, "is there twice", "b.org\nb.org\n"],
    ["addresses", 1, "is not an IPv4 address", "1.2.3\n"],
    ["addresses", 1, "is not an IPv4 address", "1.2.3.256\n"],
    ["addresses", 1, "is not an IPv4 address", "1.2.3.04\n"],
    ["addresses", 1, "is not an IPv4 address", "1.2.3.4.\n"],
    ["days", 2, "is not a day", "2023-11-05\n2023-02-30\n"],
  ])("%s, line %i: %s", (kind, line, reason, text) => {
    const read = (): string => kinds[kind](text);
    expect(read).toThrow(FactError);
    expect(read).toThrow(reason);
    expect(read).toThrow(`file:${line}: `);
  });
});

describe("names of JavaScript's own", () => {
  test("are plain text in a column", () => {
    const text = "service\tdomain\tmatch\n__proto__\tconstructor\tdomain\nconstructor\t__proto__\tfull\n";
    expect(kinds.services(text)).toBe(text);
    const rule = "rule\tsection\tintervals\n__proto__\ttoString\t2012-11-11..\n";
    expect(kinds.rules(rule)).toBe(rule);
  });
});

describe("whatever the text is, a reader", () => {
  const anyKind = fc.constantFrom(...(Object.keys(kinds) as Kind[]));

  /** Whatever is not refused with file and line is written back to the same facts. */
  function check(kind: Kind, text: string): void {
    let written: string;
    try {
      written = kinds[kind](text);
    } catch (error) {
      expect(error).toBeInstanceOf(FactError);
      if (error instanceof FactError) expect(error.line).toBeGreaterThan(0);
      return;
    }
    expect(written).toBe(text === "" || text.endsWith("\n") ? text : `${text}\n`);
  }

  test("refuses it by line or gives it back: noise", () => {
    const noise = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.constantFrom("__proto__", "\0", "\t\t\t", "\n\n"),
    );
    fc.assert(fc.property(anyKind, noise, (kind, text) => check(kind, text)));
    fc.assert(
      fc.property(anyKind, noise, (kind, text) => {
        check(kind, `${good[kind].split("\n")[0] ?? ""}\n${text}`);
      }),
    );
  });

  test("refuses it by line or gives it back: a good file with one place changed", () => {
    const change = fc.constantFrom("", "\t", "\n", "\0", "..", ",", "9", "é", "\u{1f600}", "-", ".", '"');
    fc.assert(
      fc.property(anyKind, fc.nat(), fc.nat(3), change, (kind, at, length, put) => {
        const text = good[kind];
        const place = at % text.length;
        check(kind, text.slice(0, place) + put + text.slice(place + length));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.keys(good))("refuses it by line or gives it back: %s cut short anywhere", (kind) => {
    const text = good[kind as Kind];
    for (let end = 0; end < text.length; end++) check(kind as Kind, text.slice(0, end));
  });

  test("does not take long over huge lines", () => {
    const piece = fc.constantFrom("a", "a.", "-", "..", ",", "2012-11-11..,", "9", "[", "字");
    fc.assert(
      fc.property(anyKind, piece, fc.boolean(), (kind, text, isShort) => {
        const header = good[kind].slice(0, good[kind].indexOf("\n") + 1);
        check(kind, header + text.repeat(isShort ? 65_000 / text.length : 1_000_000 / text.length));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the committed facts", () => {
  const data = new URL("../../data/", import.meta.url);
  const textOf = (path: string): string => decodeText(readFileSync(new URL(path, data)), path);
  const testDays = (id: string): string[] => readDays(textOf(`${id}/days.txt`), `${id}/days.txt`);
  const files: Record<string, (text: string, path: string) => string> = {
    "gfwlist/rules.tsv": (text, path) => formatRules(readRules(text, path)),
    "gfwlist/stories.tsv": (text, path) => formatStories(readStories(text, path)),
    "gfw-sni/days.txt": (text, path) => formatLines(readDays(text, path)),
    "gfw-sni/domains.tsv": (text, path) => formatMeasured(readMeasured(text, path, testDays("gfw-sni"))),
    "henan-sni/days.txt": (text, path) => formatLines(readDays(text, path)),
    "henan-sni/domains.tsv": (text, path) => formatMeasured(readMeasured(text, path, testDays("henan-sni"))),
    "gfw-sni-zones/domains.txt": (text, path) => formatLines(readNames(text, path)),
    "greatfire/domains.txt": (text, path) => formatLines(readNames(text, path)),
    "greatfire/addresses.txt": (text, path) => formatLines(readAddresses(text, path)),
    "services/domains.tsv": (text, path) => formatAssignments(readAssignments(text, path, "service"), "service"),
    "categories/domains.tsv": (text, path) => formatAssignments(readAssignments(text, path, "category"), "category"),
    "cn-services/domains.tsv": (text, path) => formatMatches(readMatches(text, path)),
  };

  test.each(Object.entries(files))("%s is sorted, clean and written as it is read", (path, roundTrip) => {
    const text = textOf(path);
    // compared as a whole first: a diff of a million lines helps nobody
    expect(roundTrip(text, path) === text).toBe(true);
  });

  test.each([...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? ""))])(
    "%s says what it is, and on which terms",
    (id) => {
      const text = textOf(`${id}/source.json`);
      expect(formatSource(readSource(text, id))).toBe(text);
      expect(readSource(text, id).id).toBe(id);
      expect(existsSync(new URL(`${id}/notice.md`, data))).toBe(true);
    },
  );

  test.each(["gfw-sni", "henan-sni"])("%s was measured from its first to its last test day", (id) => {
    const listed = testDays(id);
    const { from, asOf, tested } = readSource(textOf(`${id}/source.json`), id);
    expect([from, asOf, tested]).toEqual([listed[0], listed.at(-1), listed.length]);
  });
});
