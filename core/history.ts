// The history of one address since 2009: a lane a source, what each saw and when, and the points worth telling.

import type { DossierEvent, Precision } from "./dossiers/dossier.ts";
import type { Day, Evidence, Interval, SourceId } from "./verdict.ts";

/** `undated`: within these months, on which day is not known. */
export type SpanKind = "listed" | "refuses" | "works" | "cut" | "undated" | "read";

export interface Span {
  readonly kind: SpanKind;
  readonly from: Day;
  readonly to: Day;
}

export type PointKind =
  | "listed"
  | "unlisted"
  | "refuses"
  | "works"
  | "cutFrom"
  | "cutTo"
  | "pause"
  | "undated"
  | "read"
  | "lastRead"
  | "event";

/** Something to tell of a day, or of a span of days. */
export interface Point {
  readonly kind: PointKind;
  readonly lane: LaneId;
  readonly date: Day;
  readonly precision: Precision;
  /** the last day of what took longer */
  readonly until: Day | null;
  readonly event: DossierEvent | null;
}

/** A source of evidence, or the dossier's events. */
export type LaneId = Exclude<SourceId, "dossier"> | "events";

export interface Lane {
  readonly id: LaneId;
  readonly spans: readonly Span[];
  /** when there were tests at all; between them nothing was measured */
  readonly tested: readonly Interval[];
}

export interface History {
  readonly lanes: readonly Lane[];
  /** in order of time */
  readonly points: readonly Point[];
}

const order: readonly LaneId[] = ["gfwlist", "gfw-sni", "gfw-sni-zones", "henan-sni", "greatfire", "events"];

/** Tells what evidence on this very address and the events of its dossier add up to. */
export function tellHistory(evidence: readonly Evidence[], events: readonly DossierEvent[]): History {
  const told = evidence.filter(({ source }) => source !== "dossier").map(tellEvidence);
  const lanes = order.flatMap((id): Lane[] => {
    const own = told.filter(({ lane }) => lane === id);
    if (own.length === 0) return [];
    return [{ id, spans: own.flatMap(({ spans }) => spans), tested: own.flatMap(({ tested }) => tested) }];
  });
  if (events.length > 0) lanes.push({ id: "events", spans: [], tested: [] });
  const happened = events.map((event): Point => {
    const { date, precision } = event;
    return { kind: "event", lane: "events", date, precision, until: null, event };
  });
  const points = [...told.flatMap(({ points: own }) => own), ...happened];
  return { lanes, points: points.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) };
}

interface Told {
  readonly lane: LaneId;
  readonly spans: readonly Span[];
  readonly tested: readonly Interval[];
  readonly points: readonly Point[];
}

function tellEvidence(item: Evidence): Told {
  const lane = item.source === "dossier" ? "events" : item.source;
  const point = (kind: PointKind, date: Day, until: Day | null = null): Point => ({
    kind,
    lane,
    date,
    precision: "day",
    until,
    event: null,
  });
  if (item.kind === "list") return { lane, tested: [], ...tellList(item, point) };
  if (item.made) {
    const [from, to] = [`${item.made[0]}-01`, lastOfMonth(item.made[1])];
    const told: Point = { ...point("undated", from, to), precision: "month" };
    return { lane, tested: [], spans: [{ kind: "undated", from, to }], points: [told] };
  }
  if (item.tested.length === 0) {
    const spans = item.intervals.map(([from]): Span => ({ kind: "read", from, to: from }));
    return { lane, tested: [], spans, points: spans.map(({ from }) => point("read", from)) };
  }
  return { lane, tested: item.tested, ...tellTests(item, point) };
}

type MakePoint = (kind: PointKind, date: Day, until?: Day | null) => Point;

/** A rule's span ends on the first day without it; one that still stands is known to the day the list was read. */
function tellList({ says, intervals, asOf }: Evidence, point: MakePoint): Pick<Told, "spans" | "points"> {
  const kind = says === "blocks" ? "listed" : says;
  const spans = intervals.map(([from, to]): Span => ({ kind, from, to: to ?? asOf }));
  const points = intervals.flatMap(([from, to]) => [
    point(kind, from),
    to === null ? point("lastRead", asOf) : point("unlisted", to),
  ]);
  return { spans, points };
}

/** What was cut, as far as there were tests: a pause in testing is a gap. */
function tellTests({ intervals, tested, asOf }: Evidence, point: MakePoint): Pick<Told, "spans" | "points"> {
  const spans = intervals.flatMap(([from, to]) =>
    tested.flatMap(([testsFrom, testsTo]): Span[] => {
      const start = from > testsFrom ? from : testsFrom;
      const end = [to ?? asOf, testsTo ?? asOf].sort()[0] ?? start;
      return start <= end ? [{ kind: "cut", from: start, to: end }] : [];
    }),
  );
  const cut = intervals.flatMap(([from, to]) => [point("cutFrom", from), point("cutTo", to ?? asOf)]);
  const pauses = tested.slice(1).flatMap(([from], i) => {
    const before = tested[i]?.[1];
    return before ? [point("pause", before, from)] : [];
  });
  return { spans, points: [...cut, ...pauses] };
}

function lastOfMonth(month: string): Day {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
