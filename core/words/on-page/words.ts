// What is said of a page's links and parts, in every language: little enough to be loaded together.

import type { Language } from "../languages.ts";
import { onPageEn, type OnPageWords } from "./en.ts";
import { onPageZhHans } from "./zh-hans.ts";
import { onPageZhHant } from "./zh-hant.ts";

export const onPageWordsOf: Readonly<Record<Language, OnPageWords>> = {
  en: onPageEn,
  "zh-hans": onPageZhHans,
  "zh-hant": onPageZhHant,
};
