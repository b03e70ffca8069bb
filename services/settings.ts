// What the reader chose: a language, and sites on which Wallsight is paused. The background alone reads and changes it.

import { isLanguage, type Language } from "@/core/words/languages.ts";
import { isPausedOn, pauseName } from "@/core/paused-sites.ts";
import { readStoredSettings, storeSettings } from "./database.ts";

export interface Settings {
  /** `null`: the browser's */
  readonly language: Language | null;
  readonly paused: readonly string[];
}

export interface SettingsKeeper {
  read(): Promise<Settings>;
  chooseLanguage(language: Language | null): Promise<void>;
  /** Pauses on a host and its subdomains, or goes on there. */
  pause(host: string, isPaused: boolean): Promise<void>;
}

const initial: Settings = { language: null, paused: [] };

/** Starts to read them. A database that fails costs the reader's choices, not the answers. */
export function openSettings(): SettingsKeeper {
  let current = readAll();

  async function change(next: (settings: Settings) => Settings): Promise<void> {
    const changed = next(await current);
    await storeSettings(changed);
    current = Promise.resolve(changed);
  }

  return {
    read: () => current,
    chooseLanguage: (language) => change((settings) => ({ ...settings, language })),
    pause: (host, isPaused) =>
      change((settings) => {
        const others = settings.paused.filter((site) => !isPausedOn(host, [site]));
        return { ...settings, paused: isPaused ? [...others, pauseName(host)].sort() : others };
      }),
  };
}

async function readAll(): Promise<Settings> {
  try {
    const stored = await readStoredSettings();
    if (!stored) return initial;
    return { language: isLanguage(stored.language) ? stored.language : null, paused: stored.paused };
  } catch (error) {
    console.error("Wallsight: the settings cannot be read", error);
    return initial;
  }
}
