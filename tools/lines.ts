// Splits a stream of UTF-8 into lines without ever holding more than one line and one chunk.

/** Lines without their ends; of a line longer than `longest` characters only that many are kept. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun = "";
  for await (const chunk of chunks) {
    const lines = decoder.decode(chunk, { stream: true }).split("\n");
    const first = lines[0] ?? "";
    begun = begun.length < longest ? (begun + first).slice(0, longest) : begun;
    for (let i = 1; i < lines.length; i++) {
      yield begun.endsWith("\r") ? begun.slice(0, -1) : begun;
      begun = lines[i] ?? "";
    }
  }
  begun += decoder.decode();
  if (begun !== "") yield begun;
}
