// The types of installed.mjs.

export type BrowserKind = "chromium" | "firefox";

/** The path of the program: the one its variable names, or else the first one found; `undefined` where there is none. */
export function findBrowser(kind: BrowserKind): string | undefined;

/** The environment variable that points to the program: `CHROMIUM` or `FIREFOX`. */
export function browserVariable(kind: BrowserKind): string;
