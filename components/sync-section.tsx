// Newer lists: whether and from where they are fetched, which ones answer, what came of the last look, what it changed.

import { useEffect, useState } from "preact/hooks";
import { type Choices, type SyncInterval, syncIntervals, type SyncSource } from "@/core/choices.ts";
import { plainText } from "@/core/plain-text.ts";
import type { Changes } from "@/core/sync/changes.ts";
import type { ImportOutcome, SyncState, Update } from "@/core/sync/state.ts";
import type { Day } from "@/core/verdict.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { Words } from "@/core/words/words.ts";
import { OneOf, Switch } from "./choice.tsx";
import { Fold } from "./fold.tsx";
import { ListFiles } from "./list-files.tsx";

export interface SyncDeeds {
  /** in the click itself; `false` where the browser gives no permission */
  turn(isOn: boolean): Promise<boolean>;
  /** the same, for another source of newer lists */
  follow(from: SyncSource): Promise<boolean>;
  repeat(every: SyncInterval): void;
  /** `false` where the host was asked less than a minute ago */
  look(): Promise<boolean>;
  cancel(): void;
  /** reads newer lists from files */
  read(files: readonly File[]): Promise<ImportOutcome>;
  goBack(): void;
  /** has the state shown anew */
  refresh(): void;
}

interface SyncSectionProps {
  words: Words;
  say: ChoosingWords;
  every: Choices["syncEvery"];
  sync: SyncState | null;
  /** the day of the GFWList that answers, where it is its publisher's own */
  published: Day | null;
  deeds: SyncDeeds;
}

const refreshMs = { running: 400, waiting: 5000 };

export function SyncSection(props: SyncSectionProps) {
  const { say, sync, deeds } = props;
  useEffect(() => {
    if (!sync?.isOn) return undefined;
    const timer = setTimeout(() => deeds.refresh(), sync.running ? refreshMs.running : refreshMs.waiting);
    return () => clearTimeout(timer);
  }, [sync, deeds]);
  return (
    <section class="sync">
      <h2>{say.sync.title}</h2>
      {sync === null ? <p>{say.sync.absent}</p> : <Newer {...props} sync={sync} />}
    </section>
  );
}

function Newer({ words, say, every, sync, published, deeds }: SyncSectionProps & { sync: SyncState }) {
  const { offers, isOn, release, unread, updates } = sync;
  const [trouble, setTrouble] = useState("");
  const follow = (from: SyncSource): void => {
    setTrouble("");
    deeds.follow(from).then(
      (isGranted) => setTrouble(isGranted ? "" : say.sync.refused),
      (error: unknown) => setTrouble(words.about(say.options.failed, String(error))),
    );
  };
  return (
    <>
      <SyncSwitch words={words} say={say} every={every} sync={sync} turn={(turned) => deeds.turn(turned)} />
      {offers.length > 1 && (
        <OneOf
          legend={say.sync.from}
          values={offers.map(({ from }) => from)}
          labels={say.sync.sources}
          chosen={sync.from}
          set={follow}
        />
      )}
      <output class="trouble">{trouble}</output>
      {isOn && (
        <OneOf
          legend={say.sync.every}
          values={syncIntervals}
          labels={say.sync.intervals}
          chosen={every}
          set={(interval) => deeds.repeat(interval)}
        />
      )}
      <p class="answers">
        {release === null ? say.sync.bundled : say.sync.fetched(String(release))}
        {published !== null && `${words.space}${say.sync.instead(words.day(published))}`}
      </p>
      {published !== null && unread !== null && (
        <>
          <p>{say.sync.unread(words.count(unread.count), words.count(unread.all))}</p>
          <Names words={words} say={say} listed={unread} />
        </>
      )}
      {isOn && <LastLook words={words} say={say} sync={sync} deeds={deeds} />}
      {!isOn && (release !== null || published !== null) && (
        <p>
          <button type="button" onClick={() => deeds.goBack()}>
            {say.sync.goBack}
          </button>
        </p>
      )}
      {updates.length > 0 && <WhatChanged words={words} say={say} updates={updates} />}
      <ListFiles words={words} say={say} offers={offers} read={(files) => deeds.read(files)} />
    </>
  );
}

interface SyncSwitchProps {
  words: Words;
  say: ChoosingWords;
  every: Choices["syncEvery"];
  sync: SyncState;
  turn: (isOn: boolean) => Promise<boolean>;
}

/** The one that the first page asks as well. */
export function SyncSwitch({ words, say: { sync: say, options }, every, sync, turn }: SyncSwitchProps) {
  const [trouble, setTrouble] = useState("");
  const { offers, from, isOn } = sync;
  const hosts = offers.find((offer) => offer.from === from)?.hosts ?? [];
  const set = (turned: boolean): void => {
    setTrouble("");
    turn(turned).then(
      (isGranted) => setTrouble(isGranted ? "" : say.refused),
      (error: unknown) => setTrouble(words.about(options.failed, String(error))),
    );
  };
  return (
    <>
      {!offers.some((offer) => offer.from === "feed") && <p>{say.onlyPublisher}</p>}
      <Switch
        label={say.on}
        note={say.asks[from](hosts.join(words.listBreak), say.often[every])}
        isOn={isOn}
        set={set}
      />
      <output class="trouble">{trouble}</output>
    </>
  );
}

interface LastLookProps {
  words: Words;
  say: ChoosingWords;
  sync: SyncState;
  deeds: SyncDeeds;
}

function LastLook({ words, say: { sync: say }, sync, deeds }: LastLookProps) {
  const [told, setTold] = useState("");
  const { looked, trouble, unconfirmed, running } = sync;
  const look = (): void => {
    setTold("");
    deeds.look().then(
      (isDone) => setTold(isDone ? "" : say.soon),
      (error: unknown) => setTold(String(error)),
    );
  };
  return (
    <>
      <p>{looked === null ? say.never : words.about(say.looked, timeOf(looked, words))}</p>
      {looked !== null && trouble === null && <p>{say.good}</p>}
      {trouble !== null && (
        <>
          <p class="trouble">
            {say.troubles[trouble.kind]}
            {words.space}
            {say.stands}
          </p>
          {trouble.message !== "" && (
            <p class="aside" lang="en">
              {plainText(trouble.message)}
            </p>
          )}
        </>
      )}
      {unconfirmed !== null && <p class="trouble">{say.unconfirmed(words.day(dayOf(unconfirmed)))}</p>}
      {running === null ? (
        <p>
          <button type="button" onClick={look}>
            {say.look}
          </button>
        </p>
      ) : (
        <p>
          <button type="button" onClick={() => deeds.cancel()}>
            {say.cancel}
          </button>{" "}
          {running.all === 0 ? (
            say.looking
          ) : (
            <>
              <progress value={running.done} max={running.all} aria-label={say.looking} />{" "}
              {say.progress(words.count(Math.round(running.done / 1000)), words.count(Math.round(running.all / 1000)))}
            </>
          )}
        </p>
      )}
      <output class="aside">{told}</output>
    </>
  );
}

function WhatChanged({ words, say, updates }: { words: Words; say: ChoosingWords; updates: readonly Update[] }) {
  const nameOf = (id: string): string =>
    new Map<string, string>(Object.entries({ ...say.lists.contexts, ...words.source })).get(id) ?? id;
  return (
    <Fold title={say.sync.changes}>
      {updates.map(({ release, at, changes }) => (
        <div key={at} class="update">
          <h3>
            {release === null
              ? say.sync.published(words.day(changes[0]?.to ?? dayOf(at)), words.day(dayOf(at)))
              : say.sync.release(String(release), words.day(dayOf(at)))}
          </h3>
          {changes.length === 0 && <p>{say.sync.unchanged}</p>}
          {changes.map(({ id, added, removed }) => (
            <div key={id}>
              <p>
                {words.about(
                  nameOf(id),
                  [say.sync.added(words.count(added.count)), say.sync.removed(words.count(removed.count))].join(
                    words.listBreak,
                  ),
                )}
              </p>
              <Names words={words} say={say} sign="+ " listed={added} />
              <Names words={words} say={say} sign="− " listed={removed} />
            </div>
          ))}
        </div>
      ))}
    </Fold>
  );
}

interface NamesProps {
  words: Words;
  say: ChoosingWords;
  sign?: string;
  listed: Changes["added"];
}

function Names({ words, say, sign, listed: { count, first } }: NamesProps) {
  if (first.length === 0) return null;
  const rest = count - first.length;
  return (
    <p class="aside names">
      {sign}
      <bdi lang="zxx">{first.map((name) => plainText(name)).join(words.listBreak)}</bdi>
      {rest > 0 && ` ${say.sync.rest(words.count(rest))}`}
    </p>
  );
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function timeOf(at: number, { lang }: Words): string {
  return new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeStyle: "short" });
}
