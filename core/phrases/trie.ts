// The trie of folded terms, level by level, the root being node 0. It is laid out block by block, as they are needed.

import type { OpenTable } from "./table.ts";

/** Laid out as far as they are known. */
export interface Nodes {
  /** each node's last character, by its class */
  readonly labels: Uint16Array;
  /** where each node's children begin, + `endsHere` where a term ends; one more at the end */
  readonly children: Uint32Array;
}

/** In a number of children: a term ends here. */
export const termEnds = 0x8000;
/** Nodes that are checked and laid out together. */
export const blockNodes = 1024;
export const endsHere = 0x80000000;
export const childMask = 0x7fffffff;

/** By this a node's number gives that of its block. */
export const blockShift = Math.log2(blockNodes);

export class Trie implements Nodes {
  readonly labels: Uint16Array;
  readonly children: Uint32Array;
  /** by block: whether it is laid out */
  readonly isOpen: Uint8Array;
  readonly #table: OpenTable;

  constructor(table: OpenTable) {
    const { nodes, starts, fail } = table;
    this.labels = new Uint16Array(nodes);
    this.children = new Uint32Array(nodes + 1);
    this.isOpen = new Uint8Array(starts.length - 1);
    this.#table = table;
    if (starts[0] !== 1 || starts.at(-1) !== nodes) fail("its trie is not whole");
  }

  /** Lays out the blocks of these nodes. Throws `DamagedBytes`. */
  open(from: number, to: number): void {
    for (let block = from >>> blockShift; block << blockShift < to; block++) {
      if (this.isOpen[block] !== 1) this.#layOut(block);
    }
  }

  #layOut(block: number): void {
    const { starts, fail } = this.#table;
    const { labels, degrees } = this.#table.block(block);
    const [from, nodes] = [block << blockShift, this.labels.length];
    const to = Math.min(from + blockNodes, nodes);
    let next = starts[block] ?? 0;
    for (let node = from; node < to; node++) {
      const degree = degrees[node - from] ?? 0;
      this.children[node] = next + (degree >>> 15) * endsHere;
      next += degree & ~termEnds;
    }
    if (next !== starts[block + 1] || next > nodes) fail("its trie is not whole");
    if (this.children[to] === 0) this.children[to] = next;
    this.labels.set(labels.subarray(0, to - from), from);
    this.isOpen[block] = 1;
  }
}

/** The nodes of a trie that is being packed. */
export function layOutNodes(labels: Uint16Array, degrees: Uint16Array): Nodes {
  const children = new Uint32Array(labels.length + 1);
  let next = 1;
  for (const [node, degree] of degrees.entries()) {
    children[node] = next + (degree >>> 15) * endsHere;
    next += degree & ~termEnds;
  }
  children[labels.length] = next;
  return { labels, children };
}

/** Where a node's children begin; those of the node before end there. */
export function childrenOf({ children }: Nodes, node: number): number {
  return (children[node] ?? 0) & childMask;
}

/** Whether a term ends at a node. */
export function isTerm({ children }: Nodes, node: number): boolean {
  return (children[node] ?? 0) >= endsHere;
}
