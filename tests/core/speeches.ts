// The words of verdicts and of pages in every language, side by side.

import { pagesEn } from "../../core/words/pages/en.ts";
import { pagesZhHans } from "../../core/words/pages/zh-hans.ts";
import { pagesZhHant } from "../../core/words/pages/zh-hant.ts";
import { wordsOf } from "../../core/words/words.ts";

export const speeches = [
  { words: wordsOf.en, pages: pagesEn },
  { words: wordsOf["zh-hans"], pages: pagesZhHans },
  { words: wordsOf["zh-hant"], pages: pagesZhHant },
] as const;
