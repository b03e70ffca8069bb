// What the bars and marks of a history mean: those that occur in it, and no others.

import { eventKinds } from "@/core/dossiers/dossier.ts";
import type { History, SpanKind } from "@/core/history.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { EventMark } from "./history-marks.tsx";

const spanKinds: readonly SpanKind[] = ["listed", "refuses", "works", "cut", "undated", "read"];

export function HistoryLegend({ pages, history: { lanes, points } }: { pages: PageWords; history: History }) {
  const spans = new Set(lanes.flatMap((lane) => lane.spans.map(({ kind }) => kind)));
  const events = new Set(points.flatMap(({ event }) => event?.kind ?? []));
  const say = pages.timeline.legend;
  const hasTests = lanes.some(({ tested }) => tested.length > 0);
  return (
    <ul class="legend" aria-hidden="true">
      {spanKinds
        .filter((kind) => spans.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="18" height="12" viewBox="0 0 18 12">
              {kind === "read" ? (
                <path class="bar-read" d="M9 0l6 6l-6 6l-6-6z" />
              ) : (
                <rect class={`bar bar-${kind}`} x="1" y="1" width="16" height="10" />
              )}
            </svg>
            {say[kind]}
          </li>
        ))}
      {hasTests && (
        <li key="tested">
          <svg width="18" height="12" viewBox="0 0 18 12">
            <line class="tested" x1="0" x2="18" y1="6" y2="6" />
          </svg>
          {say.tested}
        </li>
      )}
      {eventKinds
        .filter((kind) => events.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="14" height="12" viewBox="0 0 14 12">
              <EventMark event={{ kind, precision: "day" }} x={7} y={6} />
            </svg>
            {pages.dossier.event[kind]}
          </li>
        ))}
    </ul>
  );
}
