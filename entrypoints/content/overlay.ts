// The one element that Wallsight adds to a page, and only once something has to stand beside a link: signs, and the card.
// A plain `div`, since a page could define an element of any other name; what is in it, no page can reach.

import { all, rectOf, topElementOf } from "./dom.ts";

/** A page that takes it away twice does not want it. */
const mostReturns = 1;

export interface Overlay {
  /** Makes the element if need be; `undefined` where the page has none to hold it, or took it away twice. */
  shadow(): ShadowRoot | undefined;
  /** Whether an event happened in it. */
  isTarget(event: Event): boolean;
  /** From the viewport to the overlay's own coordinates. */
  origin(): DOMRect;
  /** Puts it back, if the page took it away. */
  tend(): void;
}

export function makeElement(name: "div" | "button", style: string): HTMLElement {
  const element = Document.prototype.createElement.call(document, name === "div" ? "div" : "button");
  element.style.cssText = style;
  return element;
}

export function openOverlay(signal: AbortSignal, style = ""): Overlay {
  let host: HTMLElement | undefined;
  let shadow: ShadowRoot | undefined;
  let returns = 0;

  function append(): boolean {
    const top = topElementOf(document);
    if (!top || !host) return false;
    Element.prototype.append.call(top, host);
    return true;
  }

  signal.addEventListener("abort", () => host?.remove());

  return {
    shadow() {
      if (!host) {
        host = makeElement("div", style);
        // What an older script left: see sheets.ts.
        for (const left of all(document, ":root>div[style]")) if (left.isEqualNode(host)) left.remove();
        shadow = host.attachShadow({ mode: "closed" });
        append();
      }
      return host.isConnected ? shadow : undefined;
    },
    isTarget: ({ target }) => host !== undefined && target === host,
    origin: () => (host ? rectOf(host) : new DOMRect()),
    tend() {
      if (host && !host.isConnected && returns++ < mostReturns) append();
    },
  };
}
