// A small library of texts, each file as it should be: for tests of what happens when one is not.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatYaml } from "../../tools/texts/yaml-file.ts";

const texts = (text: string) => ({ en: text, "zh-hans": `${text}（简）`, "zh-hant": `${text}（繁）` });

export const goodFiles = {
  "dossiers/nytimes.yaml": {
    name: texts("The New York Times"),
    about: texts("newspaper"),
    owner: texts("The New York Times Company"),
    country: "US",
    category: "NEWS",
    domains: ["nytimes.com", "nyt.com"],
    state: "blocked",
    standing: "confirmed",
    since: { date: "2012-10-26", how: "on", basis: "report", standing: "confirmed" },
    evidence: [{ says: "blocks", since: "2012-10-26", read: "2012-10-27", domains: ["nytimes.com"] }],
    why: { basis: "reported", text: texts("Reports tied it to an article.") },
    methods: ["sni-filtering"],
    counterparts: ["people.com.cn"],
    events: [
      {
        date: "2012-06",
        kind: "note",
        standing: "reported",
        text: texts("A Chinese edition began."),
        works: ["bbc-2012"],
      },
      {
        date: "2012-10-26",
        kind: "blocked",
        standing: "confirmed",
        text: texts("Both were cut."),
        works: ["bbc-2012"],
      },
    ],
    works: ["bbc-2012"],
  },
  "context/works.yaml": {
    "bbc-2012": {
      title: "China blocks New York Times website",
      publisher: "BBC News",
      date: "2012-10-26",
      kind: "press",
      url: "https://www.bbc.co.uk/news/1",
    },
    "paper-2021": { title: "A study", publisher: "USENIX", date: "2021", kind: "research", url: "https://a.org/p" },
  },
  "context/topics.yaml": { news: { categories: ["NEWS"], groups: ["media"] }, sni: { techniques: ["tls-sni"] } },
  "context/timeline.yaml": [
    {
      id: "t2010",
      date: "2010",
      title: texts("A white paper"),
      text: texts("The government published one."),
      topics: ["news"],
      standing: "confirmed",
      works: ["paper-2021"],
    },
  ],
  "context/glossary.yaml": [
    {
      id: "term-wall",
      term: texts("Wall"),
      pinyin: "qiáng",
      definition: texts("A filter."),
      topics: ["sni"],
      standing: "confirmed",
      works: ["paper-2021"],
    },
  ],
  "context/methods.yaml": [
    {
      id: "sni-filtering",
      name: texts("SNI filtering"),
      line: texts("The name is read."),
      how: texts("The wall reads the name."),
      sees: texts("The connection breaks."),
      since: "2019-08",
      topics: ["sni"],
      standing: "confirmed",
      works: ["paper-2021"],
    },
  ],
  "context/abroad.yaml": [
    {
      id: "a-2015",
      date: "2015-03-26",
      actor: texts("Unknown"),
      target: texts("GitHub"),
      text: texts("Traffic flooded it."),
      topics: ["news"],
      standing: "confirmed",
      works: ["paper-2021"],
    },
  ],
  "context/companies.yaml": {
    "people.com.cn": { name: texts("People's Daily Online"), abroad: texts("No block is known.") },
  },
  "context/sectors.yaml": [
    {
      id: "sector-news",
      name: texts("News"),
      foreign: [
        { name: texts("The New York Times"), domain: "nytimes.com", dossier: "nytimes", state: texts("blocked") },
      ],
      chinese: ["people.com.cn"],
      note: texts("One side is open."),
      topics: ["news"],
      standing: "confirmed",
      works: ["paper-2021"],
    },
  ],
  "context/figures.yaml": [
    {
      id: "fig-one",
      title: texts("Sites blocked"),
      value: texts("8 of 25"),
      year: "2016",
      what: texts("Of the busiest."),
      assessment: texts("An official count."),
      topics: ["news"],
      standing: "reported",
      works: ["paper-2021"],
    },
  ],
  "context/claims.yaml": [
    {
      id: "c-one",
      claim: texts("Sites are blocked."),
      finding: "confirmed",
      assessment: texts("They are."),
      topics: ["news"],
      covers: ["t2010"],
      works: ["paper-2021"],
    },
  ],
};

export type FileName = keyof typeof goodFiles;

const source = {
  id: "dossier",
  title: "dossiers",
  kind: "report",
  from: "1999-01-01",
  asOf: "2026-11-22",
  terms: "for tests",
};

/** A folder like data/ with these files, after `change` to the text of one. To be removed by the caller. */
export function layTexts(changed?: FileName, change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(tmpdir(), "texts-"));
  const files = Object.entries(goodFiles).map(([path, value]) => {
    const text = formatYaml(value);
    return [path, path === changed ? change(text) : text] as const;
  });
  for (const [path, text] of [...files, ["dossiers/source.json", JSON.stringify(source)] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function removeTexts(folder: string): void {
  rmSync(folder, { recursive: true });
}
