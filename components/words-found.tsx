// Suppressed words that were found: by the part of the page, each rule with the platforms that censored a search for it.

import { useState } from "preact/hooks";
import { censoredBy, type FoundPart, type FoundWords, isAsWritten, type Part } from "@/core/phrases/page-words.ts";
import type { RuleHit } from "@/core/phrases/find-rules.ts";
import type { Words } from "@/core/words/words.ts";
import type { SuppressedWords } from "@/core/words/suppressed/en.ts";
import { Fold } from "./fold.tsx";
import { ForeignText } from "./foreign-text.tsx";

interface WordsFoundProps {
  words: Words;
  say: SuppressedWords;
  found: FoundWords;
  /** what the parts are called, where they are not parts of a page */
  parts?: Readonly<Record<Part, string>>;
}

const shownAtFirst = 5;
const moreAtOnce = 40;

export function WordsFound({ words, say, found, parts = say.parts }: WordsFoundProps) {
  const count = found.parts.reduce((sum, part) => sum + part.count, 0);
  if (count === 0) {
    return (
      <>
        <p>
          <strong>{say.none}</strong>
        </p>
        <p class="aside">{say.noneText}</p>
      </>
    );
  }
  return (
    <>
      <p>
        <strong>{say.rules(words.count(count), count)}</strong>
      </p>
      <ul class="platforms">
        {found.platforms.map(([platform, rules]) => (
          <li key={platform}>{say.counted(say.platform[platform], words.count(rules))}</li>
        ))}
      </ul>
      {found.parts.map(({ part, count, hits }) =>
        part === "scattered" ? (
          <Fold key={part} class="scattered" title={titled(parts[part], words.count(count))}>
            <p class="aside">{say.scattered}</p>
            <Hits words={words} say={say} count={count} hits={hits} />
          </Fold>
        ) : (
          <section key={part}>
            <h3>{titled(parts[part], words.count(count))}</h3>
            <Hits words={words} say={say} count={count} hits={hits} />
          </section>
        ),
      )}
    </>
  );
}

function titled(part: string, count: string): string {
  return `${part} (${count})`;
}

interface HitsProps {
  words: Words;
  say: SuppressedWords;
  count: number;
  hits: FoundPart["hits"];
}

function Hits({ words, say, count, hits }: HitsProps) {
  const [shown, setShown] = useState(shownAtFirst);
  const rest = count - shown;
  return (
    <>
      <ul class="hits">
        {hits(shown).map((hit) => (
          <Hit key={hit.rules.map(({ terms }) => terms.join(" ")).join()} words={words} say={say} hit={hit} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" onClick={() => setShown(shown + moreAtOnce)}>
          {say.more(words.count(Math.min(rest, moreAtOnce)))}
        </button>
      )}
    </>
  );
}

function Hit({ words, say, hit }: { words: Words; say: SuppressedWords; hit: RuleHit }) {
  const [writing] = hit.rules;
  return (
    <li>
      <p class="terms">
        <Terms terms={hit.terms.map(({ text }) => text)} />
      </p>
      <p>{hit.terms.length === 1 ? say.one : say.together}</p>
      <ul>
        {censoredBy(hit).map(({ effect, on }) => (
          <li key={effect}>
            {say.censored(
              say.effect[effect],
              on.map(({ platform, found }) => say.on(say.platform[platform], whenFound(words, say, found))),
            )}
          </li>
        ))}
      </ul>
      {!isAsWritten(hit) && writing && (
        <p class="aside">
          {say.written} <Terms terms={writing.terms} />
        </p>
      )}
    </li>
  );
}

function Terms({ terms }: { terms: readonly string[] }) {
  return terms.map((term, i) => (
    <>
      {i > 0 && " + "}
      <ForeignText text={term} maxLength={64} />
    </>
  ));
}

function whenFound(words: Words, say: SuppressedWords, found: readonly [first: string, last: string] | null): string {
  if (found === null) return say.undated;
  const [first, last] = found;
  return first === last ? say.found(words.day(first)) : say.foundBetween(words.day(first), words.day(last));
}
