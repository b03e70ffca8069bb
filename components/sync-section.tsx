// Newer lists: whether they are fetched, which ones answer, what came of the last look, and what it changed.

import { useEffect, useState } from "preact/hooks";
import type { Changes } from "@/core/sync/changes.ts";
import type { SyncState, Update } from "@/core/sync/state.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import type { Words } from "@/core/words/words.ts";
import { Switch } from "./choice.tsx";
import { Fold } from "./fold.tsx";

export interface SyncDeeds {
  /** in the click itself; `false` where the browser gives no permission */
  turn(isOn: boolean): Promise<boolean>;
  /** `false` where the host was asked less than a minute ago */
  look(): Promise<boolean>;
  cancel(): void;
  goBack(): void;
  /** has the state shown anew */
  refresh(): void;
}

interface SyncSectionProps {
  words: Words;
  say: ChoosingWords;
  sync: SyncState | null;
  deeds: SyncDeeds;
}

const refreshMs = { running: 400, waiting: 5000 };

export function SyncSection({ words, say, sync, deeds }: SyncSectionProps) {
  useEffect(() => {
    if (!sync?.isOn) return undefined;
    const timer = setTimeout(() => deeds.refresh(), sync.running ? refreshMs.running : refreshMs.waiting);
    return () => clearTimeout(timer);
  }, [sync, deeds]);
  return (
    <section class="sync">
      <h2>{say.sync.title}</h2>
      {sync === null ? (
        <p>{say.sync.absent}</p>
      ) : (
        <>
          <SyncSwitch words={words} say={say} sync={sync} turn={(isOn) => deeds.turn(isOn)} />
          <p>{sync.release === null ? say.sync.bundled : say.sync.fetched(String(sync.release))}</p>
          {sync.isOn && <LastLook words={words} say={say} sync={sync} deeds={deeds} />}
          {!sync.isOn && sync.release !== null && (
            <p>
              <button type="button" onClick={() => deeds.goBack()}>
                {say.sync.goBack}
              </button>
            </p>
          )}
          {sync.updates.length > 0 && <WhatChanged words={words} say={say} updates={sync.updates} />}
        </>
      )}
    </section>
  );
}

interface SyncSwitchProps {
  words: Words;
  say: ChoosingWords;
  sync: SyncState;
  turn: (isOn: boolean) => Promise<boolean>;
}

/** The one that the first page asks as well. */
export function SyncSwitch({ words, say: { sync: say, options }, sync, turn }: SyncSwitchProps) {
  const [trouble, setTrouble] = useState("");
  const set = (isOn: boolean): void => {
    setTrouble("");
    turn(isOn).then(
      (isGranted) => setTrouble(isGranted ? "" : say.refused),
      (error: unknown) => setTrouble(words.about(options.failed, String(error))),
    );
  };
  return (
    <>
      <Switch label={say.on} note={say.asks(sync.hosts.join(words.listBreak))} isOn={sync.isOn} set={set} />
      <output class="trouble">{trouble}</output>
    </>
  );
}

function LastLook({ words, say: { sync: say }, sync, deeds }: SyncSectionProps & { sync: SyncState }) {
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
              {trouble.message}
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
        <div key={release} class="update">
          <h3>{say.sync.release(String(release), words.day(dayOf(at)))}</h3>
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
              <Names words={words} say={say} sign="+" listed={added} />
              <Names words={words} say={say} sign="−" listed={removed} />
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
  sign: string;
  listed: Changes["added"];
}

function Names({ words, say, sign, listed: { count, first } }: NamesProps) {
  if (first.length === 0) return null;
  const rest = count - first.length;
  return (
    <p class="aside names">
      {sign} <bdi lang="zxx">{first.join(words.listBreak)}</bdi>
      {rest > 0 && `${words.space}${say.sync.rest(words.count(rest))}`}
    </p>
  );
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function timeOf(at: number, { lang }: Words): string {
  return new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeStyle: "short" });
}
