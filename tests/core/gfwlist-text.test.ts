import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GfwlistError, type ListedRule, readGfwlist } from "../../core/gfwlist-text.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A list with these lines, and the checksum that Adblock Plus would give it. */
function listOf(...lines: string[]): string {
  const rest = ["[AutoProxy 0.2.9]", ...lines, ""].join("\n").replace(/\r/g, "").replace(/\n+/g, "\n");
  const sum = createHash("md5").update(rest).digest("base64").replace(/=+$/, "");
  return ["[AutoProxy 0.2.9]", `! Checksum: ${sum}`, ...lines, ""].join("\n");
}

/** As it is published: base64 in lines of 64. */
function publish(text: string): string {
  const base64 = Buffer.from(text).toString("base64");
  return `${base64.match(/.{1,64}/g)?.join("\n") ?? ""}\n`;
}

function rulesOf(text: string): readonly ListedRule[] {
  return readGfwlist(bytesOf(text)).rules;
}

const list = listOf(
  "! Last Modified: Thu, 06 Aug 2026 08:35:22 +0000",
  "!",
  "!---------403/451/503/520 & URL Redirects---------",
  "!--ehentai",
  "|http://85.17.73.31/",
  "",
  "!!---Google---",
  "||google.com",
  "!--||capitalg.com",
  "||neodb.social ",
  "!###########--Heroku--##########",
  "@@||herokuapp.com",
);

describe("a list", () => {
  test.each([
    ["as it is published", publish(list)],
    ["as base64 in one line", Buffer.from(list).toString("base64")],
    ["as base64 with the line ends of Windows", publish(list).replaceAll("\n", "\r\n")],
    ["as plain text", list],
    ["as plain text with the line ends of Windows", list.replaceAll("\n", "\r\n")],
  ])("%s gives its rules with their sections and lines", (_, text) => {
    expect(rulesOf(text)).toEqual([
      { rule: "|http://85.17.73.31/", section: "403/451/503/520 & URL Redirects", line: 7 },
      { rule: "||google.com", section: "Google", line: 10 },
      { rule: "||neodb.social", section: "Google", line: 12 },
      { rule: "@@||herokuapp.com", section: "Heroku", line: 14 },
    ]);
  });

  test("says when it was modified, if it says so", () => {
    expect(readGfwlist(bytesOf(list)).modified).toBe("Thu, 06 Aug 2026 08:35:22 +0000");
    expect(readGfwlist(bytesOf(listOf("||a.org"))).modified).toBeUndefined();
  });

  test("may hold a rule twice", () => {
    expect(rulesOf(listOf("!---AA---", "||a.org", "!---BB---", "||a.org")).map(({ section }) => section)).toEqual([
      "AA",
      "BB",
    ]);
  });
});

describe("a heading", () => {
  test.each([
    ["!--------------------AA-------------------------", "AA"],
    ["!---Digital Currency Exchange(CRYPTO)---", "Digital Currency Exchange(CRYPTO)"],
    ["!!!---Domain---", "Domain"],
    ["!------0------", "0"],
    ["!-------------Posterous-----", "Posterous"],
    ["!###https://www.google.com/supported_domains###", "https://www.google.com/supported_domains"],
    ["!################Whitelist Start################", "Whitelist Start"],
    ["!---Some --- thing-else ---", "Some --- thing-else"],
    ["!---A\tB---", "A B"],
    ["!--ehentai", "before"],
    ["!!--Cloudflare--", "before"],
    ["!-||ccc.de", "before"],
    ["! --- not at the start ---", "before"],
    ["!------", "before"],
    ["!!Emergency need only(IP/Port block usage)!!", "before"],
    ["!69.16.175.42", "before"],
    ["!---__proto__---", "__proto__"],
  ])("%s puts what follows under %j", (comment, section) => {
    const rules = rulesOf(listOf("!---before---", comment, "||a.org"));
    expect(rules.map((each) => each.section)).toEqual([section]);
  });
});

describe("a file is refused, with line and reason", () => {
  const published = publish(list);
  test.each<[string, string | Uint8Array, number, string]>([
    ["that is empty", "", 1, "the file is empty"],
    ["of blanks", " \n \n", 1, "the file is empty"],
    ["that is a web page", "<!DOCTYPE html>\n<title>404</title>", 1, "this is a web page"],
    ["that is a web page after blank lines", "\n\n <html>", 1, "this is a web page"],
    ["that says it was not found", "404: Not Found", 1, "is neither base64 nor an AutoProxy text"],
    ["with a stray sign in its base64", published.replace("\n", "\n?"), 2, "is neither base64 nor an AutoProxy text"],
    ["with base64 after its end", `${Buffer.from("[AutoProxy]ab").toString("base64")}\nYQ==`, 2, "is neither base64"],
    ["of base64 cut within a group", published.slice(0, 65 + 6), 2, "the base64 is cut short"],
    ["of base64 that holds something else", publish("hello world\n"), 1, "does not begin with [AutoProxy]"],
    ["of base64 that holds no text", Buffer.from([0xff, 0xfe, 0]).toString("base64"), 1, "is not UTF-8"],
    ["that is no text", new Uint8Array([0xff, 0xfe, 0]), 1, "is not UTF-8"],
    ["cut at a whole group of base64", published.slice(0, 65 * 4), 2, "the checksum is"],
    ["cut in its plain text", list.slice(0, -10), 2, "the checksum is"],
    ["with a rule added", `${list}||added.org\n`, 2, "the checksum is"],
    ["with a letter changed", list.replace("||google", "||goggle"), 2, "the checksum is"],
    ["with another checksum", list.replace(/Checksum: ../, "Checksum: AA"), 2, "the checksum is"],
    ["without a checksum", list.replace(/! Checksum.*\n/, ""), 1, "the list has no checksum"],
    ["without rules", listOf("! nothing"), 1, "the list holds no rules"],
    ["with a rule of two columns", listOf("||a.org\t||b.org"), 3, "the rule holds a control character"],
    ["with a NUL", listOf("||a.org", "||b\0.org"), 4, "the rule holds a control character"],
    ["with a huge line", listOf("||a.org", "a".repeat(65_537)), 4, "longer than 65536"],
  ])("%s", (_, given, line, reason) => {
    const read = (): unknown => readGfwlist(typeof given === "string" ? bytesOf(given) : given);
    expect(read).toThrow(GfwlistError);
    expect(read).toThrow(reason);
    expect(read).toThrow(`line ${line}: `);
  });

  test("with any one byte of the published file changed, or one bit of its text", () => {
    const text = bytesOf(list);
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => readGfwlist(changed)).toThrow(GfwlistError);
    }
    for (let at = 0; at < published.length; at++) {
      if (published[at] === "\n") continue;
      const changed = `${published.slice(0, at)}${published[at] === "A" ? "B" : "A"}${published.slice(at + 1)}`;
      expect(() => rulesOf(changed)).toThrow(GfwlistError);
    }
  });

  test("cut anywhere before its last line feed", () => {
    for (let end = 0; end < list.length; end++) expect(() => rulesOf(list.slice(0, end))).toThrow(GfwlistError);
    const whole = published.trimEnd().length;
    for (let end = 0; end < whole; end++) expect(() => rulesOf(published.slice(0, end))).toThrow(GfwlistError);
  });
});

function tryReading(bytes: Uint8Array): void {
  try {
    expect(readGfwlist(bytes).rules.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(GfwlistError);
    if (error instanceof GfwlistError) expect(error.line).toBeGreaterThan(0);
  }
}

describe("whatever is read, the answer is a list or a named refusal", () => {
  test("for noise, bare, as base64 and within a list", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => tryReading(bytes)));
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => tryReading(bytesOf(publish(text)))));
    fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), (lines) => tryReading(bytesOf(listOf(...lines)))));
  });

  test("and what is no comment comes back as a rule, names of JavaScript's own included", () => {
    const rule = fc.oneof(
      fc.constantFrom("__proto__", "constructor", "||a.org", "@@||b.org"),
      fc.stringMatching(/^[a-z|@./*]{1,20}$/),
    );
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1 }), (rules) => {
        expect(rulesOf(publish(listOf(...rules))).map((each) => each.rule)).toEqual(rules);
      }),
    );
  });

  test("without long waits for huge files of one piece", () => {
    const piece = fc.constantFrom(
      "-",
      "!",
      "! Checksum: ",
      "=",
      " ",
      "!---",
      "[AutoProxy",
      "\n",
      "!\n",
      "A",
      "! Last Modified: ",
    );
    fc.assert(
      fc.property(piece, fc.boolean(), (text, isList) => {
        const long = text.repeat(Math.floor(300_000 / text.length));
        tryReading(bytesOf(isList ? listOf(long.slice(0, 65_000), long.slice(0, 60_000)) : long));
      }),
      { numRuns: 40 },
    );
  });
});
