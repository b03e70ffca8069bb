// Marks and counts the links of one page, from an order to its end, which takes back all that was done.

import type { LinkSign, Orders } from "@/core/orders.ts";
import type { Card } from "@/services/messages.ts";
import { openAsker } from "./asker.ts";
import { openCards } from "./card.ts";
import { firstChildOf, isDocument, isGone, listen, type Root, viewOf } from "./dom.ts";
import { isComing, openFinder } from "./finder.ts";
import { kinds } from "./kinds.ts";
import { addressOf, hostOf, hrefOf, isWhole, nameOf } from "./links.ts";
import { openOverlay } from "./overlay.ts";
import { openPainter, type Painted } from "./painter.ts";
import { screensTo } from "./places.ts";
import { movers, openSigns } from "./signs.ts";
import { openSlices, type Work } from "./slices.ts";

const mostCounted = 20_000;
/** Shown before anybody has looked where they are: the first links looked at are those in view. */
const mostAtOnce = 100;
/**
 * Browsers look at all that are shown whenever one is added: when there are more, those far away go. So few that with what
 * is near there are no more than there may be signs.
 */
const mostShown = 150;
/** Screens above or below what the reader sees. */
const nearScreens = 2;
const farScreens = 4;
/** Marks follow the text: until something moves, one in so many is asked where it is, and its neighbours if it is near. */
const sample = 4;
/** After the reader or the page has moved, or marks have come; while it is coming, to ask would lay it out once more. */
const lookMs = 100;
const lookAtComingMs = 1000;
/** The more marks there are, the less often they are all looked at. */
const tendMs = 400;
const marksPerMs = 5;
const looksPerMs = 20;
/** While there are links to look at, what was gathered is asked about that often. */
const askMs = 300;

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
  /** how many nodes of text and other things it holds; with another number it is painted anew */
  readonly size: number;
  /** while it is near what the reader sees */
  painted?: Painted | undefined;
}

export function startMarks({ marks, count }: Orders, wire: Wire, signal: AbortSignal): Marks {
  /** every link that is not plainly reachable, whether or not it shows */
  const marked = new Map<Element, Mark>();
  const ownHost = nameOf(location);
  const painter = marks ? openPainter(signal, marks.looks.rules) : undefined;
  const overlay = openOverlay(signal, marks?.looks.overlay);
  const signs = marks ? openSigns(signal, overlay, marks.looks) : undefined;
  const slices = openSlices(signal, (isDone) => {
    // The first links at once, the others together, also on a page that never comes to rest.
    const now = performance.now();
    if (!isDone && now < askAgainAt) return;
    asker.flush();
    askAgainAt = now + askMs;
  });
  const asker = openAsker(signal, wire.links, (links) => slices.now(revisit(links)));
  const finder = openFinder(signal, slices, { link: visit, unlink, root: meet, change });
  const cards =
    marks &&
    openCards(signal, overlay, marks.looks, {
      linkIn: (targets) => targets.find(isShown),
      ask(link) {
        cardUrl = addressOf(link)?.href ?? null;
        return cardUrl === null ? Promise.resolve(null) : wire.card(cardUrl);
      },
      more: wire.more,
    });
  let cardUrl: string | null = null;
  let told: number | undefined;
  let isTending = false;
  let askAgainAt = 0;
  let isLooking = false;
  let isMoved = false;
  let shown = 0;

  function change(): void {
    isMoved = true;
    tendSoon();
  }

  function isShown(target: EventTarget): target is Element {
    return marked.get(target as Element)?.painted !== undefined;
  }

  function meet(root: Root): void {
    // What happens between two places in one shadow root, or scrolls there, is not told outside of it.
    const target = isDocument(root) ? viewOf(root) : root;
    if (!target) return;
    cards?.watch(target);
    signs?.watch(target);
    for (const type of movers) listen(target, type, move, signal);
  }

  function visit(link: Element, baseHost?: string): void {
    const href = hrefOf(link);
    const before = marked.size > 0 ? marked.get(link) : undefined;
    if (before?.href === href && before.size === sizeOf(link)) return;
    if (before) forget(link, before);
    const host = hostOf(link, href, baseHost);
    const sign = host === "" || host === ownHost ? "-" : signOf(link, href, host);
    if (sign !== undefined && kinds[sign] && marked.size < mostCounted) {
      note(link, { sign, href, size: sizeOf(link) }, before?.painted !== undefined);
    }
  }

  function unlink(element: Element): void {
    const mark = marked.size > 0 ? marked.get(element) : undefined;
    if (mark) forget(element, mark);
  }

  function signOf(link: Element, href: string, host: string): LinkSign | undefined {
    const sign = asker.signOf(host, link);
    if (sign !== "?") return sign;
    const address = isWhole(href) ? addressOf(link, href) : null;
    return address ? asker.signOf(address.href, link) : "-";
  }

  function* revisit(links: readonly Element[]): Generator<void, void> {
    for (const link of links) {
      if (!isGone(link)) visit(link);
      yield;
    }
  }

  function note(link: Element, mark: Mark, wasShown: boolean): void {
    marked.set(link, mark);
    if (wasShown || shown < mostAtOnce) show(link, mark);
    else lookSoon();
    tendSoon();
  }

  function show(link: Element, mark: Mark): void {
    const kind = kinds[mark.sign];
    // It may have been forgotten while others were looked at.
    if (marked.get(link) !== mark || mark.painted || !kind || !marks?.kinds.includes(kind)) return;
    const isText = marks.style !== "sign" && !link.namespaceURI?.endsWith("svg") && mark.size > 0;
    const painted = isText ? painter?.paint(link, link.getRootNode() as Root, kind) : undefined;
    mark.painted = painted;
    shown++;
    // Text beside other things may be there for screen readers alone.
    if (painted && !firstChildOf(link)) return;
    signs?.add(link, kind, painted !== undefined);
    mark.painted = {
      erase() {
        painted?.erase();
        signs?.remove(link);
      },
    };
  }

  function hide(mark: Mark): void {
    if (!mark.painted) return;
    mark.painted.erase();
    mark.painted = undefined;
    shown--;
  }

  function lookSoon(): void {
    if (isLooking || !marks || shown === marked.size) return;
    isLooking = true;
    const waitMs = isComing(document) ? lookAtComingMs : lookMs;
    setTimeout(() => slices.add(look()), waitMs + marked.size / looksPerMs);
  }

  function* look(): Work {
    const step = isMoved ? 1 : sample;
    isLooking = isMoved = false;
    const all = Array.from(marked);
    for (let i = 0; i < all.length; i += step) {
      const around = isNear(all[i] as [Element, Mark]) ? all.slice(Math.max(0, i + 1 - step), i + step) : [];
      for (const each of around) show(...each);
      yield;
    }
  }

  /** Hides it where it is far away and others want its place. */
  function isNear([link, mark]: readonly [Element, Mark]): boolean {
    const distance = screensTo(link);
    if (distance > farScreens && shown > mostShown) hide(mark);
    return distance < nearScreens && (distance !== 0 || shown < mostShown);
  }

  function forget(link: Element, mark: Mark): void {
    hide(mark);
    marked.delete(link);
    cards?.hide(link);
    tendSoon();
  }

  function move(): void {
    isMoved = true;
    cards?.follow();
    lookSoon();
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
          if (isGone(link)) forget(link, mark);
          else if (mark.sign === "b" || mark.sign === "d") behindTheWall++;
        }
        lookSoon();
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

/** Of a link without text, none. */
function sizeOf(link: Element): number {
  return /\S/.test(link.textContent) ? link.childNodes.length : 0;
}
