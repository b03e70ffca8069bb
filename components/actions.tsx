// What a reader can do with a verdict: cite it, check it elsewhere, report a mistake, pause, read all of it.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { citeInBibtex, citeInText } from "@/core/citation.ts";
import { linksFor, ooniPage } from "@/core/evidence-links.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { MistakeForm } from "./mistake-form.tsx";

export interface ActionsProps {
  words: Words;
  pages: PageWords;
  verdict: Verdict;
  listsDate: Day;
  version: string;
  today: Day;
  /** where a new issue is opened; a build may have none */
  issues: string | undefined;
  copy: (text: string) => Promise<void>;
  /** missing where nothing may be kept */
  pause?: () => void;
  openTab?: () => void;
}

export function Actions(props: ActionsProps) {
  const { words, pages, verdict, listsDate, version, today, issues, pause, openTab } = props;
  const say = pages.actions;
  const [told, setTold] = useState("");
  const copy = (text: string): void => {
    props.copy(text).then(
      () => setTold(say.copied),
      () => setTold(say.notCopied),
    );
  };
  const cited = { words, pages, verdict, listsDate, version, today };
  const links = [...new Set(verdict.evidence.flatMap((item) => linksFor(item).map(({ url }) => url)))];
  const ooni = ooniPage(verdict.host);
  if (verdict.host === "") return null;
  return (
    <section class="actions">
      <h2>{say.heading}</h2>
      <Fold title={say.cite}>
        <Quote label={say.asText} text={citeInText(cited)} copy={copy} verb={say.copy} />
        <Quote label={say.asBibtex} text={citeInBibtex(cited)} copy={copy} verb={say.copy} />
      </Fold>
      {ooni !== undefined && (
        <Fold title={say.check}>
          <p>{say.ooniText}</p>
          <p>
            <a href={ooni} target="_blank" rel="noreferrer">
              {say.ooni(verdict.host)}
            </a>
          </p>
        </Fold>
      )}
      <Fold title={say.mistake}>
        <MistakeForm {...cited} issues={issues} copy={copy} />
      </Fold>
      <div class="buttons">
        {links.length > 0 && (
          <button type="button" onClick={() => copy(links.join("\n"))}>
            {say.copyLinks}
          </button>
        )}
        {openTab && (
          <button type="button" onClick={openTab}>
            {say.openTab}
          </button>
        )}
        {pause && (
          <button type="button" onClick={pause}>
            {say.pause}
          </button>
        )}
      </div>
      <p role="status" class="told">
        {told}
      </p>
    </section>
  );
}

function Fold({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

interface QuoteProps {
  label: string;
  text: string;
  verb: string;
  copy: (text: string) => void;
}

/** In a field, so that it can be selected where the browser does not let us copy. */
function Quote({ label, text, verb, copy }: QuoteProps) {
  return (
    <div class="quote">
      <label>
        {label}
        <textarea readOnly rows={5} value={text} />
      </label>
      <button type="button" aria-label={`${verb}: ${label}`} onClick={() => copy(text)}>
        {verb}
      </button>
    </div>
  );
}
