// The answering end of the wire: who may ask what, and what is checked at the door.

import polyfill from "webextension-polyfill";
import { type Change, type Choices, readChange, readChoices, unreadableChoices } from "@/core/choices.ts";
import { browser, type Sender } from "./browser.ts";
import { type Answer, type Answers, mostUrls, type OwnQuestions, type PageQuestions } from "./messages.ts";

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

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}
