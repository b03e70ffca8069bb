// The card on a marked link: it comes when the pointer rests on the link or the keyboard reaches it, goes with Escape and
// when both have left, and nothing on it changes what the reader keeps. Only what the reader did counts, never a script.

import { kinds } from "./kinds.ts";
import type { MarkLooks } from "@/core/mark-looks.ts";
import type { Card } from "@/services/messages.ts";
import { closest, listen } from "./dom.ts";
import { makeElement, type Overlay, topLayer } from "./overlay.ts";
import { boxOf } from "./places.ts";
import { drawSign } from "./signs.ts";

const restMs = 400;
/** Time for the way from the link to the card. */
const leaveMs = 350;
const gapPx = 6;
const edgePx = 8;

export interface Cards {
  /** Events of a window or shadow root in which links may be marked; once more where a document written anew took them off. */
  watch(target: EventTarget): void;
  /** The page may have moved under it. */
  follow(): void;
  /** If it is the card of that link. */
  hide(link: Element): void;
}

export interface CardSource {
  /** The marked link among the targets of an event. */
  readonly linkIn: (targets: readonly EventTarget[]) => Element | undefined;
  readonly ask: (link: Element) => Promise<Card | null>;
  readonly more: () => void;
}

export function openCards(
  signal: AbortSignal,
  overlay: Overlay,
  looks: MarkLooks,
  { linkIn, ask, more }: CardSource,
): Cards {
  let link: Element | undefined;
  let card: HTMLElement | undefined;
  let button: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A page that scrolls with the focus moves under the pointer. */
  let isByKey = false;
  /** Where the link stood in the overlay. */
  let place = "";
  /** The focus was led into the card, and has not been led back. */
  let isEntered = false;
  /** Links from which the page does not let the focus go into the card: the next Tab passes it by. */
  const passed = new WeakSet<Element>();

  function hide(): void {
    clearTimeout(timer);
    card?.remove();
    link = card = button = undefined;
  }

  function later(deed: () => void, ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(deed, ms);
  }

  async function show(wanted: Element, pointerX: number | undefined): Promise<void> {
    hide();
    link = wanted;
    const said = await ask(wanted).catch(() => null);
    const shadow = overlay.shadow();
    const kind = kinds[said?.sign ?? "-"];
    if (link !== wanted || !said || !kind || !shadow || signal.aborted) return;
    card = makeElement("div", looks.card);
    card.role = "group";
    card.ariaLabel = said.label;
    card.lang = said.lang;
    const text = makeElement("div", "");
    text.role = "status";
    button = makeElement("button", looks.cardMore);
    button.textContent = said.more;
    button.addEventListener("click", ({ isTrusted }) => {
      if (isTrusted) more();
    });
    card.append(drawSign(looks.drawings[kind], looks.cardSign), text, button);
    shadow.append(card);
    // What comes into a status that stands already is read out.
    [said.status, ...said.details].forEach((sentence, i) => {
      const line = makeElement("div", i === 0 ? looks.cardStatus : looks.cardDetail);
      line.textContent = sentence;
      text.append(line);
    });
    overlay.raise(closest(wanted, topLayer));
    card.style.translate = placeOf(card, boxOf(wanted), overlay.origin(), pointerX);
    place = placeIn(wanted);
  }

  function placeIn(of: Element): string {
    const [box, origin] = [boxOf(of), overlay.origin()];
    return `${Math.round(box.x - origin.x)} ${Math.round(box.y - origin.y)}`;
  }

  function enter(targets: readonly EventTarget[], ms: number, pointerX?: number): void {
    const entered = linkIn(targets);
    if (entered === undefined) return later(hide, leaveMs);
    if (entered !== link) later(() => void show(entered, pointerX), ms);
    else clearTimeout(timer);
  }

  function over(event: Event): void {
    if (!event.isTrusted) return;
    const targets = event.composedPath();
    const isMouse = event.type === "mouseover";
    if (!isMouse && isEntered && !overlay.isTarget(event)) {
      isEntered = false;
      if (link && linkIn(targets) === link) passed.add(link);
    }
    if (overlay.isTarget(event)) clearTimeout(timer);
    else if (isMouse && !(card && isByKey && !linkIn(targets))) {
      isByKey = false;
      enter(targets, restMs, (event as MouseEvent).clientX);
    } else if (!isMouse && (targets[0] as Element).matches(":focus-visible")) {
      isByKey = true;
      enter(targets, 0);
    }
  }

  /** The card comes after the link in the order of keys, and leads back to the link's place in it. */
  function press(event: Event): void {
    const { key, shiftKey, altKey, ctrlKey, metaKey, isTrusted } = event as KeyboardEvent;
    if (!isTrusted || !card || !link) return;
    const isInCard = overlay.isTarget(event);
    if (key === "Escape") {
      // Not for the page too, whose dialog it would close.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isInCard) leadBack();
      return hide();
    }
    if (key !== "Tab" || altKey || ctrlKey || metaKey) return;
    if (isInCard) {
      leadBack();
      if (shiftKey) event.preventDefault();
      else hide();
    } else if (!shiftKey && linkIn(event.composedPath().slice(0, 1)) === link && !passed.has(link)) {
      isEntered = true;
      button?.focus({ preventScroll: true });
      // A menu may have closed behind it.
      if (!link?.checkVisibility()) passed.add(link);
      // Within a modal dialog nothing outside of it takes the focus.
      if (overlay.hasFocus()) event.preventDefault();
      else hide();
    }
  }

  function leadBack(): void {
    isEntered = false;
    // A link has no names in it that could stand before its own.
    (link as HTMLElement | SVGElement).focus({ preventScroll: true });
  }

  function leave(event: Event): void {
    if (event.isTrusted && card && !overlay.isTarget(event)) later(hide, leaveMs);
  }

  signal.addEventListener("abort", hide);
  return {
    follow() {
      if (card && link && place !== placeIn(link)) hide();
    },
    hide(gone) {
      if (gone === link) hide();
    },
    watch(target) {
      const listeners = { mouseover: over, focusin: over, focusout: leave, keydown: press };
      for (const [type, listener] of Object.entries(listeners)) listen(target, type, listener, signal);
    },
  };
}

/** Below the link, else above it, else in the corner away from the pointer: never on the link or around the pointer. */
function placeOf(card: HTMLElement, link: DOMRect, origin: DOMRect, pointerX: number | undefined): string {
  const { offsetWidth: width, offsetHeight: height } = card;
  const [lastX, lastY] = [innerWidth - width - edgePx, innerHeight - height - edgePx];
  const [below, above] = [link.bottom + gapPx, link.top - gapPx - height];
  let x = Math.max(edgePx, Math.min(link.left, lastX));
  let y = below;
  if (below > lastY) {
    y = above;
    if (above < edgePx) {
      y = lastY;
      x = (pointerX ?? 0) < innerWidth / 2 ? lastX : edgePx;
    }
  }
  return `${Math.round(x - origin.x)}px ${Math.round(y - origin.y)}px`;
}
