// Lines out of a stream, however it is cut into chunks.

import { describe, expect, test } from "vitest";
import { splitLines } from "../../tools/lines.ts";

describe("lines of a stream", () => {
  async function split(longest: number, ...chunks: (string | Uint8Array)[]): Promise<string[]> {
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
    }
    return Array.fromAsync(splitLines(stream(), longest));
  }

  test.each<[string, (string | Uint8Array)[], string[]]>([
    ["a line over three chunks", ["ab", "cd", "ef\ngh"], ["abcdef", "gh"]],
    ["a character cut in two", [Uint8Array.of(0xe5, 0xad), Uint8Array.of(0x97, 10)], ["字"]],
    ["a line end cut in two", ["a\r", "\nb"], ["a", "b"]],
    ["an empty line between chunks", ["a\n", "\n", "b"], ["a", "", "b"]],
    ["a character cut at the end", ["a", Uint8Array.of(0xe5)], ["a\ufffd"]],
    ["nothing", [], []],
  ])("%s", async (_, chunks, expected) => {
    expect(await split(100, ...chunks)).toEqual(expected);
  });

  test("longer than allowed are kept to that length, those behind them whole", async () => {
    const [long = "", next] = await split(10, "a".repeat(8), "b".repeat(8), "c".repeat(8), "\nnext\n");
    expect(long).toBe("aaaaaaaabb");
    expect(next).toBe("next");
  });
});
