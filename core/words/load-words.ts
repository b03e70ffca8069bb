// The words of one language, for pages: the others are not loaded.

import type { Words } from "./en.ts";
import type { Language } from "./languages.ts";
import type { PageWords } from "./pages/en.ts";

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly pages: PageWords;
}

export async function loadWords(language: Language): Promise<Speech> {
  const [words, pages] = await loaders[language]();
  return { language, words, pages };
}

const loaders: Readonly<Record<Language, () => Promise<[Words, PageWords]>>> = {
  en: async () => {
    const [{ en }, { pagesEn }] = await Promise.all([import("./en.ts"), import("./pages/en.ts")]);
    return [en, pagesEn];
  },
  "zh-hans": async () => {
    const [{ zhHans }, { pagesZhHans }] = await Promise.all([import("./zh-hans.ts"), import("./pages/zh-hans.ts")]);
    return [zhHans, pagesZhHans];
  },
  "zh-hant": async () => {
    const [{ zhHant }, { pagesZhHant }] = await Promise.all([import("./zh-hant.ts"), import("./pages/zh-hant.ts")]);
    return [zhHant, pagesZhHant];
  },
};
