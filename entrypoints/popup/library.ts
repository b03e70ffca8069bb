// Begins to load texts before it is known whether they are wanted, or in this language: they mostly are.

import type { Language } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { loadContext } from "@/services/texts.ts";

export interface Library {
  readonly language: Language;
  readonly loaded: Promise<PromiseSettledResult<Awaited<ReturnType<typeof loadContext>>>>;
}

export function beginLibrary(language: Language): Library {
  // The browser keeps modules: who asks again is answered at once.
  void settled(loadWords(language));
  return { language, loaded: settled(loadContext(language)) };
}

/** A promise that is told of its failure only when somebody looks. */
export async function settled<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}
