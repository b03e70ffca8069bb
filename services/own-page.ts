// What a page of ours sets on its document as a whole: language, look and title.

import type { Theme } from "@/core/choices.ts";
import type { Words } from "@/core/words/words.ts";

export function dressPage(words: Words, theme: Theme, title: string): void {
  const { documentElement: root } = document;
  root.lang = words.lang;
  root.dataset["theme"] = theme;
  document.title = title;
}
