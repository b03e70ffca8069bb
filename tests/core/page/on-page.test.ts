// Which links lead behind the wall, and which parts would fail: a survey with the verdicts on it.

import { describe, expect, test } from "vitest";
import { addressesOf, censoredLinks, failingHosts, judgeSurvey, otherHosts } from "../../../core/page/on-page.ts";
import type { Part, Survey } from "../../../core/page/survey.ts";
import type { Verdict } from "../../../core/verdict.ts";
import { verdictOf } from "../../components/verdict-cases.ts";

const verdicts = new Map<string, Verdict>([
  ["https://strong.com/", verdictOf("blocked", "high")],
  ["https://medium.com/", verdictOf("blocked", "medium")],
  ["https://doubted.com/", verdictOf("blocked", "low")],
  ["https://refuses.com/", verdictOf("refused", "high")],
  ["https://partly.com/", verdictOf("partly", "medium")],
  ["https://partly.com/listed", verdictOf("blocked", "medium")],
  ["https://regional.com/", verdictOf("regional", "medium")],
  ["https://former.com/", verdictOf("former", "low")],
  ["https://works.com/", verdictOf("reachable", "medium")],
  ["https://inside.cn/", verdictOf("domestic")],
  ["https://quiet.com/", verdictOf("unlisted")],
  ["https://img.site.com/", verdictOf("blocked", "high")],
  ["https://site.com/", verdictOf("blocked", "high")],
]);
const everyUrl = [...verdicts.keys()];
const page = verdictOf("unlisted", null, { url: "https://www.site.com/x", host: "www.site.com" });

function linksTo(urls: readonly string[], count = 1): Survey["links"] {
  return urls.map((url) => ({ host: new URL(url).host, count, examples: [url] }));
}

function part(url: string, kind: Part["kind"] = "script"): Part {
  return { url, kind, host: new URL(url).host };
}

function judge(survey: Partial<Survey>, on = page) {
  return judgeSurvey({ links: [], parts: [], isCut: false, ...survey }, verdicts, on);
}

test("every address is asked about once", () => {
  const links = [{ host: "a.com", count: 9, examples: ["https://a.com/1", "https://a.com/2"] }];
  const parts = [part("https://a.com/1"), part("https://b.com/")];
  const asked = ["https://a.com/1", "https://a.com/2", "https://b.com/"];
  expect(addressesOf({ links, parts, isCut: false })).toEqual(asked);
});

describe("links", () => {
  test("come strongest first, and then by how many; of hosts without evidence none is named", () => {
    const found = judge({ links: [...linksTo(everyUrl.toReversed()), ...linksTo(["https://strong.com/"], 5)] });
    expect(censoredLinks(found).map(({ host }) => host)).toEqual([
      "strong.com",
      "img.site.com",
      "site.com",
      "strong.com",
      "medium.com",
      "partly.com",
      "doubted.com",
      "refuses.com",
      "partly.com",
      "regional.com",
    ]);
    expect(found.links.map(({ host }) => host)).toContain("quiet.com");
  });

  test("of one host share its strongest verdict, and it is told for how many addresses that holds", () => {
    const examples = ["https://partly.com/", "https://partly.com/listed"];
    const [only] = judge({ links: [{ host: "partly.com", count: 2, examples }] }).links;
    expect(only).toMatchObject({ matched: 1, verdict: { status: "blocked" } });
  });

  test("without an answer are left out", () => {
    expect(judge({ links: linksTo(["https://unasked.com/"]) }).links).toEqual([]);
  });
});

describe("parts", () => {
  test("that are blocked or refused would fail, by host and kind, strongest first", () => {
    const parts = [
      part("https://doubted.com/"),
      part("https://strong.com/", "font"),
      part("https://partly.com/", "image"),
      part("https://partly.com/listed", "image"),
      part("https://refuses.com/", "frame"),
      part("https://former.com/"),
      part("https://regional.com/"),
    ];
    expect(failingHosts(judge({ parts })).map(({ host, kinds }) => [host, kinds])).toEqual([
      ["strong.com", [["font", ["https://strong.com/"]]]],
      ["partly.com", [["image", ["https://partly.com/listed"]]]],
      ["doubted.com", [["script", ["https://doubted.com/"]]]],
      ["refuses.com", [["frame", ["https://refuses.com/"]]]],
    ]);
  });

  test("of other hosts are counted as working only where a list or their place says so", () => {
    const urls = ["works.com", "inside.cn", "quiet.com", "former.com", "regional.com", "strong.com"];
    const found = judge({ parts: urls.map((host) => part(`https://${host}/`)) });
    expect(otherHosts(found)).toEqual({ working: 2, unproven: 3 });
  });
});

describe("the page's own host", () => {
  const own = ["https://www.site.com/a", "https://site.com/", "https://img.site.com/"];
  const hostsOf = (on: Verdict): string[] =>
    judge({ links: linksTo(own), parts: own.map((url) => part(url)) }, on).links.map(({ host }) => host);

  test("is not repeated; on a blocked site those under it are not either", () => {
    expect(hostsOf(page)).toEqual(["img.site.com", "site.com"]);
    expect(hostsOf({ ...page, status: "blocked" })).toEqual([]);
    expect(hostsOf({ ...page, status: "blocked", host: "other.com" })).toEqual(["img.site.com", "site.com"]);
  });

  test("is not taken for a host whose name merely ends the same", () => {
    const blocked = verdictOf("blocked", "high", { host: "rong.com" });
    expect(judge({ links: linksTo(["https://strong.com/"]) }, blocked).links).toHaveLength(1);
  });
});
