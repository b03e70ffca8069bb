// Which cards fit which site: its own markets first, then its topics, then what every block calls for.

import { describe, expect, test } from "vitest";
import { chooseCards } from "../../core/dossiers/cards.ts";
import type { Context } from "../../core/dossiers/context.ts";
import type { Dossier } from "../../core/dossiers/dossier.ts";
import { evidence, verdictOf } from "../components/verdict-cases.ts";

const card = (id: string, ...topics: string[]) => ({ id, topics, standing: "confirmed" as const, works: ["w"] });
const episode = (id: string, date: string, ...topics: string[]) => ({
  ...card(id, ...topics),
  date,
  precision: "day" as const,
  title: id,
  text: id,
});
const method = (id: string, ...topics: string[]) => ({
  ...card(id, ...topics),
  name: id,
  line: id,
  how: id,
  sees: id,
  since: null,
});
const company = (name: string, domain: string) => ({ name, domain, abroad: null, listing: null });

const context: Context = {
  topics: {
    "cyber-sovereignty": { categories: [], groups: [], techniques: [] },
    firewall: { categories: [], groups: [], techniques: [] },
    news: { categories: ["NEWS"], groups: ["media"], techniques: [] },
    search: { categories: ["SRCH"], groups: [], techniques: [] },
    sni: { categories: [], groups: [], techniques: ["tls-sni"] },
  },
  timeline: [
    episode("law", "2017-06-01", "cyber-sovereignty"),
    episode("old-news", "2005-01-01", "news"),
    episode("new-news", "2020-01-01", "news"),
    episode("wall", "2013-01-01", "firewall"),
    episode("search", "2014-01-01", "search"),
  ],
  glossary: [],
  methods: [method("sni-filtering", "sni"), method("dns-injection", "firewall"), method("throttling", "throttling")],
  abroad: [],
  sectors: [
    {
      ...card("sector-news", "news"),
      name: "News",
      foreign: [{ name: "NYT", domain: "nytimes.com", dossier: "nytimes", state: "blocked" }],
      chinese: [company("People", "people.com.cn")],
      note: "",
    },
    {
      ...card("sector-search", "search"),
      name: "Search",
      foreign: [],
      chinese: [company("Baidu", "baidu.com")],
      note: "",
    },
  ],
  figures: [],
  claims: [],
};

const nytimes = { id: "nytimes", category: "NEWS", methods: ["throttling"] } as unknown as Dossier;
const ids = (cards: readonly { id: string }[]): string[] => cards.map(({ id }) => id);

describe("the markets of a site", () => {
  test("are those in which its dossier stands", () => {
    const { sectors } = chooseCards(context, verdictOf("blocked"), nytimes);
    expect(ids(sectors)).toEqual(["sector-news"]);
  });

  test("are for a Chinese service those that it serves, its subdomains included", () => {
    const verdict = verdictOf("domestic", null, { host: "www.baidu.com", evidence: [] });
    expect(ids(chooseCards(context, verdict, undefined).sectors)).toEqual(["sector-search"]);
    const other = verdictOf("domestic", null, { host: "notbaidu.com", evidence: [] });
    expect(ids(chooseCards(context, other, undefined).sectors)).toEqual([]);
  });

  test("are those of its category where no market names it", () => {
    const verdict = verdictOf("blocked", "high", { host: "a.com", categories: ["media"] });
    expect(ids(chooseCards(context, verdict, undefined).sectors)).toEqual(["sector-news"]);
  });
});

describe("events", () => {
  test("of the site's own topics come before those that fit every block, and are told in order of time", () => {
    const { episodes } = chooseCards(context, verdictOf("blocked"), nytimes);
    expect(ids(episodes)).toEqual(["old-news", "wall", "law", "new-news"]);
  });

  test("about other topics are left out, even where there is room", () => {
    expect(ids(chooseCards(context, verdictOf("blocked"), nytimes).episodes)).not.toContain("search");
  });
});

describe("techniques", () => {
  const origins = (...given: Parameters<typeof chooseCards>): string[] =>
    chooseCards(...given).methods.map(({ method: { id }, origin }) => `${id} ${origin}`);

  test("are those that were measured on this site, and those that its dossier reports", () => {
    const verdict = verdictOf("blocked", "high", { evidence: [evidence.gfwlist, evidence.daily] });
    expect(origins(context, verdict, nytimes)).toEqual(["sni-filtering measured", "throttling reported"]);
  });

  test("are told in general where nothing says which", () => {
    const verdict = verdictOf("blocked", "medium", { evidence: [evidence.gfwlist] });
    expect(origins(context, verdict, undefined)).toEqual(["dns-injection general"]);
  });

  test("of a cut that has ended or was seen elsewhere on the site are not told of this one", () => {
    for (const past of [evidence.dailyEnded, { ...evidence.daily, elsewhere: true }]) {
      expect(origins(context, verdictOf("former", "medium", { evidence: [past] }), undefined)).toEqual([]);
    }
  });
});

test("of a host that works no technique is told, whatever its service's dossier reports", () => {
  expect(chooseCards(context, verdictOf("reachable"), nytimes).methods).toEqual([]);
});

test("a site of which nothing is known calls for no card", () => {
  const chosen = chooseCards(context, verdictOf("unlisted", null, { evidence: [], categories: [] }), undefined);
  expect(Object.values(chosen).every((cards) => cards.length === 0)).toBe(true);
});
