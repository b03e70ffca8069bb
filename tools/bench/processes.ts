// Starts a process for each contestant and asks it, one question at a time.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Questions {
  /** Makes its file from a file of names. */
  prepare: { args: { names: string; into: string }; value: null };
  /** Opens its file and asks for a first host: how long that took from the file on, and what it holds afterwards. */
  load: { args: { file: string; host: string }; value: { ms: number; isListed: boolean; bytes: number } };
  /** Reads the hosts to ask for; answers 1 for each that is listed, and 0 for the others. */
  queries: { args: { file: string }; value: { listed: Uint8Array } };
  /** Asks for all hosts, again and again for a while: the time a host, and how many were listed. */
  round: { args: null; value: { ns: number; listed: number } };
}

export type Answers = {
  [N in keyof Questions]: (args: Questions[N]["args"]) => Promise<Questions[N]["value"]>;
};

export interface Message {
  readonly name: keyof Questions;
  readonly args: unknown;
}

type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

export interface ContestantProcess {
  ask<N extends keyof Questions>(name: N, args: Questions[N]["args"]): Promise<Questions[N]["value"]>;
  end(): void;
}

const program = fileURLToPath(new URL("./process.ts", import.meta.url));

export function startContestant(name: string): ContestantProcess {
  const child = fork(program, [name], {
    execArgv: ["--expose-gc", "--max-old-space-size=12000", "--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
  });
  const ended = once(child, "exit").then(([status]) => {
    throw new Error(`the process of ${name} ended with ${status}`);
  });
  ended.catch(() => {});
  return {
    async ask(question, args) {
      child.send({ name: question, args } satisfies Message);
      const [reply] = (await Promise.race([once(child, "message"), ended])) as [Reply];
      if (!reply.ok) throw new Error(`${name}, ${question}: ${reply.error}`);
      return reply.value as Questions[typeof question]["value"];
    },
    end: () => child.kill(),
  };
}
