// Sent into a page of the extension before its own code: the background then seems to be in a state that is hard to catch.

import type { Browser as ExtensionApi } from "webextension-polyfill";

declare const chrome: ExtensionApi;

/** It must not use anything from around it. */
export function answerInstead(state: "preparing" | "failed" | "paused" | "waiting" | "selection"): void {
  const { runtime } = chrome;
  const send = runtime.sendMessage.bind(runtime);
  const real = (message: unknown): Promise<unknown> => send(message);
  const lists = { kind: "preparing", date: "2026-08-06", note: null };
  const verdict = {
    url: "https://example.com/",
    host: "example.com",
    status: "unlisted",
    evidence: [],
    categories: [],
  };
  const answers: Record<string, () => Promise<unknown>> = {
    preparing: () => Promise.resolve({ ok: true, value: { kind: "answered", verdict, lists } }),
    failed: () => Promise.resolve({ ok: false, error: "The stored table could not be opened." }),
    paused: () => Promise.resolve({ ok: true, value: { kind: "paused", host: "www.nytimes.com" } }),
    selection: () => Promise.resolve({ ok: true, value: "習近平與六四：天安门广场的学生，Falun Gong，茉莉花革命" }),
    waiting: () => new Promise(() => undefined),
  };
  const stand = (message: { name?: string }): Promise<unknown> =>
    message.name === (state === "selection" ? "selection" : "page")
      ? (answers[state]?.() ?? real(message))
      : real(message);
  Object.assign(runtime, { sendMessage: stand });
}
