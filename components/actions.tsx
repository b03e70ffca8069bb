// What a reader can do with a verdict: cite it, check it elsewhere, report a mistake, pause, read all of it.

import { citeInBibtex, citeInText } from "@/core/citation.ts";
import { linksFor, ooniPage } from "@/core/evidence-links.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { CopiedText, CopyButton } from "./copy-button.tsx";
import { Fold } from "./fold.tsx";
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
  /** missing in a tab */
  openTab?: () => void;
}

export function Actions(props: ActionsProps) {
  const { words, pages, verdict, listsDate, version, today, issues, copy, pause, openTab } = props;
  const say = pages.actions;
  if (verdict.host === "") return null;
  const cited = { words, pages, verdict, listsDate, version, today };
  const form = <MistakeForm {...cited} issues={issues} copy={copy} />;
  // Without a verdict there is nothing to cite, and a private name should be told to nobody.
  if (verdict.status === "unsupported") {
    return (
      <section class="actions">
        <Fold title={say.mistake}>{form}</Fold>
      </section>
    );
  }
  const links = new Set(verdict.evidence.flatMap((item) => linksFor(item, words.lang).map(({ url }) => url)));
  const ooni = ooniPage(verdict.host);
  return (
    <section class="actions">
      <h2>{say.heading}</h2>
      <Fold title={say.cite}>
        <Citations {...cited} copy={copy} />
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
      <Fold title={say.mistake}>{form}</Fold>
      <div class="buttons">
        {links.size > 0 && (
          <CopyButton pages={pages} text={[...links].join("\n")} verb={say.copyLinks} isShown={false} copy={copy} />
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
    </section>
  );
}

type CitationsProps = Parameters<typeof citeInText>[0] & Pick<ActionsProps, "copy">;

function Citations({ copy, ...cited }: CitationsProps) {
  const { words, pages } = cited;
  const say = pages.actions;
  const quotes = [
    [say.asText, citeInText(cited)],
    [say.asBibtex, citeInBibtex(cited)],
  ] as const;
  return (
    <>
      {quotes.map(([label, text]) => (
        <div class="quote" key={label}>
          <h3>{label}</h3>
          <CopiedText label={label} text={text} />
          <div class="buttons">
            <CopyButton
              pages={pages}
              text={text}
              verb={say.copy}
              name={words.about(say.copy, label)}
              isShown
              copy={copy}
            />
          </div>
        </div>
      ))}
    </>
  );
}
