// Sites for which the reader chose something: a name stands for itself and every host under it.

import { isAtOrUnder } from "./host-names.ts";

/** The name under which a choice for a host is kept. */
export function siteName(host: string): string {
  return host.replace(/^www\./, "");
}

export function isChosenFor(host: string, sites: readonly string[]): boolean {
  return sites.some((name) => isAtOrUnder(host, name));
}
