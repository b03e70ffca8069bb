// The evidence of a verdict, one block a source: what it saw and when, by what technique, how old, on which terms.

import { disputeOf } from "@/core/words/verdict-sentences.ts";
import { linksFor } from "@/core/evidence-links.ts";
import type { Day, Evidence, SourceId, Verdict } from "@/core/verdict.ts";
import { evidenceSentence } from "@/core/words/evidence-sentences.ts";
import type { PageWords } from "@/core/words/pages/en.ts";
import type { Words } from "@/core/words/words.ts";
import { ForeignText } from "./foreign-text.tsx";

interface EvidenceListProps {
  words: Words;
  pages: PageWords;
  verdict: Verdict;
  today: Day;
}

export function EvidenceList({ words, pages, verdict, today }: EvidenceListProps) {
  const isUncut = verdict.disputed && disputeOf(verdict) === "neverCut";
  return (
    <>
      {verdict.disputed && <p class="disagree">{pages.evidence.disagree}</p>}
      <ul class="sources">
        {[...bySource(verdict.evidence)].map(([source, items]) => (
          <li key={source}>
            <SourceBlock words={words} pages={pages} source={source} items={items} today={today} />
          </li>
        ))}
        {isUncut && (
          <li key="uncut">
            <article class="source">
              <header>
                <h3>{words.publisher["gfw-sni"]}</h3>
                <span class="tag">{pages.evidence.says.uncut}</span>
              </header>
              <p>{words.sentence(words.disputed.neverCut.reason)}</p>
            </article>
          </li>
        )}
      </ul>
    </>
  );
}

interface SourceBlockProps {
  words: Words;
  pages: PageWords;
  source: SourceId;
  items: readonly Evidence[];
  today: Day;
}

function SourceBlock({ words, pages, source, items, today }: SourceBlockProps) {
  const say = pages.evidence;
  const [first] = items;
  if (!first) return null;
  const every = items.flatMap((item) => linksFor(item, words.lang));
  // Of several rules of one list the first leads to where the others can be found as well.
  const links = every.filter((link, at) => every.findIndex(({ kind }) => kind === link.kind) === at);
  return (
    <article class="source">
      <header>
        <h3>{words.source[source]}</h3>
        <span class="tag">{say.says[stanceOf(first)]}</span>
      </header>
      {items.map((item) => (
        <div class="fact" key={`${item.rule} ${item.says} ${item.intervals.join()}`}>
          <p>{evidenceSentence(words, item)}</p>
          <p class="rule">
            {item.kind === "list" ? words.page.rule : words.page.test} <ForeignText text={item.rule} />
            {item.rules > 1 && words.page.otherRules(item.rules - 1)}
          </p>
        </div>
      ))}
      <dl class="rule">
        <div>
          <dt>{say.technique}</dt>
          <dd>{first.techniques.length > 0 ? say.tlsSni : say.notStated}</dd>
        </div>
        <div>
          <dt>{say.readOn}</dt>
          <dd>{say.read(words.day(first.asOf), words.ago(first.asOf, today))}</dd>
        </div>
        <div>
          <dt>{say.terms}</dt>
          <dd>{say.termsOf[source]}</dd>
        </div>
      </dl>
      {links.length > 0 && (
        <ul class="links">
          {links.map(({ url, kind, tellsName }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noreferrer">
                {pages.actions.links[kind]}
              </a>{" "}
              {tellsName && <span class="aside">({pages.actions.tellsName(new URL(url).hostname)})</span>}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function stanceOf({ says, holds, elsewhere }: Evidence): "blocks" | "ended" | "refuses" | "works" | "elsewhere" {
  if (elsewhere) return "elsewhere";
  return holds ? says : "ended";
}

function bySource(evidence: readonly Evidence[]): ReadonlyMap<SourceId, readonly Evidence[]> {
  const sources = new Map<SourceId, Evidence[]>();
  for (const item of evidence) sources.set(item.source, [...(sources.get(item.source) ?? []), item]);
  return sources;
}
