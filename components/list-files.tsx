// Newer lists out of files, for readers who must not contact a host.

import { useState } from "preact/hooks";
import type { SyncSource } from "@/core/choices.ts";
import { plainText } from "@/core/plain-text.ts";
import type { ImportOutcome, Offer } from "@/core/sync/state.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { Words } from "@/core/words/words.ts";
import { Fold } from "./fold.tsx";

interface ListFilesProps {
  words: Words;
  say: ChoosingWords;
  /** what this build knows how to check */
  offers: readonly Offer[];
  read: (files: readonly File[]) => Promise<ImportOutcome>;
}

interface Told {
  readonly isGood: boolean;
  readonly text: string;
  /** what the error says, in English */
  readonly message: string;
}

/** In which forms each source can be chosen: a folder not everywhere. */
const waysOf = {
  feed: ["archive", "folder"],
  gfwlist: ["list"],
} as const satisfies Record<SyncSource, unknown>;
const inputs = { archive: { accept: ".tar" }, folder: { multiple: true, webkitdirectory: true }, list: {} };

export function ListFiles({ words, say: { sync: say, options }, offers, read }: ListFilesProps) {
  const [told, setTold] = useState<Told | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const choose = async (files: readonly File[]): Promise<void> => {
    setTold(null);
    setIsBusy(true);
    try {
      setTold(toldOf(await read(files)));
    } catch (error) {
      setTold({ isGood: false, text: words.about(options.failed, String(error)), message: "" });
    } finally {
      setIsBusy(false);
    }
  };
  function toldOf(outcome: ImportOutcome): Told {
    const { files, troubles, stands } = say;
    if (outcome.kind === "updated") return { isGood: true, text: files.taken, message: "" };
    if (outcome.kind !== "refused") return { isGood: true, text: files[outcome.kind], message: "" };
    const { trouble, message } = outcome;
    const why = trouble === "choice" || trouble === "files" ? files.refused[trouble] : troubles[trouble];
    return { isGood: false, text: `${why}${words.space}${stands}`, message };
  }
  const ways = offers.flatMap(({ from }) => waysOf[from]);
  return (
    <Fold title={say.files.title}>
      <p>{say.files.why}</p>
      {ways.map((way) => (
        <label key={way} class="file">
          <span>{say.files[way]}</span>
          <input
            type="file"
            disabled={isBusy}
            {...inputs[way]}
            onChange={({ currentTarget }) => {
              const files = [...(currentTarget.files ?? [])];
              // So that the same file can be chosen again.
              currentTarget.value = "";
              if (files.length > 0) void choose(files);
            }}
          />
        </label>
      ))}
      <output class={told?.isGood === false ? "trouble" : ""}>{isBusy ? say.looking : told?.text}</output>
      {told !== null && told.message !== "" && (
        <p class="aside" lang="en">
          {plainText(told.message)}
        </p>
      )}
    </Fold>
  );
}
