// The evidence of a verdict, one block a source.

import type { Evidence, SourceId } from "@/core/verdict.ts";
import { evidenceSentence } from "@/core/words/evidence-sentences.ts";
import type { Words } from "@/core/words/words.ts";
import { ForeignText } from "./foreign-text.tsx";

interface EvidenceListProps {
  words: Words;
  evidence: readonly Evidence[];
}

export function EvidenceList({ words, evidence }: EvidenceListProps) {
  return (
    <ul class="sources">
      {[...bySource(evidence)].map(([source, items]) => (
        <li key={source}>
          <SourceBlock words={words} source={source} items={items} />
        </li>
      ))}
    </ul>
  );
}

interface SourceBlockProps {
  words: Words;
  source: SourceId;
  items: readonly Evidence[];
}

function SourceBlock({ words, source, items }: SourceBlockProps) {
  const name = words.source[source];
  const link = items.map((item) => item.link).find(isWebLink);
  return (
    <article class="source">
      <header>
        <h3>{name}</h3>
        {link !== undefined && (
          <a href={link} target="_blank" rel="noreferrer" aria-label={words.page.checkAt(name)}>
            {words.page.check}
          </a>
        )}
      </header>
      {items.map((item) => (
        <div class="fact" key={`${item.rule} ${item.intervals.join()}`}>
          <p>{evidenceSentence(words, item)}</p>
          <p class="rule">
            {item.kind === "list" ? words.page.rule : words.page.test} <ForeignText text={item.rule} />
            {item.rules > 1 && words.page.otherRules(item.rules - 1)}
          </p>
        </div>
      ))}
    </article>
  );
}

function bySource(evidence: readonly Evidence[]): ReadonlyMap<SourceId, readonly Evidence[]> {
  const sources = new Map<SourceId, Evidence[]>();
  for (const item of evidence) sources.set(item.source, [...(sources.get(item.source) ?? []), item]);
  return sources;
}

/** A list's link is foreign text too: nothing but a web address may be opened. */
function isWebLink(link: string): boolean {
  return URL.parse(link)?.protocol === "https:";
}
