// JSON as metadata may use it, read strictly, and its canonical form, over which signatures are made.
//
// Refused beyond the grammar: bytes that are not UTF-8, a byte order mark, a name twice in one object, fractions,
// exponents, -0, integers beyond 2^53, half surrogate pairs, more than eight levels, more than `mostValues` values.
// Objects are maps: no name in them means anything to the language.

import { MalformedMetadata } from "./errors.ts";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

const deepest = 8;
const mostValues = 50_000;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Throws `MalformedMetadata`; `where` names the bytes in it. */
export function readJson(bytes: Uint8Array, where: string): Json {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new MalformedMetadata(where, "it begins with a byte order mark");
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new MalformedMetadata(where, "it is not UTF-8");
  }
  return new JsonReader(text, where).whole();
}

class JsonReader {
  readonly #text: string;
  readonly #where: string;
  #at = 0;
  #values = 0;

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  whole(): Json {
    const value = this.#value(0);
    if (this.#next() !== "") this.#fail("something follows the value");
    return value;
  }

  #value(depth: number): Json {
    if (++this.#values > mostValues) this.#fail(`more than ${mostValues} values`);
    const first = this.#next();
    if (first === '"') return this.#string();
    if (first === "{" || first === "[") {
      if (depth === deepest) this.#fail(`more than ${deepest} levels`);
      this.#at++;
      return first === "{" ? this.#object(depth + 1) : this.#array(depth + 1);
    }
    for (const [word, value] of [["true", true] as const, ["false", false] as const, ["null", null] as const]) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#integer();
  }

  #object(depth: number): JsonObject {
    const object = new Map<string, Json>();
    if (this.#next() === "}") return this.#past(object);
    for (;;) {
      if (this.#next() !== '"') this.#fail("a name is missing");
      const name = this.#string();
      if (object.has(name)) this.#fail(`${JSON.stringify(name.slice(0, 60))} stands twice`);
      if (this.#next() !== ":") this.#fail("a colon is missing");
      this.#at++;
      object.set(name, this.#value(depth));
      const end = this.#next();
      if (end === "}") return this.#past(object);
      if (end !== ",") this.#fail("a comma is missing");
      this.#at++;
    }
  }

  #array(depth: number): readonly Json[] {
    const array: Json[] = [];
    if (this.#next() === "]") return this.#past(array);
    for (;;) {
      array.push(this.#value(depth));
      const end = this.#next();
      if (end === "]") return this.#past(array);
      if (end !== ",") this.#fail("a comma is missing");
      this.#at++;
    }
  }

  #past<Value>(value: Value): Value {
    this.#at++;
    return value;
  }

  #string(): string {
    const start = this.#at++;
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(unit) || unit < 32) this.#fail("a text does not end, or holds a control character");
      this.#at += unit === 0x5c ? 2 : 1;
      if (unit === 0x22) break;
    }
    const text = this.#unescape(this.#text.slice(start, this.#at));
    if (!text.isWellFormed()) this.#fail("half a surrogate pair");
    return text;
  }

  #unescape(quoted: string): string {
    try {
      return JSON.parse(quoted) as string;
    } catch {
      return this.#fail("an escape that JSON does not have");
    }
  }

  #integer(): number {
    integerPattern.lastIndex = this.#at;
    const digits = integerPattern.exec(this.#text)?.[0] ?? this.#fail("not a value");
    this.#at += digits.length;
    if (".eE0123456789".includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) {
      this.#fail("a number that is not a plain integer");
    }
    const value = Number(digits);
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.#fail(`${digits.slice(0, 30)} is out of range`);
    return value;
  }

  /** The next character that is not white space; nothing at the end. */
  #next(): string {
    while (" \t\n\r".includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at++;
    return this.#text.charAt(this.#at);
  }

  #fail(reason: string): never {
    throw new MalformedMetadata(this.#where, `character ${this.#at}: ${reason}`);
  }
}

const integerPattern = /-?(?:0|[1-9]\d*)/y;

/** Canonical JSON as TUF uses it: names sorted, no space, only `"` and `\` escaped. */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  if (value instanceof Map) {
    const fields = [...(value as JsonObject)].sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${canonicalJson(name)}:${canonicalJson(field)}`).join(",")}}`;
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(",")}]`;
  return JSON.stringify(value);
}
