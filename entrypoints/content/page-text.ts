// Reads the page's visible text when the extension's own pages ask for it, and marks words in it; the page's elements
// are left alone. Everything is read by prototypes, since a form's or a document's named elements stand before the
// browser's own properties.

import type { PageText } from "@/core/phrases/page-words.ts";
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
/** Elements whose edges do not end a line. */
const inline =
  /^(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|rb|ruby|s|samp|small|span|strong|sub|sup|time|tt|u|var|wbr)$/;
/** Elements whose text nobody reads. */
const silent =
  /^(script|style|noscript|template|textarea|select|option|title|rp|rt|iframe|object|svg|canvas|video|audio)$/;

/** A text node, and where it begins in the text that was read. */
interface Piece {
  readonly node: Text;
  readonly at: number;
}

/** What was read last, so that places in it can be marked. */
let pieces: Piece[] = [];
let unmark = (): void => undefined;

export async function readText(): Promise<PageText> {
  const read: Piece[] = [];
  const lines: string[] = [];
  let [length, block, until] = [0, null as Node | null, performance.now() + sliceMs];
  let isCut = false;
  for (const node of textsUnder(document)) {
    if (performance.now() > until) {
      await new Promise((resolve) => void setTimeout(resolve));
      until = performance.now() + sliceMs;
    }
    const of = blockOf(node);
    const { data } = node;
    const joint = block === null || of === block ? "" : "\n";
    // line ends of the source are spaces to a reader; the length stays, so that places can be found again
    const text = joint + data.slice(0, mostText).replace(/[\n\r\f]/g, " ");
    read.push({ node, at: length + joint.length });
    lines.push(text);
    length += text.length;
    block = of;
    isCut = length > mostText || data.length > mostText;
    if (isCut) break;
  }
  pieces = read;
  const [headline = null] = all(document, "h1");
  return {
    title: titleOf(document).slice(0, mostTitle),
    headline: (headline === null ? "" : (contentOf(headline) ?? "")).trim().slice(0, mostTitle),
    text: lines.join("").slice(0, mostText),
    isCut,
  };
}

/** Marks places of the text that was last read, from and to by turns, in place of those marked before. */
export function markPlaces({ places }: { readonly places: readonly number[] }): number {
  unmark();
  if (places.length === 0 || !CSS.highlights) return 0;
  const name = randomName();
  const highlight = new Highlight();
  const roots = new Set<Root>();
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [from, to] = [pieceAt(places[i] ?? 0), pieceAt((places[i + 1] ?? 0) - 1)];
    try {
      if (!from || !to) continue;
      highlight.add(
        new StaticRange({
          startContainer: from.node,
          startOffset: (places[i] ?? 0) - from.at,
          endContainer: to.node,
          endOffset: (places[i + 1] ?? 0) - to.at,
        }),
      );
      roots.add(Node.prototype.getRootNode.call(from.node) as Root);
    } catch {
      // the page changed there meanwhile
    }
  }
  const look = `::highlight(${name}){background-color:#ffd75e;color:#1d1d1b}`;
  // Why for the root: see looksOf.
  const sheet = makeSheet(window, `:root${look}@supports(-moz-appearance:none){${look}}`);
  for (const root of roots) {
    clearLeftovers(root);
    adopt(root, [...sheetsOf(root), sheet]);
  }
  CSS.highlights.set(name, highlight);
  unmark = () => {
    CSS.highlights.delete(name);
    for (const root of roots) unadopt(root, sheet);
    unmark = () => undefined;
  };
  return highlight.size;
}

/** The visible text nodes in order, open shadow roots before the element's own children. */
export function* textsUnder(root: Node): Generator<Text, void> {
  for (let node = firstNodeOf(root); node !== null; node = nextNodeOf(node)) {
    if (kindOf(node) === Node.TEXT_NODE) yield node as Text;
    if (!isElement(node) || silent.test(nameOf(node)) || !isVisible(node)) continue;
    const shadow = shadowOf(node);
    if (shadow !== null) yield* textsUnder(shadow);
    yield* textsUnder(node);
  }
}

function isVisible(element: Element): boolean {
  return (
    nameOf(element) === "slot" ||
    Element.prototype.checkVisibility.call(element, { visibilityProperty: true }) ||
    getComputedStyle(element).display === "contents"
  );
}

/** What a text is a line of. */
function blockOf(node: Node): Node | null {
  let block = parentNodeOf(node);
  while (block !== null && isElement(block) && inline.test(nameOf(block))) block = parentNodeOf(block);
  return block;
}

function pieceAt(place: number): Piece | undefined {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
}
