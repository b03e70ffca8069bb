// What a page's content script is to do there, as far as the reader asked for it; and the signs it gets for links.

import type { Choices, MarkKind, MarkStyle } from "./choices.ts";
import { isChosenFor } from "./chosen-sites.ts";
import { looksOf, type MarkLooks } from "./mark-looks.ts";
import { signOf } from "./status-shapes.ts";
import type { Verdict } from "./verdict.ts";

export interface Orders {
  /** `null`: links are counted, not marked */
  readonly marks: { readonly style: MarkStyle; readonly kinds: readonly MarkKind[]; readonly looks: MarkLooks } | null;
  readonly count: boolean;
}

/** `null`: leave the page alone. */
export function ordersFor(choices: Choices, host: string): Orders | null {
  const { marks, count, markStyle, markKinds, paused, unmarked } = choices;
  if (!(marks || count) || isChosenFor(host, paused) || isChosenFor(host, unmarked)) return null;
  return { marks: marks ? { style: markStyle, kinds: markKinds, looks: looksOf(markStyle, markKinds) } : null, count };
}

/** The first letter of a kind; nothing to be marked; ask with the whole address. */
export type LinkSign = "b" | "d" | "p" | "r" | "-" | "?";

export function linkSignOf(verdict: Pick<Verdict, "status" | "confidence">): LinkSign {
  const sign = signOf(verdict);
  if (sign === "blocked") return "b";
  if (sign === "doubted") return "d";
  if (sign === "partly") return "p";
  return sign === "refused" ? "r" : "-";
}
