// Paints marks on the text of links by CSS highlights, which leave the page's elements alone and shift nothing.
//
// What holds in Chromium 137 and Firefox 147 and later, content scripts included:
// - A constructed sheet can be adopted by a document or shadow root, past the page's content policy and, in Firefox,
//   through its wrappers; it is made by the classes of the window that it is for.
// - In Firefox, a `::highlight` rule of the document does not reach into a shadow root: each adopts the sheet for itself.
// - A rule that comes late has the style of the whole page computed anew, so the document's comes with the orders.
// - A live Range would be looked at on every change of the page; a StaticRange is not.
//
// A page could find a highlight by its name, so each page view has names of its own.

import type { MarkKind } from "@/core/choices.ts";
import { highlightName } from "@/core/highlight-name.ts";
import { adopt, documentOf, randomName, type Root, unadopt, sheetsOf, type View, viewOf } from "./dom.ts";
import { clearLeftovers, makeSheet } from "./sheets.ts";

/** Roots that lose the sheet, as a page's framework may set its own, get it back so often. */
const mostAdoptions = 3;

/** What belongs to one document. Held, because Firefox's wrappers forget what is in a registry that nobody holds. */
interface Place {
  readonly view: View;
  readonly sheet: CSSStyleSheet;
  readonly registry: HighlightRegistry;
  readonly highlights: Map<MarkKind, Highlight>;
}

export interface Painted {
  erase(): void;
}

export interface Painter {
  /** Does nothing where the browser has no highlights. */
  prepare(root: Root): void;
  /** Looks whether the sheets are still where they were put. */
  tend(): void;
  /** `undefined` where the browser or the page does not let it. */
  paint(link: Element, root: Root, kind: MarkKind): Painted | undefined;
}

export function openPainter(signal: AbortSignal, rules: string): Painter {
  const prefix = randomName();
  const text = rules.replaceAll(highlightName, prefix);
  const places = new Map<Document, Place>();
  const adoptions = new Map<Root, number>();

  function placeOf(owner: Document): Place | undefined {
    const view = viewOf(owner);
    let place = places.get(owner);
    if (!place && view?.CSS.highlights) {
      place = { view, sheet: makeSheet(view, text), registry: view.CSS.highlights, highlights: new Map() };
      places.set(owner, place);
    }
    return place;
  }

  function prepare(root: Root): void {
    const place = placeOf(documentOf(root));
    const count = adoptions.get(root) ?? 0;
    if (!place || count >= mostAdoptions) return;
    if (count === 0) clearLeftovers(root);
    const present = sheetsOf(root);
    if (present.includes(place.sheet)) return;
    adoptions.set(root, count + 1);
    adopt(root, [...present, place.sheet]);
  }

  function highlightIn({ view, registry, highlights }: Place, kind: MarkKind): Highlight {
    const known = highlights.get(kind);
    if (known) return known;
    const made = new view.Highlight();
    highlights.set(kind, made);
    registry.set(prefix + kind, made);
    return made;
  }

  function clean(root: Root): void {
    const place = placeOf(documentOf(root));
    for (const kind of place?.highlights.keys() ?? []) place?.registry.delete(prefix + kind);
    if (place) unadopt(root, place.sheet);
  }

  /** Frames may have gone meanwhile. */
  function forEachRoot(deed: (root: Root) => void): void {
    for (const root of adoptions.keys()) {
      try {
        deed(root);
      } catch {
        adoptions.delete(root);
      }
    }
  }

  signal.addEventListener("abort", () => forEachRoot(clean));

  return {
    prepare,
    tend: () => forEachRoot(prepare),
    paint(link, root, kind) {
      try {
        if (!adoptions.has(root)) prepare(root);
        const place = placeOf(documentOf(link));
        const endOffset = link.childNodes.length;
        if (!place || endOffset === 0) return undefined;
        const range = new place.view.StaticRange({
          startContainer: link,
          startOffset: 0,
          endContainer: link,
          endOffset,
        });
        const highlight = highlightIn(place, kind).add(range);
        return {
          erase() {
            try {
              highlight.delete(range);
            } catch {
              // Its frame has gone, and the highlight with it.
            }
          },
        };
      } catch {
        // A browser without highlights: the link gets a sign.
        return undefined;
      }
    },
  };
}
