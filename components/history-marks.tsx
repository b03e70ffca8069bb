// The mark of an event: a shape for each kind; a line below it where only the month or the year is known.

import type { DossierEvent, EventKind } from "@/core/dossiers/dossier.ts";

/** Around 0, 0; half as wide as high is the most. */
const shapes: Readonly<Record<EventKind, string>> = {
  blocked: "M-5-5h10v10h-10z",
  unblocked: "M-5-5h10v10h-10zM-3-3v6h6v-6z",
  partly: "M-5-5h10v10h-10zM1-3v6h2v-6z",
  attack: "M0-6l6 11h-12z",
  withdrawal: "M0-6l6 6l-6 6l-6-6zM0-3l-3 3l3 3l3-3z",
  note: "M0-3.5a3.5 3.5 0 0 1 0 7a3.5 3.5 0 0 1 0-7z",
};

interface EventMarkProps {
  event: Pick<DossierEvent, "kind" | "precision">;
  x: number;
  y: number;
}

export function EventMark({ event: { kind, precision }, x, y }: EventMarkProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path class={`mark mark-${kind}`} d={shapes[kind]} fill-rule="evenodd" />
      {precision !== "day" && (
        <line class="vague" x1={precision === "year" ? -6 : -4} x2={precision === "year" ? 6 : 4} y1={7.5} y2={7.5} />
      )}
    </g>
  );
}
