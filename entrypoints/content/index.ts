// Runs beside every page of the web and tells the background its address; it leaves the page alone.

import { browser } from "wxt/browser";
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import type { PageQuestion, TabAnswers, TabQuestion } from "@/services/messages.ts";
import { surveyPage } from "./survey.ts";

/** Pages that rewrite their address as one scrolls do so many times a second. */
const pauseMs = 100;

// Not `defineContentScript`: WXT's frame for it announces each script to the page by an event.
export default defineUnlistedScript(() => {
  const life = new AbortController();
  const { signal } = life;
  let told: string | undefined;
  let isWaiting = false;

  const answers: TabAnswers = { where: () => location.href, survey: surveyPage };

  async function tell(): Promise<void> {
    const url = location.href;
    if (url === told) return;
    told = url;
    const question: PageQuestion = { road: "page", name: "here", args: { url } };
    try {
      await browser.runtime.sendMessage(question);
    } catch {
      // Replaced by a newer version, this script has nobody to talk to. Other failures show in the popup, which asks the same.
      told = undefined;
      if (browser.runtime?.id === undefined) life.abort();
    }
  }

  function tellSoon(): void {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (!signal.aborted) void tell();
    }, pauseMs);
  }

  function start(): void {
    browser.runtime.onMessage.addListener((message: TabQuestion | null, sender, respond) => {
      if (sender.id !== browser.runtime.id || message?.road !== "tab") return false;
      void Promise.resolve(answers[message.name](message.args)).then(respond);
      return true;
    });
    addEventListener("popstate", tellSoon, { signal });
    addEventListener(
      "pageshow",
      ({ isTrusted, persisted }) => {
        if (!isTrusted || !persisted) return;
        told = undefined; // the browser dropped the icon when the page was left
        tellSoon();
      },
      { signal },
    );
    navigation.addEventListener("currententrychange", tellSoon, { signal });
    void tell();
  }

  if ("prerendering" in document && document.prerendering === true) {
    document.addEventListener("prerenderingchange", start, { once: true });
  } else {
    start();
  }
});
