// Hosts found on a page, a row each: sign, name, status in words and how surely; opened, what is known and whence.

import type { ComponentChildren } from "preact";
import { signOf } from "@/core/status-shapes.ts";
import type { Verdict } from "@/core/verdict.ts";
import { evidenceSentence } from "@/core/words/evidence-sentences.ts";
import type { Speech } from "@/core/words/load-words.ts";
import type { OnPageWords } from "@/core/words/on-page/en.ts";
import { confidenceSentence, statusSentence } from "@/core/words/verdict-sentences.ts";
import { Fold } from "./fold.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { StatusIcon } from "./status-icon.tsx";

const shownFirst = 6;
const shownAddresses = 3;

/** The first rows, and the others behind a line. */
export function HostRows({ say, rows }: { say: OnPageWords; rows: readonly ComponentChildren[] }) {
  if (rows.length === 0) return null;
  const isLong = rows.length > shownFirst + 1;
  const more = isLong ? rows.slice(shownFirst) : [];
  return (
    <>
      <ul class="hosts">{isLong ? rows.slice(0, shownFirst) : rows}</ul>
      {more.length > 0 && (
        <Fold class="more-hosts" title={say.more(more.length)}>
          <ul class="hosts">{more}</ul>
        </Fold>
      )}
    </>
  );
}

interface HostRowProps {
  speech: Speech;
  say: OnPageWords;
  host: string;
  verdict: Verdict;
  /** what of it is on the page */
  what: string;
  children: ComponentChildren;
}

export function HostRow({ speech: { words }, say, host, verdict, what, children }: HostRowProps) {
  const sign = signOf(verdict);
  const { confidence, evidence } = verdict;
  const status = say.signs[sign] ?? words.headline[verdict.status];
  const sureness = confidenceSentence(words, verdict);
  const title = (
    <>
      <StatusIcon sign={sign} />
      <span class="host-name">
        <ForeignText text={host} maxLength={64} />
      </span>
      <span class="host-what">{what}</span>
      <span class="host-status">
        {confidence === null || sign === "doubted" ? status : say.rated(status, say.sure[confidence])}
      </span>
    </>
  );
  return (
    <li>
      <Fold class="host-row" title={title}>
        <p>
          <strong>{statusSentence(words, verdict)}</strong>
          {words.space}
          {sureness?.join(words.space)}
        </p>
        {children}
        {evidence.length > 0 && (
          <ul class="host-evidence">
            {evidence.map((item) => (
              <li key={`${item.source} ${item.rule}`}>
                {words.about(words.source[item.source], evidenceSentence(words, item))}
              </li>
            ))}
          </ul>
        )}
      </Fold>
    </li>
  );
}

interface AddressListProps {
  say: OnPageWords;
  addresses: readonly string[];
  /** there may be others that were not kept */
  isPartial?: boolean;
}

/** As text: a link would lead there. */
export function AddressList({ say, addresses, isPartial = false }: AddressListProps) {
  const more = addresses.length - shownAddresses;
  return (
    <ul class="addresses">
      {addresses.slice(0, shownAddresses).map((address) => (
        <li key={address}>
          <ForeignText text={address} maxLength={160} />
        </li>
      ))}
      {more > 0 && <li>{isPartial ? say.moreAddressesAtLeast(more) : say.moreAddresses(more)}</li>}
    </ul>
  );
}
