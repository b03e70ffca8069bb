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
  const known = new Map<string, LinkSign>();
  const waiting = new Map<string, Element[]>();
  let isAsking = false;
  let most = firstLines;

  async function flush(): Promise<void> {
    if (isAsking || waiting.size === 0 || signal.aborted) return;
    isAsking = true;
    const lines: string[] = [];
    let characters = 0;
    for (const line of waiting.keys()) {
      characters += line.length;
      if (lines.length >= most || characters > mostCharacters) break;
      lines.push(line);
    }
    most = mostLines;
    try {
      const signs = await ask(lines.join("\n"));
      const links = lines.flatMap((line, i) => {
        const sign = (signs[i] ?? "-") as LinkSign;
        known.set(line, sign);
        return sign === "-" ? [] : (waiting.get(line) ?? []);
      });
      for (const line of lines) waiting.delete(line);
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
      const sign = known.get(line);
      if (sign !== undefined) return sign;
      const links = waiting.get(line);
      if (links) links.push(link);
      else if (known.size + waiting.size < mostKnown) waiting.set(line, [link]);
      return undefined;
    },
    flush: () => void flush(),
  };
}
