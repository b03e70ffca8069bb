// Writes on a full disk: what nobody needs goes, then what was needed before.

import { dropBlobs } from "./database.ts";

/**
 * Writes, and where there is no room makes some, twice: first what no release needs goes, then the release before. Where
 * that does not help either it rejects with a `QuotaExceededError`.
 */
export async function withRoom(write: () => Promise<void>): Promise<void> {
  for (const makeRoom of [() => dropBlobs(false), () => dropBlobs(true), undefined]) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isFull(error)) throw error;
      if (!makeRoom) throw error instanceof DOMException ? error : new DOMException(String(error), fullName);
      await makeRoom();
    }
  }
}

const fullName = "QuotaExceededError";

/** Firefox lets `storage.local` share the room of the database, and tells its end in the message alone. */
function isFull(error: unknown): boolean {
  return error instanceof Error && (error.name === fullName || error.message.startsWith(`${fullName}:`));
}
