// An opened pack of rules: what a scan needs stands ready, the trie is laid out as far as a text leads into it, and the
// rules when the first one may be found.
//
// A term is known by the node of the trie at which it ends.

import type { Pack } from "../pack.ts";
import type { Filters } from "./filters.ts";
import { layOutRules, type Rules } from "./rules.ts";
import { readTable } from "./table.ts";
import { childrenOf, Trie } from "./trie.ts";

export interface Phrases {
  /** the class of each code unit; 0: it occurs in no term */
  readonly classes: Uint16Array;
  readonly filters: Filters;
  readonly trie: Trie;
  /** by its class, the node of a first character; 0: there is none */
  readonly first: Uint32Array;
  /** by a slot of node and label: which child it was the last time (filters.ts) */
  readonly ways: Uint32Array;
  /** Throws `DamagedBytes`. */
  rules(): Rules;
}

const mostClasses = 0x10000;

/**
 * Opens what a scan begins with. The pack may be one that was not checked as a whole: each part of its rules is when it
 * is first used. Throws `DamagedBytes`.
 */
export function openPhrases(pack: Pack): Phrases {
  const table = readTable(pack.section("phrases"), `the pack ${pack.source.id}`);
  const { units, classes: numbers, filters } = table;
  const classes = new Uint16Array(mostClasses);
  for (let i = 0; i < units.length; i++) classes[units[i] ?? 0] = numbers[i] ?? 0;
  const trie = new Trie(table);
  trie.open(0, 1);
  const seconds = childrenOf(trie, 1);
  trie.open(0, seconds);
  const first = new Uint32Array(mostClasses);
  for (let node = 1; node < seconds; node++) first[trie.labels[node] ?? 0] = node;
  let rules: Rules | undefined;
  return {
    classes,
    filters,
    trie,
    first,
    ways: new Uint32Array(waySlots),
    rules: () => (rules ??= layOutRules(table, trie)),
  };
}

const waySlots = 1 << 18;

export function waySlot(node: number, label: number): number {
  return (Math.imul(node, 0x9e35) + label) & (waySlots - 1);
}
