// The settings as a file, to keep or to take elsewhere; and back to how all was at first.

import { useState } from "preact/hooks";
import type { ReadFile } from "@/core/choices-file.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { Words } from "@/core/words/words.ts";
import { Fold } from "./fold.tsx";

interface FileSectionProps {
  words: Words;
  say: ChoosingWords;
  save: () => void;
  /** reads the file and, if it can be read, takes its choices */
  open: (file: File) => Promise<ReadFile>;
  reset: () => void;
}

export function FileSection({ words, say: { file: say, options }, save, open, reset }: FileSectionProps) {
  const [told, setTold] = useState<{ readonly isGood: boolean; readonly text: string } | null>(null);
  const read = async (file: File): Promise<void> => {
    setTold(null);
    try {
      setTold(toldOf(await open(file)));
    } catch (error) {
      setTold({ isGood: false, text: words.about(options.failed, String(error)) });
    }
  };
  function toldOf(outcome: ReadFile): { isGood: boolean; text: string } {
    if (!outcome.ok) return { isGood: false, text: say.refused[outcome.reason] };
    const names = outcome.leftOut.join(words.listBreak);
    const all = names === "" ? [say.opened] : [say.opened, say.leftOut(names)];
    return { isGood: names === "", text: all.join(words.space) };
  }
  return (
    <section>
      <h2>{say.title}</h2>
      <p>
        <button type="button" onClick={save}>
          {say.save}
        </button>
      </p>
      <label class="file">
        <span>{say.open}</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) void read(file);
            // So that the same file can be chosen again.
            currentTarget.value = "";
          }}
        />
      </label>
      <output class={told?.isGood === false ? "trouble" : ""}>{told?.text}</output>
      <p class="aside">{say.sites}</p>
      <Fold title={say.reset}>
        <p>{say.sure}</p>
        <button type="button" onClick={reset}>
          {say.resetSure}
        </button>
      </Fold>
    </section>
  );
}
