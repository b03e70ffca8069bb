// @vitest-environment node
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSource } from "../../core/fact-files.ts";
import { downloads, FactsHome, publish } from "./facts-home.ts";

let home: FactsHome;
beforeEach(() => {
  home = new FactsHome();
  home.layData();
});
afterEach(() => home.remove());

describe("compiling a folder", () => {
  test("joins GFWList's intervals and tells its stories", () => {
    expect(home.run("--from", home.layDownloads()).status).toBe(0);
    expect(home.read("gfwlist/rules.tsv")).toContain("||hulu.com\t403/451/503/520 & URL Redirects\t2013-02-15..\n");
    expect(home.read("gfwlist/stories.tsv")).toBe(
      [
        "host\tsays\tintervals\trules",
        "fonts.gstatic.com\tworks\t2015-03-21..2023-01-08,2025-03-05..\t1",
        "hulu.com\trefuses\t2013-02-15..\t1",
        "nytimes.com\tblocks\t2012-11-11..\t2",
        "",
      ].join("\n"),
    );
  });

  test("takes over every other file as it is, in order", () => {
    expect(home.run("--from", home.layDownloads()).status).toBe(0);
    expect(home.read("gfw-sni/domains.tsv")).toBe(downloads["gfw-sni-daily.tsv"]);
    expect(home.read("gfw-sni/days.txt")).toBe(downloads["gfw-sni-days.txt"]);
    expect(home.read("gfw-sni-zones/domains.txt")).toBe(downloads["gfw-sni-zones.txt"]);
    expect(home.read("henan-sni/domains.tsv")).toBe(downloads["henan-sni-daily.tsv"]);
    expect(home.read("greatfire/domains.txt")).toBe(downloads["upstream/greatfire-domains-2021-07-22.txt"]);
    expect(home.read("greatfire/addresses.txt")).toBe(downloads["upstream/greatfire-ips-2021-07-22.txt"]);
    expect(home.read("services/domains.tsv")).toBe(downloads["services.tsv"]);
    expect(home.read("categories/domains.tsv")).toBe(downloads["categories.tsv"]);
    expect(home.read("cn-services/domains.tsv")).toBe(downloads["cn-services.tsv"]);
    expect(home.read("platform-rules/rules.tsv")).toBe(downloads["platform-rules.tsv"]);
  });

  test("dates each source by its download and keeps what people wrote", () => {
    const before = readSource(home.read("gfw-sni-zones/source.json"), "zones");
    const { said } = home.run("--from", home.layDownloads());
    expect(readSource(home.read("gfwlist/source.json"), "f")).toMatchObject({ from: "2012-11-11", asOf: "2026-02-09" });
    const measured = { from: "2023-11-05", asOf: "2025-03-31", tested: 3, vantage: "California to China" };
    expect(readSource(home.read("gfw-sni/source.json"), "f")).toMatchObject(measured);
    expect(readSource(home.read("greatfire/source.json"), "f")).toMatchObject({
      from: "2021-07-22",
      asOf: "2021-07-22",
    });
    expect(readSource(home.read("gfw-sni-zones/source.json"), "f")).toEqual(before);
    expect(said).toContain("gfw-sni-zones: its download carries no date");
  });

  test("gives the same bytes again, and for the same lines in another order", () => {
    home.run("--from", home.layDownloads());
    const first = home.snapshot();
    expect(home.run("--from", home.layDownloads()).said).toContain("Nothing changed.");
    const shuffled = Object.entries(downloads).map(([name, text]) => {
      const lines = text.trimEnd().split("\n");
      const header = name.endsWith(".tsv") ? lines.splice(0, 1) : [];
      return [name, [...header, ...lines.toReversed()].join("\n")];
    });
    home.remove();
    home = new FactsHome();
    home.layData();
    expect(home.run("--from", home.layDownloads(Object.fromEntries(shuffled) as Record<string, string>)).status).toBe(
      0,
    );
    expect(home.snapshot()).toEqual(first);
  });

  test("takes the newest of two snapshots", () => {
    const newer = {
      "upstream/greatfire-domains-2024-01-01.txt": "a.org\n",
      "upstream/greatfire-ips-2024-01-01.txt": "1.1.1.1\n",
    };
    expect(home.run("--from", home.layDownloads(newer)).status).toBe(0);
    expect(home.read("greatfire/domains.txt")).toBe("a.org\n");
    expect(readSource(home.read("greatfire/source.json"), "f").asOf).toBe("2024-01-01");
  });

  test("dates the history by a newer version only if that changes nothing", () => {
    const same = {
      "upstream/gfwlist-2026-06-01.txt": publish(["@@||fonts.gstatic.com", "||hulu.com", "||nytimes.com"]),
    };
    expect(home.run("--from", home.layDownloads(same)).status).toBe(0);
    expect(readSource(home.read("gfwlist/source.json"), "f").asOf).toBe("2026-06-01");
    const other = { "upstream/gfwlist-2026-07-01.txt": publish(["||nytimes.com"]) };
    const refused = home.run("--from", home.layDownloads(other));
    expect(refused.status).toBe(1);
    expect(refused.said).toContain("upstream/gfwlist-2026-07-01.txt:1: is newer than the history and differs from it");
  });
});

describe("a folder with something wrong in it changes nothing and is told", () => {
  const history = downloads["gfwlist-history.tsv"] ?? "";
  test.each<[string, string, string | Uint8Array | undefined]>([
    [
      "gfwlist-history.tsv:3: 2 columns instead of 3",
      "gfwlist-history.tsv",
      history.replace("com\tWhitelist Start", "com"),
    ],
    [
      'gfwlist-history.tsv:2: "2023-02-30" is not a day',
      "gfwlist-history.tsv",
      history.replace("2012-11-11", "2023-02-30"),
    ],
    [
      "gfwlist-history.tsv:2: 2012-11-11..2011-02-09 ends before",
      "gfwlist-history.tsv",
      history.replace("2026-02", "2011-02"),
    ],
    [
      "gfwlist-history.tsv:3: 2022-03-05.. is out of order",
      "gfwlist-history.tsv",
      history.replace("2025-03", "2022-03"),
    ],
    ['gfwlist-history.tsv:5: "2012-11-1', "gfwlist-history.tsv", history.slice(0, -4)],
    ["gfwlist-history.tsv:1: the header should be", "gfwlist-history.tsv", ""],
    ["gfw-sni-daily.tsv:2: 2023-11-05 is not a test day", "gfw-sni-days.txt", "2023-11-06\n2025-03-31\n"],
    ["gfw-sni-days.txt:1: cannot be read (ENOENT)", "gfw-sni-days.txt", undefined],
    ["gfw-sni-zones.txt:1: holds no facts", "gfw-sni-zones.txt", ""],
    ["gfw-sni-zones.txt:2: is not UTF-8", "gfw-sni-zones.txt", new Uint8Array([97, 46, 98, 10, 255, 10])],
    ["gfw-sni-zones.txt:1: begins with a byte order mark", "gfw-sni-zones.txt", "\ufeffa.org\n"],
    ['gfw-sni-zones.txt:2: "a.org" was on line 1 already', "gfw-sni-zones.txt", "a.org\na.org\n"],
    [
      "henan-sni-daily.tsv:2: 3 days seen, but 2 were tested",
      "henan-sni-daily.tsv",
      (downloads["henan-sni-daily.tsv"] ?? "").replace("\t2\n", "\t3\n"),
    ],
    ["upstream/greatfire-ips-YYYY-MM-DD.txt:1: is missing", "upstream/greatfire-ips-2021-07-22.txt", undefined],
    [
      "upstream/greatfire-ips-2024-01-01.txt:1: is not of the same day",
      "upstream/greatfire-ips-2024-01-01.txt",
      "1.1.1.1\n",
    ],
    [
      'services.tsv:2: "keyword" is not domain or full',
      "services.tsv",
      "service\tdomain\tmatch\n115\t115.com\tkeyword\n",
    ],
    ["categories.tsv:1: cannot be read (EISDIR)", "categories.tsv/is-a-folder", ""],
  ])("%s", (message, name, text) => {
    home.run("--from", home.layDownloads());
    const before = home.snapshot();
    const changes = name.includes("is-a-folder") ? { "categories.tsv": undefined, [name]: text } : { [name]: text };
    const { status, said } = home.run("--from", home.layDownloads(changes));
    expect(said).toContain(message);
    expect(said).toContain("Nothing was changed.");
    expect(status).toBe(1);
    expect(home.snapshot()).toEqual(before);
  });

  test("all of it, up to twenty lines and the number of the others", () => {
    const names = Array.from({ length: 23 }, (_, place) => `no host ${place}\n`).join("");
    const { said } = home.run("--from", home.layDownloads({ "gfw-sni-zones.txt": names, "services.tsv": "service\n" }));
    const lines = said.split("\n").filter((line) => line.includes(".txt:") || line.includes(".tsv:"));
    expect(lines).toHaveLength(20);
    expect(said).toContain("... and 4 more");
  });

  test("when its facts are older than those at hand, unless forced", () => {
    home.run("--from", home.layDownloads());
    const older = home.layDownloads({
      "gfw-sni-days.txt": "2023-11-05\n2023-11-06\n",
      "gfw-sni-daily.tsv": "domain\tintervals\tdays\na.org\t2023-11-05..2023-11-06\t2\n",
    });
    expect(home.run("--from", older).said).toContain(
      "the facts are of 2025-03-31, these of 2023-11-06; --force to go back",
    );
    expect(home.run("--from", older, "--force").status).toBe(0);
  });

  test("when one of the old files cannot be replaced", () => {
    mkdirSync(join(home.data, "services/domains.tsv"));
    const before = home.snapshot();
    expect(() => home.run("--from", home.layDownloads())).toThrow("EISDIR");
    expect(home.snapshot()).toEqual(before);
    expect(readdirSync(home.folder).filter((name) => name.startsWith("data"))).toEqual(["data"]);
  });

  test("when a source has no notice or no source.json", () => {
    rmSync(join(home.data, "gfw-sni/notice.md"));
    rmSync(join(home.data, "services/source.json"));
    const { status, said } = home.run("--from", home.layDownloads());
    expect(status).toBe(1);
    expect(said).toContain("gfw-sni/notice.md:1: is missing");
    expect(said).toContain("services/source.json:1: cannot be read (ENOENT)");
    expect(existsSync(join(home.data, "gfwlist/rules.tsv"))).toBe(false);
  });
});

test.each([
  [[]],
  [["--from"]],
  [["--gfwlist", "x"]],
  [["--on", "2026-01-01"]],
  [["--from", "x", "--on", "y"]],
  [["--what"]],
  [["x"]],
])("words that make no sense get the usage: %j", (words) => {
  const { status, said } = home.run(...words);
  expect(status).toBe(2);
  expect(said).toContain("npm run facts -- --from DIR");
});
