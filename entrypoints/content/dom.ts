// Reads of the page that the page cannot shadow. In Chromium a form's or a document's named elements stand before the
// browser's own properties for content scripts too (`<input name=querySelectorAll>`), so those are read by prototype.

/** A document, or an open shadow root in one. */
export type Root = Document | ShadowRoot;

/** The window of a frame, with its own classes. */
export type View = Window & typeof globalThis;

/** Looks for the browser's own reading at its first use: a page on which nothing is to be done pays for none. */
function reader<Of, Name extends keyof Of>(prototype: () => Of, name: Name): (of: Of) => Of[Name] {
  let property: PropertyDescriptor | undefined;
  return (of) => {
    property ??= Object.getOwnPropertyDescriptor(prototype(), name);
    return property?.get?.call(of) as Of[Name];
  };
}

export const kindOf = reader(() => Node.prototype, "nodeType");
export const parentOf = reader(() => Node.prototype, "parentElement");
export const firstChildOf = reader(() => Element.prototype, "firstElementChild");
export const parentNodeOf = reader(() => Node.prototype, "parentNode");
export const firstNodeOf = reader(() => Node.prototype, "firstChild");
export const nextNodeOf = reader(() => Node.prototype, "nextSibling");
export const contentOf = reader(() => Node.prototype, "textContent");
export const nameOf = reader(() => Element.prototype, "localName");
export const titleOf = reader(() => Document.prototype, "title");
export const isConnected = reader(() => Node.prototype, "isConnected");
export const baseOf = reader(() => Node.prototype, "baseURI");
const ownerOf = reader(() => Node.prototype, "ownerDocument");
export const viewOf = reader<Document & { readonly defaultView: View | null }, "defaultView">(
  () => Document.prototype,
  "defaultView",
);
export const topElementOf = reader<{ readonly documentElement: Element | null }, "documentElement">(
  () => Document.prototype,
  "documentElement",
);
export const shadowOf = reader(() => Element.prototype, "shadowRoot");
export const readyStateOf = reader(() => Document.prototype, "readyState");
const sheetsOfDocument = reader(() => Document.prototype, "adoptedStyleSheets");

export const isElement = (node: Node): node is Element => kindOf(node) === Node.ELEMENT_NODE;
export const documentOf = (node: Node): Document => ownerOf(node) ?? (node as Document);

export function all(root: Root | Element, selector: string): NodeListOf<Element> {
  const kind = kindOf(root);
  const { prototype } = kind === Node.DOCUMENT_NODE ? Document : isElement(root) ? Element : DocumentFragment;
  return prototype.querySelectorAll.call(root, selector);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

export function sheetsOf(root: Root): readonly CSSStyleSheet[] {
  return kindOf(root) === Node.DOCUMENT_NODE ? sheetsOfDocument(root as Document) : root.adoptedStyleSheets;
}

export function adopt(root: Root, sheets: readonly CSSStyleSheet[]): void {
  const { prototype } = kindOf(root) === Node.DOCUMENT_NODE ? Document : ShadowRoot;
  Object.getOwnPropertyDescriptor(prototype, "adoptedStyleSheets")?.set?.call(root, sheets);
}

/**
 * Where an element, or the box of it that is given, stands in the tab's own viewport, whichever frame of the same origin
 * it is in.
 */
export function rectOf(element: Element, box = Element.prototype.getBoundingClientRect.call(element)): DOMRect {
  const { x, y, width, height } = box;
  const frame = viewOf(documentOf(element))?.frameElement;
  if (!frame) return box;
  const outer = rectOf(frame);
  return new DOMRect(x + outer.x + frame.clientLeft, y + outer.y + frame.clientTop, width, height);
}
