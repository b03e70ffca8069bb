// The one door to IndexedDB: it keeps the table that answers, and what the reader chose to have kept.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ListsNote } from "@/core/lists-state.ts";

export interface StoredTable {
  /** names the packs it was built from */
  readonly packs: string;
  readonly headLength: number;
  /** hexadecimal SHA-256 of the head */
  readonly headDigest: string;
  readonly table: Blob;
  readonly note: ListsNote | null;
}

/** `Choices` of this version or an earlier one. */
export type StoredSettings = object;

interface Schema extends DBSchema {
  tables: { key: "current"; value: StoredTable };
  settings: { key: "current"; value: StoredSettings };
}

const name = "wallsight";
const version = 2;

/** The stored table, if there is one. Rejects where the browser gives the extension no database. */
export async function readStoredTable(): Promise<StoredTable | undefined> {
  return withDatabase((database) => database.get("tables", "current"));
}

/** Keeps a table in place of the one before, in one transaction that is on disk when it resolves. */
export async function storeTable(stored: StoredTable): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction("tables", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(stored, "current"), transaction.done]);
  });
}

/** What the reader chose, if anything was. Rejects where the browser gives the extension no database. */
export async function readStoredSettings(): Promise<StoredSettings | undefined> {
  return withDatabase((database) => database.get("settings", "current"));
}

export async function storeSettings(settings: StoredSettings): Promise<void> {
  await withDatabase((database) => database.put("settings", settings, "current"));
}

async function withDatabase<Value>(use: (database: IDBPDatabase<Schema>) => Promise<Value>): Promise<Value> {
  const database = await openDB<Schema>(name, version, {
    upgrade(opened, before) {
      if (before < 1) opened.createObjectStore("tables");
      if (before < 2) opened.createObjectStore("settings");
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
