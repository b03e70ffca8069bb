// A report of a mistake, ready to be changed, copied or taken to the issue tracker; it goes nowhere by itself.

import { useState } from "preact/hooks";
import { issueAddress, mistakeReport } from "@/core/mistake-report.ts";
import type { Day, Verdict } from "@/core/verdict.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";

interface MistakeFormProps {
  words: Words;
  pages: PageWords;
  verdict: Verdict;
  listsDate: Day;
  version: string;
  issues: string | undefined;
  copy: (text: string) => void;
}

export function MistakeForm({ words, pages, verdict, listsDate, version, issues, copy }: MistakeFormProps) {
  const say = pages.actions.report;
  const [withHost, setWithHost] = useState(true);
  /** the reader's own text, once there is one */
  const [own, setOwn] = useState<string | null>(null);
  const report = mistakeReport({ words, pages, verdict, listsDate, version, withHost });
  const body = own ?? report.body;
  const address = issueAddress(issues, { title: report.title, body });
  const namesSite = !withHost && body.includes(verdict.host);
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
      <label>
        {say.text}
        <textarea rows={9} value={body} onInput={({ currentTarget }) => setOwn(currentTarget.value)} />
      </label>
      {namesSite && <p class="trouble">{say.stillNamed}</p>}
      <div class="buttons">
        <button type="button" onClick={() => copy(`${report.title}\n\n${body}`)}>
          {say.copy}
        </button>
        {address !== undefined && (
          <a href={address} target="_blank" rel="noreferrer">
            {say.open}
          </a>
        )}
      </div>
    </div>
  );
}
