// The drawing of a history: one tab stop, a slider that walks from point to point in order of time.

import type { History, Lane, LaneId, Point, Span } from "@/core/history.ts";
import { placeOf, type Range, ticksOf } from "@/core/history-scale.ts";
import type { Day } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { pointSentence, pointWhen } from "@/core/words/point-sentences.ts";
import type { Words } from "@/core/words/words.ts";
import { EventMark } from "./history-marks.tsx";

interface HistoryDrawingProps {
  words: Words;
  pages: PageWords;
  history: History;
  /** those in the range, in order of time */
  points: readonly Point[];
  range: Range;
  width: number;
  /** the chosen point */
  at: number | null;
  choose: (at: number) => void;
}

const laneHeight = 38;
const labelHeight = 17;
const barHeight = 12;
const axisHeight = 20;
const edge = 7;
/** Room for the letters of a tick. */
const tickWidth = 44;
/** Events nearer than this stand one below the other. */
const markWidth = 13;
const rowHeight = 17;
const mostRows = 3;

export function HistoryDrawing(props: HistoryDrawingProps) {
  const { words, pages, history, points, range, width, at, choose } = props;
  const { lanes } = history;
  const rows = rowsOf(points, range, width);
  const extra = Math.max(0, ...rows.values()) * rowHeight;
  const height = lanes.length * laneHeight + extra + axisHeight;
  const x = (day: Day): number => edge + placeOf(day, range) * (width - 2 * edge);
  const topOf = (id: LaneId): number => lanes.findIndex((lane) => lane.id === id) * laneHeight;
  const point = at === null ? undefined : points[at];
  const value = at === null ? 0 : at + 1;

  function choosePointed(event: PointerEvent & { currentTarget: SVGSVGElement }): void {
    const box = event.currentTarget.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const nearest = nearestPoint(points, (each) => {
      const middle = topOf(each.lane) + labelHeight + barHeight / 2 + (rows.get(each) ?? 0) * rowHeight;
      return Math.hypot(distanceTo(each, left, x), (top - middle) * 2);
    });
    if (nearest !== undefined) choose(nearest);
  }

  function walk(event: KeyboardEvent): void {
    const last = points.length - 1;
    const next: Record<string, number> = {
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      ArrowUp: Math.min(last, (at ?? -1) + 1),
      ArrowLeft: Math.max(0, (at ?? points.length) - 1),
      ArrowDown: Math.max(0, (at ?? points.length) - 1),
      Home: 0,
      End: last,
    };
    const to = next[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  }

  return (
    <svg
      class="drawing"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      tabindex={0}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input holds no drawing
      role="slider"
      aria-label={pages.timeline.label}
      aria-valuemin={0}
      aria-valuemax={points.length}
      aria-valuenow={value}
      aria-valuetext={
        point ? words.about(pointWhen(words, pages, point), pointSentence(words, pages, point)) : pages.timeline.hint
      }
      onKeyDown={walk}
      onPointerMove={choosePointed}
      onPointerDown={choosePointed}
    >
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch" width="2" height="5" />
        </pattern>
        <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
          <circle class="hatch" cx="2.5" cy="2.5" r="1.3" />
        </pattern>
      </defs>
      <Axis words={words} range={range} width={width} bottom={height - axisHeight} x={x} />
      {lanes.map((lane, i) => (
        <g key={lane.id} transform={`translate(0 ${i * laneHeight})`}>
          <text class="lane-name" x={0} y={12}>
            {lane.id === "events" ? pages.timeline.events : words.source[lane.id]}
          </text>
          <LaneBars lane={lane} x={x} width={width} />
        </g>
      ))}
      {points.map((each) => {
        if (!each.event) return null;
        const top = topOf("events") + labelHeight + (rows.get(each) ?? 0) * rowHeight;
        return <EventMark key={`${each.date} ${each.event.text}`} event={each.event} x={x(each.date)} y={top + 6} />;
      })}
      {point && <Cursor point={point} x={x} width={width} top={topOf(point.lane)} row={rows.get(point) ?? 0} />}
    </svg>
  );
}

interface AxisProps {
  words: Words;
  range: Range;
  width: number;
  bottom: number;
  x: (day: Day) => number;
}

function Axis({ words, range, width, bottom, x }: AxisProps) {
  return (
    <g class="axis">
      {ticksOf(range, Math.floor(width / tickWidth)).map(({ day, unit }) => (
        <g key={day}>
          <line x1={x(day)} x2={x(day)} y1={0} y2={bottom + 4} />
          <text x={x(day) + 3} y={bottom + 15}>
            {unit === "year" ? day.slice(0, 4) : words.shortMonth(day)}
          </text>
        </g>
      ))}
    </g>
  );
}

function LaneBars({ lane, x, width }: { lane: Lane; x: (day: Day) => number; width: number }) {
  return (
    <g transform={`translate(0 ${labelHeight})`}>
      {lane.tested.map(([from, to]) => (
        <line
          key={from}
          class="tested"
          x1={within(x(from), width)}
          x2={within(x(to ?? from), width)}
          y1={barHeight / 2}
          y2={barHeight / 2}
        />
      ))}
      {lane.spans.map((span) => (
        <Bar key={`${span.kind} ${span.from}`} span={span} x={x} width={width} />
      ))}
    </g>
  );
}

/** A day or two would be too thin to see. */
const leastWidth = 2;

function Bar({ span: { kind, from, to }, x, width }: { span: Span; x: (day: Day) => number; width: number }) {
  const [left, right] = [within(x(from), width), within(x(to), width)];
  if (right <= 0 || left >= width || (left === right && (x(to) < 0 || x(from) > width))) return null;
  if (kind === "read") {
    return <path class="bar-read" d={`M${left} 0l6 6l-6 6l-6-6z`} />;
  }
  return (
    <rect
      class={`bar bar-${kind}`}
      x={left}
      y={0.5}
      width={Math.max(leastWidth, right - left)}
      height={barHeight - 1}
    />
  );
}

interface CursorProps {
  point: Point;
  x: (day: Day) => number;
  width: number;
  top: number;
  row: number;
}

/** A frame around the chosen point. */
function Cursor({ point, x, width, top, row }: CursorProps) {
  const [left, right] = [within(x(point.date), width), within(x(point.until ?? point.date), width)];
  return (
    <rect
      class="cursor"
      x={left - 6.5}
      y={top + labelHeight - 3.5 + row * rowHeight}
      width={right - left + 13}
      height={barHeight + 7}
      rx={3}
    />
  );
}

function within(place: number, width: number): number {
  return Math.min(width, Math.max(0, place));
}

function distanceTo({ date, until }: Point, left: number, x: (day: Day) => number): number {
  const [start, end] = [x(date), x(until ?? date)];
  if (left >= start && left <= end && until !== null) return Math.min(8, left - start, end - left);
  return Math.min(Math.abs(left - start), Math.abs(left - end));
}

function nearestPoint(points: readonly Point[], distance: (point: Point) => number): number | undefined {
  let [nearest, least]: [number | undefined, number] = [undefined, Infinity];
  points.forEach((point, i) => {
    const own = distance(point);
    if (own < least) [nearest, least] = [i, own];
  });
  return nearest;
}

/** In which row each event stands, so that no two cover one another. */
function rowsOf(points: readonly Point[], range: Range, width: number): ReadonlyMap<Point, number> {
  const ends: number[] = [];
  const rows = new Map<Point, number>();
  for (const point of points) {
    if (point.event === null) continue;
    const left = placeOf(point.date, range) * width;
    const free = ends.findIndex((end) => left - end >= markWidth);
    const row = free >= 0 ? free : Math.min(ends.length, mostRows - 1);
    ends[row] = left;
    rows.set(point, row);
  }
  return rows;
}
