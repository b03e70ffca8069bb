// What a page of ours sets on its document as a whole, and how it hands the reader a file.

import type { Theme } from "@/core/choices.ts";
import type { Words } from "@/core/words/words.ts";

export function dressPage(words: Words, theme: Theme, title: string): void {
  const { documentElement: root } = document;
  root.lang = words.lang;
  root.dataset["theme"] = theme;
  document.title = title;
}

/** By a link that the browser downloads; nothing is opened and nothing is asked of the network. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
