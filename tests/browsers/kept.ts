// Everything that the extension keeps in the browser, written out so that two moments can be compared.

import type { Background, Browser } from "../../tools/browsers/browser.ts";

export interface Kept {
  readonly storage: Readonly<Record<string, unknown>>;
  readonly localStorage: Readonly<Record<string, string>>;
  readonly caches: readonly string[];
  /** by `database/store/key` */
  readonly databases: Readonly<Record<string, unknown>>;
}

/** Sent into the background: it must not use anything from around it. */
async function readKept(scope: Background): Promise<Kept> {
  const wait = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result), { once: true });
      request.addEventListener("error", () => reject(request.error), { once: true });
    });

  async function written(value: unknown): Promise<unknown> {
    if (Object.prototype.toString.call(value) === "[object Blob]") {
      const bytes = await (value as Blob).arrayBuffer();
      const digest = new Uint8Array(await scope.crypto.subtle.digest("SHA-256", bytes));
      return `${bytes.byteLength} bytes ${Array.from(digest).join(".")}`;
    }
    if (typeof value !== "object" || value === null) return value;
    const parts = Object.entries(value).map(async ([name, part]) => [name, await written(part)] as const);
    return Object.fromEntries(await Promise.all(parts));
  }

  const databases: Record<string, unknown> = {};
  for (const { name = "" } of await scope.indexedDB.databases()) {
    const database = await wait(scope.indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const reading = () => database.transaction(store).objectStore(store);
      for (const key of await wait(reading().getAllKeys())) {
        databases[`${name}/${store}/${JSON.stringify(key)}`] = await written(await wait(reading().get(key)));
      }
    }
    database.close();
  }

  const storage: Record<string, unknown> = {};
  for (const area of ["local", "session", "sync"] as const) {
    storage[area] = (await scope.chrome.storage?.[area].get()) ?? {};
  }
  return {
    storage,
    localStorage: { ...scope.localStorage },
    caches: await scope.caches.keys(),
    databases,
  };
}

export function kept(browser: Browser): Promise<Kept> {
  return browser.inBackground(readKept);
}
