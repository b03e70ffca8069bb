// Keeps what the reader chose. The background alone reads and changes it.

import { type Change, type Choices, initialChoices, readChoices } from "@/core/choices.ts";
import { isChosenFor, siteName } from "@/core/chosen-sites.ts";
import { readStoredSettings, storeSettings } from "./database.ts";

export interface SettingsKeeper {
  read(): Promise<Choices>;
  choose(change: Change): Promise<void>;
  /** Puts these in place of all that was chosen. */
  replace(choices: Choices): Promise<void>;
  /** Pauses on a host and its subdomains, or goes on there. */
  pause(host: string, isPaused: boolean): Promise<void>;
  /** Leaves links unmarked on a host and its subdomains, or marks them again. */
  unmark(host: string, isUnmarked: boolean): Promise<void>;
}

/**
 * Starts to read them. While the database fails nothing counts as chosen, and answers go on; a change then reads again
 * first, so that what was chosen before is not written over.
 */
export function openSettings(): SettingsKeeper {
  let current: Promise<Choices | undefined> = readAll().catch((error: unknown) => {
    console.error("Wallsight: the settings cannot be read", error);
    return undefined;
  });
  /** One change begins where the one before it ended. */
  let turn: Promise<unknown> = current;

  function change(next: (choices: Choices) => Choices): Promise<void> {
    const done = keepAfter(turn, next);
    turn = done.catch(() => undefined);
    return done;
  }

  async function keepAfter(before: Promise<unknown>, next: (choices: Choices) => Choices): Promise<void> {
    await before;
    const changed = next((await current) ?? (await readAll()));
    await storeSettings(changed);
    current = Promise.resolve(changed);
  }

  return {
    read: async () => (await current) ?? initialChoices,
    choose: (chosen) => change((choices) => ({ ...choices, ...chosen })),
    replace: (choices) => change(() => choices),
    pause: (host, isPaused) => change((choices) => ({ ...choices, paused: withHost(choices.paused, host, isPaused) })),
    unmark: (host, isUnmarked) =>
      change((choices) => ({ ...choices, unmarked: withHost(choices.unmarked, host, isUnmarked) })),
  };
}

/** The list with the host's name in it, or without any name that covers the host. */
function withHost(names: readonly string[], host: string, isIn: boolean): readonly string[] {
  const others = names.filter((name) => !isChosenFor(host, [name]));
  return isIn ? [...others, siteName(host)].sort() : others;
}

async function readAll(): Promise<Choices> {
  return readChoices(await readStoredSettings());
}
