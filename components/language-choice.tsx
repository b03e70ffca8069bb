// The language in which Wallsight speaks to this reader.

import { isLanguage, type Language, languageNames, languages } from "@/core/words/languages.ts";
import type { PageWords } from "@/core/words/pages/en.ts";

interface LanguageChoiceProps {
  pages: PageWords;
  /** `null`: the browser's */
  chosen: Language | null;
  choose: (language: Language | null) => void;
}

export function LanguageChoice({ pages: { settings }, chosen, choose }: LanguageChoiceProps) {
  return (
    <label class="language">
      {settings.language}{" "}
      <select
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) => choose(isLanguage(value) ? value : null)}
      >
        <option value="">{settings.browserLanguage}</option>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
