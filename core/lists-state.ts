// Which lists answer, and what a reader should know of them.

import type { SourceFact } from "./fact-source.ts";
import type { Day } from "./verdict.ts";

/**
 * `repaired`: the stored table was damaged and has been built anew. `left-out`: a pack of the extension is damaged,
 * the others answer. `earlier`: the extension's packs are damaged, the table of its earlier version answers.
 * `not-stored`: the browser keeps nothing for the extension, so the table is built anew at every start.
 */
export type ListsNote = "repaired" | "left-out" | "earlier" | "not-stored";

export interface ListsState {
  /** `preparing`: the large lists are still being read in, and do not answer yet */
  readonly kind: "ready" | "preparing" | "fallback";
  readonly date: Day;
  readonly note: ListsNote | null;
}

/** Where the pack of a source came from that answers. */
export interface HeldPack {
  /** the source's id */
  readonly id: string;
  readonly origin: "build" | "feed" | "publisher";
  /** its size */
  readonly bytes: number;
}

/** A source that answers; `null` where nobody remembers its pack. */
export interface AnsweringSource extends SourceFact {
  readonly held: HeldPack | null;
}
