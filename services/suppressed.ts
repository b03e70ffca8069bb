// Marks suppressed words on each page that loads, for readers who chose that, and takes the marks away when they no
// longer do.

import { hideWords, readPage, showWords } from "./page-text.ts";
import { findWords, hasPhrases } from "./phrases.ts";

/** Pages that are being read: an older one must not be marked in place of a newer. */
const latest = new Map<number, object>();

/** Takes away what is marked, or about to be. */
export async function unmarkSuppressed(tabId: number): Promise<void> {
  latest.delete(tabId);
  await hideWords(tabId);
}

/** Never throws: a page that cannot be read stays as it is. */
export async function markSuppressed(tabId: number): Promise<void> {
  if (!hasPhrases()) return;
  const turn = {};
  latest.set(tabId, turn);
  try {
    const page = await readPage(tabId, true);
    if (page === undefined || latest.get(tabId) !== turn) return;
    const found = await findWords(page);
    if (latest.get(tabId) === turn) await showWords(tabId, found, page.reading);
  } catch (error) {
    console.error("Wallsight: words could not be marked", error);
  } finally {
    if (latest.get(tabId) === turn) latest.delete(tabId);
  }
}
