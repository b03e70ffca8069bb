// Small signs beside links that have no text to paint: pictures, drawings, and all links where the reader chose signs.

import type { MarkKind } from "@/core/choices.ts";
import type { MarkLooks } from "@/core/mark-looks.ts";
import { listen, topElementOf, type View } from "./dom.ts";
import { makeElement, type Overlay } from "./overlay.ts";
import { anchorOf, showsText, signPlaceOf } from "./places.ts";

export interface Signs {
  /** `isPainted`: only if its text is not there to be seen. */
  add(link: Element, kind: MarkKind, isPainted: boolean): void;
  remove(link: Element): void;
  /** Links may have moved. */
  place(): void;
  /** What may move links in a window; once more where its document was written anew. */
  watch(view: View): void;
}

/** Few enough to be moved within a frame. */
const mostSigns = 300;
const sizePx = 14;

interface Wanted {
  readonly kind: MarkKind;
  readonly isPainted: boolean;
  readonly anchor: Element;
}

export function drawSign(drawing: string, style: string): HTMLElement {
  const sign = makeElement("div", style);
  sign.append(makeElement("div", drawing));
  return sign;
}

export function openSigns(signal: AbortSignal, overlay: Overlay, looks: MarkLooks): Signs {
  const wanted = new Map<Element, Wanted>();
  /** by what is laid out for them: a picture can have many areas */
  const linksAt = new Map<Element, Set<Element>>();
  const shown = new Map<Element, HTMLElement>();
  let isPlanned = false;

  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      for (const link of linksAt.get(target) ?? []) {
        if (isIntersecting) show(link);
        else hide(link);
      }
    }
    place();
  });

  function show(link: Element): void {
    const sought = wanted.get(link);
    if (!sought || shown.has(link) || shown.size >= mostSigns || (sought.isPainted && showsText(link))) return;
    const shadow = overlay.shadow();
    if (!shadow) return;
    const sign = drawSign(looks.drawings[sought.kind], looks.sign);
    shown.set(link, sign);
    shadow.append(sign);
  }

  function hide(link: Element): void {
    shown.get(link)?.remove();
    shown.delete(link);
  }

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
  signal.addEventListener("abort", () => {
    seen.disconnect();
    sizes.disconnect();
  });

  return {
    place,
    add(link, kind, isPainted) {
      const anchor = anchorOf(link);
      if (!anchor) return;
      wanted.set(link, { kind, isPainted, anchor });
      const links = linksAt.get(anchor) ?? new Set();
      linksAt.set(anchor, links.add(link));
      // Told anew of one that is watched already.
      seen.unobserve(anchor);
      seen.observe(anchor);
    },
    remove(link) {
      const anchor = wanted.get(link)?.anchor;
      wanted.delete(link);
      hide(link);
      if (!anchor) return;
      const links = linksAt.get(anchor);
      links?.delete(link);
      if (links?.size) return;
      linksAt.delete(anchor);
      seen.unobserve(anchor);
    },
    watch(view) {
      for (const type of ["scroll", "resize", "load", "transitionend"]) listen(view, type, place, signal);
      const top = topElementOf(view.document);
      if (top) sizes.observe(top);
    },
  };
}
