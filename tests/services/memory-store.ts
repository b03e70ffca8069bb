// Where sync keeps what it has, in memory, with the faults that disks and browsers have.

import type { StoredTrust } from "@/core/sync/trust.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import type { SyncStore } from "@/services/sync-feed.ts";

/** Thrown where a test cuts a run off: the process is gone at this point. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** `cut` is asked before and after every call, by a number that counts them. */
export class MemoryStore implements SyncStore {
  readonly blobs = new Map<string, Uint8Array>();
  trust: StoredTrust[] = [];
  active: ActiveRelease | undefined;
  previous: ActiveRelease | undefined;
  calls = 0;
  cut: (call: number) => Error | undefined = () => undefined;

  readTrust(): Promise<readonly StoredTrust[]> {
    return this.#do(() => this.trust);
  }

  writeTrust(trust: StoredTrust): Promise<void> {
    return this.#do(() => {
      this.trust = [trust, trust];
    });
  }

  readBlob(sha256: string): Promise<Uint8Array | undefined> {
    return this.#do(() => this.blobs.get(sha256));
  }

  writeBlob(sha256: string, bytes: Uint8Array): Promise<void> {
    return this.#do(() => {
      this.blobs.set(sha256, Uint8Array.from(bytes));
    });
  }

  readActive(): Promise<ActiveRelease | undefined> {
    return this.#do(() => this.active);
  }

  activate(release: ActiveRelease): Promise<void> {
    return this.#do(() => {
      for (const { id, sha256 } of release.packs) if (!this.blobs.has(sha256)) throw new Error(`${id} is not there`);
      this.previous = this.active;
      this.active = release;
      const needed = new Set(
        [this.active, this.previous].flatMap((each) => each?.packs.map(({ sha256 }) => sha256) ?? []),
      );
      for (const sha256 of this.blobs.keys()) if (!needed.has(sha256)) this.blobs.delete(sha256);
    });
  }

  #do<Value>(work: () => Value): Promise<Value> {
    const before = this.cut(this.calls++);
    if (before) return Promise.reject(before);
    const value = work();
    const after = this.cut(this.calls++);
    return after ? Promise.reject(after) : Promise.resolve(value);
  }
}
