// Runs a command of tools/ as a person would, with the Node that the npm scripts use.

import { spawn } from "node:child_process";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "../..");

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** `input` goes to standard input, which is then closed. */
export function run(script: string, args: readonly string[], input: string | Uint8Array = ""): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const node = join(repository, "node_modules/.bin/node");
    const child = spawn(node, [join(repository, "tools", script), ...args], { cwd: repository });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (piece: Buffer) => out.push(piece));
    child.stderr.on("data", (piece: Buffer) => err.push(piece));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
    // A command that does not read what it is given may close the pipe first.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
