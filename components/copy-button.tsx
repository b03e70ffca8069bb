// A button that copies a text, with a line beside it that tells whether it did.

import { useState } from "preact/hooks";
import type { PageWords } from "@/core/words/pages/en.ts";

interface CopyButtonProps {
  pages: PageWords;
  text: string;
  verb: string;
  /** what is copied, where the verb alone does not say it */
  name?: string;
  /** whether the text stands on the page already; if not, it appears where the browser does not copy */
  isShown: boolean;
  copy: (text: string) => Promise<void>;
}

export function CopyButton({ pages: { actions: say }, text, verb, name, isShown, copy }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "notCopied" | null>(null);
  const run = async (): Promise<void> => {
    // A line that says the same again would not be read out again.
    setOutcome(null);
    try {
      await copy(text);
      setOutcome("copied");
    } catch {
      setOutcome("notCopied");
    }
  };
  return (
    <>
      <button type="button" aria-label={name ?? verb} onClick={() => void run()}>
        {verb}
      </button>
      <div class="told">
        <output>{outcome !== null && say[outcome]}</output>
        {outcome === "notCopied" && !isShown && <CopiedText label={name ?? verb} text={text} />}
      </div>
    </>
  );
}

/** In a field, so that it can be selected and copied by hand. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  return <textarea readOnly aria-label={label} rows={5} spellcheck={false} value={text} />;
}
