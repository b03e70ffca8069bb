// A point of a history in words: when, what, and who says so.

import type { Point } from "../history.ts";
import type { PageWords } from "./pages/en.ts";
import type { Words } from "./en.ts";

export function pointWhen(words: Words, { timeline }: PageWords, { date, precision, until, kind }: Point): string {
  const from = words.moment(date, precision);
  return until === null || kind === "pause" ? from : timeline.span(from, words.moment(until, precision));
}

/** An event that one source tells, or a party claims, is told as such. */
export function pointSentence(words: Words, { timeline, dossier }: PageWords, point: Point): string {
  const { kind, event, until } = point;
  if (event === null) {
    if (kind === "pause") return words.sentence(timeline.point.pause(words.day(until ?? point.date)));
    if (kind === "event") return "";
    return words.sentence(timeline.point[kind](pointSource(words, point)));
  }
  if (event.standing === "confirmed") return event.text;
  return `${event.text}${words.space}${words.sentence(dossier.standing[event.standing])}`;
}

/** Of an event, the publishers of the works that tell it. */
export function pointSource(words: Words, { lane, event }: Point): string {
  if (lane === "events") return words.enumerate(event?.works.map(({ publisher }) => publisher) ?? []);
  return words.publisher[lane];
}
