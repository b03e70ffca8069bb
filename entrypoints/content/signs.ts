// Small signs beside links that have no text to paint: pictures, drawings, and all links where the reader chose signs.

import type { MarkKind } from "@/core/choices.ts";
import type { MarkLooks } from "@/core/mark-looks.ts";
import { closest, isGone, listen, topElementOf, type View } from "./dom.ts";
import { makeElement, type Overlay, topLayer } from "./overlay.ts";
import { showsText, signPlaceOf } from "./places.ts";

export interface Signs {
  /** `isPainted`: only if its text is not there to be seen. */
  add(link: Element, kind: MarkKind, isPainted: boolean): void;
  remove(link: Element): void;
  /** Links may have moved. */
  place(): void;
  /** What may move links in a window or shadow root; once more where a document was written anew. */
  watch(target: View | ShadowRoot): void;
}

/** Events after which links may stand elsewhere, or be there to be seen. */
export const movers = ["scroll", "resize", "load", "transitionend", "click"];
/** Other reasons are told by nothing: signs are looked after that often, and in each frame while one moves. */
const againMs = 250;
/** Of the time, so much at most goes into that; and so much of each look into whether others cover them. */
const share = 20;
const coveredMs = 2;

/** Few enough to be moved within a frame. */
const mostSigns = 300;
const sizePx = 14;

export function drawSign(drawing: string, style: string): HTMLElement {
  const sign = makeElement("div", style);
  sign.append(makeElement("div", drawing));
  return sign;
}

export function openSigns(signal: AbortSignal, overlay: Overlay, looks: MarkLooks): Signs {
  /** those whose cover was looked at longest ago come first */
  const shown = new Map<Element, { readonly sign: HTMLElement; at: string; isCovered: boolean }>();
  let isPlanned = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  function place(): void {
    if (isPlanned || shown.size === 0) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      if (!signal.aborted) placeNow();
    });
  }

  function placeNow(): void {
    const startMs = performance.now();
    const origin = overlay.origin();
    let top: Element | null = null;
    // All is read before anything is written: one layout.
    const places = Array.from(shown).map(([link, each]) => {
      const place = isGone(link) ? undefined : signPlaceOf(link, sizePx);
      if (place) top ??= closest(link, topLayer);
      if (place && performance.now() < startMs + coveredMs) {
        each.isCovered = place.isCovered();
        shown.delete(link);
        shown.set(link, each);
      }
      const at =
        place && !each.isCovered ? `${Math.round(place.x - origin.x)}px ${Math.round(place.y - origin.y)}px` : "";
      return { each, at };
    });
    overlay.raise(top);
    let hasMoved = false;
    for (const { each, at } of places) {
      if (each.at === at) continue;
      hasMoved = true;
      each.at = at;
      each.sign.style.display = at === "" ? "none" : "";
      if (at !== "") each.sign.style.translate = at;
    }
    clearTimeout(again);
    again = setTimeout(place, Math.max(hasMoved ? 0 : againMs, share * (performance.now() - startMs)));
  }

  const sizes = new ResizeObserver(place);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clearTimeout(again);
  });

  return {
    place,
    add(link, kind, isPainted) {
      if (shown.size >= mostSigns || (isPainted && showsText(link))) return;
      const sign = drawSign(looks.drawings[kind], looks.sign);
      shown.set(link, { sign, at: " ", isCovered: false });
      overlay.shadow()?.append(sign);
      place();
    },
    remove(link) {
      shown.get(link)?.sign.remove();
      shown.delete(link);
    },
    watch(target) {
      for (const type of movers) listen(target, type, place, signal);
      const top = "document" in target && topElementOf(target.document);
      if (top) sizes.observe(top);
    },
  };
}
