// Keeps what the reader chose: in the database, and once more in a mirror. The background alone reads and changes it.

import { type Change, type Choices, initialChoices, readChoices } from "@/core/choices.ts";
import { isChosenFor, siteName } from "@/core/chosen-sites.ts";
import { readMirror, removeMirror, writeMirror } from "./choices-mirror.ts";
import { readStoredSettings, storeSettings } from "./database.ts";
import { withRoom } from "./room.ts";

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
  const first = readAll();
  let current: Promise<Choices | undefined> = first.then(({ choices }) => choices).catch(told);
  /** One change begins where the one before it ended. */
  let turn: Promise<unknown> = first.then(mend).catch(() => undefined);

  function change(next: (choices: Choices) => Choices): Promise<void> {
    const done = keepAfter(turn, next);
    turn = done.catch(() => undefined);
    return done;
  }

  async function keepAfter(before: Promise<unknown>, next: (choices: Choices) => Choices): Promise<void> {
    await before;
    const changed = next((await current) ?? (await readAll()).choices);
    await removeMirror();
    // Nobody is kept to a choice, consent least of all, for want of room.
    await withRoom(() => storeSettings(changed));
    current = Promise.resolve(changed);
    await writeMirror(changed).catch(told);
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

interface ReadChoices {
  readonly choices: Choices;
  readonly from: "database" | "mirror" | "nowhere";
}

/** Rejects where it cannot be known what was chosen. */
async function readAll(): Promise<ReadChoices> {
  const stored = await readStoredSettings();
  if (stored) return { choices: readChoices(stored), from: "database" };
  const mirrored = await readMirror();
  return mirrored ? { choices: mirrored, from: "mirror" } : { choices: initialChoices, from: "nowhere" };
}

/** Brings back what either of the two has lost. */
async function mend({ choices, from }: ReadChoices): Promise<void> {
  if (from === "database") await writeMirror(choices).catch(told);
  if (from === "mirror") await storeSettings(choices).catch(told);
}

function told(error: unknown): undefined {
  console.error("Wallsight: the settings cannot be read or kept", error);
}
