// Prints measurements and goals as tables, and writes them as JSON lines.

import type { Goal, Line, Measurement } from "./measurement.ts";
import { contestants } from "./contestant.ts";

export function formatTable(lines: readonly Line[]): string {
  const measurements = lines.filter((line) => line.kind === "measurement");
  const goals = lines.filter((line) => line.kind === "goal");
  const groups = Map.groupBy(measurements, ({ what, unit }) => `${what} (${unit})`);
  return [
    ...[...groups].map(([title, group]) => `${title}\n${columns(group.map(measurementCells))}`),
    ...(goals.length > 0 ? [`goals\n${columns(goals.map(goalCells))}`] : []),
  ].join("\n\n");
}

function measurementCells({ who, median, low, high, toOurs, note }: Measurement): string[] {
  return [
    `  ${contestants[who]?.label ?? who}`,
    number(median),
    `${number(low)} to ${number(high)}`,
    toOurs === undefined || toOurs === 1 ? "" : `${number(toOurs)} times`,
    note ?? "",
  ];
}

function goalCells({ what, value, limit, bound, unit, isMet }: Goal): string[] {
  const missedBy = bound === "at least" ? limit / value : value / limit;
  return [
    `  ${what}`,
    `${number(value)} ${unit}`,
    `${bound} ${number(limit)}`,
    isMet ? "met" : `missed${limit === 0 ? "" : `, by a factor of ${missedBy.toFixed(2)}`}`,
  ];
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 || i > 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("   "),
    )
    .map((row) => row.trimEnd())
    .join("\n");
}

/** Three figures are more than the spread allows. */
function number(value: number): string {
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(places);
}
