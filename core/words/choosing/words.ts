// The words of the pages on which a reader chooses, in every language: little enough to be loaded together.

import type { Language } from "../languages.ts";
import { choosingEn, type ChoosingWords } from "./en.ts";
import { choosingZhHans } from "./zh-hans.ts";
import { choosingZhHant } from "./zh-hant.ts";

export const choosingWordsOf: Readonly<Record<Language, ChoosingWords>> = {
  en: choosingEn,
  "zh-hans": choosingZhHans,
  "zh-hant": choosingZhHant,
};
