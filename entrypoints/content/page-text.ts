// Reads the page's visible text when the extension's own pages ask for it, and marks words in it; the page's elements
// are left alone. Everything is read by prototypes, since a form's or a document's named elements stand before the
// browser's own properties.

import type { PageReading } from "@/core/phrases/page-words.ts";
import {
  adopt,
  all,
  contentOf,
  firstNodeOf,
  isElement,
  kindOf,
  nameOf,
  nextNodeOf,
  parentNodeOf,
  randomName,
  type Root,
  shadowOf,
  sheetsOf,
  titleOf,
  unadopt,
} from "./dom.ts";
import { clearLeftovers, makeSheet } from "./sheets.ts";

const mostText = 1_000_000;
const mostTitle = 1000;
const sliceMs = 10;
/** Elements whose edges end no line unless their style says so. */
const inline =
  /^(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|r[bpt]|ruby|s|samp|small|span|strong|su[bp]|time|tt|u|var|wbr)$/;
/** Elements that show none of the text in them, or a reading beside it. Scripts and the like have no box. */
const silent = /^(textarea|select|rt|iframe|object|svg|canvas|video|audio)$/;

/** A text node, what stood in it, and where that begins in the text that was read. */
interface Piece {
  readonly node: Text;
  readonly data: string;
  readonly at: number;
}

/** What was read last, so that places in it can be marked. */
let pieces: Piece[] = [];
let lastText = "";
let reading = 0;
let unmark = (): void => undefined;

export async function readText(): Promise<PageReading> {
  let until = performance.now() + sliceMs;

  /** The text under a node, and where its pieces are; of more than `most` characters the first. */
  async function read(root: Node, most: number): Promise<{ text: string; found: Piece[] }> {
    const found: Piece[] = [];
    let [text, joint] = ["", ""];
    for (const node of linesUnder(root)) {
      if (performance.now() > until) {
        await new Promise((resolve) => void setTimeout(resolve));
        until = performance.now() + sliceMs;
      }
      if (node === null) {
        joint = "\n";
        continue;
      }
      const data = contentOf(node) ?? "";
      let shown = data.slice(0, most + 1);
      if (/[\n\r\f]/.test(shown)) {
        const parent = parentNodeOf(node);
        const isKept = parent && isElement(parent) && getComputedStyle(parent).whiteSpaceCollapse !== "collapse";
        // line ends of the source are spaces to a reader; the length stays, so that places can be found again
        if (!isKept) shown = shown.replace(/[\n\r\f]/g, " ");
      }
      found.push({ node, data, at: text.length + joint.length });
      text += joint + shown;
      joint = "";
      if (text.length > most) break;
    }
    return { text, found };
  }

  const { text, found } = await read(document, mostText);
  pieces = found;
  if (text !== lastText) reading = Math.random();
  lastText = text;
  let headline = "";
  for (const element of all(document, "h1")) {
    if (!headline && hasBox(element)) headline = (await read(element, mostTitle)).text.trim();
  }
  return {
    title: titleOf(document).slice(0, mostTitle),
    headline: headline.slice(0, mostTitle),
    text: text.slice(0, mostText),
    isCut: text.length > mostText,
    reading,
  };
}

/**
 * Marks places of that reading, from and to by turns, in place of those marked before. A place is left out as soon as
 * other words stand there.
 */
export function markPlaces(order: { readonly places: readonly number[]; readonly reading?: number }): number {
  const { places } = order;
  if (places.length > 0 && order.reading !== reading) return 0;
  unmark();
  if (places.length === 0 || !CSS.highlights) return 0;
  const name = randomName();
  const highlight = new Highlight();
  const roots = new Set<Root>();
  let spots: { readonly node: Text; readonly data: string; readonly range: StaticRange }[][] = [];
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [from = 0, to = 0] = places.slice(i, i + 2);
    spots.push(
      pieces.slice(pieceAt(from), pieceAt(to - 1) + 1).map(({ node, data, at }) => {
        const range = new StaticRange({
          startContainer: node,
          startOffset: Math.max(0, from - at),
          endContainer: node,
          endOffset: Math.min(data.length, to - at),
        });
        highlight.add(range);
        roots.add(Node.prototype.getRootNode.call(node) as Root);
        return { node, data, range };
      }),
    );
  }
  const dropChanged = (): void => {
    spots = spots.filter((spot) => {
      const isSame = spot.every(({ node, data }) => contentOf(node) === data);
      if (!isSame) for (const { range } of spot) highlight.delete(range);
      return isSame;
    });
  };
  dropChanged();
  const look = `::highlight(${name}){background-color:#ffd75e;color:#1d1d1b}`;
  // Why for the root: see looksOf.
  const sheet = makeSheet(window, `:root${look}@supports(-moz-appearance:none){${look}}`);
  const marked = new Set<Node>(spots.flat().map(({ node }) => node));
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ target }) => marked.has(target))) dropChanged();
  });
  for (const root of roots) {
    clearLeftovers(root);
    adopt(root, [...sheetsOf(root), sheet]);
    observer.observe(root, { subtree: true, characterData: true });
  }
  CSS.highlights.set(name, highlight);
  unmark = () => {
    observer.disconnect();
    CSS.highlights.delete(name);
    for (const root of roots) unadopt(root, sheet);
    unmark = () => undefined;
  };
  return spots.length;
}

/** The visible text nodes in order, open shadow roots before the element's own children; also those that may fade in. */
export function* textsUnder(root: Node): Generator<Text, void> {
  for (const node of linesUnder(root, false)) if (node) yield node;
}

/** The same but for transparent ones, and `null` wherever a line ends. */
function* linesUnder(root: Node, isOpaque = true): Generator<Text | null, void> {
  for (let node = firstNodeOf(root); node !== null; node = nextNodeOf(node)) {
    if (kindOf(node) === Node.TEXT_NODE && !(isElement(root) && leavesOut(root, node as Text))) yield node as Text;
    if (!isElement(node)) continue;
    const name = nameOf(node);
    const shadow = shadowOf(node);
    const isBox = hasBox(node, isOpaque);
    // of what stands in a flex or grid box the display is never inline
    const display = isBox && !inline.test(name) ? "" : getComputedStyle(node).display;
    const isLine = shadow || name === "slot" || !/^(none|inline|contents|ruby.*)$/.test(display);
    if (isLine) yield null;
    if ((isBox || name === "slot" || display === "contents") && !silent.test(name)) {
      if (shadow) {
        yield* linesUnder(shadow, isOpaque);
        yield null;
      }
      yield* linesUnder(node, isOpaque);
    }
    if (isLine) yield null;
  }
}

function hasBox(element: Element, opacityProperty = true): boolean {
  return Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty });
}

/** Whether a text stands in an element without being shown: texts have no boxes to ask about. */
function leavesOut(element: Element, text: Text): boolean {
  const name = nameOf(element);
  if (name === "details") return !element.hasAttribute("open");
  if (name === "slot") return (element as HTMLSlotElement).assignedNodes().length > 0;
  return shadowOf(element) !== null && text.assignedSlot === null;
}

/** Which piece a place is in. */
function pieceAt(place: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
