// What is loaded after the verdict: the dossier, and the cards that fit it.

import type { Cards } from "@/core/dossiers/cards.ts";
import type { Works } from "@/core/dossiers/context.ts";
import type { ContextWords } from "@/core/words/context/en.ts";
import type { Dossier } from "@/core/dossiers/dossier.ts";
import type { Day } from "@/core/verdict.ts";

export interface Story {
  readonly dossier: Dossier | null;
  readonly cards: Cards | null;
  readonly works: Works;
  /** the words that go with the cards */
  readonly say: ContextWords | null;
  /** texts that should be there could not be loaded */
  readonly isIncomplete: boolean;
  /** since when nobody confirmed that the lists are the newest; `null`: that is well */
  readonly unconfirmed: Day | null;
}

export const noStory: Story = {
  dossier: null,
  cards: null,
  works: {},
  say: null,
  isIncomplete: false,
  unconfirmed: null,
};
