// Finds entries of the context by their words: each word must stand somewhere in an entry, in whatever case.

import type { Context } from "./context.ts";

/** The context but for the entries that lack a word of the query; all of it where the query is empty. */
export function searchContext(context: Context, query: string): Context {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  const find = <Entry extends object>(entries: readonly Entry[]): readonly Entry[] =>
    wanted.length === 0
      ? entries
      : entries.filter((entry) => {
          const text = plain(wordsIn(entry).join(" "));
          return wanted.every((word) => text.includes(word));
        });
  return {
    topics: context.topics,
    timeline: find(context.timeline),
    glossary: find(context.glossary),
    methods: find(context.methods),
    abroad: find(context.abroad),
    sectors: find(context.sectors),
    figures: find(context.figures),
    claims: find(context.claims),
  };
}

/** Ids are for machines. */
const unread = new Set(["id", "topics", "works", "standing", "dossier", "precision"]);

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (unread.has(key) ? [] : wordsIn(part)));
}

/** Without accents and case: `fanghuo` finds the pinyin `Fánghuǒ`. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
