// Finds the links of a page: in its document, in open shadow roots and in frames of the same origin; then in what is
// added, and where an address changes. Closed shadow roots and frames of other origins are not looked into.

import {
  all,
  closest,
  firstChildOf,
  isDocument,
  isElement,
  isGone,
  listen,
  nameOf,
  parentOf,
  readyStateOf,
  type Root,
  shadowOf,
} from "./dom.ts";
import { baseHostOf, linkSelector } from "./links.ts";
import type { Slices, Work } from "./slices.ts";

/** What can hold a shadow root or a document: all but the elements that pages have most of, which hardly ever do. */
const holderSelector = ":not(a,p,li,td,tr,b,i,br,img,ul,em,path)";

const mostRoots = 1000;
/** Elements that may get a shadow root yet, as those do whose class comes late. */
const mostLate = 1000;
const firstLateMs = 500;
/** Changes that wait; with more, the page is left alone for a while and then looked through as a whole. */
const mostPending = 4000;
const firstPauseMs = 1000;
const lastPauseMs = 30_000;
/** Until a document that is coming holds something to look at. */
const soonMs = 125;
/** Links of a document that is coming, at the first looks: what the reader sees first. */
const leastAtFirst = 40;
const mostAtFirst = 400;

export interface Finder {
  /** Looks at what follows from what was there. */
  begin(): void;
}

export interface Found {
  /** A link that is new, or may have changed. */
  link(link: Element, baseHost?: string): void;
  /** It may have been a link. */
  unlink(element: Element): void;
  root(root: Root): void;
  /** Something was taken away or moved. */
  change(): void;
}

export function openFinder(signal: AbortSignal, slices: Slices, found: Found): Finder {
  const roots = new Set<Root>();
  /** Documents that are not all there: to be told of each node of them would take longer than to look again. */
  const coming = new Set<Document>();
  let comingMs = soonMs;
  let comingPause: ReturnType<typeof setTimeout> | undefined;
  const late = new Set<Element>();
  let lateMs = firstLateMs;
  let latePause: ReturnType<typeof setTimeout> | undefined;
  const pending = new Set<Node>();
  let pauseMs = firstPauseMs;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver((changes) => {
    const before = pending.size;
    for (const { type, target, addedNodes, removedNodes } of changes) {
      if (isDocument(target)) meet(target);
      if (type !== "childList") pending.add(target);
      else for (const node of addedNodes) pending.add(node);
      // A link that lost a part of it is painted anew.
      const link = removedNodes.length > 0 && isElement(target) && closest(target, linkSelector);
      if (link) pending.add(link);
    }
    if (pending.size > mostPending) standBack();
    else if (before === 0 && pending.size > 0) slices.add(look());
    found.change();
  });

  function enter(root: Root): void {
    if (roots.has(root) || roots.size >= mostRoots) return;
    roots.add(root);
    meet(root);
    if (isDocument(root) && isComing(root)) {
      coming.add(root);
      glance(root);
      lookAgain();
    } else {
      observe(root);
      slices.add(walk(root));
    }
  }

  /** What the reader sees first, at once; once it is there, the rest can wait. */
  function glance(document: Document): void {
    if (all(document, linkSelector).length >= leastAtFirst) comingMs = firstPauseMs;
    slices.now(walkLinks(document, mostAtFirst));
  }

  function lookAgain(): void {
    comingPause ??= setTimeout(() => {
      comingPause = undefined;
      comingMs = Math.min(comingMs * 2, lastPauseMs);
      for (const each of coming) {
        if (isGone(each)) coming.delete(each);
        else if (!isComing(each)) arrive(each);
        else if (comingMs < firstPauseMs) glance(each);
        else slices.add(walk(each));
      }
      if (coming.size > 0) lookAgain();
    }, comingMs);
  }

  function arrive(document: Document): void {
    if (!coming.delete(document)) return;
    observe(document);
    meet(document);
    slices.now(walk(document));
  }

  /** Once more where a document is written anew, which takes all listeners off. */
  function meet(root: Root): void {
    found.root(root);
    // A frame that loads has a new document; the event does not bubble.
    listen(root, "load", load, signal);
    listen(root, "DOMContentLoaded", ready, signal);
  }

  function load({ target }: Event): void {
    enterFrame(target as Element);
  }

  function ready({ target }: Event): void {
    arrive(target as Document);
  }

  function observe(root: Root): void {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ["href"] });
  }

  function enterFrame(element: Element): void {
    if (!/^i?frame$/.test(element.localName)) return;
    // Of another origin it is `null`.
    const inner = (element as HTMLIFrameElement).contentDocument;
    if (inner) enter(inner);
  }

  function* walk(root: Root | Element): Work {
    yield* walkLinks(root);
    for (const holder of all(root, holderSelector)) {
      lookInto(holder);
      yield;
    }
  }

  function* walkLinks(root: Root | Element, most = Infinity): Work {
    const links = all(root, linkSelector);
    const baseHost = baseHostOf(root);
    const first = isElement(root) ? 0 : firstInView(links);
    for (let i = 0; i < Math.min(links.length, most); i++) {
      const link = links[(first + i) % links.length];
      if (link) found.link(link, baseHost);
      yield;
    }
  }

  function lookInto(holder: Element): void {
    const shadow = shadowOf(holder);
    if (shadow) return enter(shadow);
    enterFrame(holder);
    if (late.size >= mostLate || !nameOf(holder).includes("-")) return;
    late.add(holder);
    lookLate();
  }

  function lookLate(): void {
    latePause ??= setTimeout(() => {
      latePause = undefined;
      lateMs = Math.min(lateMs * 2, lastPauseMs);
      for (const holder of late) {
        const shadow = isGone(holder) ? undefined : shadowOf(holder);
        if (shadow !== null) late.delete(holder);
        if (shadow) enter(shadow);
      }
      if (late.size > 0) lookLate();
    }, lateMs);
  }

  function* look(): Work {
    for (const node of pending) {
      pending.delete(node);
      const element = isGone(node) ? null : isElement(node) ? node : parentOf(node);
      if (!element) continue;
      const link = closest(element, linkSelector);
      if (link) found.link(link);
      else found.unlink(element);
      if (element === node) {
        lookInto(element);
        if (firstChildOf(element)) yield* walk(element);
      }
      yield;
    }
  }

  function standBack(): void {
    observer.disconnect();
    pending.clear();
    pause = setTimeout(() => {
      for (const root of roots) {
        if (isGone(root)) roots.delete(root);
        else observe(root);
      }
      for (const root of roots) slices.add(walk(root));
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, lastPauseMs);
  }

  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(pause);
    clearTimeout(comingPause);
    clearTimeout(latePause);
  });
  return {
    begin() {
      enter(document);
      if (coming.size === 0) slices.now();
    },
  };
}

export function isComing(document: Document): boolean {
  return readyStateOf(document) === "loading";
}

/**
 * Where to begin, so that what the reader sees comes first: links mostly stand in the order in which they are read. To
 * ask how far a page is scrolled has its layout done at once, so a page that is still loading is taken from its top.
 */
function firstInView(links: NodeListOf<Element>): number {
  const isLaidOut = readyStateOf(document) === "complete";
  let [low, high] = [0, isLaidOut && scrollY > 0 ? links.length : 0];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((links[middle]?.getBoundingClientRect().bottom ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
