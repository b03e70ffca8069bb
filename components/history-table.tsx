// The history as a table: the same content, to be read aloud, searched and copied.

import { Fragment } from "preact";
import type { Point } from "@/core/history.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { Fold } from "./fold.tsx";
import { pointSentence, pointWhen } from "@/core/words/point-sentences.ts";
import type { Words } from "@/core/words/words.ts";

interface HistoryTableProps {
  words: Words;
  pages: PageWords;
  points: readonly Point[];
}

export function HistoryTable({ words, pages, points }: HistoryTableProps) {
  const { table } = pages.timeline;
  return (
    <Fold class="table" title={table.show}>
      <table>
        <caption>{pages.timeline.title}</caption>
        <thead>
          <tr>
            <th scope="col">{table.when}</th>
            <th scope="col">{table.what}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.lane} ${point.kind} ${point.date} ${point.event?.text}`}>
              <th scope="row">{pointWhen(words, pages, point)}</th>
              <td>
                {pointSentence(words, pages, point)} <Source words={words} point={point} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}

/** An event's works, by their publishers; of anything else the sentence names the source. */
function Source({ words, point }: Pick<HistoryTableProps, "words"> & { point: Point }) {
  if (point.event === null) return null;
  const links = point.event.works.map(({ url, publisher }, i) => (
    <Fragment key={url}>
      {i > 0 && words.listBreak}
      <a href={url} target="_blank" rel="noreferrer">
        {publisher}
      </a>
    </Fragment>
  ));
  return <span class="aside">({links})</span>;
}
