// The words of the larger story, in one language: the others are not loaded.

import type { Language } from "../languages.ts";
import type { ContextWords } from "./en.ts";

const loaders: Readonly<Record<Language, () => Promise<ContextWords>>> = {
  en: async () => (await import("./en.ts")).contextEn,
  "zh-hans": async () => (await import("./zh-hans.ts")).contextZhHans,
  "zh-hant": async () => (await import("./zh-hant.ts")).contextZhHant,
};

export function loadContextWords(language: Language): Promise<ContextWords> {
  return loaders[language]();
}
