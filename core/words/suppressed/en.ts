// English, for suppressed words: loaded with what shows them.

import type { Part } from "../../phrases/page-words.ts";
import type { Effect, Platform } from "../../phrases/rule-facts.ts";

export const suppressedEn = {
  title: "Suppressed words",
  /** on the button that begins to look */
  look: "Look for suppressed words on this page",
  looking: "Reading the page…",
  none: "None of the rules has all its terms here.",
  noneText: "That is no proof that nothing here is suppressed: only what was tried in tests could be found.",
  failed: "The page could not be searched.",
  unread: "Wallsight cannot read this page.",
  changed: "The page has changed since it was read. Close this window, and look again.",
  absent: "This build of Wallsight was made without the list of suppressed words.",
  cut: "Only the first million characters of the page were read.",
  rules: (count: string, n: number) =>
    n === 1
      ? "1 rule of search censorship has all its terms here."
      : `${count} rules of search censorship have all their terms here.`,
  /** a platform and how many of the rules are its own */
  counted: (platform: string, count: string) => `${platform} ${count}`,
  parts: {
    title: "In the title",
    headline: "In the headline",
    text: "In the text, close together",
    scattered: "In the text, far apart",
  } satisfies Record<Part, string>,
  scattered:
    "The terms stand somewhere in the text, not near one another. In a long text that happens by chance: it says little.",
  one: "A search for this term was censored:",
  together: "A search for these terms together was censored:",
  /** an effect, and the platforms that had it */
  censored: (effect: string, on: readonly string[]) => `${effect}: ${on.join(", ")}`,
  on: (platform: string, when: string) => `${platform} (${when})`,
  found: (day: string) => `found on ${day}`,
  foundBetween: (first: string, last: string) => `found several times, ${first} to ${last}`,
  undated: "day not known",
  effect: {
    total: "no results",
    partial: "only results from approved sources",
  } satisfies Record<Effect, string>,
  platform: {
    baidu: "Baidu",
    baidu_zhidao: "Baidu Zhidao",
    bilibili: "Bilibili",
    bing: "Bing in China",
    douyin: "Douyin",
    jingdong: "JD.com",
    sogou: "Sogou",
    weibo: "Weibo",
  } satisfies Record<Platform, string>,
  /** the rule's own writing, where the text differs from it */
  written: "The rule writes it differently:",
  more: (count: string) => `Show ${count} more`,
  show: "Show on the page",
  hide: "Take the marks off the page",
  shown: (count: string) => `${count} places are marked on the page. The page can see these marks.`,
  meaning: "What this means",
  meanings: [
    "Citizen Lab tried searches on eight platforms from 2023 to January 2025 and found which terms, all in one search, had its results censored. “No results”: the platform showed nothing. “Only results from approved sources”: it left out all others.",
    "It was searches that were tested. Whether a text with these words is deleted, or whether a rule still holds, these tests do not say. A day is when a test found the rule, not when it began; many rules have no day.",
    "Many rules are about trade, gambling or sex. No rule says why it is there.",
    "Traditional and simplified characters, capital and full-width letters count as the same here, and spaces between Chinese characters are passed over. That platforms do so is assumed; where the rule writes a term differently, that is said.",
  ],
  source: "Data: Citizen Lab, “Missing Links” and its later tests, CC BY-NC-SA 4.0 (not for commercial use).",
  report: "Read the report of 2023",
  selection: {
    page: "The selected text and suppressed words",
    text: "The selected text",
    gone: "The selected text is no longer there. It is kept in memory only, and only for a short time: select it again.",
    kept: "The text was checked in this browser. It is not stored, and it stands in no address.",
    part: "All terms, close together",
    scattered: "All terms, but far apart",
  },
};

/** What must be said of suppressed words in every language. */
export type SuppressedWords = typeof suppressedEn;
