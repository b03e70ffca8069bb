// Answers from a table in a Blob, reading its head and then only the buckets that a question needs.

import { DamagedBytes } from "@/core/bytes.ts";
import { Judge } from "@/core/judge.ts";
import { FewRecords } from "@/core/records.ts";
import { readHead, type TableHead } from "@/core/table.ts";
import type { Day, Verdict } from "@/core/verdict.ts";

/** A question needs one round for its hosts, and one more where parts of its site are looked up. */
const mostRounds = 4;

export class BlobTable {
  readonly head: TableHead;
  readonly #blob: Blob;
  readonly #judge: Judge;
  readonly #sound: Promise<void>;

  private constructor(blob: Blob, head: TableHead, sound: Promise<void>) {
    this.#blob = blob;
    this.head = head;
    this.#judge = new Judge(head);
    this.#sound = sound;
  }

  /**
   * Reads the head. That its bytes have the digest is found out while the first question reads its buckets, and no
   * question is answered before: a worker that starts has no time to lose. Throws `DamagedBytes`.
   */
  static async open(blob: Blob, headLength: number, digest: string): Promise<BlobTable> {
    const bytes = await readSlice(blob, 0, headLength);
    const sound = checkDigest(bytes, digest);
    // Told to whoever asks a question.
    sound.catch(() => undefined);
    const head = await soundOr(sound, () => readHead(bytes, true));
    if (head.length !== blob.size) {
      throw new DamagedBytes("the table", blob.size, `${head.length} bytes are announced`);
    }
    return new BlobTable(blob, head, sound);
  }

  get asOf(): Day {
    return this.#judge.asOf;
  }

  /** Throws `DamagedBytes` for a head or a bucket that was damaged, and an error for what is not a URL. */
  async verdict(url: string): Promise<Verdict> {
    const verdict = await soundOr(this.#sound, () => this.#ask(url));
    await this.#sound;
    return verdict;
  }

  async #ask(url: string): Promise<Verdict> {
    const records = new FewRecords(this.head);
    this.#judge.look(url, records);
    for (let round = 0; round < mostRounds; round++) {
      await Promise.all(Array.from(records.missing, (bucket) => this.#read(bucket, records)));
      const verdict = this.#judge.judge(url, records);
      if (!verdict) throw new Error("not a URL");
      if (records.missing.size === 0) return verdict;
    }
    throw new Error("a question led to ever more of the table");
  }

  async #read(bucket: number, records: FewRecords): Promise<void> {
    const [start, end] = records.range(bucket);
    records.add(bucket, await readSlice(this.#blob, start, end));
  }
}

/** The hexadecimal SHA-256 by which a table's head is known again. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function checkDigest(bytes: Uint8Array<ArrayBuffer>, digest: string): Promise<void> {
  if ((await digestOf(bytes)) !== digest) {
    throw new DamagedBytes("the table", 0, "the head's digest is not the one it was stored with");
  }
}

/** What fails on bytes that are not sound fails for that reason. */
async function soundOr<Value>(sound: Promise<void>, work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await sound;
    throw error;
  }
}

/** A file that the browser can no longer read is as good as damaged. */
async function readSlice(blob: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (error) {
    throw new DamagedBytes("the table", start, `it cannot be read: ${String(error)}`);
  }
}
