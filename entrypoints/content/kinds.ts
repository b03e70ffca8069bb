// What an answer's characters stand for.

import type { MarkKind } from "@/core/choices.ts";
import type { LinkSign } from "@/core/orders.ts";

export const kinds: Readonly<Record<LinkSign, MarkKind | undefined>> = {
  b: "blocked",
  d: "doubted",
  p: "partly",
  r: "refused",
  "-": undefined,
  "?": undefined,
};
