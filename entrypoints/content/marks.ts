// Marks and counts the links of one page, from an order to its end, which takes back all that was done.

import type { LinkSign, Orders } from "@/core/orders.ts";
import type { Card } from "@/services/messages.ts";
import { openAsker } from "./asker.ts";
import { openCards } from "./card.ts";
import { documentOf, firstChildOf, isConnected, isDocument, type Root, viewOf } from "./dom.ts";
import { openFinder } from "./finder.ts";
import { kinds } from "./kinds.ts";
import { addressOf, hostOf, hrefOf, isWhole, nameOf } from "./links.ts";
import { openOverlay } from "./overlay.ts";
import { openPainter, type Painted } from "./painter.ts";
import { openSigns } from "./signs.ts";
import { openSlices } from "./slices.ts";

/** Browsers look at every mark again when the page changes; what is beyond that is only counted. */
const mostMarks = 5000;
const mostCounted = 20_000;
/** The more marks there are, the less often they are all looked at. */
const tendMs = 400;
const marksPerMs = 5;
/** While there are links to look at, new marks are shown that often. */
const showMs = 300;

export interface Wire {
  readonly links: (lines: string) => Promise<string>;
  readonly count: (count: number) => void;
  readonly card: (url: string) => Promise<Card | null>;
  readonly more: () => void;
}

export interface Marks {
  /** The address of the link whose card was last seen. */
  cardLink(): string | null;
  /** Says the count again: the browser forgets it when a page is left. */
  recount(): void;
}

interface Mark {
  readonly sign: LinkSign;
  readonly href: string;
  readonly painted: Painted | undefined;
  /** how many nodes of text and other things it holds; with another number it is painted anew */
  readonly size: number;
}

export function startMarks({ marks, count }: Orders, wire: Wire, signal: AbortSignal): Marks {
  /** every link that is not plainly reachable, whether or not it shows */
  const marked = new Map<Element, Mark>();
  const ownHost = nameOf(location);
  const painter = marks ? openPainter(signal, marks.looks.rules) : undefined;
  const overlay = openOverlay(signal, marks?.looks.overlay);
  const signs = marks ? openSigns(signal, overlay, marks.looks) : undefined;
  const slices = openSlices(signal, (isDone) => {
    asker.flush();
    // The first marks at once, the others together, also on a page that never comes to rest.
    const now = performance.now();
    if (marked.size === 0 || (!isDone && now < showAgainAt)) return;
    if (painter?.show()) slices.add(rest());
    showAgainAt = now + showMs;
  });
  const asker = openAsker(signal, wire.links, (links) => slices.now(revisit(links)));
  const finder = openFinder(signal, slices, { link: visit, root: meet, change: tendSoon });
  const cards =
    marks &&
    openCards(signal, overlay, marks.looks, {
      linkIn: (targets) => targets.find((target): target is Element => isShown(target)),
      ask(link) {
        cardUrl = addressOf(link)?.href ?? null;
        return cardUrl === null ? Promise.resolve(null) : wire.card(cardUrl);
      },
      more: wire.more,
    });
  let cardUrl: string | null = null;
  let told: number | undefined;
  let isTending = false;
  let showAgainAt = 0;

  function isShown(target: EventTarget): boolean {
    return marked.get(target as Element)?.painted !== undefined;
  }

  function meet(root: Root): void {
    const view = isDocument(root) && viewOf(root);
    if (!view) return;
    cards?.watch(view);
    signs?.watch(view);
  }

  function visit(link: Element, baseHost?: string): void {
    const href = hrefOf(link);
    const before = marked.size > 0 ? marked.get(link) : undefined;
    if (before?.href === href && before.size === sizeOf(link)) return;
    if (before) forget(link, before);
    const host = hostOf(link, href, baseHost);
    const sign = host === "" || host === ownHost ? "-" : signOf(link, href, host);
    if (sign !== undefined && kinds[sign] && marked.size < mostCounted) note(link, href, sign);
  }

  function signOf(link: Element, href: string, host: string): LinkSign | undefined {
    const sign = asker.signOf(host, link);
    if (sign !== "?") return sign;
    const address = isWhole(href) ? addressOf(link, href) : null;
    return address ? asker.signOf(address.href, link) : "-";
  }

  function* revisit(links: readonly Element[]): Generator<void, void> {
    for (const link of links) {
      if (isConnected(link)) visit(link);
      yield;
    }
  }

  function note(link: Element, href: string, sign: LinkSign): void {
    const painted = marked.size < mostMarks ? show(link, sign) : undefined;
    marked.set(link, { sign, href, painted, size: sizeOf(link) });
    tendSoon();
  }

  function show(link: Element, sign: LinkSign): Painted | undefined {
    const kind = kinds[sign];
    if (!kind || !marks?.kinds.includes(kind)) return undefined;
    const isPainted = marks.style !== "sign" && !link.namespaceURI?.endsWith("svg") && sizeOf(link) > 0;
    const painted = isPainted ? painter?.paint(link, link.getRootNode() as Root, kind) : undefined;
    // Text beside other things may be there for screen readers alone.
    if (painted && !firstChildOf(link)) return painted;
    signs?.add(link, kind, painted !== undefined);
    return {
      erase() {
        painted?.erase();
        signs?.remove(link);
      },
    };
  }

  function forget(link: Element, { painted }: Mark): void {
    painted?.erase();
    marked.delete(link);
    tendSoon();
  }

  /** After changes: what is gone is forgotten, the overlay is put back, the count is told. */
  function tendSoon(): void {
    signs?.place();
    if (isTending) return;
    isTending = true;
    setTimeout(
      () => {
        isTending = false;
        if (signal.aborted) return;
        let behindTheWall = 0;
        for (const [link, mark] of marked) {
          const owner = documentOf(link);
          if (!isConnected(link) || (owner !== document && !viewOf(owner))) forget(link, mark);
          else if (mark.sign === "b" || mark.sign === "d") behindTheWall++;
        }
        overlay.tend();
        painter?.tend();
        // Also that there are none: what the page before said may have come late.
        if (count && behindTheWall !== told) wire.count((told = behindTheWall));
      },
      tendMs + marked.size / marksPerMs,
    );
  }

  // Before the page is built: see painter.ts.
  painter?.prepare(document);
  finder.begin();
  tendSoon();

  return {
    cardLink: () => cardUrl,
    recount() {
      told = undefined;
      tendSoon();
    },
  };
}

/** Leads to another slice. */
function* rest(): Generator<void, void> {}

/** Of a link without text, none. */
function sizeOf(link: Element): number {
  return /\S/.test(link.textContent) ? link.childNodes.length : 0;
}
