// Reads a regular expression of a list into a tree, as far as expression.ts understands it.

export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

export type Node =
  | { readonly kind: "char"; readonly code: number }
  | { readonly kind: "any" | "start" | "end" }
  | { readonly kind: "set"; readonly words: Uint16Array }
  | { readonly kind: "sequence" | "choice"; readonly nodes: readonly Node[] }
  | { readonly kind: "repeat"; readonly node: Node; readonly min: 0 | 1; readonly many: boolean };

const depthLimit = 100;

/** Reads an expression without its slashes. Throws `ExpressionError`. */
export function parseExpression(source: string): Node {
  return new Parser(source).parse();
}

class Parser {
  #at = 0;
  #depth = 0;
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
    const node = this.#atom();
    const sign = this.#peek();
    if (sign !== "*" && sign !== "+" && sign !== "?") return node;
    if (node.kind === "start" || node.kind === "end") this.#fail(`"${sign}" has nothing to repeat`);
    this.#at++;
    // A lazy one looks for another match first, and finds one where the other does.
    this.#take("?");
    return { kind: "repeat", node, min: sign === "+" ? 1 : 0, many: sign !== "?" };
  }

  #atom(): Node {
    if (this.#take("(")) {
      if (this.#take("?") && !this.#take(":")) this.#fail("a group that looks around is not understood");
      if (++this.#depth > depthLimit) this.#fail("groups lie too deep in one another");
      const node = this.#choice();
      if (!this.#take(")")) this.#fail("a group is not closed");
      this.#depth--;
      return node;
    }
    if (this.#take("[")) return this.#class();
    if (this.#take("^")) return { kind: "start" };
    if (this.#take("$")) return { kind: "end" };
    if (this.#take(".")) return { kind: "any" };
    if ("*+?{}".includes(this.#peek())) this.#fail(`"${this.#peek()}" has nothing to repeat, or is not understood`);
    const codes = this.#codes();
    return codes.length === 1 ? { kind: "char", code: lowerCase(codes[0] ?? 0) } : setOf(codes, false);
  }

  #class(): Node {
    const negated = this.#take("^");
    const codes: number[] = [];
    while (!this.#take("]")) {
      const from = this.#codes();
      codes.push(...from);
      if (this.#peek() !== "-" || this.#source[this.#at + 1] === "]") continue;
      this.#at++;
      const to = this.#codes();
      const [first = 0, last = 0] = [from[0], to[0]];
      if (from.length > 1 || to.length > 1 || last < first)
        this.#fail("a range does not go from one character to a later one");
      for (let c = first; c <= last; c++) codes.push(c);
    }
    return setOf(codes, negated);
  }

  /** The characters that one literal or escape stands for. */
  #codes(): number[] {
    const isEscape = this.#take("\\");
    const c = this.#next();
    if (!isEscape) return [c];
    if (c === 119) return [..."abcdefghijklmnopqrstuvwxyz0123456789_"].map((letter) => letter.charCodeAt(0));
    if (c === 100) return [..."0123456789"].map((digit) => digit.charCodeAt(0));
    if (c === 115) return [9, 10, 11, 12, 13, 32];
    if (/[a-z0-9]/i.test(String.fromCharCode(c))) this.#fail(`"\\${String.fromCharCode(c)}" is not understood`);
    return [c];
  }

  #next(): number {
    if (this.#at >= this.#source.length) this.#fail("it ends too early");
    const c = this.#source.charCodeAt(this.#at++);
    if (c > 127) this.#fail("only ASCII can stand in an address");
    return c;
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

function lowerCase(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function setOf(codes: readonly number[], negated: boolean): Node {
  const words = new Uint16Array(8);
  for (const c of codes.map(lowerCase)) words[c >> 4] = (words[c >> 4] ?? 0) | (1 << (c & 15));
  if (negated) for (let i = 0; i < 8; i++) words[i] = ~(words[i] ?? 0);
  return { kind: "set", words };
}
