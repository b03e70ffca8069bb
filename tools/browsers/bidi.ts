// WebDriver BiDi over a WebSocket: the few lines that Firefox needs (https://w3c.github.io/webdriver-bidi/).

import type { Sent } from "./browser.ts";

export interface Bidi {
  send<R>(method: string, params: object): Promise<R>;
  /** Runs a function in a browsing context; arguments and result pass as JSON. */
  call<A extends readonly unknown[], R>(context: string, sent: Sent<A, R>, ...given: A): Promise<Awaited<R>>;
  /** The same with the function's source. */
  callText<R>(context: string, source: string, given: readonly unknown[]): Promise<R>;
}

interface Message {
  readonly id: number | null;
  readonly type: "success" | "error" | "event";
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

type Evaluation =
  | { readonly type: "success"; readonly result: { readonly value?: string } }
  | { readonly type: "exception"; readonly exceptionDetails: { readonly text: string } };

const answerWithinMs = 30_000;

export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error(`No WebDriver BiDi at ${address}.`)), {
      once: true,
    });
  });

  const waiting = new Map<number, (message: Message) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== null) waiting.get(message.id)?.(message);
  });
  socket.addEventListener("close", () => {
    for (const answer of waiting.values()) {
      answer({ id: null, type: "error", error: "closed", message: "the browser has gone" });
    }
  });

  function send<R>(method: string, params: object): Promise<R> {
    const id = ++last;
    return new Promise<R>((resolve, reject) => {
      const fail = (reason: string) => reject(new Error(`${method}: ${reason}`));
      const late = setTimeout(() => {
        waiting.delete(id);
        fail(`no answer within ${answerWithinMs} ms`);
      }, answerWithinMs);
      waiting.set(id, ({ type, result, error, message }) => {
        clearTimeout(late);
        waiting.delete(id);
        if (type === "success") resolve(result as R);
        else fail(`${error}: ${message}`);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async function callText<R>(context: string, source: string, given: readonly unknown[]): Promise<R> {
    const evaluation = await send<Evaluation>("script.callFunction", {
      functionDeclaration: `async (given) => JSON.stringify(await (${source})(...JSON.parse(given)))`,
      arguments: [{ type: "string", value: JSON.stringify(given) }],
      target: { context },
      awaitPromise: true,
    });
    if (evaluation.type === "exception") throw new Error(evaluation.exceptionDetails.text);
    const { value } = evaluation.result;
    return (value === undefined ? undefined : JSON.parse(value)) as R;
  }

  return {
    send,
    callText,
    call: (context, sent, ...given) => callText(context, String(sent), given),
  };
}
