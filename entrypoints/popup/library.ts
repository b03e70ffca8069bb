// Begins to load the context before it is known whether it is wanted, or in this language: it mostly is.

import type { Language } from "@/core/words/languages.ts";
import { loadContext } from "@/services/texts.ts";

export interface Library {
  readonly language: Language;
  readonly loaded: Promise<PromiseSettledResult<Awaited<ReturnType<typeof loadContext>>>>;
}

export function beginLibrary(language: Language): Library {
  return { language, loaded: settled(loadContext(language)) };
}

/** A promise that is told of its failure only when somebody looks. */
export async function settled<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}
