// Regular expressions of a list, translated into small programs of our own and never run as expressions.
//
// Understood: literals, `\` escapes, `.`, `\w \d \s`, classes with ranges and negation, groups (with or without
// `?:`), `|`, `* + ?` (lazy or not), `^` and `$`. Anything else is an `ExpressionError`. A program runs as
// Thompson and Pike described it: all ways at once, so its time is bounded by its length times the text's.
//
//   MATCH | CHAR c | ANY | SET 8 words of 16 bits | SPLIT a b | JUMP a | START | END      (one word each)

export interface Program {
  readonly code: Uint16Array;
  /** the longest run of characters that every match contains; `""` if there is none */
  readonly literal: string;
}

export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
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

type Node =
  | { readonly kind: "char"; readonly code: number }
  | { readonly kind: "any" | "start" | "end" }
  | { readonly kind: "set"; readonly words: Uint16Array }
  | { readonly kind: "sequence" | "choice"; readonly nodes: readonly Node[] }
  | { readonly kind: "repeat"; readonly node: Node; readonly min: 0 | 1; readonly many: boolean };

/** Translates an expression without its slashes; letters match in either case. Throws `ExpressionError`. */
export function compileExpression(source: string): Program {
  const node = new Parser(source).parse();
  const code: number[] = [];
  emit(node, code);
  code.push(MATCH);
  if (code.length > codeLimit) throw new ExpressionError(`an expression of ${code.length} steps is too long`);
  return { code: Uint16Array.from(code), literal: longestLiteral(node) };
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
    if (follow(code, 0, at, length, seen, now)) return true;
    const next: number[] = [];
    const c = at < length ? text.charCodeAt(at) : -1;
    for (const pc of now) {
      if (c >= 0 && takes(code, pc, c) && follow(code, pc + sizeAt(code, pc), at + 1, length, seen, next)) return true;
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

class Parser {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#at < this.#source.length) this.#fail(`"${this.#peek()}" has no opening bracket`);
    return node;
  }

  #choice(): Node {
    const nodes = [this.#sequence()];
    while (this.#take("|")) nodes.push(this.#sequence());
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: "choice", nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    while (this.#at < this.#source.length && !"|)".includes(this.#peek())) nodes.push(this.#repeat());
    return { kind: "sequence", nodes };
  }

  #repeat(): Node {
    let node = this.#atom();
    for (;;) {
      if (this.#take("*")) node = { kind: "repeat", node, min: 0, many: true };
      else if (this.#take("+")) node = { kind: "repeat", node, min: 1, many: true };
      else if (this.#take("?")) node = { kind: "repeat", node, min: 0, many: false };
      else return node;
    }
  }

  #atom(): Node {
    if (this.#take("(")) {
      if (this.#take("?") && !this.#take(":")) this.#fail("a group that looks around is not understood");
      const node = this.#choice();
      if (!this.#take(")")) this.#fail("a group is not closed");
      return node;
    }
    if (this.#take("[")) return this.#class();
    if (this.#take("^")) return { kind: "start" };
    if (this.#take("$")) return { kind: "end" };
    if (this.#take(".")) return { kind: "any" };
    if ("*+?{}".includes(this.#peek())) this.#fail(`"${this.#peek()}" has nothing to repeat, or is not understood`);
    const codes = this.#codes();
    return codes.length === 1 ? { kind: "char", code: codes[0] ?? 0 } : setOf(codes, false);
  }

  #class(): Node {
    const negated = this.#take("^");
    const codes: number[] = [];
    while (!this.#take("]")) {
      const from = this.#codes();
      if (from.length === 1 && this.#peek() === "-" && this.#source[this.#at + 1] !== "]") {
        this.#at++;
        const to = this.#codes();
        for (let c = from[0] ?? 0; c <= (to[0] ?? -1); c++) codes.push(c);
      } else codes.push(...from);
    }
    return setOf(codes, negated);
  }

  /** The characters that one literal or escape stands for. */
  #codes(): number[] {
    if (!this.#take("\\")) return [this.#next()];
    const c = this.#next(false);
    if (c === 119) return [..."abcdefghijklmnopqrstuvwxyz0123456789_"].map((letter) => letter.charCodeAt(0));
    if (c === 100) return [..."0123456789"].map((digit) => digit.charCodeAt(0));
    if (c === 115) return [9, 10, 11, 12, 13, 32];
    if (/[a-z0-9]/i.test(String.fromCharCode(c))) this.#fail(`"\\${String.fromCharCode(c)}" is not understood`);
    return [c];
  }

  /** The next character, a letter in lower case unless it names a class (`\W` is not `\w`). */
  #next(fold = true): number {
    if (this.#at >= this.#source.length) this.#fail("it ends too early");
    const c = this.#source.charCodeAt(this.#at++);
    if (c > 127) this.#fail("only ASCII can stand in an address");
    return fold && c >= 65 && c <= 90 ? c + 32 : c;
  }

  #peek(): string {
    return this.#source[this.#at] ?? "";
  }

  #take(c: string): boolean {
    if (this.#source[this.#at] !== c) return false;
    this.#at++;
    return true;
  }

  #fail(reason: string): never {
    throw new ExpressionError(`character ${this.#at + 1} of the expression: ${reason}`);
  }
}

function setOf(codes: readonly number[], negated: boolean): Node {
  const words = new Uint16Array(8);
  for (const c of codes) words[c >> 4] = (words[c >> 4] ?? 0) | (1 << (c & 15));
  if (negated) for (let i = 0; i < 8; i++) words[i] = ~(words[i] ?? 0);
  return { kind: "set", words };
}
