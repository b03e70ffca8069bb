// The answering end of the wire: who may ask what, and what is checked at the door.

import polyfill from "webextension-polyfill";
import { type Change, type Choices, readChange, readChoices, unreadableChoices } from "@/core/choices.ts";
import { openAllowance } from "./allowance.ts";
import { browser, type Sender } from "./browser.ts";
import { type Answer, type Answers, mostUrls, type OwnQuestions, type PageQuestions } from "./messages.ts";

/** A question that was turned away at the door. */
class Refusal extends Error {
  override readonly name = "Refusal";
}

/** As long as the longest address Chromium keeps. */
const maxUrlLength = 2 * 1024 * 1024;

const maxHostLength = 253;

/** A page with more links asks more often. */
const maxLines = 2000;
const maxLinesLength = 512 * 1024;
/** What a question costs of a tab's allowance for each so many lines. */
const linesPerCost = 250;

/** More links than any page can hold. */
const maxCount = 1e7;
const maxIdLength = 36;

type Door = (args: unknown, sender: Sender) => Promise<unknown>;

/** Answers questions from now on; to be called before the first `await` of the background. */
export function answerQuestions(answers: Answers): void {
  const allowance = openAllowance();
  function charge(tabId: number, cost: number): void {
    if (!allowance.take(tabId, cost)) throw new Refusal("too many questions");
  }
  const page: Record<keyof PageQuestions, Door> = {
    here: (args, sender) => {
      const url = urlFrom(args);
      const [tabId] = tabThatShows(url, sender);
      charge(tabId, 1);
      return answers.page.here({ url }, tabId, url);
    },
    links: (args, sender) => {
      const [tabId, url] = tabOf(sender);
      const lines = linesFrom(args);
      charge(tabId, 1 + lines.split("\n").length / linesPerCost);
      return answers.page.links({ lines }, tabId, url);
    },
    count: (args, sender) => {
      const count = countFrom(args);
      const url = urlFrom(args);
      const [tabId] = tabThatShows(url, sender);
      charge(tabId, 1);
      return answers.page.count({ count, url }, tabId, url);
    },
    card: (args, sender) => {
      const [tabId, url] = tabOf(sender);
      charge(tabId, 1);
      return answers.page.card({ url: urlFrom(args) }, tabId, url);
    },
    more: (_, sender) => {
      const [tabId, url] = tabOf(sender);
      // Each opens a tab.
      charge(tabId, 20);
      return answers.page.more(null, tabId, url);
    },
  };
  const own: Record<keyof OwnQuestions, Door> = {
    page: (args) => answers.own.page({ url: urlFrom(args) }),
    verdicts: (args) => answers.own.verdicts({ urls: urlsFrom(args) }),
    sources: () => answers.own.sources(null),
    choices: () => answers.own.choices(null),
    choose: (args) => answers.own.choose(changeFrom(args)),
    replace: (args) => answers.own.replace(choicesFrom(args)),
    pause: (args) => {
      const [host, isPaused] = hostAnd(args, "isPaused");
      return answers.own.pause({ host, isPaused });
    },
    unmark: (args) => {
      const [host, isUnmarked] = hostAnd(args, "isUnmarked");
      return answers.own.unmark({ host, isUnmarked });
    },
    selection: (args) => answers.own.selection({ id: idFrom(args) }),
    sync: () => answers.own.sync(null),
    unconfirmed: () => answers.own.unconfirmed(null),
    look: () => answers.own.look(null),
    cancel: () => answers.own.cancel(null),
    renew: () => answers.own.renew(null),
    bundled: () => answers.own.bundled(null),
  };
  // Chrome takes no promise for an answer; the polyfill makes it wait for one.
  polyfill.runtime.onMessage.addListener((message: unknown, sender: Sender) =>
    answerTo(message, sender, { page, own }),
  );
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

function urlsFrom(args: unknown): readonly string[] {
  const urls: unknown = typeof args === "object" && args !== null && "urls" in args ? args.urls : undefined;
  if (!Array.isArray(urls)) throw new Refusal("urls: not an array");
  if (urls.length > mostUrls) throw new Refusal(`urls: more than ${mostUrls}`);
  return urls.map((url: unknown) => {
    const read = urlFrom({ url });
    if (!URL.canParse(read)) throw new Refusal("urls: one of them is not a URL");
    return read;
  });
}

/** All of them, each as it should be. */
function choicesFrom(args: unknown): Choices {
  if (typeof args !== "object" || args === null) throw new Refusal("choices: not an object");
  const [damaged] = unreadableChoices(args);
  if (damaged !== undefined) throw new Refusal(`${damaged}: not something that can be chosen so`);
  return readChoices(args);
}

function idFrom(args: unknown): string {
  const id = typeof args === "object" && args !== null && "id" in args ? args.id : undefined;
  if (typeof id !== "string" || id.length > maxIdLength) throw new Refusal("id: not an id");
  return id;
}

function changeFrom(args: unknown): Change {
  const read = readChange(args);
  if (!read.ok) throw new Refusal(`${read.name}: not something that can be chosen so`);
  return read.change;
}

function hostAnd(args: unknown, name: string): [host: string, choice: boolean] {
  const given = new Map<string, unknown>(typeof args === "object" && args !== null ? Object.entries(args) : []);
  const host = given.get("host");
  const choice = given.get(name);
  if (typeof host !== "string" || host === "" || host.length > maxHostLength) throw new Refusal("host: not a host");
  if (typeof choice !== "boolean") throw new Refusal(`${name}: not true or false`);
  return [host, choice];
}

function linesFrom(args: unknown): string {
  const lines = typeof args === "object" && args !== null && "lines" in args ? args.lines : undefined;
  if (typeof lines !== "string") throw new Refusal("lines: not a string");
  if (lines.length > maxLinesLength) throw new Refusal(`lines: longer than ${maxLinesLength} characters`);
  if (lines.split("\n", maxLines + 1).length > maxLines) throw new Refusal(`lines: more than ${maxLines}`);
  return lines;
}

function countFrom(args: unknown): number {
  const count = typeof args === "object" && args !== null && "count" in args ? args.count : undefined;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > maxCount) {
    throw new Refusal("count: not a number of links");
  }
  return count;
}

/** A compromised page may speak for itself, but not for another site or from within a frame. */
function tabThatShows(url: string, sender: Sender): [tabId: number, url: string] {
  const [tabId, documentUrl] = tabOf(sender);
  const origin = originOf(url);
  if (origin === undefined || origin !== originOf(documentUrl)) throw new Refusal("url: not of the sender's origin");
  return [tabId, documentUrl];
}

function tabOf({ tab, frameId, url }: Sender): [tabId: number, url: string] {
  if (tab?.id === undefined) throw new Refusal("sender: not in a tab");
  if (frameId !== 0) throw new Refusal("sender: not a top frame");
  return [tab.id, url ?? ""];
}

/** A sandboxed document has no origin of its own, but its address has one. */
function originOf(url: string): string | undefined {
  const { protocol, origin } = URL.parse(url) ?? {};
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}

function isOwnPage(sender: Sender): boolean {
  return sender.url?.startsWith(browser.runtime.getURL("")) ?? false;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}
