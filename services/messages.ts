// The wire between contexts: every question by road, who may ask it, and what is checked at the door.

import type { ListsState } from "@/core/lists-state.ts";
import type { Verdict } from "@/core/verdict.ts";
import { isLanguage, type Language } from "@/core/words/languages.ts";
import { browser, type Sender } from "./browser.ts";

/** Asked by content scripts, on hostile ground: the answer tells nothing of the reader or the lists. */
export interface PageQuestions {
  /** the tab's top frame now shows this address */
  here: { args: { url: string }; value: null };
}

/** Asked by the extension's own pages. */
export interface OwnQuestions {
  /** what Wallsight says of an address, and in which language the reader wants it said */
  page: { args: { url: string }; value: PageAnswer };
  /** the language that the reader chose */
  language: { args: null; value: Language | null };
  /** from now on, in this language, or in the browser's */
  speak: { args: { language: Language | null }; value: null };
  /** pauses on a host, or goes on there */
  pause: { args: { host: string; isPaused: boolean }; value: null };
}

export type PageAnswer = { readonly language: Language | null } & (
  | { readonly kind: "paused"; readonly host: string }
  | { readonly kind: "answered"; readonly verdict: Verdict; readonly lists: ListsState }
);

/** Asked of the content script in a tab's top frame; it answers with the page's address. */
export interface TabQuestion {
  road: "tab";
  name: "where";
}

export interface PageQuestion<N extends keyof PageQuestions = keyof PageQuestions> {
  road: "page";
  name: N;
  args: PageQuestions[N]["args"];
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: string };

/** Who answers what; a question without an answer does not compile. */
export interface Answers {
  page: {
    [N in keyof PageQuestions]: (args: PageQuestions[N]["args"], tabId: number) => Promise<PageQuestions[N]["value"]>;
  };
  own: {
    [N in keyof OwnQuestions]: (args: OwnQuestions[N]["args"]) => Promise<OwnQuestions[N]["value"]>;
  };
}

/** The other side's `{ok: false}`, in its own words. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

/** A question that was turned away at the door. */
class Refusal extends Error {
  override readonly name = "Refusal";
}

/** As long as the longest address Chromium keeps. */
const maxUrlLength = 2 * 1024 * 1024;

const maxHostLength = 253;

type Door = (args: unknown, sender: Sender) => Promise<unknown>;

/** Answers questions from now on; to be called before the first `await` of the background. */
export function answerQuestions(answers: Answers): void {
  const page: Record<keyof PageQuestions, Door> = {
    here: (args, sender) => {
      const url = urlFrom(args);
      return answers.page.here({ url }, tabThatShows(url, sender));
    },
  };
  const own: Record<keyof OwnQuestions, Door> = {
    page: (args) => answers.own.page({ url: urlFrom(args) }),
    language: () => answers.own.language(null),
    speak: (args) => answers.own.speak({ language: languageFrom(args) }),
    pause: (args) => answers.own.pause(pauseFrom(args)),
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => answerTo(message, sender, { page, own }));
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

/** The address a tab shows, or nothing where no content script of ours runs. */
export async function askTab(tabId: number): Promise<string | undefined> {
  const question: TabQuestion = { road: "tab", name: "where" };
  try {
    const answer: unknown = await browser.tabs.sendMessage<TabQuestion>(tabId, question, { frameId: 0 });
    return typeof answer === "string" ? answer : undefined;
  } catch (error) {
    if (isUnheard(error)) return undefined;
    throw error;
  }
}

async function answerTo(
  message: unknown,
  sender: Sender,
  roads: Readonly<Record<"page" | "own", Readonly<Record<string, Door>>>>,
): Promise<Answer<unknown>> {
  try {
    const { road, name, args } = questionFrom(message);
    if (road !== "page" && road !== "own") throw new Refusal(`unknown road ${quote(road)}`);
    const door = Object.hasOwn(roads[road], name) ? roads[road][name] : undefined;
    if (door === undefined) throw new Refusal(`unknown question ${quote(`${road}.${name}`)}`);
    if (sender.id !== browser.runtime.id) throw new Refusal("sender: not Wallsight");
    if (road === "own" && !isOwnPage(sender)) throw new Refusal("sender: not a page of Wallsight");
    return { ok: true, value: await door(args, sender) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function questionFrom(message: unknown): { road: string; name: string; args: unknown } {
  if (typeof message === "object" && message !== null && "road" in message && "name" in message) {
    const { road, name } = message;
    const args = "args" in message ? message.args : undefined;
    if (typeof road === "string" && typeof name === "string") return { road, name, args };
  }
  throw new Refusal("not a question");
}

function urlFrom(args: unknown): string {
  const url = typeof args === "object" && args !== null && "url" in args ? args.url : undefined;
  if (typeof url !== "string") throw new Refusal("url: not a string");
  if (url.length > maxUrlLength) throw new Refusal(`url: longer than ${maxUrlLength} characters`);
  return url;
}

function languageFrom(args: unknown): Language | null {
  const language = typeof args === "object" && args !== null && "language" in args ? args.language : undefined;
  if (language === null || isLanguage(language)) return language;
  throw new Refusal("language: not one that Wallsight speaks");
}

function pauseFrom(args: unknown): { host: string; isPaused: boolean } {
  if (typeof args !== "object" || args === null || !("host" in args) || !("isPaused" in args)) {
    throw new Refusal("host, isPaused: missing");
  }
  const { host, isPaused } = args;
  if (typeof host !== "string" || host === "" || host.length > maxHostLength) throw new Refusal("host: not a host");
  if (typeof isPaused !== "boolean") throw new Refusal("isPaused: not true or false");
  return { host, isPaused };
}

/** A compromised page may speak for itself, but not for another site or from within a frame. */
function tabThatShows(url: string, { tab, frameId, url: documentUrl }: Sender): number {
  if (tab?.id === undefined) throw new Refusal("sender: not in a tab");
  if (frameId !== 0) throw new Refusal("sender: not a top frame");
  const origin = originOf(url);
  if (origin === undefined || origin !== originOf(documentUrl ?? "")) {
    throw new Refusal("url: not of the sender's origin");
  }
  return tab.id;
}

/** A sandboxed document has no origin of its own, but its address has one. */
function originOf(url: string): string | undefined {
  const { protocol, origin } = URL.parse(url) ?? {};
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}

function isOwnPage(sender: Sender): boolean {
  return sender.url?.startsWith(browser.runtime.getURL("")) ?? false;
}

/** What the browsers say where a tab has no listener, or goes away before it has answered. */
const unheard = /Receiving end does not exist|message (port|channel) (is )?closed|Actor 'Conduits' destroyed/;

function isUnheard(error: unknown): boolean {
  return error instanceof Error && unheard.test(error.message);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}
