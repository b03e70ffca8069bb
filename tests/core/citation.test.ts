import { describe, expect, test } from "vitest";
import { type Cited, citeInBibtex, citeInText } from "../../core/citation.ts";
import { statuses, type Verdict } from "../../core/verdict.ts";
import { evidenceSentence } from "../../core/words/evidence-sentences.ts";
import { pagesEn } from "../../core/words/pages/en.ts";
import { confidenceSentence, statusSentence } from "../../core/words/verdict-sentences.ts";
import { en } from "../../core/words/en.ts";
import { evidence, verdictOf } from "../components/verdict-cases.ts";
import { speeches } from "./speeches.ts";

function cited(verdict: Verdict, more: Partial<Cited> = {}): Cited {
  const days = { listsDate: "2026-08-06", today: "2026-11-23" };
  return { words: en, pages: pagesEn, verdict, version: "0.1.0", ...days, ...more };
}

/** Fields of an entry, braces balanced as BibTeX counts them: a backslash does not excuse one. */
function fieldsOf(entry: string): Map<string, string> {
  expect(entry).toMatch(/^@misc\{[a-z0-9-]+,\n/);
  const fields = new Map<string, string>();
  let depth = 0;
  let start = 0;
  let name = "";
  for (let i = 0; i < entry.length; i++) {
    if (entry[i] === "{" && ++depth === 2) {
      name = /(\w+) = $/.exec(entry.slice(0, i))?.[1] ?? "";
      start = i + 1;
    } else if (entry[i] === "}") {
      depth--;
      if (depth === 1) fields.set(name, entry.slice(start, i));
      if (depth === 0) expect(entry.slice(i)).toBe("}\n");
    }
  }
  expect(depth).toBe(0);
  return fields;
}

/** What LaTeX would print. */
function printed(latex: string): string {
  const names = { backslash: "\\", braceleft: "{", braceright: "}", bar: "|", less: "<", greater: ">" };
  const more = { asciitilde: "~", asciicircum: "^" };
  return latex
    .replace(/^\{|\}$/g, "")
    .replace(/\\(?:text(\w+)\{\}|([#$%&_]))/g, (_, name: string, sign: string) =>
      name ? (({ ...names, ...more } as Record<string, string>)[name] ?? "?") : sign,
    );
}

describe.each(speeches)("in $words.lang", ({ words, pages }) => {
  test.each(statuses)("%s: both forms say the verdict's very sentence, its sureness and each source's", (status) => {
    for (const confidence of ["high", "medium", "low"] as const) {
      const verdict = verdictOf(status, confidence);
      const all = { ...cited(verdict), words, pages };
      const text = citeInText(all);
      const fields = fieldsOf(citeInBibtex(all));
      const sentence = statusSentence(words, verdict);
      expect(text.split("\n")[0]).toContain(sentence);
      expect(`${printed(fields.get("title") ?? "")}${words.stop}`).toContain(sentence);
      const note = printed(fields.get("note") ?? "");
      for (const part of [
        confidenceSentence(words, verdict)?.[0] ?? "",
        ...verdict.evidence.flatMap((item) => [evidenceSentence(words, item), item.link]),
        words.day("2026-08-06"),
      ]) {
        expect(text).toContain(part);
        expect(note).toContain(part);
      }
      expect(text).toContain("Wallsight 0.1.0");
      expect(text).toContain(words.day("2026-11-23"));
      expect(`${text}${note}`).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test("no evidence is cited as no evidence, with the warning that it proves nothing", () => {
    const all = { ...cited(verdictOf("unlisted")), words, pages };
    for (const form of [citeInText(all), citeInBibtex(all)]) {
      expect(form).toContain(words.headline.unlisted.slice(1));
      expect(form).toContain(words.unknown.unlisted);
      expect(form).not.toContain(words.headline.blocked.slice(1));
      expect(form).not.toContain(words.headline.reachable.slice(1));
    }
  });
});

test("in plain text", () => {
  expect(citeInText(cited(verdictOf("blocked")))).toBe(
    [
      "www.nytimes.com: Blocked in mainland China. High confidence.",
      "GFWList: Listed by GFWList since 11 Nov 2012. https://github.com/gfwlist/gfwlist",
      "GFW Report, daily TLS tests: Cut in 258 of 258 daily TLS tests, 5 Nov 2023 to 31 Mar 2025. https://github.com/gfw-report/sp25-regional",
      "Wallsight 0.1.0, newest list 6 Aug 2026, read on 23 Nov 2026.",
    ].join("\n"),
  );
});

test("in BibTeX", () => {
  const verdict = verdictOf("blocked", "medium", { evidence: [evidence.gfwlist], alsoRefuses: true });
  expect(citeInBibtex(cited(verdict))).toBe(
    `@misc{wallsight-www-nytimes-com-2026,
  author = {{Wallsight}},
  title = {{www.nytimes.com: Blocked in mainland China, according to GFWList}},
  year = {2026},
  howpublished = {Wallsight 0.1.0},
  note = {Medium confidence. The service itself turns visitors from mainland China away as well. GFWList: Listed by GFWList since 11 Nov 2012. https://github.com/gfwlist/gfwlist Newest list: 6 Aug 2026.},
  urldate = {2026-11-23}
}
`,
  );
});

test("a citation of a doubted block carries the doubt", () => {
  const verdict = verdictOf("blocked", "low", { disputed: true, evidence: [evidence.gfwlist] });
  for (const form of [citeInText(cited(verdict)), citeInBibtex(cited(verdict))]) {
    expect(form).toContain("never cut in the TLS tests");
    expect(form).toContain("Low confidence");
  }
});

describe("hostile names", () => {
  test.each([
    "a{b.com",
    "a}b.com",
    "}},\n  author = {{Nobody",
    "a\\b.com",
    "\\input{/etc/passwd}",
    "50%.com",
    "#a$b&c_d~e^f<g>h|i.com",
    "a\nb\r\nc\u2028d.com",
    "good\u202Eevil\u200B\u2066.com",
    "\uD800.com",
    "新闻.example",
    "",
  ])("%j breaks neither form", (host) => {
    const all = cited(verdictOf("blocked", "high", { host, rule: host }));
    const visible = host.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}") || "Wallsight";
    expect(citeInText(all).split("\n")).toHaveLength(4);
    expect(citeInText(all).startsWith(`${visible}: `)).toBe(true);
    const fields = fieldsOf(citeInBibtex(all));
    expect([...fields.keys()]).toEqual(["author", "title", "year", "howpublished", "note", "urldate"]);
    expect(printed(fields.get("title") ?? "")).toBe(`${visible}: Blocked in mainland China`);
  });

  test("a name of 2,000 characters is cut in the middle and keeps its end", () => {
    const host = `start.${"a".repeat(1980)}.example.com`;
    const text = citeInText(cited(verdictOf("unlisted", null, { host })));
    expect(text.indexOf(": ")).toBeLessThanOrEqual(300);
    expect(text).toMatch(/^start\.a+…a+\.example\.com: /);
    expect(citeInBibtex(cited(verdictOf("unlisted", null, { host }))).indexOf(",")).toBeLessThan(100);
  });

  test.each(["javascript:alert(1)", "http://example.com/", "", "https://"])(
    "a source at %j is cited without it",
    (link) => {
      const verdict = verdictOf("blocked", "high", { evidence: [{ ...evidence.gfwlist, link }] });
      expect(citeInText(cited(verdict)).split("\n")[1]).toBe("GFWList: Listed by GFWList since 11 Nov 2012.");
    },
  );

  test("braces in a source's address stay balanced", () => {
    const verdict = verdictOf("blocked", "high", {
      evidence: [{ ...evidence.gfwlist, link: "https://a.com/?q=}}{%\u202E" }],
    });
    expect(printed(fieldsOf(citeInBibtex(cited(verdict))).get("note") ?? "")).toContain(
      "https://a.com/?q=}}{%%E2%80%AE",
    );
  });
});
