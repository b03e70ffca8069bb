// The command line that prints verdicts, run as a person or a script would.

import { beforeAll, describe, expect, test, vi } from "vitest";
import { openTable } from "../../tools/table-file.ts";
import { printVerdicts } from "../../tools/verdicts.ts";
import { type Ran, run } from "./command.ts";

function check(args: readonly string[], input: string | Uint8Array = ""): Promise<Ran> {
  return run("check.ts", args, input);
}

function linesOf(out: string): string[] {
  expect(out.endsWith("\n")).toBe(true);
  return out.slice(0, -1).split("\n");
}

/** The first two columns: URL and status. */
function statuses(out: string): string[][] {
  return linesOf(out).map((line) => line.split("\t").slice(0, 2));
}

function objects(out: string): Record<string, unknown>[] {
  return linesOf(out).map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What the command says against a call, asked within this process. */
async function refusal(args: readonly string[]): Promise<{ status: number; err: string }> {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const status = await printVerdicts(args);
  const err = write.mock.calls.map(([text]) => String(text)).join("");
  write.mockRestore();
  return { status, err };
}

// The table is built once and kept: no test should wait for it.
beforeAll(() => void openTable(), 60_000);

describe("URLs as arguments", () => {
  test("are answered in their order, a line each, exit status 0", async () => {
    const { status, out, err } = await check([
      "https://www.nytimes.com/",
      "https://example.com/",
      "https://www.baidu.com/",
      "https://w3s.link/",
      "about:blank",
      "https://example.com/",
    ]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(statuses(out)).toEqual([
      ["https://www.nytimes.com/", "blocked"],
      ["https://example.com/", "unlisted"],
      ["https://www.baidu.com/", "domestic"],
      ["https://w3s.link/", "partly"],
      ["about:blank", "unsupported"],
      ["https://example.com/", "unlisted"],
    ]);
    expect(out).toContain("gfwlist blocks ||nytimes.com (2012-11-11..)");
    expect(out).toContain("258 of 258 test days");
  });

  test("that cannot be read get an error, the others still their answers, exit status 1", async () => {
    const { status, out } = await check([
      "https://www.nytimes.com/",
      "nytimes.com",
      "http://[",
      "https://example.com/",
    ]);
    expect(status).toBe(1);
    expect(linesOf(out).slice(1, 3)).toEqual([
      "nytimes.com\terror\tnot a URL: it lacks its scheme, as in https://nytimes.com",
      "http://[\terror\tnot a URL",
    ]);
    expect(statuses(out).map(([, word]) => word)).toEqual(["blocked", "error", "error", "unlisted"]);
  });
});

test("what a terminal would act upon is spelt out, so that a line stays a line", async () => {
  const { out } = await check(["https://www.nytimes.com/\u001b[2J\t\n\u202eb", "\u001b]0;x\u0007"]);
  expect(linesOf(out).map((line) => line.split("\t").slice(0, 2))).toEqual([
    ["https://www.nytimes.com/\\u{1b}[2J\\u{9}\\u{a}\\u{202e}b", "blocked"],
    ["\\u{1b}]0;x\\u{7}", "error"],
  ]);
});

describe("--json", () => {
  test("gives an object a line with every key of the verdict and of its evidence", async () => {
    const { status, out } = await check(["--json", "https://www.nytimes.com/", "https://example.com/"]);
    expect(status).toBe(0);
    const [blocked = {}, unlisted = {}] = objects(out);
    const keys = [
      "url",
      "status",
      "confidence",
      "alsoRefuses",
      "scope",
      "rule",
      "evidence",
      "service",
      "categories",
      "dossier",
    ];
    for (const each of [blocked, unlisted]) expect(Object.keys(each)).toEqual(expect.arrayContaining(keys));
    expect(blocked).toMatchObject({
      url: "https://www.nytimes.com/",
      status: "blocked",
      confidence: "high",
      alsoRefuses: false,
      rule: "||nytimes.com",
    });
    const evidence = blocked["evidence"] as Record<string, unknown>[];
    expect(evidence.map(({ source }) => source)).toEqual(
      expect.arrayContaining(["gfwlist", "gfw-sni", "gfw-sni-zones", "greatfire"]),
    );
    for (const item of evidence) {
      expect(Object.keys(item)).toEqual(
        expect.arrayContaining(["source", "kind", "intervals", "days", "daysTested", "techniques"]),
      );
      for (const interval of item["intervals"] as unknown[][]) expect(interval).toHaveLength(2);
    }
    expect(evidence.find(({ source }) => source === "gfw-sni")).toMatchObject({
      days: 258,
      daysTested: 258,
      techniques: ["tls-sni"],
    });
    expect(unlisted).toMatchObject({ status: "unlisted", confidence: null, evidence: [] });
  });

  test("gives an object with the URL and the error for what cannot be read", async () => {
    const { status, out } = await check(["--json", "nytimes.com", 'http://a b"\\/']);
    expect(status).toBe(1);
    expect(objects(out)).toEqual([
      { url: "nytimes.com", error: "not a URL: it lacks its scheme, as in https://nytimes.com" },
      { url: 'http://a b"\\/', error: "not a URL" },
    ]);
  });

  test("gives back any URL as it came, on one line", async () => {
    const url = "https://www.nytimes.com/\u001b[2J\t\u2028<img onerror=alert(1)>\n";
    const { out } = await check(["--json", url]);
    expect(objects(out)).toMatchObject([{ url, status: "blocked" }]);
    expect(out).not.toContain("\u001b");
  });
});

describe("--stdin", () => {
  test("answers 10,000 lines in their order", async () => {
    const hosts = Array.from({ length: 10_000 }, (_, i) =>
      i % 3 === 0 ? `https://n${i}.nytimes.com/` : `https://quiet${i}.org/`,
    );
    const { status, out } = await check(["--stdin"], `${hosts.join("\n")}\n`);
    expect(status).toBe(0);
    expect(statuses(out)).toEqual(hosts.map((url, i) => [url, i % 3 === 0 ? "blocked" : "unlisted"]));
  });

  test("takes lines with carriage returns, spaces and a byte order mark, empty ones, and a last one without its end", async () => {
    const { status, out } = await check(
      ["--stdin"],
      "\ufeffhttps://a.org/\r\n\n\r\n  \n\t https://b.org/ \nhttps://c.org/\r",
    );
    expect(status).toBe(0);
    expect(statuses(out)).toEqual(["a", "b", "c"].map((name) => [`https://${name}.org/`, "unlisted"]));
  });

  test("prints nothing for nothing", async () => {
    expect(await check(["--stdin"], "")).toEqual({ status: 0, out: "", err: "" });
  });

  test("answers arguments first, then the lines", async () => {
    const { out } = await check(["--stdin", "https://first.org/"], "https://second.org/\n");
    expect(statuses(out).map(([url]) => url)).toEqual(["https://first.org/", "https://second.org/"]);
  });

  test("answers a URL of 2 MB, gives a line of 5 MB back shortened as an error, and goes on", async () => {
    const long = `https://www.nytimes.com/${"a".repeat(2 << 20)}`;
    const { status, out } = await check(["--stdin"], `${long}\nhttps://${"b".repeat(5 << 20)}/\nhttps://c.org/\n`);
    expect(status).toBe(1);
    const lines = linesOf(out);
    expect(lines).toHaveLength(3);
    expect(lines[0]?.startsWith(`${long}\tblocked\t`)).toBe(true);
    expect(lines[1]?.length).toBeLessThan(300);
    expect(lines[1]).toMatch(/^https:\/\/b+\.\.\.\terror\tnot a URL$/);
    expect(lines[2]).toMatch(/^https:\/\/c\.org\/\tunlisted/);
  });

  test("reads bytes that are not UTF-8 as some character, and goes on", async () => {
    const input = Buffer.concat([
      Buffer.from("https://a.org/"),
      Buffer.of(0xff, 0xfe),
      Buffer.from("\n"),
      Buffer.of(0xc3),
      Buffer.from("\nhttps://b.org/\n"),
    ]);
    const { status, out } = await check(["--stdin"], input);
    expect(status).toBe(1);
    expect(statuses(out).map(([, word]) => word)).toEqual(["unlisted", "error", "unlisted"]);
  });
});

describe("--as-of", () => {
  test("answers as the lists stood on that day", async () => {
    const { out } = await check(["--as-of", "2012-10-25", "https://www.nytimes.com/"]);
    expect(statuses(out)).toEqual([["https://www.nytimes.com/", "unlisted"]]);
    const next = await check(["--as-of", "2012-11-11", "--json", "https://www.nytimes.com/"]);
    expect(objects(next.out)).toMatchObject([{ status: "blocked", asOf: "2012-11-11" }]);
  });

  test("takes the first day and the lists' own", async () => {
    for (const day of ["2009-02-24", openTable().head.contents.asOf]) {
      expect(await check(["--as-of", day, "https://a.org/"])).toMatchObject({ status: 0, err: "" });
    }
  });

  test.each([
    ["2009-02-23", "check: --as-of 2009-02-23: the history begins on 2009-02-24"],
    ["2023-02-30", "check: --as-of 2023-02-30: not a day like 2015-01-31"],
    ["yesterday", "check: --as-of yesterday: not a day like 2015-01-31"],
    ["2999-01-01", "check: --as-of 2999-01-01 lies after the lists, which end on "],
  ])("%s is refused in a sentence, exit status 2", async (day, sentence) => {
    const { status, err } = await refusal(["--as-of", day, "https://a.org/"]);
    expect(status).toBe(2);
    expect(err.startsWith(sentence)).toBe(true);
  });
});

describe("a call that cannot be understood", () => {
  test.each([[["--unknown", "https://a.org/"]], [["--json"]], [["--as-of"]], [["--as-of", "2020-01-01"]], [["-x"]]])(
    "as %j is answered with the usage, exit status 2",
    async (args: string[]) => {
      const { status, err } = await refusal(args);
      expect(status).toBe(2);
      expect(err).toContain("usage: npm run -s check");
    },
  );

  test("ends the command with that status, and nothing on standard output", async () => {
    expect(await check(["--unknown", "https://a.org/"])).toMatchObject({ status: 2, out: "" });
  });
});
