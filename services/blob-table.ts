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

  private constructor(blob: Blob, head: TableHead) {
    this.#blob = blob;
    this.head = head;
    this.#judge = new Judge(head);
  }

  /** Reads and checks the head. Throws `DamagedBytes`. */
  static async open(blob: Blob, headLength: number): Promise<BlobTable> {
    const head = readHead(await readSlice(blob, 0, headLength));
    if (head.length !== blob.size) {
      throw new DamagedBytes("the table", blob.size, `${head.length} bytes are announced`);
    }
    return new BlobTable(blob, head);
  }

  get asOf(): Day {
    return this.#judge.asOf;
  }

  /** Throws `DamagedBytes` for a bucket that was damaged, and an error for what is not a URL. */
  async verdict(url: string): Promise<Verdict> {
    const records = new FewRecords(this.head);
    for (let round = 0; round < mostRounds; round++) {
      const verdict = this.#judge.judge(url, records);
      if (!verdict) throw new Error("not a URL");
      if (records.missing.size === 0) return verdict;
      await Promise.all(
        [...records.missing].map(async (bucket) => {
          const [start, end] = records.range(bucket);
          records.add(bucket, await readSlice(this.#blob, start, end));
        }),
      );
    }
    throw new Error("a question led to ever more of the table");
  }
}

/** A file that the browser can no longer read is as good as damaged. */
async function readSlice(blob: Blob, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (error) {
    throw new DamagedBytes("the table", start, `it cannot be read: ${String(error)}`);
  }
}
