// What is on the page in the tab: links that lead behind the wall, and parts that would fail in mainland China.

import { useState } from "preact/hooks";
import {
  censoredLinks,
  failingHosts,
  type FailingHost,
  type JudgedLinks,
  type OnPage,
  otherHosts,
} from "@/core/page/on-page.ts";
import type { OnPageWords } from "@/core/words/on-page/en.ts";
import type { Speech } from "@/core/words/load-words.ts";
import { AddressList, HostRow, HostRows } from "./host-rows.tsx";

interface OnPageProps {
  speech: Speech;
  say: OnPageWords;
  /** `null` where the page could not be read */
  found: OnPage | null;
  /** whether links are marked, and whether on this site; `here` is `null` where nothing may be kept of a site */
  marks: { readonly isOn: boolean; readonly here: boolean | null };
  turnMarksOn: () => Promise<void>;
  markHere: (isMarked: boolean) => Promise<void>;
  save: (format: "csv" | "json") => void;
}

export function OnPageView({ speech, say, found, marks, turnMarksOn, markHere, save }: OnPageProps) {
  if (found === null) {
    return (
      <section class="on-page">
        <h2>{say.title}</h2>
        <p>{say.unseen}</p>
      </section>
    );
  }
  const shared = { speech, say };
  return (
    <section class="on-page">
      <h2>{say.title}</h2>
      <h3>{say.links.title}</h3>
      <LinksView {...shared} found={found} />
      <MarksLine say={say} marks={marks} turnMarksOn={turnMarksOn} markHere={markHere} />
      <h3>{say.parts.title}</h3>
      <PartsView {...shared} found={found} />
      {found.isCut && <p class="aside">{say.cut}</p>}
      {found.links.length + found.parts.length > 0 && (
        <p class="save">
          {say.save.title}
          <button type="button" onClick={() => save("csv")}>
            {say.save.csv}
          </button>
          <button type="button" onClick={() => save("json")}>
            {say.save.json}
          </button>
        </p>
      )}
    </section>
  );
}

interface FoundProps {
  speech: Speech;
  say: OnPageWords;
  found: OnPage;
}

function LinksView({ speech, say, found }: FoundProps) {
  const censored = censoredLinks(found);
  const others = found.links.length - censored.length;
  const links = censored.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p>{censored.length > 0 ? say.links.found(links, censored.length) : say.links.none}</p>
      <HostRows
        say={say}
        rows={censored.map((each) => (
          <LinksRow key={each.host} speech={speech} say={say} links={each} />
        ))}
      />
      {others > 0 && <p class="aside">{say.links.others(others)}</p>}
    </>
  );
}

function LinksRow({ speech, say, links }: { speech: Speech; say: OnPageWords; links: JudgedLinks }) {
  const { host, count, examples, verdict, matched } = links;
  return (
    <HostRow speech={speech} say={say} host={host} verdict={verdict} what={say.links.count(count)}>
      {matched < examples.length && <p>{say.links.matched(matched, examples.length)}</p>}
      <h4>{say.links.examples}</h4>
      <AddressList say={say} addresses={examples} isPartial={count > examples.length} />
    </HostRow>
  );
}

function PartsView({ speech, say, found }: FoundProps) {
  const failing = failingHosts(found);
  const { working, unproven } = otherHosts(found);
  return (
    <>
      <p>{failing.length > 0 ? say.parts.found(failing.length) : say.parts.none}</p>
      <HostRows
        say={say}
        rows={failing.map((each) => (
          <PartsRow key={each.host} speech={speech} say={say} failing={each} />
        ))}
      />
      {unproven > 0 && <p class="aside">{say.parts.unproven(unproven)}</p>}
      {working > 0 && <p class="aside">{say.parts.working(working)}</p>}
    </>
  );
}

function PartsRow({ speech, say, failing }: { speech: Speech; say: OnPageWords; failing: FailingHost }) {
  const { host, verdict, kinds } = failing;
  const what = kinds.map(([kind, urls]) => say.parts.kinds[kind](urls.length)).join(speech.words.listBreak);
  return (
    <HostRow speech={speech} say={say} host={host} verdict={verdict} what={what}>
      {verdict.status === "refused" && <p>{say.parts.refuses}</p>}
      {kinds.map(([kind, urls]) => (
        <div key={kind}>
          <h4>{say.parts.kinds[kind](urls.length)}</h4>
          <p>{say.parts.breaks[kind]}</p>
          <AddressList say={say} addresses={urls} />
        </div>
      ))}
    </HostRow>
  );
}

type MarksLineProps = Pick<OnPageProps, "say" | "marks" | "turnMarksOn" | "markHere">;

/** Shows a choice at once, and takes it back where it cannot be kept. */
function MarksLine({ say, marks, turnMarksOn, markHere }: MarksLineProps) {
  const [isOn, setIsOn] = useState(marks.isOn);
  const [isHere, setIsHere] = useState(marks.here);
  if (!isOn) {
    const turnOn = (): void => {
      setIsOn(true);
      turnMarksOn().catch(() => setIsOn(false));
    };
    return (
      <p class="aside marks">
        {say.marks.off}{" "}
        <button type="button" onClick={turnOn}>
          {say.marks.turnOn}
        </button>
      </p>
    );
  }
  if (isHere === null) return null;
  const set = (isMarked: boolean): void => {
    setIsHere(isMarked);
    markHere(isMarked).catch(() => setIsHere(!isMarked));
  };
  return (
    <label class="choice marks">
      <input type="checkbox" checked={isHere} onChange={({ currentTarget }) => set(currentTarget.checked)} />{" "}
      {say.marks.here}
    </label>
  );
}
