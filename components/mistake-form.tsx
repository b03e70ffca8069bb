// A report of a mistake, ready to be changed, copied or taken to the issue tracker; it goes nowhere by itself.

import { useState } from "preact/hooks";
import { issueAddress, mistakeReport, namesLeftIn, reportInText, textOfReport } from "@/core/mistake-report.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { CopyButton } from "./copy-button.tsx";
import { ForeignText } from "./foreign-text.tsx";

interface MistakeFormProps {
  words: Words;
  pages: PageWords;
  verdict: Verdict;
  listsDate: Day;
  version: string;
  issues: string | undefined;
  copy: (text: string) => Promise<void>;
}

export function MistakeForm({ words, pages, verdict, listsDate, version, issues, copy }: MistakeFormProps) {
  const say = pages.actions.report;
  const [withHost, setWithHost] = useState(verdict.status !== "unsupported");
  /** the reader's own text, once there is one */
  const [own, setOwn] = useState<string | null>(null);
  const made = textOfReport(mistakeReport({ words, pages, verdict, listsDate, version, withHost }));
  const text = own ?? made;
  const issue = issueAddress(issues, reportInText(text));
  const namesLeft = withHost ? [] : namesLeftIn(text, verdict);
  return (
    <div class="mistake">
      <p>{say.nothingSent}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={withHost}
          onChange={({ currentTarget }) => setWithHost(currentTarget.checked)}
        />{" "}
        {say.nameSite}
      </label>
      <output class="trouble">
        {namesLeft.length > 0 && `${say.stillNamed} `}
        {namesLeft.map((name, i) => (
          <span key={name}>
            {i > 0 && " · "}
            <ForeignText text={name} />
          </span>
        ))}
      </output>
      <label>
        {say.text}
        {/* Some browsers send what they check for spelling to a server. */}
        <textarea
          rows={10}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget: { value } }) => setOwn(value === made ? null : value)}
        />
      </label>
      <output class="trouble">{issue?.isCut && say.tooLong}</output>
      <div class="buttons">
        <CopyButton pages={pages} text={text} verb={say.copy} isShown copy={copy} />
        {issue !== undefined && (
          <a href={issue.url} target="_blank" rel="noreferrer">
            {say.open}
          </a>
        )}
      </div>
    </div>
  );
}
