// The history of an address, drawn: a lane a source, events as marks, and a line below that reads out the chosen point.

import { useId, useState } from "preact/hooks";
import type { History } from "@/core/history.ts";
import { placeOf, type Range, rangesOf } from "@/core/history-scale.ts";
import type { Day } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { pointSentence, pointWhen } from "@/core/words/point-sentences.ts";
import type { Words } from "@/core/words/words.ts";
import { HistoryDrawing } from "./history-drawing.tsx";
import { HistoryLegend } from "./history-legend.tsx";
import { HistoryTable } from "./history-table.tsx";
import { useWidth } from "./use-width.ts";

interface HistoryChartProps {
  words: Words;
  pages: PageWords;
  history: History;
  today: Day;
}

export function HistoryChart({ words, pages, history, today }: HistoryChartProps) {
  const say = pages.timeline;
  const ranges = rangesOf(history, today);
  const [chosen, setChosen] = useState<Range["kind"]>("all");
  const [at, setAt] = useState<number | null>(null);
  const [frame, width] = useWidth();
  const heading = useId();
  const range = ranges.find(({ kind }) => kind === chosen) ?? ranges[0];
  if (!range) return null;
  const isIn = (date: Day): boolean => placeOf(date, range) >= 0 && placeOf(date, range) <= 1;
  const points = history.points.filter(({ date, until }) => isIn(date) || (until !== null && isIn(until)));
  const point = at === null ? undefined : points[at];
  return (
    <section class="history" aria-labelledby={heading}>
      <h2 id={heading}>{say.title}</h2>
      {ranges.length > 1 && (
        <fieldset class="ranges">
          <legend>{say.range}</legend>
          {ranges.map(({ kind, from }) => (
            <button
              key={kind}
              type="button"
              aria-pressed={kind === range.kind}
              onClick={() => {
                setChosen(kind);
                setAt(null);
              }}
            >
              {say.ranges[kind](from)}
            </button>
          ))}
        </fieldset>
      )}
      <div ref={frame}>
        <HistoryDrawing
          words={words}
          pages={pages}
          history={history}
          points={points}
          range={range}
          width={width}
          at={at}
          choose={setAt}
        />
      </div>
      <HistoryLegend pages={pages} history={history} />
      <p class="readout">
        {point ? (
          <>
            <strong>{pointWhen(words, pages, point)}</strong>
            {pages.dossier.pause}
            {pointSentence(words, pages, point)}
          </>
        ) : (
          <span class="aside">{say.hint}</span>
        )}
      </p>
      <HistoryTable words={words} pages={pages} points={history.points} />
    </section>
  );
}
