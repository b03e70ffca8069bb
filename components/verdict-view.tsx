// A verdict for a reader: what it says, of what, how surely, its history and story, on whose evidence, and what it
// leaves open.

import type { ComponentChildren } from "preact";
import { signOf } from "@/core/status-shapes.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import { confidenceSentence, scopeSentence, statusSentence, unknowns } from "@/core/words/verdict-sentences.ts";
import type { Words } from "@/core/words/words.ts";
import { EvidenceList } from "./evidence-list.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { StatusIcon } from "./status-icon.tsx";

interface VerdictViewProps {
  words: Words;
  pages: PageWords;
  verdict: Verdict;
  today: Day;
  /** what the site is, in a line */
  service?: ComponentChildren;
  /** its history, and the story behind it */
  children?: ComponentChildren;
}

export function VerdictView({ words, pages, verdict, today, service, children }: VerdictViewProps) {
  const { status, host, scope, evidence, alsoRefuses } = verdict;
  const sureness = confidenceSentence(words, verdict);
  const open = unknowns(words, verdict);
  return (
    <>
      <header class="headline">
        <StatusIcon sign={signOf(verdict)} />
        <div>
          {host !== "" && (
            <p class="host">
              <ForeignText text={host} maxLength={80} />
            </p>
          )}
          <h1>{statusSentence(words, verdict)}</h1>
        </div>
      </header>
      {alsoRefuses && <p>{words.alsoRefuses}</p>}
      {sureness !== null && (
        <p class="confidence">
          <strong>{sureness[0]}</strong>
          {words.space}
          {sureness[1]}
        </p>
      )}
      {scope !== null && <ScopeLine parts={scopeSentence(words, scope, status)} />}
      {service}
      {children}
      {evidence.length > 0 && (
        <section>
          <h2>{words.page.evidence}</h2>
          <EvidenceList words={words} pages={pages} verdict={verdict} today={today} />
        </section>
      )}
      {evidence.length === 0 ? (
        <p>{open.join(words.space)}</p>
      ) : (
        <section>
          <h2>{words.page.unknown}</h2>
          <ul class="unknowns">
            {open.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function ScopeLine({ parts: [before, of, after] }: { parts: ReturnType<typeof scopeSentence> }) {
  return (
    <p class="scope">
      {before}
      <ForeignText text={of} />
      {after}
    </p>
  );
}
