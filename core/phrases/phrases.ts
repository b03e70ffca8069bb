// An opened pack of rules: what a scan needs stands ready, what a hit needs is laid out when the first one comes.
//
// A term is known by the node of the trie at which it ends.

import { DamagedBytes } from "../bytes.ts";
import type { Pack } from "../pack.ts";
import { fillFilters, type Filters } from "./filters.ts";
import { layOutRules, type Rules } from "./rules.ts";
import { readColumns, termEnds } from "./table.ts";

/** The trie of folded terms, level by level. The root is node 0. */
export interface Trie {
  /** each node's last character, by its class */
  readonly labels: Uint16Array;
  /** where each node's children begin, + `endsHere` where a term ends; one more at the end */
  readonly children: Uint32Array;
}

export interface Phrases {
  /** the class of each code unit; 0: it occurs in no term */
  readonly classes: Uint16Array;
  readonly filters: Filters;
  readonly trie: Trie;
  /** by its class, the node of a first character; 0: there is none */
  readonly first: Uint32Array;
  rules(): Rules;
}

export const endsHere = 0x80000000;
export const childMask = 0x7fffffff;

/** Throws `DamagedBytes` for columns that do not fit one another. */
export function openPhrases(pack: Pack): Phrases {
  const columns = readColumns(pack);
  const { units, classes: numbers, labels, degrees } = columns;
  const fail = (reason: string): never => {
    throw new DamagedBytes(`the pack ${pack.source.id}, phrases`, 0, reason);
  };
  const nodes = labels.length;
  if (numbers.length !== units.length || degrees.length !== nodes || nodes === 0) fail("columns differ in length");
  const classes = new Uint16Array(0x10000);
  for (let i = 0; i < units.length; i++) classes[units[i] ?? 0] = numbers[i] ?? 0;
  const children = new Uint32Array(nodes + 1);
  let next = 1;
  for (let node = 0; node < nodes; node++) {
    const degree = degrees[node] ?? 0;
    children[node] = next + (degree >>> 15) * endsHere;
    next += degree & ~termEnds;
  }
  children[nodes] = next;
  if (next !== nodes) fail("its trie is not whole");
  const first = new Uint32Array(0x10000);
  const trie = { labels, children };
  for (let node = 1; node < childrenOf(trie, 1); node++) first[labels[node] ?? 0] = node;
  let rules: Rules | undefined;
  return {
    classes,
    filters: fillFilters(trie),
    trie,
    first,
    rules: () => (rules ??= layOutRules(columns, trie, fail)),
  };
}

/** Where a node's children begin; those of the node before end there. */
export function childrenOf({ children }: Trie, node: number): number {
  return (children[node] ?? 0) & childMask;
}

/** Whether a term ends at a node. */
export function isTerm({ children }: Trie, node: number): boolean {
  return (children[node] ?? 0) >= endsHere;
}
