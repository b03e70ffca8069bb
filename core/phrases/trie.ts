// The trie of folded terms as a double array, so that a scan takes each step with one look.
//
// A cell has 32 bits: 13 of its label, 18 of its value, and 1 that says whether it is a leaf. A node with children has a
// base, which no other has; its child by the class `c` lies in the cell `base ^ c` and has the label `c`, which no cell
// of another node can have there. The root's base is 0. A leaf's value is the number of the term that ends there; where
// longer terms go on, that leaf is a child with the label `ends`, and the base is 7 modulo 8, as no other is.
//
//   6 "习", 7 "近", 8 "平"; terms 0 "习近", 1 "习近平":
//   cell 6: label 6, base 16        cell 16 ^ 7: label 7, base 15
//   cell 15 ^ ends: leaf, term 0    cell 15 ^ 8: label 8, leaf, term 1

const leaf = 1;
const valueMask = 0x3ffff;
const labelShift = 19;

/** The label of a term's end. */
export const ends = 0x1ffe;
/** No label: whoever comes here by mistake is led to a cell that is there. */
const free = ((ends + 1) << labelShift) >>> 0;
/** As many labels as there may be; the cells of a node's children lie within a block of so many. */
export const blockCells = 0x2000;
export const mostCells = valueMask + 1;

export function labelOf(cell: number): number {
  return cell >>> labelShift;
}

/** A leaf's term, or the base of another node. */
export function valueOf(cell: number): number {
  return (cell >>> 1) & valueMask;
}

export function isLeaf(cell: number): boolean {
  return (cell & leaf) !== 0;
}

/** Whether at a node that is no leaf a term ends too. */
export function alsoEnds(cell: number): boolean {
  return (cell & (7 << 1)) === 7 << 1;
}

interface Node {
  readonly children: Map<number, Node>;
  /** the number of the term that ends here; -1: none does */
  term: number;
  base: number;
}

/** The cells for terms, each given by its classes; a term's number is its place among them. As many cells as needed. */
export function layOutTrie(terms: readonly (readonly number[])[]): Uint32Array {
  const root = grow(terms);
  const parents = [root];
  for (const { children } of parents) {
    for (const child of children.values()) if (child.children.size > 0) parents.push(child);
  }
  // the largest first: the small ones fit between them
  parents.sort((a, b) => sizeOf(b) - sizeOf(a));
  const room = new Room();
  room.take(root, 0);
  for (const node of parents) if (node !== root) room.place(node);
  const cells = new Uint32Array(room.length).fill(free);
  for (const { base, term, children } of parents) {
    if (term >= 0) cells[base ^ ends] = cellOf(ends, term, true);
    for (const [label, child] of children) {
      const isLeaf = child.children.size === 0;
      cells[base ^ label] = cellOf(label, isLeaf ? child.term : child.base, isLeaf);
    }
  }
  return cells;
}

function grow(terms: readonly (readonly number[])[]): Node {
  const root: Node = { children: new Map(), term: -1, base: 0 };
  for (const [number, term] of terms.entries()) {
    let node = root;
    for (const label of term) {
      const child = node.children.get(label) ?? { children: new Map(), term: -1, base: 0 };
      node.children.set(label, child);
      node = child;
    }
    node.term = number;
  }
  return root;
}

const mostTries = 512;

/** Which cells and bases are taken. */
class Room {
  length = 0;
  readonly #isBase: boolean[] = [];
  /** by cell, the next free one from there on, as far as is known */
  readonly #next: number[] = [];
  /** where the search for nodes of a size begins */
  #from = 0;
  #size = -1;

  /** Nodes come by their size. Where many cells would not do, later ones of that size do not try those again. */
  place(node: Node): void {
    const [first = 0, ...others] = labelsOf(node);
    if (others.length !== this.#size) this.#from = 0;
    this.#size = others.length;
    let tries = 0;
    for (let cell = this.#freeFrom(this.#from); ; cell = this.#freeFrom(cell + 1)) {
      const base = cell ^ first;
      tries++;
      if (this.#isBase[base] === true || ((base & 7) === 7) !== node.term >= 0) continue;
      if (others.some((label) => !this.#isFree(base ^ label))) continue;
      if (tries > mostTries) this.#from = cell;
      this.take(node, base);
      return;
    }
  }

  take(node: Node, base: number): void {
    node.base = base;
    this.#isBase[base] = true;
    for (const label of labelsOf(node)) {
      while ((base ^ label) >= this.length) this.#grow();
      this.#next[base ^ label] = (base ^ label) + 1;
    }
  }

  #isFree(cell: number): boolean {
    return cell >= this.length || this.#next[cell] === cell;
  }

  #freeFrom(from: number): number {
    let cell = from;
    while (!this.#isFree(cell)) cell = this.#next[cell] ?? cell + 1;
    for (let at = from; at < cell && at < this.length;) {
      const next = this.#next[at] ?? cell;
      this.#next[at] = cell;
      at = next;
    }
    return cell;
  }

  #grow(): void {
    for (const end = this.length + blockCells; this.length < end; this.length++) this.#next.push(this.length);
  }
}

function labelsOf({ children, term }: Node): number[] {
  return term < 0 ? [...children.keys()] : [...children.keys(), ends];
}

function sizeOf({ children, term }: Node): number {
  return children.size + (term < 0 ? 0 : 1);
}

function cellOf(label: number, value: number, isLeaf: boolean): number {
  return ((label << labelShift) | (value << 1) | (isLeaf ? leaf : 0)) >>> 0;
}
