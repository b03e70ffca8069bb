// The sites for which the reader chose something, each to be taken off again.

import type { Choices } from "@/core/choices.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import { ForeignText } from "./foreign-text.tsx";

interface SitesProps {
  say: ChoosingWords;
  choices: Choices;
  mark: (host: string) => void;
  resume: (host: string) => void;
}

export function SitesSection({ say, choices: { unmarked, paused }, mark, resume }: SitesProps) {
  return (
    <section>
      <h2>{say.sites.title}</h2>
      <Sites say={say} title={say.sites.unmarked} hosts={unmarked} remove={mark} />
      <Sites say={say} title={say.sites.paused} hosts={paused} remove={resume} />
      <p class="aside">{say.sites.kept}</p>
    </section>
  );
}

interface ListProps {
  say: ChoosingWords;
  title: string;
  hosts: readonly string[];
  remove: (host: string) => void;
}

function Sites({ say: { sites: say }, title, hosts, remove }: ListProps) {
  return (
    <>
      <h3>{title}</h3>
      {hosts.length === 0 ? (
        <p class="aside">{say.none}</p>
      ) : (
        <ul class="site-list">
          {hosts.map((host) => (
            <li key={host}>
              <ForeignText text={host} maxLength={80} />
              <button type="button" aria-label={say.removeSite(host)} onClick={() => remove(host)}>
                {say.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
