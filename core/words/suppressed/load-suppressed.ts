// The words about suppressed words, in one language: the others are not loaded.

import type { Language } from "../languages.ts";
import type { SuppressedWords } from "./en.ts";

const loaders: Readonly<Record<Language, () => Promise<SuppressedWords>>> = {
  en: async () => (await import("./en.ts")).suppressedEn,
  "zh-hans": async () => (await import("./zh-hans.ts")).suppressedZhHans,
  "zh-hant": async () => (await import("./zh-hant.ts")).suppressedZhHant,
};

export function loadSuppressed(language: Language): Promise<SuppressedWords> {
  return loaders[language]();
}
