// On which hosts the reader paused Wallsight: a name stands for itself and every host under it.

import { isAtOrUnder } from "./rule.ts";

/** The name under which a pause on a host is kept. */
export function pauseName(host: string): string {
  return host.replace(/^www\./, "");
}

export function isPausedOn(host: string, paused: readonly string[]): boolean {
  return paused.some((name) => isAtOrUnder(host, name));
}
