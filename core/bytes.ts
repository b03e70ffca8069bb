// Growing and reading byte buffers: little-endian words and LEB128 varints, every read within bounds.

/** Bytes that are not what their format says; `at` is the offset where that was seen. */
export class DamagedBytes extends Error {
  override readonly name = "DamagedBytes";
  readonly at: number;

  constructor(what: string, at: number, reason: string) {
    super(`${what}, byte ${at}: ${reason}`);
    this.at = at;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes written so far; valid until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number of at most 32 bits. */
  varint(value: number): void {
    if (!(value >= 0 && value <= 0xffffffff)) throw new RangeError(`${value} does not fit into 32 bits`);
    this.#reserve(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  bytes(source: Uint8Array): void {
    this.#reserve(source.length);
    this.#bytes.set(source, this.#length);
    this.#length += source.length;
  }

  /** A text in UTF-8 behind its length. */
  text(value: string): void {
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.bytes(bytes);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.view());
    this.#bytes = grown;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  readonly #end: number;
  #at: number;

  /** `what` names the bytes in errors. */
  constructor(bytes: Uint8Array, what: string, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#what = what;
    this.#at = from;
    this.#end = end;
  }

  get at(): number {
    return this.#at;
  }

  /** Fails if bytes are left. */
  expectEnd(): void {
    if (this.#at < this.#end) this.fail("bytes follow the last entry");
  }

  u8(): number {
    if (this.#at >= this.#end) this.fail("it ends too early");
    return this.#bytes[this.#at++] ?? 0;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value > 0xffffffff ? this.fail("a number is too large") : value;
    }
    return this.fail("a number does not end");
  }

  /** The number of entries that follow, each of at least `size` bytes. */
  count(size = 1): number {
    const count = this.varint();
    if (count * size > this.#end - this.#at) {
      this.fail(`${count} entries are announced, ${this.#end - this.#at} bytes are left`);
    }
    return count;
  }

  bytes(length: number): Uint8Array {
    if (length > this.#end - this.#at) this.fail(`${length} bytes are announced, ${this.#end - this.#at} are left`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    const bytes = this.bytes(this.varint());
    try {
      return decoder.decode(bytes);
    } catch {
      return this.fail("a text is not UTF-8");
    }
  }

  fail(reason: string): never {
    throw new DamagedBytes(this.#what, this.#at, reason);
  }
}
