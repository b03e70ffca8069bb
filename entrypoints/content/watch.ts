// Runs beside every page of the web and tells the background its address; unless the answer orders marks or a count, it
// leaves the page alone. Each page pays for what stands here, so it makes little before there is something to do.

import { browser } from "wxt/browser";
import type { Orders } from "@/core/orders.ts";
import type { Answer, PageQuestion, PageQuestions, TabAnswers, TabQuestion } from "@/services/messages.ts";
import { type Marks, startMarks } from "./marks.ts";
import { markPlaces, readText } from "./page-text.ts";
import { readNowAndAgain } from "./rereading.ts";
import { surveyPage } from "./survey.ts";

/** Pages that rewrite their address as one scrolls do so many times a second. */
const pauseMs = 100;

/** The address that the background was told last. */
let told: string | undefined;
let isWaiting = false;
let isOver = false;

let orders = "null";
let marks: Marks | undefined;
let marking: AbortController | undefined;

const answers: TabAnswers = {
  where: () => location.href,
  survey: surveyPage,
  text: ({ isPatient }) => (isPatient ? readNowAndAgain(tellAgain) : readText()),
  mark: markPlaces,
  orders(given) {
    obey(given);
    return null;
  },
  link: () => marks?.cardLink() ?? null,
};

export function watchPage(): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener("prerenderingchange", start, { once: true });
  } else {
    start();
  }
}

function start(): void {
  browser.runtime.onMessage.addListener((message: TabQuestion | null, sender, respond) => {
    if (sender.id !== browser.runtime.id || message?.road !== "tab") return false;
    const answer = answers[message.name] as (args: unknown) => unknown;
    // Whoever asks takes no answer for what it is; why there is none is not for the page to see.
    void Promise.resolve(answer(message.args)).then(respond, () => respond());
    return true;
  });
  addEventListener("popstate", tellSoon);
  addEventListener("pageshow", ({ isTrusted, persisted }) => {
    // The browser dropped the icon when the page was left.
    if (isTrusted && persisted) tellAgain();
  });
  navigation.addEventListener("currententrychange", tellSoon);
  addEventListener("visibilitychange", endIfAlone);
  void tell();
}

/** Without an extension behind it, taken out or replaced by a newer one, it takes back what it did. */
function endIfAlone(): void {
  if (browser.runtime?.id !== undefined) return;
  isOver = true;
  marking?.abort();
  markPlaces({ places: [] });
}

function tellAgain(): void {
  told = undefined;
  tellSoon();
}

function tellSoon(): void {
  if (isWaiting || isOver) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    void tell();
  }, pauseMs);
}

async function tell(): Promise<void> {
  const url = location.href;
  if (url === told) return;
  told = url;
  try {
    const given = await ask("here", { url });
    if (JSON.stringify(given) !== orders) obey(given);
    else marks?.recount();
  } catch {
    // Other failures show in the popup, which asks the same.
    told = undefined;
  }
}

/** Takes back what was done by the order before. */
function obey(given: Orders | null): void {
  orders = JSON.stringify(given);
  marking?.abort();
  marking = marks = undefined;
  if (given === null || isOver) return;
  marking = new AbortController();
  const wire = {
    links: (lines: string) => ask("links", { lines }),
    count: (count: number) => void ask("count", { count, url: told ?? location.href }).catch(noMatter),
    card: (url: string) => ask("card", { url }),
    more: () => void ask("more", null).catch(noMatter),
  };
  marks = startMarks(given, wire, marking.signal);
}

async function ask<N extends keyof PageQuestions>(
  name: N,
  args: PageQuestions[N]["args"],
): Promise<PageQuestions[N]["value"]> {
  const question: PageQuestion<N> = { road: "page", name, args };
  try {
    const answer: Answer<PageQuestions[N]["value"]> = await browser.runtime.sendMessage(question);
    if (answer.ok) return answer.value;
    throw new Error(answer.error);
  } catch (error) {
    endIfAlone();
    throw error;
  }
}

/** A number or a tab that does not come shows by itself. */
function noMatter(): void {}
