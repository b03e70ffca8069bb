// Answers from a table in a Blob, reading its head and then only the buckets that a question needs; of many questions
// at once the filter, read once, says which need any.

import { DamagedBytes } from "@/core/bytes.ts";
import { Judge } from "@/core/judge.ts";
import type { LinkSign } from "@/core/orders.ts";
import { FewRecords } from "@/core/records.ts";
import { readFilter, readHead, type TableHead } from "@/core/table.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import { digestOf } from "./digest.ts";
import { nextTask } from "./slices.ts";

/** A question needs one round for its hosts, and one more where parts of its site are looked up. */
const mostRounds = 4;

/** Questions answered in one go; others than those who asked them are waiting too. */
const sliceQuestions = 128;

/** Buckets no further apart are read together. */
const gapBytes = 4096;

export class BlobTable {
  readonly head: TableHead;
  readonly #blob: Blob;
  readonly #judge: Judge;
  readonly #sound: Promise<void>;
  /** 2 MB for a million names, kept while the background lives */
  #filter: Promise<Uint32Array> | undefined;

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

  /** The verdicts on many URLs, in their order. Throws as `verdict` does. */
  verdicts(urls: readonly string[]): Promise<Verdict[]> {
    return this.#askMany(urls, (url, records) => this.#judged(url, records));
  }

  /** What links to these hosts are marked with; see `Judge`. Throws `DamagedBytes`. */
  signs(hosts: readonly string[]): Promise<LinkSign[]> {
    return this.#askMany(hosts, (host, records) => this.#judge.sign(host, records));
  }

  async #ask(url: string): Promise<Verdict> {
    const records = new FewRecords(this.head);
    this.#judge.look(url, records);
    for (let round = 0; round < mostRounds; round++) {
      await this.#readMissing(records);
      const verdict = this.#judged(url, records);
      if (records.missing.size === 0) return verdict;
    }
    throw new Error("a question led to ever more of the table");
  }

  async #askMany<Reply>(
    questions: readonly string[],
    reply: (question: string, records: FewRecords) => Reply,
  ): Promise<Reply[]> {
    const replies: Reply[] = [];
    for (let from = 0; from < questions.length; from += sliceQuestions) {
      if (from > 0) await nextTask();
      const slice = questions.slice(from, from + sliceQuestions);
      replies.push(...(await soundOr(this.#sound, () => this.#askSlice(slice, reply))));
    }
    await this.#sound;
    return replies;
  }

  async #askSlice<Reply>(
    questions: readonly string[],
    reply: (question: string, records: FewRecords) => Reply,
  ): Promise<Reply[]> {
    const records = new FewRecords(this.head, await this.#readFilter());
    const replies: Reply[] = [];
    let open = Array.from(questions.keys());
    for (let round = 0; open.length > 0; round++) {
      if (round > mostRounds) throw new Error("questions led to ever more of the table");
      await this.#readMissing(records);
      open = open.filter((i) => {
        const before = records.misses;
        replies[i] = reply(questions[i] ?? "", records);
        return records.misses > before;
      });
    }
    return replies;
  }

  #judged(url: string, records: FewRecords): Verdict {
    const verdict = this.#judge.judge(url, records);
    if (!verdict) throw new Error("not a URL");
    return verdict;
  }

  #readFilter(): Promise<Uint32Array> {
    const { headLength, recordsStart } = this.head;
    this.#filter ??= readSlice(this.#blob, headLength, recordsStart).then((bytes) => readFilter(bytes, this.head));
    return this.#filter;
  }

  async #readMissing(records: FewRecords): Promise<void> {
    const reads: { start: number; end: number; buckets: number[] }[] = [];
    for (const bucket of Array.from(records.missing).sort((a, b) => a - b)) {
      const [start, end] = records.range(bucket);
      const last = reads.at(-1);
      if (last && start - last.end <= gapBytes) {
        last.buckets.push(bucket);
        last.end = end;
      } else reads.push({ start, end, buckets: [bucket] });
    }
    await Promise.all(
      reads.map(async ({ start, end, buckets }) => {
        const bytes = await readSlice(this.#blob, start, end);
        for (const bucket of buckets) {
          const [from, to] = records.range(bucket);
          records.add(bucket, bytes.subarray(from - start, to - start));
        }
      }),
    );
  }
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
