// The words of every language at once, for the background, which cannot load them one by one.

import { en, type Words } from "./en.ts";
import { chooseLanguage, type Language } from "./languages.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

export type { Words };

export const wordsOf: Readonly<Record<Language, Words>> = { en, "zh-hans": zhHans, "zh-hant": zhHant };

/** The words of the first wanted language (BCP 47 tags) that Wallsight speaks, or English. */
export function chooseWords(wanted: readonly string[]): Words {
  return wordsOf[chooseLanguage(wanted)];
}
