// Small signs beside links that have no text to paint: pictures, drawings, and all links where the reader chose signs.

import type { MarkKind } from "@/core/choices.ts";
import { linkShapes } from "@/core/link-shapes.ts";
import { rectOf, topElementOf } from "./dom.ts";
import { makeElement, type Overlay } from "./overlay.ts";

export interface Signs {
  add(link: Element, kind: MarkKind): void;
  remove(link: Element): void;
  /** Links may have moved. */
  readonly place: () => void;
}

/** Few enough to be moved within a frame. */
const mostSigns = 300;
const sizePx = 14;

export function drawSign(kind: MarkKind, style: string): HTMLElement {
  const { path, colour } = linkShapes[kind];
  const sign = makeElement("div", `background:#fff;border-radius:3px;padding:1px;forced-color-adjust:none;${style}`);
  const drawing = `width:16px;height:16px;background:${colour};clip-path:path(evenodd,"${path}")`;
  sign.append(makeElement("div", drawing));
  return sign;
}

export function openSigns(signal: AbortSignal, overlay: Overlay): Signs {
  const kinds = new Map<Element, MarkKind>();
  const shown = new Map<Element, HTMLElement>();
  let isPlanned = false;

  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) show(target);
      else hide(target);
    }
    place();
  });

  function show(link: Element): void {
    const kind = kinds.get(link);
    const shadow = overlay.shadow();
    if (!kind || !shadow || shown.has(link) || shown.size >= mostSigns) return;
    const sign = drawSign(kind, "position:absolute;left:0;top:0;scale:.75;transform-origin:0 0");
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
      const places = Array.from(shown, ([link, sign]) => ({ sign, place: placeOf(link, origin) }));
      for (const { sign, place } of places) {
        sign.style.display = place === undefined ? "none" : "";
        if (place !== undefined) sign.style.translate = place;
      }
    });
  }

  const sizes = new ResizeObserver(place);
  const top = topElementOf(document);
  if (top) sizes.observe(top);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    sizes.disconnect();
  });

  return {
    add(link, kind) {
      kinds.set(link, kind);
      watch.observe(link);
    },
    remove(link) {
      kinds.delete(link);
      watch.unobserve(link);
      hide(link);
    },
    place,
  };
}

/** The upper right corner of a picture, or the end of a text; `undefined` for what is hidden. */
function placeOf(link: Element, origin: DOMRect): string | undefined {
  if (!link.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return undefined;
  const inner = link.querySelector("img,svg,video,canvas");
  const { right, top, width, height } = inner ? rectOf(inner) : rectOf(link, Array.from(link.getClientRects()).at(-1));
  if (width < 1 || height < 1) return undefined;
  const [x, y] = inner || link.namespaceURI?.endsWith("svg") ? [right - sizePx, top] : [right - 2, top - sizePx / 2];
  return `${Math.round(x - origin.x)}px ${Math.round(y - origin.y)}px`;
}
