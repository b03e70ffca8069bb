// The browser's permission for the feed's hosts, asked for in the click that turns sync on.

import { browser } from "./browser.ts";

export function patternsOf(hosts: readonly string[]): string[] {
  return hosts.map((host) => `https://${host}/*`);
}

/** To be called in the click itself, before any `await`: the browsers ask no question otherwise. */
export function requestHosts(hosts: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: patternsOf(hosts) });
}
