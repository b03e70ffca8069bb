// Opens every fold, and those within, as a reader would: what is never opened is never drawn.

import { act } from "@testing-library/preact";

/** The browser tells of it in a task of its own; happy-dom does not tell. */
export function openFold(fold: HTMLDetailsElement, isOpen = true): void {
  void act(() => {
    fold.open = isOpen;
    fold.dispatchEvent(new Event("toggle"));
  });
}

export function openFolds(root: Element): void {
  for (;;) {
    const closed = [...root.querySelectorAll("details")].filter(({ open }) => !open);
    if (closed.length === 0) return;
    for (const fold of closed) openFold(fold);
  }
}
