// Asks lists for the hosts of shipped-packs.ts, and looks at what they keep.

import type { ListsState } from "@/core/lists-state.ts";
import { readStoredTable, type StoredTable } from "@/services/database.ts";
import { type Lists, openLists } from "@/services/lists.ts";

export const ready: ListsState = { kind: "ready", date: "2026-08-06", note: null };
export const all = ["listed.com", "zones.com", "henan.com", "snapshot.com", "quiet.org"];
export const right = ["blocked", "blocked", "regional", "blocked", "unlisted"];

/** The statuses of hosts, and the state of the lists that they all came from. */
export async function ask(
  lists: Lists,
  hosts: readonly string[] = all,
): Promise<{ statuses: string[]; states: ListsState[] }> {
  const answers = await Promise.all(hosts.map((host) => lists.verdict(`https://${host}/`)));
  const states = new Map(answers.map((answer) => [JSON.stringify(answer.lists), answer.lists]));
  return { statuses: answers.map(({ verdict }) => verdict.status), states: [...states.values()] };
}

export function changeOf(lists: Lists): Promise<void> {
  return new Promise((resolve) => lists.onChange(resolve));
}

/** Starts the extension for the first time, and waits until its table is stored. */
export async function startOnce(): Promise<void> {
  await changeOf(openLists());
}

export async function stored(): Promise<StoredTable> {
  const found = await readStoredTable();
  if (!found) throw new Error("nothing is stored");
  return found;
}
