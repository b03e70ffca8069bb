// What the tests of suppressed words can say, and whose they are.

import type { SuppressedWords } from "@/core/words/suppressed/en.ts";
import { Fold } from "./fold.tsx";

const report = "https://citizenlab.ca/2023/04/a-comparison-of-search-censorship-in-china/";

export function WordsMeaning({ say }: { say: SuppressedWords }) {
  return (
    <Fold title={say.meaning}>
      {say.meanings.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p class="aside">
        {say.source}{" "}
        <a href={report} target="_blank" rel="noreferrer">
          {say.report}
        </a>
      </p>
    </Fold>
  );
}
