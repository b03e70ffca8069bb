// The lists that answer: the stored table at once, or one built from the packs that sync fetched or the extension has.
//
// What must hold:
// - There is an answer whatever was lost or damaged: the stored table, else one built anew, else what could be read.
// - A few small packs answer while all are still being read in; the state says so.
// - Damage is told: it becomes a note that the popup shows.
// - A database that cannot be read for a moment takes nobody back to older lists for good.

import { DamagedBytes } from "@/core/bytes.ts";
import type { AnsweringSource, HeldPack, ListsNote, ListsState } from "@/core/lists-state.ts";
import type { LinkSign } from "@/core/orders.ts";
import { OtherFormat } from "@/core/table.ts";
import type { Verdict } from "@/core/verdict.ts";
import { BlobTable } from "./blob-table.ts";
import { readStoredTable, type StoredTable, storeTable } from "./database.ts";
import { buildInSlices, isAnyWhole, type NamedPack, openPacks, packsDigest } from "./packs.ts";
import { ahead } from "./slices.ts";

export type { ListsState };

export interface Lists {
  /** The verdict on a URL, and the state of the lists that it comes from. */
  verdict(url: string): Promise<{ verdict: Verdict; lists: ListsState }>;
  /** The sources of the lists that answer now. */
  sources(): Promise<{ sources: readonly AnsweringSource[]; lists: ListsState }>;
  /** The verdicts on many URLs, in their order; for less than so many of `verdict`. */
  verdicts(urls: readonly string[]): Promise<{ verdicts: readonly Verdict[]; lists: ListsState }>;
  /** What links to these hosts are marked with, in their order. */
  signs(hosts: readonly string[]): Promise<readonly LinkSign[]>;
  /** Builds the table anew after other packs became active; the one at hand answers meanwhile. */
  refresh(): Promise<void>;
  /** The same where the table is not of the packs that should answer, as after a moment in which those could not be read. */
  catchUp(): Promise<void>;
  /** Called when other lists answer than before. */
  onChange(listener: () => void): void;
}

/** A table, and the packs that it was built from. */
interface Earlier {
  readonly table: BlobTable;
  readonly held: readonly HeldPack[];
  /** packs that should have been among them */
  readonly passedOver: readonly NamedPack[];
}

/** A table that answers, and its state. */
interface Answering extends Earlier {
  readonly kind: ListsState["kind"];
  readonly note: ListsNote | null;
}

/** Packs that are soon read in and can show a block; while the others are, nothing else is said. */
const firstPacks: ReadonlySet<string> = new Set(["gfwlist", "gfw-sni", "greatfire"]);

/** Starts to open the lists; answers wait for them. */
export function openLists(): Lists {
  const listeners: (() => void)[] = [];
  let current = open();
  /** the newest build: what an older one brings is out of date */
  let newest: object = {};
  let isBuilding = false;

  async function open(): Promise<Answering> {
    const stored = await readStored();
    const earlier = stored.table && { ...stored, table: stored.table };
    // Packs may have been fetched again, and the worker ended before the table was built of them.
    if (earlier && (await isCurrent(earlier))) return { ...earlier, kind: "ready" };
    return prepare(stored.isDamaged ? "repaired" : null, earlier);
  }

  /** Builds from all packs; until that is done the earlier table answers, or the first packs alone. */
  async function prepare(note: ListsNote | null, earlier: Earlier | undefined): Promise<Answering> {
    const build = {};
    newest = build;
    isBuilding = true;
    const meanwhile: Promise<Answering> = earlier
      ? Promise.resolve({ ...earlier, kind: "ready", note })
      : firstTable().then((first) => ({ ...first, kind: "preparing", note }));
    const whole = meanwhile
      .then(noMatter, noMatter)
      .then(() => buildAll(note, earlier))
      .catch(async (error: unknown): Promise<Answering> => {
        console.error("Wallsight: the table could not be built", error);
        return { ...(await meanwhile), kind: "fallback", note: earlier ? "earlier" : "left-out" };
      });
    const done = whole.finally(() => {
      if (newest === build) isBuilding = false;
    });
    void done.then((built) => {
      if (newest !== build) return;
      current = Promise.resolve(built);
      for (const listener of listeners) listener();
    }, noMatter);
    // Where not even the first packs can be read, the answer waits for all of them, and fails with them.
    return meanwhile.catch(() => whole);
  }

  /** Of many questions that meet damage, the first has it repaired; then they are asked again. */
  async function from<Value>(ask: (table: BlobTable) => Promise<Value>): Promise<{ value: Value; lists: ListsState }> {
    const asked = current;
    const answering = await asked;
    try {
      return answer(answering, await ahead(() => ask(answering.table)));
    } catch (error) {
      if (!(error instanceof DamagedBytes)) throw error;
      if (current === asked) current = prepare("repaired", undefined);
      const repaired = await current;
      return answer(repaired, await ask(repaired.table));
    }
  }

  return {
    async verdict(url) {
      const { value: verdict, lists } = await from((table) => table.verdict(url));
      return { verdict, lists };
    },
    async verdicts(urls) {
      const { value: verdicts, lists } = await from((table) => table.verdicts(urls));
      return { verdicts, lists };
    },
    async signs(hosts) {
      return (await from((table) => table.signs(hosts))).value;
    },
    async sources() {
      const answering = await current;
      const held = new Map(answering.held.map((each) => [each.id, each]));
      const { sources } = answering.table.head.contents;
      return {
        sources: sources.map((source) => ({ ...source, held: held.get(source.id) ?? null })),
        lists: stateOf(answering),
      };
    },
    async refresh() {
      const { note, ...earlier } = await current;
      current = prepare(note, earlier);
    },
    async catchUp() {
      const { note, ...earlier } = await current;
      if (!isBuilding && !(await isCurrent(earlier))) current = prepare(note, earlier);
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** Whether a table is of the packs that should answer. Where that cannot be known just now, it goes on answering. */
async function isCurrent({ table, passedOver }: Earlier): Promise<boolean> {
  const digest = await packsDigest();
  if (digest === undefined) return true;
  return table.head.contents.packs === digest && !(await isAnyWhole(passedOver));
}

/** Told elsewhere: to whoever asks. */
function noMatter(): void {}

function answer<Value>(answering: Answering, value: Value): { value: Value; lists: ListsState } {
  return { value, lists: stateOf(answering) };
}

function stateOf({ table, kind, note }: Answering): ListsState {
  return { kind, date: table.asOf, note };
}

interface ReadTable {
  readonly table?: BlobTable;
  readonly held: readonly HeldPack[];
  readonly passedOver: readonly NamedPack[];
  readonly note: ListsNote | null;
  readonly isDamaged: boolean;
}

const noTable = { held: [], passedOver: [], note: null };

async function readStored(): Promise<ReadTable> {
  let stored: StoredTable | undefined;
  try {
    stored = await readStoredTable();
    if (!stored) return { ...noTable, isDamaged: false };
    return {
      held: stored.held ?? [],
      passedOver: stored.passedOver ?? [],
      table: await BlobTable.open(stored.table, stored.headLength, stored.headDigest),
      note: stored.note,
      isDamaged: false,
    };
  } catch (error) {
    console.error("Wallsight: the stored table cannot be used", error);
    return { ...noTable, isDamaged: stored !== undefined && !(error instanceof OtherFormat) };
  }
}

async function firstTable(): Promise<Earlier> {
  const { packs, held, passedOver } = await openPacks((id) => firstPacks.has(id));
  return { table: (await buildInSlices(packs, "")).table, held, passedOver };
}

/** Builds the whole table and stores it. With damaged packs an earlier table is preferred to a poorer one. */
async function buildAll(note: ListsNote | null, earlier: Earlier | undefined): Promise<Answering> {
  const { packs, held, digest, damaged, passedOver } = await openPacks(() => true);
  if ((damaged.length > 0 || digest === undefined) && earlier) return { ...earlier, kind: "fallback", note: "earlier" };
  const { table, blob, headLength, headDigest } = await buildInSlices(packs, digest ?? "");
  const built = { table, held, passedOver };
  if (damaged.length > 0) return { ...built, kind: "fallback", note: "left-out" };
  // Out of the build's packs, which need not be those that should answer.
  if (digest === undefined) return { ...built, kind: "ready", note: "not-stored" };
  try {
    await storeTable({ packs: digest, headLength, headDigest, table: blob, note, held, passedOver });
    return { ...built, kind: "ready", note };
  } catch (error) {
    console.error("Wallsight: the table could not be stored", error);
    return { ...built, kind: "ready", note: "not-stored" };
  }
}
