// Asks a tab for its text, and has words marked there. What it answers comes from hostile ground and is checked here.

import type { FoundWords, PageText } from "@/core/phrases/page-words.ts";
import { askTab } from "./messages.ts";

/** As much as a content script sends. */
const mostText = 1_000_000;
const mostTitle = 1000;
const mostPlaces = 2000;

/** The page's text, or nothing where no content script of ours answers. `isPatient`: when it has loaded. */
export async function readPage(tabId: number, isPatient: boolean): Promise<PageText | undefined> {
  const answer = await askTab(tabId, "text", { isPatient });
  if (typeof answer !== "object" || answer === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(answer));
  const textOf = (name: string, most: number): string => {
    const value = given.get(name);
    return typeof value === "string" ? value.slice(0, most) : "";
  };
  return {
    title: textOf("title", mostTitle),
    headline: textOf("headline", mostTitle),
    text: textOf("text", mostText),
    isCut: given.get("isCut") === true,
  };
}

/** Marks where the rules' terms stand close together in the text that was last read. Returns how many places. */
export async function showWords(tabId: number, { places }: FoundWords): Promise<number> {
  const shown = await askTab(tabId, "mark", { places: places.slice(0, 2 * mostPlaces) });
  return typeof shown === "number" ? shown : 0;
}

export async function hideWords(tabId: number): Promise<void> {
  await askTab(tabId, "mark", { places: [] });
}
