// Asks a tab for its text, and has words marked there. What it answers comes from hostile ground and is checked here.

import type { FoundWords, PageReading } from "@/core/phrases/page-words.ts";
import { askTab } from "./messages.ts";

/** As much as a content script sends. */
const mostText = 1_000_000;
const mostTitle = 1000;
const mostPlaces = 2000;

/** The page's text, or nothing where no content script of ours answers. `isPatient`: when it has loaded. */
export async function readPage(tabId: number, isPatient: boolean): Promise<PageReading | undefined> {
  const answer = await askTab(tabId, "text", { isPatient });
  if (typeof answer !== "object" || answer === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(answer));
  const textOf = (name: string, most: number): string => {
    const value = given.get(name);
    return typeof value === "string" ? value.slice(0, most) : "";
  };
  const reading = given.get("reading");
  return {
    title: textOf("title", mostTitle),
    headline: textOf("headline", mostTitle),
    text: textOf("text", mostText),
    isCut: given.get("isCut") === true,
    reading: typeof reading === "number" ? reading : 0,
  };
}

/** Marks where the rules' terms stand close together. Returns how many places: none once the page was read as another. */
export async function showWords(tabId: number, { places }: FoundWords, reading: number): Promise<number> {
  const shown = await askTab(tabId, "mark", { places: places.slice(0, 2 * mostPlaces), reading });
  return typeof shown === "number" ? shown : 0;
}

export async function hideWords(tabId: number): Promise<void> {
  await askTab(tabId, "mark", { places: [] });
}
