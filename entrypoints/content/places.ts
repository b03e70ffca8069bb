// Where a link is seen: on its text, on the picture in it, or on the part of a picture that an area is.

import { all, closest, documentOf, isDocument, nameOf, parentOf, rectOf, type Root, topElementOf } from "./dom.ts";
import { textsUnder } from "./page-text.ts";

/** Corners of an area, texts of a link: no real one has more. */
const most = 200;

/** What is laid out for a link: itself, or the picture that an area is a part of, if there is one. */
export function anchorOf(link: Element): Element | undefined {
  if (nameOf(link) !== "area") return link;
  const map = closest(link, "map")?.getAttribute("name");
  return map ? all(link.getRootNode() as Root, `img[usemap="#${CSS.escape(map)}"]`)[0] : undefined;
}

export function boxOf(link: Element): DOMRect {
  const anchor = anchorOf(link) ?? link;
  const box = rectOf(anchor);
  return anchor === link ? box : partOf(box, link);
}

/** How many screens above or below a link is; in view, or not laid out and ready to be, at most 0. */
export function screensTo(link: Element): number {
  try {
    const { top, bottom, height } = boxOf(link);
    return height === 0 ? 0 : Math.max(-bottom, top - innerHeight) / innerHeight;
  } catch {
    // What stood in a frame that has gone (see isGone, which costs too much here).
    return Infinity;
  }
}

/** The smallest box around an area. */
function partOf({ x, y, width, height }: DOMRect, area: Element): DOMRect {
  const given = (area.getAttribute("coords") ?? "").split(/[\s,;]+/, most).map(Number);
  const [cx = 0, cy = 0, r = 0] = given;
  const isCircle = /^circ/i.test(area.getAttribute("shape") ?? "");
  const corners = isCircle ? [cx - r, cy - r, cx + r, cy + r] : given;
  if (corners.length < 4 || corners.some(Number.isNaN)) return new DOMRect(x, y, width, height);
  const sides = [0, 1].map((side) => corners.filter((_, i) => i % 2 === side));
  const [left = 0, top = 0] = sides.map((each) => Math.min(...each));
  const [right = 0, bottom = 0] = sides.map((each) => Math.max(...each));
  return new DOMRect(x + left, y + top, right - left, bottom - top);
}

export interface SignPlace {
  readonly x: number;
  readonly y: number;
  /** Whether something else is to be seen there. Dear on pages of thousands of elements. */
  readonly isCovered: () => boolean;
}

/** The upper right corner of a picture or an area, or the end of a text; `undefined` for what is hidden. */
export function signPlaceOf(link: Element, sizePx: number): SignPlace | undefined {
  const anchor = anchorOf(link);
  if (!anchor?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return undefined;
  const inner = link.querySelector("img,svg,video,canvas");
  const isPicture = inner || anchor !== link || link.namespaceURI?.endsWith("svg");
  const last = inner ?? (isPicture ? undefined : Array.from(link.getClientRects()).at(-1));
  const box = last === undefined ? boxOf(link) : inner ? rectOf(inner) : rectOf(link, last as DOMRect);
  if (box.width < 2 || box.height < 2) return undefined;
  const isCovered = (): boolean => isCoveredIn(box, link, anchor);
  if (isPicture) return { x: box.right - sizePx, y: box.top, isCovered };
  // A sign beyond the edge would be cut, or make the page wider.
  const lastX = (topElementOf(document)?.clientWidth ?? innerWidth) - sizePx;
  const [x, y] = [box.right - 2, box.top - sizePx / 2];
  return { x: box.right > lastX + sizePx ? x : Math.min(x, lastX), y: box.top < 0 ? y : Math.max(y, 0), isCovered };
}

/** A link may be scrolled out of its frame or box, or lie below others. */
function isCoveredIn(box: DOMRect, link: Element, anchor: Element): boolean {
  if (box.bottom < 0 || box.top > innerHeight) return false;
  const root = link.getRootNode() as Root;
  const of = isDocument(root) ? Document : ShadowRoot;
  // From the tab's viewport to that of its own frame.
  const [shown, own] = [rectOf(link), Element.prototype.getBoundingClientRect.call(link)];
  const hitAt = (share: number): Element | null => {
    const [x, y] = [box.right - Math.max(1, box.width * share), box.top + Math.max(1, box.height * share)];
    return of.prototype.elementFromPoint.call(root, x + own.x - shown.x, y + own.y - shown.y);
  };
  const isOther = (hit: Element): boolean => anchorOf(hit) !== anchor && !Node.prototype.contains.call(link, hit);
  // A corner may be rounded, so that what lies behind shows there; a fifth of the way in it no longer is.
  const [corner, inner] = [hitAt(0.02), hitAt(0.2)];
  if (corner && isOther(corner) && !Node.prototype.contains.call(corner, link)) return true;
  return inner ? isOther(inner) : documentOf(link) !== document;
}

/** Whether any of a link's text is there to be seen, and not for screen readers alone. */
export function showsText(link: Element): boolean {
  let count = 0;
  for (const text of textsUnder(link)) {
    if (++count > most) break;
    if (/\S/.test(text.data) && !isOutOfSight(parentOf(text), link)) return true;
  }
  return false;
}

/** The ways in which pages leave text to screen readers: transparent, cut down to a pixel, or far off. */
function isOutOfSight(element: Element | null, link: Element): boolean {
  if (element === null) return false;
  const { opacity, overflowX, clip, clipPath } = getComputedStyle(element);
  const { width, height, right } = rectOf(element);
  const isCut =
    (overflowX !== "visible" && Math.min(width, height) < 2) ||
    clip.startsWith("rect") ||
    /^inset\(\d\d/.test(clipPath);
  return opacity === "0" || isCut || right + scrollX < 0 || (element !== link && isOutOfSight(parentOf(element), link));
}
