// The entry in the browser's context menu, for the background, which needs no more.

import type { Language } from "../languages.ts";

export const menuTitles: Readonly<Record<Language, string>> = {
  en: "Check for suppressed words",
  "zh-hans": "检查被屏蔽的词语",
  "zh-hant": "檢查遭屏蔽的詞語",
};
