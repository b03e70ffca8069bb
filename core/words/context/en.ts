// English, for the larger story: loaded when it is told.

import type { Finding } from "../../dossiers/context.ts";

export const contextEn = {
  title: "The larger story",
  page: "Cyber sovereignty and reciprocity",
  all: "Read all of it",
  reciprocity: "Reciprocity: who may trade where",
  sovereignty: "Cyber sovereignty, from the timeline since 1994",
  abroad: "Censorship that reached abroad",
  figures: "Figures",
  words: "Words",
  claims: "The article that this project began with",
  methods: "Techniques and measurements",
  sector: (name: string) => name,
  foreign: "Foreign services in mainland China",
  chinese: "Chinese services, and what they may do abroad",
  actor: "Who acted, as far as known",
  claimed: "The article claims",
  article:
    "Bradley A. Thayer and Lianchao Han, “Use Trade to Advance Internet Freedom in China”, RealClearDefense, 4 May 2019: an opinion that argues for trade measures. Its claims were checked one by one.",
  positions:
    "China’s government calls its control of networks on its territory a matter of sovereignty. The United States and others call the blocks a barrier to trade and to free expression. Each position is told as its holder states it.",
  finding: {
    confirmed: "Confirmed",
    corrected: "Confirmed with a correction",
    "in-part": "Confirmed in part",
    reported: "Reported by one source",
    unverified: "Not independently verified",
    opinion: "An opinion",
  } satisfies Record<Finding, string>,
  unconfirmed: (day: string) =>
    `Not confirmed since ${day} that these are the newest lists: they may be held back on their way, or the clock of this computer may be wrong. They go on answering.`,
  search: "Find in these texts",
  found: (count: number) => (count === 1 ? "1 entry" : `${count} entries`),
};

/** What the larger story must be able to say in every language. */
export type ContextWords = typeof contextEn;
