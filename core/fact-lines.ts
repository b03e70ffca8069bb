// The lines and columns under every fact file: one fact a line, sorted by code point, tabs between columns, a line feed at the end.

import { Malformed } from "./intervals.ts";

/** A line of a file that does not say what it should. */
export class FactError extends Error {
  override readonly name = "FactError";
  readonly file: string;
  readonly line: number;
  readonly reason: string;

  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`);
    this.file = file;
    this.line = line;
    this.reason = reason;
  }
}

export interface Reading {
  /** is given each problem, and the line is left out; without it the first problem is thrown */
  readonly report?: (error: FactError) => void;
  /** `any` for a download, which need not be sorted (the files of data/ must be) */
  readonly order?: "sorted" | "any";
}

const longestLine = 65_536;

/** Bytes to text: UTF-8 without a byte order mark, or a `FactError` that names the line. */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new FactError(path, 1, "begins with a byte order mark");
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new FactError(path, firstUndecodable(bytes, decoder), "is not UTF-8");
  }
}

/** Reads a list with one thing a line; `parse` throws `Malformed` for what it refuses. */
export function readLines<Row>(text: string, path: string, reading: Reading, parse: (line: string) => Row): Row[] {
  return readFrom(text, path, 0, 1, reading, parse, (line) => line);
}

/** Reads a table under its header; the first `keys` columns name a row, and no two rows share them. */
export function readTable<Row>(
  text: string,
  path: string,
  header: string,
  keys: number,
  reading: Reading,
  parse: (cells: readonly string[]) => Row,
): Row[] {
  const report = reading.report ?? raise;
  if (text !== header && !text.startsWith(`${header}\n`)) {
    report(new FactError(path, 1, `the header should be "${header.replaceAll("\t", " TAB ")}"`));
    return [];
  }
  const columns = header.split("\t").length;
  const parseLine = (line: string): Row => {
    const cells = line.split("\t");
    if (cells.length !== columns) throw new Malformed(`${cells.length} columns instead of ${columns}`);
    if (/[^\P{Cc}\t]/u.test(line)) throw new Malformed("holds a control character");
    return parse(cells);
  };
  return readFrom(text, path, header.length + 1, 2, reading, parseLine, (line) => keyOf(line, keys));
}

export function formatTable(header: string, rows: readonly (readonly string[])[]): string {
  return `${header}\n${formatLines(rows.map((cells) => cells.join("\t")))}`;
}

/** Lines in order, each with its line feed. */
export function formatLines(lines: readonly string[]): string {
  return lines
    .toSorted(compareCodePoints)
    .map((line) => `${line}\n`)
    .join("");
}

/** A piece of a file for a message. */
export function quote(text: string | undefined): string {
  if (text === undefined || text === "") return "nothing";
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

function readFrom<Row>(
  text: string,
  path: string,
  start: number,
  firstLine: number,
  { report = raise, order = "sorted" }: Reading,
  parse: (line: string) => Row,
  key: (line: string) => string,
): Row[] {
  const rows: Row[] = [];
  const seen = order === "any" ? new Map<string, number>() : undefined;
  let before = "";
  let number = firstLine;
  for (let at = start; at < text.length; number++) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(at, end);
    at = end + 1;
    try {
      if (line === "") throw new Malformed("the line is empty");
      if (line.length > longestLine) throw new Malformed(`the line is longer than ${longestLine}`);
      const row = parse(line);
      if (seen === undefined) checkOrder(before, line, key);
      else checkFirst(seen, key(line), number);
      before = line;
      rows.push(row);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      report(new FactError(path, number, error.message));
    }
  }
  return rows;
}

function checkOrder(before: string, line: string, key: (line: string) => string): void {
  if (before === "" || (compareCodePoints(before, line) < 0 && key(before) !== key(line))) return;
  if (key(before) === key(line)) throw new Malformed(`${quote(key(line))} is there twice`);
  throw new Malformed(`${quote(key(line))} is out of order`);
}

function checkFirst(seen: Map<string, number>, key: string, number: number): void {
  const first = seen.get(key);
  if (first !== undefined) throw new Malformed(`${quote(key)} was on line ${first} already`);
  seen.set(key, number);
}

function keyOf(line: string, keys: number): string {
  let end = -1;
  for (let column = 0; column < keys; column++) {
    end = line.indexOf("\t", end + 1);
    if (end < 0) return line;
  }
  return line.slice(0, end);
}

/** Order by code point, which for pairs of surrogates is not the order of JavaScript's `<`. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return a.length - b.length;
}

function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function firstUndecodable(bytes: Uint8Array, decoder: TextDecoder): number {
  for (let at = 0, line = 1; ; line++) {
    const feed = bytes.indexOf(0x0a, at);
    try {
      decoder.decode(bytes.subarray(at, feed < 0 ? bytes.length : feed));
    } catch {
      return line;
    }
    if (feed < 0) return line;
    at = feed + 1;
  }
}

function raise(error: FactError): never {
  throw error;
}
