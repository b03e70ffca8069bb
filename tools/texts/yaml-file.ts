// Reads a YAML file of data/ by a schema, naming file and line of whatever it cannot accept, and writes it the one way.

import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, stringify } from "yaml";
import type * as z from "zod";
import { FactError } from "../../core/fact-files.ts";

/** Every scalar is text: `2019` is a year and not a number, `no` is a word. */
const style = { schema: "failsafe", version: "1.2" } as const;

export interface ReadFile<Value> {
  /** `undefined` where there are problems */
  readonly value: Value | undefined;
  readonly problems: readonly FactError[];
  /** the line, from 1, on which the field or list item at `place` begins */
  lineOf(place: readonly PropertyKey[]): number;
}

export function readYaml<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
): ReadFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...style, lineCounter: lines, prettyErrors: false });
  const lineOf = (place: readonly PropertyKey[]): number => lines.linePos(startOf(document, place)).line;
  const unread = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => new FactError(path, lines.linePos(pos[0]).line, message),
  );
  if (unread.length > 0) return { value: undefined, problems: unread, lineOf };
  const read = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!read.success) {
    const problems = read.error.issues.flatMap((issue) => problemsOf(issue, path, lineOf));
    return { value: undefined, problems, lineOf };
  }
  if (text !== formatYaml(read.data)) {
    return {
      value: undefined,
      problems: [new FactError(path, firstDifference(text, formatYaml(read.data)), untidy)],
      lineOf,
    };
  }
  return { value: read.data, problems: [], lineOf };
}

const untidy = "is not written as `npm run format` writes it (order of fields, quotes, spaces)";

/** The one way to write a value: a field a line, in the schema's order. */
export function formatYaml(value: unknown): string {
  return stringify(value, { ...style, lineWidth: 0 });
}

/** A file written any way that means the same, in the one way. Throws the first `FactError`. */
export function tidyYaml(text: string, path: string, schema: z.ZodType): string {
  const document = parseDocument(text, style);
  const read = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (read.success && document.errors.length === 0) return formatYaml(read.data);
  throw readYaml(text, path, schema).problems[0] ?? new FactError(path, 1, "cannot be read");
}

function problemsOf(
  issue: z.core.$ZodIssue,
  path: string,
  lineOf: (place: readonly PropertyKey[]) => number,
): FactError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const place = [...issue.path, key];
      return new FactError(path, lineOf(place), `${place.join(".")}: there is no such field`);
    });
  }
  const field = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return [new FactError(path, lineOf(issue.path), `${field}${issue.message}`)];
}

/** Where the value at a place begins; for what is missing, where that which should hold it begins. */
function startOf(document: Document.Parsed, place: readonly PropertyKey[]): number {
  for (let depth = place.length; depth > 0; depth--) {
    const key = place[depth - 1];
    const holder = depth === 1 ? document.contents : document.getIn(place.slice(0, depth - 1), true);
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(place.slice(0, depth), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

function firstDifference(text: string, wanted: string): number {
  const wantedLines = wanted.split("\n");
  return text.split("\n").findIndex((line, i) => line !== wantedLines[i]) + 1 || wantedLines.length;
}
