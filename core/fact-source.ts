// source.json, which says what a folder of facts is: from whom, from when, on which terms.

import { FactError, quote } from "./fact-lines.ts";
import { isDay } from "./intervals.ts";
import type { Day } from "./verdict.ts";

export interface SourceFact {
  readonly id: string;
  readonly title: string;
  readonly kind: "list" | "measurement" | "report" | "context";
  /** the first and the last day it knows of; the first of the month where only the month is known */
  readonly from: Day;
  readonly asOf: Day;
  /** the months in which it was made, where its rows carry no dates */
  readonly made?: readonly [from: string, to: string];
  /** the number of test days */
  readonly tested?: number;
  /** what was put to the test */
  readonly covers?: string;
  /** from where to where it was measured */
  readonly vantage?: string;
  /** where it is published; a report names its sources one by one */
  readonly link?: string;
  readonly terms: string;
}

const order = "id title kind from asOf made tested covers vantage link terms".split(" ");
const optional = new Set(["made", "tested", "covers", "vantage", "link"]);

/** Throws `FactError`, whatever the text is. */
export function readSource(text: string, path: string): SourceFact {
  const fields = new Map(Object.entries(parseObject(text, path)));
  for (const key of new Set([...fields.keys(), ...order])) {
    const reason = reasonAgainst(key, fields.get(key));
    if (reason === undefined) continue;
    const line = text.split("\n").findIndex((each) => each.includes(JSON.stringify(key)));
    throw new FactError(path, Math.max(line, 0) + 1, `${quote(key)} ${reason}`);
  }
  return Object.fromEntries(fields) as unknown as SourceFact;
}

export function formatSource(source: SourceFact): string {
  const fields = new Map<string, unknown>(Object.entries(source));
  const lines = order.flatMap((key) => {
    const value = fields.get(key);
    if (value === undefined) return [];
    const json = Array.isArray(value)
      ? `[${value.map((each) => JSON.stringify(each)).join(", ")}]`
      : JSON.stringify(value);
    return [`  "${key}": ${json}`];
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

function parseObject(text: string, path: string): object {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FactError(path, 1, "is not JSON");
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw new FactError(path, 1, "is not a JSON object");
}

function reasonAgainst(key: string, value: unknown): string | undefined {
  if (!order.includes(key)) return "is not a field of a source";
  if (value === undefined) return optional.has(key) ? undefined : "is missing";
  if (key === "tested") return Number.isSafeInteger(value) && Number(value) > 0 ? undefined : "is not a count";
  if (key === "made") return isSpanOfMonths(value) ? undefined : "is not two months";
  if (typeof value !== "string" || value.trim() === "") return "is not text";
  if (key === "kind")
    return /^(?:list|measurement|report|context)$/.test(value) ? undefined : "is not a kind of source";
  if (key === "from" || key === "asOf") return isDay(value) ? undefined : "is not a day";
  if (key === "link") return value.startsWith("https://") && URL.canParse(value) ? undefined : "is not a link";
  return undefined;
}

function isSpanOfMonths(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to]: unknown[] = value;
  return isMonth(from) && isMonth(to) && from <= to;
}

function isMonth(text: unknown): text is string {
  return typeof text === "string" && isDay(`${text}-01`);
}
