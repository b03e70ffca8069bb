// The one door to IndexedDB: it keeps the table that answers, what the reader chose to have kept, and what sync fetched.

import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import type { HeldPack, ListsNote } from "@/core/lists-state.ts";
import type { ActiveRelease } from "@/core/sync/release.ts";
import type { FetchedList, Update } from "@/core/sync/state.ts";
import type { StoredTrust } from "@/core/sync/trust.ts";

export interface StoredTable {
  /** names the packs it was built from */
  readonly packs: string;
  readonly headLength: number;
  /** hexadecimal SHA-256 of the head */
  readonly headDigest: string;
  readonly table: Blob;
  readonly note: ListsNote | null;
  /** the packs it was built from; an earlier version did not say */
  readonly held?: readonly HeldPack[];
  /** packs that should have answered in place of some of these, but were not whole; an earlier version did not say */
  readonly passedOver?: readonly { readonly id: string; readonly sha256: string }[];
}

/** `Choices` of this version or an earlier one. */
export type StoredSettings = object;

interface Schema extends DBSchema {
  tables: { key: "current"; value: StoredTable };
  settings: { key: "current"; value: StoredSettings };
  trust: { key: "current"; value: StoredTrust };
  releases: { key: "current"; value: StoredReleases };
  /** packs and parts of packs, by their SHA-256 */
  blobs: { key: string; value: Uint8Array<ArrayBuffer> };
  /** what newer lists changed: by the number of the feed's release, GFWList's own by the time */
  updates: { key: number; value: Update };
}

/** Which release answers, and which one did before; beside them GFWList as it was taken from its publisher. */
export interface StoredReleases {
  readonly active: ActiveRelease | undefined;
  readonly previous: ActiveRelease | undefined;
  readonly gfwlist?: { readonly active: FetchedList; readonly previous: FetchedList | undefined } | undefined;
}

const strict = { durability: "strict" } as const;
const name = "wallsight";
const version = 4;
/** Updates that are told of each source of newer lists; older ones go. */
const mostUpdates = 12;

/** The stored table, if there is one. Rejects where the browser gives the extension no database. */
export async function readStoredTable(): Promise<StoredTable | undefined> {
  return withDatabase((database) => database.get("tables", "current"));
}

/** Keeps a table in place of the one before, in one transaction that is on disk when it resolves. */
export async function storeTable(stored: StoredTable): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction("tables", "readwrite", strict);
    await Promise.all([transaction.store.put(stored, "current"), transaction.done]);
  });
}

/** What the reader chose, if anything was. Rejects where the browser gives the extension no database. */
export async function readStoredSettings(): Promise<StoredSettings | undefined> {
  return withDatabase((database) => database.get("settings", "current"));
}

export async function storeSettings(settings: StoredSettings): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction("settings", "readwrite", strict);
    await Promise.all([transaction.store.put(settings, "current"), transaction.done]);
  });
}

/** The feed's signed metadata. */
export async function readStoredTrust(): Promise<StoredTrust | undefined> {
  return withDatabase((database) => database.get("trust", "current"));
}

export async function storeTrust(trust: StoredTrust): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction("trust", "readwrite", strict);
    await Promise.all([transaction.store.put(trust, "current"), transaction.done]);
  });
}

export async function readStoredReleases(): Promise<StoredReleases | undefined> {
  return withDatabase((database) => database.get("releases", "current"));
}

export async function readStoredBlob(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return withDatabase((database) => database.get("blobs", sha256));
}

export async function storeBlob(sha256: string, bytes: Uint8Array): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction("blobs", "readwrite", strict);
    await Promise.all([transaction.store.put(Uint8Array.from(bytes), sha256), transaction.done]);
  });
}

/**
 * Makes a release the active one, in one transaction that is on disk when it resolves: the one before becomes the
 * previous, and blobs that neither needs go. Rejects, with nothing changed, where a pack is neither stored nor among
 * those that `isShipped` knows.
 */
export async function activateRelease(release: ActiveRelease, isShipped: (sha256: string) => boolean): Promise<void> {
  await switchReleases(async (releases, blobs) => {
    const kept = new Set(await blobs.getAllKeys());
    const missing = release.packs.find(({ sha256 }) => !kept.has(sha256) && !isShipped(sha256));
    if (missing) throw new Error(`the pack ${missing.id} of release ${release.release} is not stored`);
    const before = await releases.get("current");
    const isSame = before?.active?.release === release.release;
    const after = { ...before, active: release, previous: isSame ? before.previous : before?.active };
    await releases.put(after, "current");
    await dropOthers(blobs, after);
  });
}

/** The same for a version of GFWList and the pack that was made of it, with what it changed; releases stay as they are. */
export async function activateList(list: FetchedList, pack: Uint8Array, update: Update): Promise<void> {
  await switchReleases(async (releases, blobs, updates) => {
    const before = await releases.get("current");
    const held = before?.gfwlist?.active;
    const previous = held?.sha256 === list.sha256 ? before?.gfwlist?.previous : held;
    const after = { active: undefined, previous: undefined, ...before, gfwlist: { active: list, previous } };
    await blobs.put(Uint8Array.from(pack), list.sha256);
    await releases.put(after, "current");
    await putUpdate(updates, update);
    await dropOthers(blobs, after);
  });
}

/** Makes room: blobs that nothing needs go, and with `isPressing` the previous release and list too. */
export async function dropBlobs(isPressing: boolean): Promise<void> {
  await switchReleases(async (releases, blobs) => {
    const stored = await releases.get("current");
    const { active, gfwlist } = stored ?? {};
    const least = { active, previous: undefined, gfwlist: gfwlist && { active: gfwlist.active, previous: undefined } };
    if (stored && isPressing) await releases.put(least, "current");
    await dropOthers(blobs, isPressing ? least : stored);
  });
}

/** The lists of the build answer again. The feed's metadata stays: whoever goes back to it must not be led to an older one. */
export async function forgetReleases(): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction(switched, "readwrite", strict);
    await Promise.all([...switched.map((each) => transaction.objectStore(each).clear()), transaction.done]);
  });
}

/** Oldest first. */
export async function readUpdates(): Promise<readonly Update[]> {
  const updates = await withDatabase((database) => database.getAll("updates"));
  return updates.sort((a, b) => a.at - b.at);
}

export async function storeUpdate(update: Update): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction("updates", "readwrite", strict);
    await Promise.all([putUpdate(transaction.store, update), transaction.done]);
  });
}

const switched = ["releases", "blobs", "updates"] as const;
type Store<Name extends (typeof switched)[number]> = IDBPObjectStore<Schema, typeof switched, Name, "readwrite">;

async function putUpdate(
  updates: IDBPObjectStore<Schema, ["updates"], "updates", "readwrite"> | Store<"updates">,
  update: Update,
): Promise<void> {
  await updates.put(update, update.release ?? update.at);
  const isFeeds = update.release !== null;
  const alike = (await updates.getAll()).filter(({ release }) => (release !== null) === isFeeds);
  for (const { release, at } of alike.slice(0, -mostUpdates)) await updates.delete(release ?? at);
}

async function dropOthers(blobs: Store<"blobs">, kept: StoredReleases | undefined): Promise<void> {
  const packs = [kept?.active, kept?.previous].flatMap((release) => release?.packs ?? []);
  const lists = [kept?.gfwlist?.active, kept?.gfwlist?.previous].filter((list) => list !== undefined);
  const needed = new Set([...packs, ...lists].map(({ sha256 }) => sha256));
  for (const sha256 of await blobs.getAllKeys()) if (!needed.has(sha256)) await blobs.delete(sha256);
}

/** All of the work is on disk when this resolves; where it rejects, nothing has changed. */
async function switchReleases(
  work: (releases: Store<"releases">, blobs: Store<"blobs">, updates: Store<"updates">) => Promise<void>,
): Promise<void> {
  await writeDatabase(async (database) => {
    const transaction = database.transaction(switched, "readwrite", strict);
    const done = transaction.done.then(
      () => undefined,
      (error: unknown) => error ?? new DOMException("the transaction was aborted", "AbortError"),
    );
    try {
      await work(
        transaction.objectStore("releases"),
        transaction.objectStore("blobs"),
        transaction.objectStore("updates"),
      );
    } catch (error) {
      abort(transaction);
      await done;
      throw error;
    }
    const failure = await done;
    if (failure !== undefined) throw failure;
  });
}

/** A full disk has aborted it already. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The write that began last. */
let writing: Promise<unknown> = Promise.resolve();

/**
 * One write after the other: a Chromium that was killed with two of them open takes its database for damaged when it starts
 * again, and deletes it (docs/sync.md).
 */
async function writeDatabase(write: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
  const written = writing.then(() => withDatabase(write));
  writing = written.catch(() => undefined);
  await written;
}

async function withDatabase<Value>(use: (database: IDBPDatabase<Schema>) => Promise<Value>): Promise<Value> {
  const database = await openDB<Schema>(name, version, {
    upgrade(opened, before) {
      if (before < 1) opened.createObjectStore("tables");
      if (before < 2) opened.createObjectStore("settings");
      if (before < 3) {
        opened.createObjectStore("trust");
        opened.createObjectStore("releases");
        opened.createObjectStore("blobs");
      }
      if (before < 4) opened.createObjectStore("updates");
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
