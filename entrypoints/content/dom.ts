// Reads of the page that the page cannot shadow. In Chromium a form's or a document's named elements stand before the
// browser's own properties for content scripts too (`<input name=querySelectorAll>`), so those are read by prototype.

/** A document, or an open shadow root in one. */
export type Root = Document | ShadowRoot;

/** The window of a frame, with its own classes. */
export type View = Window & typeof globalThis;

type Classes = Pick<typeof globalThis, "Node" | "Element" | "Document">;

/** Looks for the browser's own reading at its first use: a page on which nothing is to be done pays for none. */
function reader<Class extends keyof Classes, Name extends keyof Classes[Class]["prototype"]>(owner: Class, name: Name) {
  let property: PropertyDescriptor | undefined;
  return (of: Classes[Class]["prototype"]): Classes[Class]["prototype"][Name] => {
    property ??= Object.getOwnPropertyDescriptor(globalThis[owner].prototype, name);
    return property?.get?.call(of) as Classes[Class]["prototype"][Name];
  };
}

export const kindOf = reader("Node", "nodeType");
export const parentOf = reader("Node", "parentElement");
export const firstChildOf = reader("Element", "firstElementChild");
export const parentNodeOf = reader("Node", "parentNode");
export const firstNodeOf = reader("Node", "firstChild");
export const nextNodeOf = reader("Node", "nextSibling");
export const contentOf = reader("Node", "textContent");
export const nameOf = reader("Element", "localName");
export const titleOf = reader("Document", "title");
export const isConnected = reader("Node", "isConnected");
export const baseOf = reader("Node", "baseURI");
const ownerOf = reader("Node", "ownerDocument");
export const viewOf: (of: Document) => View | null = reader("Document", "defaultView");
/** In a document written anew there is none for a while. */
export const topElementOf: (of: Document) => Element | null = reader("Document", "documentElement");
export const shadowOf = reader("Element", "shadowRoot");
export const readyStateOf = reader("Document", "readyState");
const sheetsOfDocument = reader("Document", "adoptedStyleSheets");

export const isElement = (node: Node): node is Element => kindOf(node) === Node.ELEMENT_NODE;
export const isDocument = (node: Node): node is Document => kindOf(node) === Node.DOCUMENT_NODE;
export const documentOf = (node: Node): Document => ownerOf(node) ?? (node as Document);

/** Also what stood in a frame that has gone: Firefox lets nobody read it. */
export function isGone(node: Node): boolean {
  try {
    const owner = documentOf(node);
    return !isConnected(node) || (owner !== document && !viewOf(owner));
  } catch {
    return true;
  }
}

export function all(root: Root | Element, selector: string): NodeListOf<Element> {
  const { prototype } = isDocument(root) ? Document : isElement(root) ? Element : DocumentFragment;
  return prototype.querySelectorAll.call(root, selector);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

/** From before the page's own listeners; once, however often it is called. */
export function listen(target: EventTarget, type: string, listener: (event: Event) => void, signal: AbortSignal): void {
  const options = { capture: true, passive: type !== "keydown", signal };
  EventTarget.prototype.addEventListener.call(target, type, listener, options);
}

export function sheetsOf(root: Root): readonly CSSStyleSheet[] {
  return isDocument(root) ? sheetsOfDocument(root) : root.adoptedStyleSheets;
}

export function adopt(root: Root, sheets: readonly CSSStyleSheet[]): void {
  const { prototype } = isDocument(root) ? Document : ShadowRoot;
  Object.getOwnPropertyDescriptor(prototype, "adoptedStyleSheets")?.set?.call(root, sheets);
}

export function unadopt(root: Root, sheet: CSSStyleSheet): void {
  adopt(
    root,
    sheetsOf(root).filter((each) => each !== sheet),
  );
}

/** A page could find a highlight by its name. */
export function randomName(): string {
  return `w${Math.random().toString(36).slice(2)}`;
}

/**
 * Where an element, or the box of it that is given, stands in the tab's own viewport, whichever frame of the same origin
 * it is in.
 */
export function rectOf(element: Element, box = Element.prototype.getBoundingClientRect.call(element)): DOMRect {
  const owner = documentOf(element);
  const frame = owner === document ? null : viewOf(owner)?.frameElement;
  if (!frame) return box;
  const { x, y, width, height } = box;
  const outer = rectOf(frame);
  return new DOMRect(x + outer.x + frame.clientLeft, y + outer.y + frame.clientTop, width, height);
}
