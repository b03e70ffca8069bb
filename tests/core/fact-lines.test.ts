import { describe, expect, test } from "vitest";
import { decodeText, type FactError, formatLines, readNames, readStories } from "../../core/fact-files.ts";

describe("a reader that collects", () => {
  test("names every bad line and keeps the good ones", () => {
    const problems: string[] = [];
    const text = "a.org\nnot a host\nb.org\n\nb.org\nc.org\n";
    const names = readNames(text, "list.txt", { report: (problem) => problems.push(problem.message) });
    expect(names).toEqual(["a.org", "b.org", "c.org"]);
    expect(problems).toEqual([
      'list.txt:2: "not a host" is not a host name',
      "list.txt:4: the line is empty",
      'list.txt:5: "b.org" is there twice',
    ]);
  });

  test("takes a download in any order, but nothing twice", () => {
    const problems: string[] = [];
    const report = (problem: FactError): unknown => problems.push(problem.message);
    const text = "host\tsays\tintervals\trules\nb.org\tblocks\t2012-11-11..\t1\na.org\tblocks\t2012-11-11..\t1\n";
    const again = "b.org\trefuses\t2012-11-11..\t1\nb.org\tblocks\t2013-11-11..\t1\n";
    const stories = readStories(text + again, "download", { order: "any", report });
    expect(stories.map(({ host, says }) => [host, says])).toEqual([
      ["b.org", "blocks"],
      ["a.org", "blocks"],
      ["b.org", "refuses"],
    ]);
    expect(problems).toEqual(['download:5: "b.org\\tblocks" was on line 2 already']);
  });
});

test("files are sorted by code point, also beyond the plane that JavaScript's order knows", () => {
  expect(formatLines(["\u{1f600}", "\uff5e", "z", "\ue000", "zz", "字"])).toBe(
    "z\nzz\n字\n\ue000\n\uff5e\n\u{1f600}\n",
  );
});

function bytes(...parts: (string | number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Uint8Array.from(part))));
}

describe("bytes", () => {
  test.each<[string, Uint8Array, number, string]>([
    ["a byte of Latin-1", bytes("a.org\nb", [0xe9], ".org\n"), 2, "is not UTF-8"],
    ["a letter cut in two at the end", bytes("a.org\nb.org\n", [0xe5, 0xad]), 3, "is not UTF-8"],
    ["a lone surrogate", bytes([0xed, 0xa0, 0x80], "\n"), 1, "is not UTF-8"],
    ["a byte order mark", bytes([0xef, 0xbb, 0xbf], "a.org\n"), 1, "begins with a byte order mark"],
    ["another encoding", bytes([0xff, 0xfe], "a\0"), 1, "is not UTF-8"],
  ])("%s is refused with its line", (_, given, line, reason) => {
    expect(() => decodeText(given, "f")).toThrow(`f:${line}: ${reason}`);
  });

  test("of UTF-8 become text", () => {
    expect(decodeText(bytes("字\n"), "f")).toBe("字\n");
  });
});
