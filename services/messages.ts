// The wire between contexts: every question by road, and how to ask it. Who answers is in answering.ts.

import type { LinkSign, Orders } from "@/core/orders.ts";
import type { PageReading } from "@/core/phrases/page-words.ts";
import type { Change, Choices } from "@/core/choices.ts";
import type { AnsweringSource, ListsState } from "@/core/lists-state.ts";
import type { SyncState } from "@/core/sync/state.ts";
import type { ToldSurvey } from "@/core/page/survey.ts";
import type { Verdict } from "@/core/verdict.ts";
import { browser } from "./browser.ts";

/**
 * Asked by content scripts, on hostile ground: unless the reader asked for marks or a count, the answers tell nothing
 * of the reader or the lists.
 */
export interface PageQuestions {
  /** the tab's top frame now shows this address; what is to be done on it */
  here: { args: { url: string }; value: Orders | null };
  /** what links are marked with: hosts or whole addresses, a line each, and for an answer a `LinkSign` each */
  links: { args: { lines: string }; value: string };
  /** how many links on the page of that address lead behind the wall */
  count: { args: { count: number; url: string }; value: null };
  /** what the card on a marked link says; `null` where it has nothing to say */
  card: { args: { url: string }; value: Card | null };
  /** opens the full page about the link of the card: the tab is asked which one that is */
  more: { args: null; value: null };
}

/** A card, in the reader's language. */
export interface Card {
  readonly lang: string;
  /** what the card is, for those who do not see it */
  readonly label: string;
  readonly sign: LinkSign;
  readonly status: string;
  readonly details: readonly string[];
  readonly more: string;
}

/** Asked by the extension's own pages. */
export interface OwnQuestions {
  /** what Wallsight says of an address */
  page: { args: { url: string }; value: PageAnswer };
  /** the verdicts on many addresses, in their order */
  verdicts: { args: { urls: readonly string[] }; value: { verdicts: readonly Verdict[]; lists: ListsState } };
  /** the sources that answer now */
  sources: { args: null; value: { sources: readonly AnsweringSource[]; lists: ListsState } };
  /** all that the reader chose */
  choices: { args: null; value: Choices };
  /** from now on, this */
  choose: { args: Change; value: null };
  /** these choices in place of all others */
  replace: { args: Choices; value: null };
  /** pauses on a host, or goes on there */
  pause: { args: { host: string; isPaused: boolean }; value: null };
  /** leaves links unmarked on a host, or marks them again */
  unmark: { args: { host: string; isUnmarked: boolean }; value: null };
  /** a text that the reader selected and asked about; `null` where it is no longer kept */
  selection: { args: { id: string }; value: string | null };
  /** how sync stands; `null` where the build knows no source of newer lists */
  sync: { args: null; value: SyncState | null };
  /** since when nobody confirmed that the lists are the newest, in milliseconds since 1970; `null`: that is well */
  unconfirmed: { args: null; value: number | null };
  /** looks for newer lists, and answers when that is done; `false` where it was just done or is being done */
  look: { args: null; value: boolean };
  /** ends the look that is under way */
  cancel: { args: null; value: null };
  /** has what was read from files answer */
  renew: { args: null; value: null };
  /** the lists of the build in place of those that were fetched */
  bundled: { args: null; value: null };
}

/** More in one question would keep others waiting. */
export const mostUrls = 2_000;

export type PageAnswer =
  | { readonly kind: "paused"; readonly host: string }
  | { readonly kind: "answered"; readonly verdict: Verdict; readonly lists: ListsState };

/** Asked of the content script in a tab's top frame. */
export interface TabQuestions {
  /** the page's address */
  where: { args: null; value: string };
  /** what the page links to and loads */
  survey: { args: null; value: ToldSurvey };
  /** from now on, this; links that were asked about before are asked about anew */
  orders: { args: Orders | null; value: null };
  /** the address of the link whose card was last seen; `null` where there was none */
  link: { args: null; value: string | null };
  /** what stands on the page to be read; a patient question waits until it has loaded */
  text: { args: { isPatient: boolean }; value: PageReading };
  /** marks places of that reading, from and to by turns; answers how many: of an older reading none */
  mark: { args: { places: readonly number[]; reading?: number }; value: number };
}

export interface TabQuestion<N extends keyof TabQuestions = keyof TabQuestions> {
  road: "tab";
  name: N;
  args: TabQuestions[N]["args"];
}

/** What the content script answers, at once or later; a question without an answer does not compile. */
export type TabAnswers = {
  readonly [N in keyof TabQuestions]: (
    args: TabQuestions[N]["args"],
  ) => TabQuestions[N]["value"] | Promise<TabQuestions[N]["value"]>;
};

export interface PageQuestion<N extends keyof PageQuestions = keyof PageQuestions> {
  road: "page";
  name: N;
  args: PageQuestions[N]["args"];
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: string };

/** Who answers what; a question without an answer does not compile. */
export interface Answers {
  page: {
    /** `url`: of the document that asks */
    [N in keyof PageQuestions]: (
      args: PageQuestions[N]["args"],
      tabId: number,
      url: string,
    ) => Promise<PageQuestions[N]["value"]>;
  };
  own: {
    [N in keyof OwnQuestions]: (args: OwnQuestions[N]["args"]) => Promise<OwnQuestions[N]["value"]>;
  };
}

/** The other side's `{ok: false}`, in its own words. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

/** Throws `AnswerError` where the background refuses or fails. */
export async function ask<N extends keyof OwnQuestions>(
  name: N,
  args: OwnQuestions[N]["args"],
): Promise<OwnQuestions[N]["value"]> {
  const question = { road: "own", name, args };
  const answer = await browser.runtime.sendMessage<unknown, Answer<OwnQuestions[N]["value"]>>(question);
  if (!answer.ok) throw new AnswerError(answer.error);
  return answer.value;
}

/**
 * What a tab's content script answers, or nothing where none of ours runs. It comes from hostile ground: whoever asks
 * checks what it holds.
 */
export async function askTab<N extends keyof TabQuestions>(
  tabId: number,
  name: N,
  args: TabQuestions[N]["args"],
): Promise<unknown> {
  const question: TabQuestion<N> = { road: "tab", name, args };
  try {
    return await browser.tabs.sendMessage<TabQuestion<N>>(tabId, question, { frameId: 0 });
  } catch (error) {
    if (isUnheard(error)) return undefined;
    throw error;
  }
}

/** The address a tab shows, or nothing where no content script of ours runs. */
export async function whereIs(tabId: number): Promise<string | undefined> {
  const answer = await askTab(tabId, "where", null);
  return typeof answer === "string" ? answer : undefined;
}

/** The link whose card the reader saw last in a tab, or nothing. */
export async function linkIn(tabId: number): Promise<string | undefined> {
  const answer = await askTab(tabId, "link", null);
  return typeof answer === "string" ? answer : undefined;
}

/** What the browsers say where a tab has no listener, or goes away before it has answered. */
const unheard = /Receiving end does not exist|message (port|channel) (is )?closed|Actor 'Conduits' destroyed/;

function isUnheard(error: unknown): boolean {
  return error instanceof Error && unheard.test(error.message);
}
