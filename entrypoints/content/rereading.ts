// For readers who want suppressed words marked on every page: it is read when it has loaded, and once more when it has
// changed, so seldom that reading takes up a fiftieth of the time at most.

import type { PageReading } from "@/core/phrases/page-words.ts";
import { readyStateOf } from "./dom.ts";
import { readText } from "./page-text.ts";

const leastMs = 2000;
const share = 50;

let observer: MutationObserver | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** `changed`: once, some time after the page did. */
export async function readNowAndAgain(changed: () => void): Promise<PageReading> {
  if (readyStateOf(document) !== "complete") {
    await new Promise((resolve) => {
      addEventListener("load", resolve, { once: true });
    });
  }
  let earliestMs = Infinity;
  const tellInTime = (): void => {
    if (document.hidden || performance.now() < earliestMs) timer = setTimeout(tellInTime, leastMs);
    else changed();
  };
  observer?.disconnect();
  clearTimeout(timer);
  observer = new MutationObserver(() => {
    observer?.disconnect();
    timer = setTimeout(tellInTime, leastMs);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  const startMs = performance.now();
  const text = await readText();
  const endMs = performance.now();
  earliestMs = endMs + share * (endMs - startMs);
  return text;
}
