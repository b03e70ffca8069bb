// Regular expressions of a list, translated into small programs of our own and never run as expressions.
//
// Understood: literals, `\` escapes, `.`, `\w \d \s`, classes with ranges and negation, groups (with or without
// `?:`), `|`, `* + ?` (lazy or not), `^` and `$`. Anything else is an `ExpressionError`. A program runs as
// Thompson and Pike described it: all ways at once, so its time is bounded by its length times the text's.
//
//   MATCH | CHAR c | ANY | SET 8 words of 16 bits | SPLIT a b | JUMP a | START | END      (one word each)

import { ExpressionError, type Node, parseExpression } from "./expression-tree.ts";

export { ExpressionError } from "./expression-tree.ts";

export interface Program {
  readonly code: Uint16Array;
  /** the longest run of characters that every match contains; `""` if there is none */
  readonly literal: string;
}

const MATCH = 0;
const CHAR = 1;
const ANY = 2;
const SET = 3;
const SPLIT = 4;
const JUMP = 5;
const START = 6;
const END = 7;
const sizes = [1, 2, 1, 9, 3, 2, 1, 1];
/** Nothing is looked for behind this many characters of an address. */
const textLimit = 4096;
const codeLimit = 20_000;

/** Translates an expression without its slashes; letters match in either case. Throws `ExpressionError`. */
export function compileExpression(source: string): Program {
  const node = parseExpression(source);
  const code: number[] = [];
  emit(node, code);
  code.push(MATCH);
  if (code.length > codeLimit) throw new ExpressionError(`an expression of ${code.length} steps is too long`);
  return { code: Uint16Array.from(code), literal: longestLiteral(node) };
}

/** Whether words are a program: known steps from end to end, that lead to one another, the last one MATCH. */
export function isProgram(code: Uint16Array): boolean {
  if (code.length > codeLimit) return false;
  const begins = new Set<number>();
  const targets: number[] = [];
  let last: number | undefined;
  for (let at = 0; at < code.length; at += sizeAt(code, at)) {
    last = code[at] ?? 0;
    if (last >= sizes.length) return false;
    begins.add(at);
    if (last === SPLIT || last === JUMP) targets.push(...code.subarray(at + 1, at + sizeAt(code, at)));
  }
  return last === MATCH && targets.every((target) => begins.has(target));
}

/** Whether the program matches anywhere in a lower-case text. */
export function matchesProgram(program: Program, text: string): boolean {
  const { code } = program;
  const seen = new Uint32Array(code.length).fill(0xffffffff);
  let now: number[] = [];
  const length = Math.min(text.length, textLimit);
  const isAnchored = code[0] === START;
  for (let at = 0; at <= length; at++) {
    if (isAnchored && at > 0 && now.length === 0) return false;
    if (follow(code, 0, at, text.length, seen, now)) return true;
    const next: number[] = [];
    const c = at < length ? text.charCodeAt(at) : -1;
    for (const pc of now) {
      if (c < 0 || !takes(code, pc, c)) continue;
      if (follow(code, pc + sizeAt(code, pc), at + 1, text.length, seen, next)) return true;
    }
    now = next;
  }
  return false;
}

/** Adds every step that is reached from `pc` without reading; true if that is the end of the program. */
function follow(code: Uint16Array, pc: number, at: number, length: number, seen: Uint32Array, into: number[]): boolean {
  const open = [pc];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (seen[here] === at) continue;
    seen[here] = at;
    const step = code[here];
    if (step === MATCH) return true;
    if (step === JUMP) open.push(code[here + 1] ?? 0);
    else if (step === SPLIT) open.push(code[here + 1] ?? 0, code[here + 2] ?? 0);
    else if (step === START || step === END) {
      if (at === (step === START ? 0 : length)) open.push(here + 1);
    } else into.push(here);
  }
  return false;
}

function takes(code: Uint16Array, pc: number, c: number): boolean {
  const step = code[pc];
  if (step === ANY) return true;
  if (step === CHAR) return code[pc + 1] === c;
  return c < 128 && (((code[pc + 1 + (c >> 4)] ?? 0) >> (c & 15)) & 1) === 1;
}

function sizeAt(code: Uint16Array, pc: number): number {
  return sizes[code[pc] ?? 0] ?? 1;
}

function emit(node: Node, code: number[]): void {
  switch (node.kind) {
    case "char":
      code.push(CHAR, node.code);
      return;
    case "any":
      code.push(ANY);
      return;
    case "start":
      code.push(START);
      return;
    case "end":
      code.push(END);
      return;
    case "set":
      code.push(SET, ...node.words);
      return;
    case "sequence":
      for (const part of node.nodes) emit(part, code);
      return;
    case "choice":
      emitChoice(node.nodes, code);
      return;
    case "repeat": {
      const split = code.length;
      if (node.min === 0) code.push(SPLIT, split + 3, 0);
      emit(node.node, code);
      if (node.many) code.push(SPLIT, node.min === 0 ? split + 3 : split, code.length + 3);
      if (node.min === 0) code[split + 2] = code.length;
    }
  }
}

function emitChoice(nodes: readonly Node[], code: number[]): void {
  const ends: number[] = [];
  nodes.forEach((part, i) => {
    const split = code.length;
    if (i < nodes.length - 1) code.push(SPLIT, split + 3, 0);
    emit(part, code);
    if (i < nodes.length - 1) {
      code.push(JUMP, 0);
      ends.push(code.length - 1);
      code[split + 2] = code.length;
    }
  });
  for (const end of ends) code[end] = code.length;
}

function longestLiteral(node: Node): string {
  const parts = node.kind === "sequence" ? node.nodes : [node];
  let best = "";
  let run = "";
  for (const part of parts) {
    run = part.kind === "char" ? run + String.fromCharCode(part.code) : "";
    if (run.length > best.length) best = run;
  }
  return best;
}
