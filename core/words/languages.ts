// The languages in which Wallsight speaks, and which of them a reader gets.

export const languages = ["en", "zh-hans", "zh-hant"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  "zh-hans": "简体中文",
  "zh-hant": "繁體中文",
};

/** The first of the wanted languages (BCP 47 tags, or a `Language`) that Wallsight speaks, or English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return "en";
}

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text);
}

function languageOf(tag: string): Language | undefined {
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
  if (locale.language === "en") return "en";
  if (locale.language === "zh") return locale.script === "Hant" ? "zh-hant" : "zh-hans";
  return undefined;
}
