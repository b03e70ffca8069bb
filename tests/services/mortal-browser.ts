// A browser whose storage can fail at any moment, and whose process can be gone at any: what is asked of it passes by a
// door, before and after it happens. What was asked before the end is done.

import { vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";

/** What becomes of what passes by: an error that it fails with, or the end of the process. */
export type Fate = Error | "killed" | undefined;
type Call = (...given: never[]) => Promise<unknown>;

const { storage, alarms } = fakeBrowser;
const real = {
  storage: { get: storage.local.get, set: storage.local.set, remove: storage.local.remove },
  alarms: { create: alarms.create, clear: alarms.clear },
};

const over = new DOMException("the process is gone", "AbortError");

export class MortalBrowser {
  /** resolves when the process is gone */
  readonly killed: Promise<"killed">;
  readonly #fateOf: (moment: number) => Fate;
  readonly #database = indexedDB;
  #kill: () => void = () => undefined;
  #moments = 0;
  #isGone = false;
  /** ends the requests that the process did not live to see answered; `undefined` once that is done */
  #unanswered: (() => void)[] | undefined = [];

  constructor(fateOf: (moment: number) => Fate) {
    this.#fateOf = fateOf;
    this.killed = new Promise((resolve) => {
      this.#kill = () => resolve("killed");
    });
  }

  /** From here on the code sees this browser. */
  start(): void {
    const doors = (calls: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(calls).map(([name, work]) => [name, this.through(work as Call)]));
    Object.assign(storage.local, doors(real.storage));
    Object.assign(alarms, doors(real.alarms));
    vi.stubGlobal("indexedDB", { open: this.#open });
  }

  /** Gives the browser back as it was, once what was asked of it is done. */
  async end(): Promise<void> {
    this.#isGone = true;
    // Writes take turns, in the next life too: these must not be waited for.
    for (const refuse of this.#unanswered ?? []) refuse();
    this.#unanswered = undefined;
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(storage.local, real.storage);
    Object.assign(alarms, real.alarms);
    vi.stubGlobal("indexedDB", this.#database);
  }

  /** What never fails, but is not heard of any more once the process is gone. */
  whileAlive<Given extends readonly unknown[], Value>(
    work: (...given: Given) => Promise<Value>,
  ): (...given: Given) => Promise<Value> {
    return async (...given) => {
      const value = await work(...given);
      if (this.#isGone) await new Promise(() => undefined);
      return value;
    };
  }

  through(work: Call): Call {
    return async (...given) => {
      await this.#door();
      const value = await work(...given);
      await this.#door();
      return value;
    };
  }

  async #door(): Promise<void> {
    const fate = this.#next();
    if (fate === "killed") await new Promise(() => undefined);
    if (fate instanceof Error) throw fate;
  }

  #next(): Fate {
    const fate = this.#isGone ? "killed" : this.#fateOf(this.#moments++);
    if (fate === "killed") {
      this.#isGone = true;
      this.#kill();
    }
    return fate;
  }

  /** Every transaction of ours opens the database; what is within one is done whole or not at all. */
  readonly #open = (name: string, version?: number): object => {
    const fate = this.#next();
    if (fate instanceof Error) throw fate;
    if (fate !== "killed") return this.#database.open(name, version);
    if (!this.#unanswered) throw over;
    const refused: (() => void)[] = [];
    this.#unanswered.push(() => refused.forEach((tell) => tell()));
    return Object.create(IDBRequest.prototype, {
      error: { value: over },
      addEventListener: { value: (type: string, listener: () => void) => type === "error" && refused.push(listener) },
      removeEventListener: { value: () => undefined },
    }) as object;
  };
}
