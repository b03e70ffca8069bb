import { expect, test } from "vitest";
import { searchContext } from "../../core/dossiers/context-search.ts";
import type { Context } from "../../core/dossiers/context.ts";

const card = { topics: ["law"], standing: "confirmed", works: ["paper-2021"] } as const;
const context: Context = {
  topics: { law: { categories: [], groups: [], techniques: [] } },
  timeline: [
    { ...card, id: "t1", date: "2017-06-01", precision: "day", title: "Cybersecurity Law", text: "It took effect." },
    { ...card, id: "t2", date: "2010-06-08", precision: "day", title: "White paper", text: "A law was announced." },
  ],
  glossary: [
    {
      ...card,
      id: "g1",
      term: "Great Firewall",
      chinese: "防火长城",
      pinyin: "Fánghuǒ Chángchéng",
      definition: "A filter.",
    },
  ],
  methods: [],
  abroad: [],
  sectors: [],
  figures: [],
  claims: [],
};

test.each([
  ["", ["t1", "t2"], ["g1"]],
  ["  ", ["t1", "t2"], ["g1"]],
  ["law", ["t1", "t2"], []],
  ["LAW effect", ["t1"], []],
  ["2010", ["t2"], []],
  ["fanghuo", [], ["g1"]],
  ["防火", [], ["g1"]],
  ["paper-2021", [], []],
  ["t1", [], []],
  ["confirmed", [], []],
  ["law wall", [], []],
])("%j finds %j and %j", (query, timeline, glossary) => {
  const found = searchContext(context, query);
  expect(found.timeline.map(({ id }) => id)).toEqual(timeline);
  expect(found.glossary.map(({ id }) => id)).toEqual(glossary);
});
