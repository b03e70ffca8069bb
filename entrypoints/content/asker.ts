// Asks the background what links are marked with: each host once for a page, in batches; by the whole address only where
// rules look at more than the host.

import type { LinkSign } from "@/core/orders.ts";

/** The background takes no more at once. */
const mostLines = 2000;
const mostCharacters = 250_000;
/** The first answer is for what the reader sees. */
const firstLines = 400;
/** A page with links to more hosts is one that nobody reads. */
const mostKnown = 20_000;
const againMs = 1500;

export interface Asker {
  /** The answer, if it is known; else the line is asked about, and `answered` called for the link unless it is no mark. */
  signOf(line: string, link: Element): LinkSign | undefined;
  /** Sends what was gathered. */
  flush(): void;
}

export function openAsker(
  signal: AbortSignal,
  ask: (lines: string) => Promise<string>,
  answered: (links: readonly Element[]) => void,
): Asker {
  /** the answer, or the links that wait for it */
  const known = new Map<string, LinkSign | Element[]>();
  /** asked about, or waiting to be */
  let lines: string[] = [];
  let isAsking = false;
  let most = firstLines;

  async function flush(): Promise<void> {
    if (isAsking || lines.length === 0 || signal.aborted) return;
    isAsking = true;
    let [count, characters] = [0, 0];
    for (const line of lines) {
      characters += line.length;
      if (count >= most || characters > mostCharacters) break;
      count++;
    }
    most = mostLines;
    const batch = lines.slice(0, count);
    try {
      const signs = await ask(batch.join("\n"));
      lines = lines.slice(count);
      const links = batch.flatMap((line, i) => {
        const waiting = known.get(line) as Element[];
        const sign = (signs[i] ?? "-") as LinkSign;
        known.set(line, sign);
        return sign === "-" ? [] : waiting;
      });
      isAsking = false;
      if (!signal.aborted) answered(links);
      void flush();
    } catch {
      // Refused for asking too much, or between two lives of the background.
      setTimeout(() => {
        isAsking = false;
        void flush();
      }, againMs);
    }
  }

  return {
    signOf(line, link) {
      const answer = known.get(line);
      if (typeof answer === "string") return answer;
      if (answer) {
        answer.push(link);
      } else if (known.size < mostKnown) {
        known.set(line, [link]);
        lines.push(line);
      }
      return undefined;
    },
    flush: () => void flush(),
  };
}
