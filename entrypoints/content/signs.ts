// Small signs beside links that have no text to paint: pictures, drawings, and all links where the reader chose signs.

import type { MarkKind } from "@/core/choices.ts";
import type { MarkLooks } from "@/core/mark-looks.ts";
import { listen, topElementOf, type View } from "./dom.ts";
import { makeElement, type Overlay } from "./overlay.ts";
import { showsText, signPlaceOf } from "./places.ts";

export interface Signs {
  /** `isPainted`: only if its text is not there to be seen. */
  add(link: Element, kind: MarkKind, isPainted: boolean): void;
  remove(link: Element): void;
  /** Links may have moved. */
  place(): void;
  /** What may move links in a window; once more where its document was written anew. */
  watch(view: View): void;
}

/** Events after which links may stand elsewhere, or be there to be seen. */
export const movers = ["scroll", "resize", "load", "transitionend", "click"];

/** Few enough to be moved within a frame. */
const mostSigns = 300;
const sizePx = 14;

export function drawSign(drawing: string, style: string): HTMLElement {
  const sign = makeElement("div", style);
  sign.append(makeElement("div", drawing));
  return sign;
}

export function openSigns(signal: AbortSignal, overlay: Overlay, looks: MarkLooks): Signs {
  const shown = new Map<Element, HTMLElement>();
  let isPlanned = false;

  function place(): void {
    if (isPlanned || shown.size === 0) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      if (signal.aborted) return;
      const origin = overlay.origin();
      // All is read before anything is written: one layout.
      const places = Array.from(shown, ([link, sign]) => ({ sign, place: signPlaceOf(link, sizePx) }));
      for (const { sign, place } of places) {
        sign.style.display = place === undefined ? "none" : "";
        if (place) sign.style.translate = `${Math.round(place.x - origin.x)}px ${Math.round(place.y - origin.y)}px`;
      }
    });
  }

  const sizes = new ResizeObserver(place);
  signal.addEventListener("abort", () => sizes.disconnect());

  return {
    place,
    add(link, kind, isPainted) {
      if (shown.size >= mostSigns || (isPainted && showsText(link))) return;
      const sign = drawSign(looks.drawings[kind], looks.sign);
      shown.set(link, sign);
      overlay.shadow()?.append(sign);
      place();
    },
    remove(link) {
      shown.get(link)?.remove();
      shown.delete(link);
    },
    watch(view) {
      for (const type of movers) listen(view, type, place, signal);
      const top = topElementOf(view.document);
      if (top) sizes.observe(top);
    },
  };
}
