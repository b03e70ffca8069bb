// The history as a table: the same content, to be read aloud, searched and copied.

import type { Point } from "@/core/history.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { pointSentence, pointSource, pointWhen } from "@/core/words/point-sentences.ts";
import type { Words } from "@/core/words/words.ts";

interface HistoryTableProps {
  words: Words;
  pages: PageWords;
  points: readonly Point[];
}

export function HistoryTable({ words, pages, points }: HistoryTableProps) {
  const { table } = pages.timeline;
  return (
    <details class="table">
      <summary>{table.show}</summary>
      <table>
        <caption>{pages.timeline.title}</caption>
        <thead>
          <tr>
            <th scope="col">{table.when}</th>
            <th scope="col">{table.what}</th>
            <th scope="col">{table.source}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.lane} ${point.kind} ${point.date} ${point.event?.text}`}>
              <th scope="row">{pointWhen(words, pages, point)}</th>
              <td>{pointSentence(words, pages, point)}</td>
              <td>
                {point.event === null ? (
                  pointSource(words, point)
                ) : (
                  <ul>
                    {point.event.works.map(({ url, publisher }) => (
                      <li key={url}>
                        <a href={url} target="_blank" rel="noreferrer">
                          {publisher}
                        </a>
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
