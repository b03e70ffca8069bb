// The lists that answer: the stored table at once, or one built from the extension's packs.
//
// What must hold:
// - There is an answer whatever was lost or damaged: the stored table, else one built anew, else what could be read.
// - The small packs answer while the large ones are still being read in; the state says so.
// - Damage is told: it becomes a note that the popup shows.

import { DamagedBytes } from "@/core/bytes.ts";
import type { ListsNote, ListsState } from "@/core/lists-state.ts";
import type { Verdict } from "@/core/verdict.ts";
import { BlobTable } from "./blob-table.ts";
import { readStoredTable, type StoredTable, storeTable } from "./database.ts";
import { buildInSlices, openPacks, packsDigest } from "./packs.ts";

export type { ListsState };

export interface Lists {
  /** The verdict on a URL, and the state of the lists that it comes from. */
  verdict(url: string): Promise<{ verdict: Verdict; lists: ListsState }>;
  /** Called when other lists answer than before. */
  onChange(listener: () => void): void;
}

/** A table that answers, and its state. */
interface Answering {
  readonly table: BlobTable;
  readonly kind: ListsState["kind"];
  readonly note: ListsNote | null;
}

/** Packs that take long to read in; the others answer first. */
const largePacks: ReadonlySet<string> = new Set(["gfw-sni-zones", "henan-sni"]);

/** Starts to open the lists; answers wait for them. */
export function openLists(): Lists {
  const listeners: (() => void)[] = [];
  let current = open();

  function change(next: Answering): void {
    current = Promise.resolve(next);
    for (const listener of listeners) listener();
  }

  async function open(): Promise<Answering> {
    const stored = await readStored();
    if (stored.table && stored.table.head.contents.packs === packsDigest()) {
      return { table: stored.table, kind: "ready", note: stored.note };
    }
    return prepare(stored.isDamaged ? "repaired" : null, stored.table);
  }

  /** Answers from the earlier table or from the small packs, and goes on to build from all. */
  async function prepare(note: ListsNote | null, earlier: BlobTable | undefined): Promise<Answering> {
    const answering: Answering = earlier
      ? { table: earlier, kind: "ready", note }
      : { table: await smallTable(), kind: "preparing", note };
    void buildAll(note, earlier).then(change, (error: unknown) => {
      console.error("Wallsight: the table could not be built", error);
      change({ table: answering.table, kind: "fallback", note: earlier ? "earlier" : "left-out" });
    });
    return answering;
  }

  return {
    async verdict(url) {
      const answering = await current;
      try {
        return answer(answering, await answering.table.verdict(url));
      } catch (error) {
        if (!(error instanceof DamagedBytes)) throw error;
        if ((await current) === answering) current = prepare("repaired", undefined);
        const repaired = await current;
        return answer(repaired, await repaired.table.verdict(url));
      }
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

function answer({ table, kind, note }: Answering, verdict: Verdict): { verdict: Verdict; lists: ListsState } {
  return { verdict, lists: { kind, date: table.asOf, note } };
}

async function readStored(): Promise<{ table?: BlobTable; note: ListsNote | null; isDamaged: boolean }> {
  let stored: StoredTable | undefined;
  try {
    stored = await readStoredTable();
    if (!stored) return { note: null, isDamaged: false };
    return { table: await BlobTable.open(stored.table, stored.headLength), note: stored.note, isDamaged: false };
  } catch (error) {
    console.error("Wallsight: the stored table cannot be used", error);
    return { note: null, isDamaged: stored !== undefined };
  }
}

async function smallTable(): Promise<BlobTable> {
  const { packs } = await openPacks((id) => !largePacks.has(id));
  return (await buildInSlices(packs, "")).table;
}

/** Builds the whole table and stores it. With damaged packs an earlier table is preferred to a poorer one. */
async function buildAll(note: ListsNote | null, earlier: BlobTable | undefined): Promise<Answering> {
  const { packs, damaged } = await openPacks(() => true);
  if (damaged.length > 0 && earlier) return { table: earlier, kind: "fallback", note: "earlier" };
  const { table, blob, headLength } = await buildInSlices(packs, packsDigest());
  if (damaged.length > 0) return { table, kind: "fallback", note: "left-out" };
  try {
    await storeTable({ packs: packsDigest(), headLength, table: blob, note });
    return { table, kind: "ready", note };
  } catch (error) {
    console.error("Wallsight: the table could not be stored", error);
    return { table, kind: "ready", note: "not-stored" };
  }
}
