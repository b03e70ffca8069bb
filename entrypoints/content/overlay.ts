// The one element that Wallsight adds to a page, and only once something has to stand beside a link: signs, and the card.
// A plain `div`, since a page could define an element of any other name; what is in it, no page can reach.

import { all, listen, rectOf, topElementOf } from "./dom.ts";

/** What stands above everything else, but for what was put there later. */
export const topLayer = ":modal,:popover-open,:fullscreen";

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
  /** Above an element of the top layer in which links are marked. */
  raise(above: Element | null): void;
  /** Whether the focus is in it. */
  hasFocus(): boolean;
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
  let below: Element | null = null;

  function append(): boolean {
    const top = topElementOf(document);
    if (!top || !host) return false;
    Element.prototype.append.call(top, host);
    return true;
  }

  function display(value: "none" | "inline"): void {
    host?.style.setProperty("display", value, "important");
  }

  signal.addEventListener("abort", () => host?.remove());
  // On paper links stand elsewhere.
  listen(window, "beforeprint", () => display("none"), signal);
  listen(window, "afterprint", () => display("inline"), signal);

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
    // Only where need be: a page's own rules for what lies behind such elements hold for it too.
    raise(above) {
      if (above === below) return;
      below = above;
      if (!above || !host?.isConnected) return;
      host.popover = "manual";
      host.hidePopover();
      host.showPopover();
    },
    hasFocus: () => (shadow?.activeElement ?? null) !== null,
    tend() {
      if (host && !host.isConnected && returns++ < mostReturns) append();
    },
  };
}
