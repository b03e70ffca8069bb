// The languages in which Wallsight speaks, and which of them a reader gets.

import { en, type Words } from "./en.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

export type { Words };

export const languages = [en, zhHans, zhHant] as const;

/** The first of the wanted languages (BCP 47 tags) that Wallsight speaks, or English. */
export function chooseWords(wanted: readonly string[]): Words {
  for (const tag of wanted) {
    const words = speak(tag);
    if (words !== undefined) return words;
  }
  return en;
}

function speak(tag: string): Words | undefined {
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
  if (locale.language === "en") return en;
  if (locale.language === "zh") return locale.script === "Hant" ? zhHant : zhHans;
  return undefined;
}
