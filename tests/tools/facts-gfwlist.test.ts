// @vitest-environment node
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatRules, formatSource, readRules, readSource, type RuleFact } from "../../core/fact-files.ts";
import { isHeldOn, joinIntervals } from "../../core/intervals.ts";
import { committed, FactsHome, publish } from "./facts-home.ts";

let home: FactsHome;
beforeEach(() => {
  home = new FactsHome();
  home.layData();
});
afterEach(() => home.remove());

function apply(lines: readonly string[], on: string, ...more: string[]): ReturnType<FactsHome["run"]> {
  const file = join(home.folder, "list.txt");
  writeFileSync(file, publish(lines));
  return home.run("--gfwlist", file, "--on", on, ...more);
}

describe("a newer version of GFWList", () => {
  const live = ["!---NYTimes---", "||nytimes.com", "!---403/451/503/520 & URL Redirects---", "||hulu.com"];
  const works = ["!###Whitelist Start###", "@@||fonts.gstatic.com"];

  beforeEach(() => {
    home.run("--from", home.layDownloads());
  });

  test("adds what is new, ends what is gone, moves what moved, and says how many", () => {
    const { status, said } = apply(
      [...live.slice(0, 2), "!---HH---", "||hulu.com", ".nytimes.com", "||new.org"],
      "2026-03-01",
    );
    expect(status).toBe(0);
    expect(said).toContain("2 added, 1 ended, 1 moved");
    expect(said).toContain("5 rules, 4 of them live on 2026-03-01");
    expect(home.read("gfwlist/rules.tsv").split("\n").slice(1, -1)).toEqual([
      ".nytimes.com\tHH\t2012-11-11..2026-02-09,2026-03-01..",
      "@@||fonts.gstatic.com\tWhitelist Start\t2015-03-21..2023-01-08,2025-03-05..2026-03-01",
      "||hulu.com\tHH\t2013-02-15..",
      "||new.org\tHH\t2026-03-01..",
      "||nytimes.com\tNYTimes\t2012-11-11..",
    ]);
    expect(home.read("gfwlist/stories.tsv")).toContain("hulu.com\tblocks\t2013-02-15..\t1\n");
    expect(readSource(home.read("gfwlist/source.json"), "f")).toMatchObject({ from: "2012-11-11", asOf: "2026-03-01" });
  });

  test("that changes nothing only moves the date, and on the same day nothing at all", () => {
    expect(apply([...live, ...works], "2026-02-09").said).toContain("Nothing changed.");
    expect(apply([...live, ...works], "2026-03-01").said).toContain("Written: gfwlist/source.json");
  });

  test("brings a rule back on the day on which it left as if it had not left", () => {
    apply([...live, ...works, ".nytimes.com"], "2026-02-09");
    expect(home.read("gfwlist/rules.tsv")).toContain(".nytimes.com\tWhitelist Start\t2012-11-11..\n");
  });

  test("keeps a rule that came and left within a day", () => {
    apply([...live, ...works, "||brief.org"], "2026-03-01");
    apply([...live, ...works], "2026-03-01");
    expect(home.read("gfwlist/rules.tsv")).toContain("||brief.org\tWhitelist Start\t2026-03-01..2026-03-01\n");
  });

  test.each<[string, string, readonly string[]]>([
    ["is of 2026-02-09 already", "2026-02-08", [...live, ...works]],
    ["is not a day", "2026-02-30", [...live, ...works]],
    ["is in the future", "2999-01-01", [...live, ...works]],
    ["would end 2 of 3 rules; --force", "2026-03-01", live.slice(0, 2)],
    ["the list holds no rules", "2026-03-01", ["! nothing"]],
  ])("is refused: %s", (message, on, lines) => {
    const before = home.snapshot();
    const { status, said } = apply(lines, on);
    expect(said).toContain(message);
    expect(status).toBe(1);
    expect(home.snapshot()).toEqual(before);
  });

  test("may end most rules if forced", () => {
    expect(apply(live.slice(0, 2), "2026-03-01", "--force").said).toContain("0 added, 2 ended");
  });

  test("is refused with file and line if it is no list", () => {
    writeFileSync(join(home.folder, "page.html"), "<html>");
    expect(home.run("--gfwlist", join(home.folder, "page.html"), "--on", "2026-03-01").said).toContain(
      "page.html:1: this is a web page",
    );
    expect(home.run("--gfwlist", join(home.folder, "none"), "--on", "2026-03-01").said).toContain("ENOENT");
  });
});

const sources = process.env["WALLSIGHT_SOURCES"] ?? join(import.meta.dirname, "../../../shared/sources");
const hasSources = existsSync(join(sources, "gfwlist-history.tsv"));
if (!hasSources) console.warn(`SKIPPED: no published sources in ${sources}; set WALLSIGHT_SOURCES to their folder`);

function versionFile(day: string): string {
  return join(sources, `upstream/gfwlist-${day}.txt`);
}

function rulesOf(path: string): RuleFact[] {
  const rules = readRules(readFileSync(path, "utf8"), path, { order: "any" });
  return rules.map(({ rule, section, intervals }) => ({ rule, section, intervals: joinIntervals(intervals) }));
}

/** The rules that were live on a day, each with its section if that is asked for. */
function liveOn(rules: readonly RuleFact[], day: string, withSection = false): string[] {
  const live = rules.filter(({ intervals }) => isHeldOn(intervals, day));
  return live.map(({ rule, section }) => (withSection ? `${rule}\t${section}` : rule));
}

function asOf(folder: string): string {
  return readSource(readFileSync(join(folder, "gfwlist/source.json"), "utf8"), "gfwlist/source.json").asOf;
}

describe.skipIf(!hasSources)("with the published sources (WALLSIGHT_SOURCES)", () => {
  const versions = ["2019-05-04", "2025-01-15", "2026-01-15", "2026-08-06"];

  test("the committed facts are what they compile to", () => {
    cpSync(committed, home.data, { recursive: true });
    const { said, status } = home.run("--from", sources, "--force");
    expect(status, said).toBe(0);
    // a list that was extended since by --gfwlist is ahead of the history
    const isExtended = asOf(committed) > asOf(home.data);
    for (const [path, text] of home.snapshot()) {
      if (isExtended && path.startsWith("gfwlist/")) continue;
      expect(text === readFileSync(join(committed, path), "latin1"), path).toBe(true);
    }
  }, 60_000);

  test("four published versions of GFWList, applied in turn, give the live rules of the whole history", () => {
    const whole = rulesOf(join(sources, "gfwlist-history.tsv"));
    const path = join(home.data, "gfwlist/rules.tsv");
    const [first = "", ...later] = versions;
    const cut = whole.flatMap((fact): RuleFact[] => {
      const known = fact.intervals.filter(([from]) => from <= first);
      const intervals = known.map(([from, to]) => [from, to !== null && to > first ? null : to] as const);
      return known.length > 0 ? [{ ...fact, intervals }] : [];
    });
    writeFileSync(path, formatRules(cut));
    const source = readSource(home.read("gfwlist/source.json"), "f");
    writeFileSync(join(home.data, "gfwlist/source.json"), formatSource({ ...source, asOf: first }));
    expect(liveOn(rulesOf(path), first)).toEqual(liveOn(whole, first));
    for (const day of later) {
      const { status, said } = home.run("--gfwlist", versionFile(day), "--on", day);
      expect(status, said).toBe(0);
      expect(liveOn(rulesOf(path), day)).toEqual(liveOn(whole, day));
    }
    const last = versions.at(-1) ?? "";
    expect(liveOn(rulesOf(path), last, true)).toEqual(liveOn(whole, last, true));
  }, 60_000);

  test.skipIf(asOf(committed) > "2026-08-06")(
    "the version of 2026-08-06 changes nothing in the committed facts",
    () => {
      cpSync(committed, home.data, { recursive: true });
      expect(home.run("--gfwlist", versionFile("2026-08-06"), "--on", "2026-08-06").said).toContain("Nothing changed.");
    },
  );
});
