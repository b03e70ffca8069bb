// A dossier and cards with everything in them, for tests of components.

import { contextEn } from "@/core/words/context/en.ts";
import { noStory, type Story } from "@/components/story.ts";
import type { Cards } from "@/core/dossiers/cards.ts";
import type { Dossier, Work } from "@/core/dossiers/dossier.ts";

export const work: Work = {
  title: "China blocks New York Times website <b>",
  publisher: "BBC News",
  url: "https://www.bbc.co.uk/news/1",
  date: "2012-10-26",
  kind: "press",
};

export const dossier: Dossier = {
  id: "nytimes",
  name: "The New York Times",
  about: "daily newspaper",
  owner: "The New York Times Company",
  country: "US",
  category: "NEWS",
  state: "blocked",
  standing: "confirmed",
  since: { date: "2012-10-26", precision: "day", how: "on", basis: "report", standing: "confirmed" },
  why: { basis: "reported", text: "Reports tied the block to an article on the wealth of Wen Jiabao's family." },
  note: "A caveat.",
  methods: ["tcp-reset"],
  events: [
    {
      date: "2012-08-01",
      precision: "month",
      kind: "partly",
      standing: "claimed",
      text: "Single articles were blocked.",
      works: [work],
    },
    {
      date: "2012-10-26",
      precision: "day",
      kind: "blocked",
      standing: "confirmed",
      text: "Both sites were blocked.",
      works: [work, { ...work, url: "https://apnews.com/1", publisher: "Associated Press" }],
    },
  ],
  counterparts: [
    {
      name: "Caixin",
      domain: "caixin.com",
      abroad: "No US block is known.",
      listing: { exchange: "Nasdaq", year: "2005" },
    },
  ],
  works: [work],
};

const card = { id: "a", topics: ["news"], standing: "reported", works: ["bbc-2012"] } as const;

export const cards: Cards = {
  sectors: [
    {
      ...card,
      name: "News",
      foreign: [{ name: "The New York Times", domain: "nytimes.com", dossier: "nytimes", state: "blocked" }],
      chinese: dossier.counterparts,
      note: "One side is open.",
    },
  ],
  methods: [
    {
      method: {
        ...card,
        id: "m",
        name: "SNI filtering",
        line: "The name is read.",
        how: "How.",
        sees: "A reset.",
        since: null,
      },
      origin: "measured",
    },
  ],
  episodes: [
    { ...card, id: "e", date: "2010-06-08", precision: "month", title: "White paper", text: "It was published." },
  ],
  abroad: [
    { ...card, id: "b", date: "2015-03-26", precision: "day", actor: "Unknown", target: "GitHub", text: "A flood." },
  ],
  figures: [
    {
      ...card,
      id: "f",
      title: "Sites",
      value: "8 of 25",
      year: "2016",
      what: "Of the busiest.",
      assessment: "Official.",
    },
  ],
  terms: [
    {
      ...card,
      id: "t",
      term: "Great Firewall",
      chinese: "防火长城",
      pinyin: "Fánghuǒ Chángchéng",
      definition: "A filter.",
    },
  ],
  claims: [
    {
      id: "c",
      topics: ["news"],
      works: ["bbc-2012"],
      claim: "Nineteen sites are shut out.",
      finding: "corrected",
      assessment: "Not all.",
    },
  ],
};

export const story: Story = { ...noStory, dossier, cards, works: { "bbc-2012": work }, say: contextEn };
