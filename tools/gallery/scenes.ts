// What the gallery shows: every state of every surface, on real addresses and the real lists.

import { reading } from "../demo/pages.ts";

export interface Scene {
  readonly name: string;
  /** the address in the tab; without one the tab shows a page that no extension may see */
  readonly url?: string;
  /** the extension's own page, in place of the popup */
  readonly page?: string;
  /** as a page of its own, with everything side by side where it is wide */
  readonly isFull?: boolean;
  /** rows of these are opened, and nothing else */
  readonly opened?: string;
  /** every fold opened */
  readonly isUnfolded?: boolean;
  /** looks for suppressed words first */
  readonly looks?: boolean;
  /** what the background answers instead, for states that pass too quickly or that should never be */
  readonly answer?: "preparing" | "failed" | "paused" | "waiting" | "selection";
}

export const scenes: readonly Scene[] = [
  { name: "blocked", url: "https://www.nytimes.com/" },
  { name: "blocked-unfolded", url: "https://www.nytimes.com/", isUnfolded: true },
  { name: "blocked-full", url: "https://www.nytimes.com/", isFull: true },
  { name: "blocked-and-refuses", url: "https://discord.com/" },
  { name: "blocked-one-source", url: "https://w3s.link/ipfs/x" },
  { name: "blocked-doubted", url: "https://github.com/" },
  { name: "blocked-long-history", url: "https://zh.wikipedia.org/wiki/X" },
  { name: "partly", url: "https://w3s.link/" },
  { name: "regional", url: "https://www.twinkl.de/" },
  { name: "former", url: "https://www.snapchat.com/" },
  { name: "refused", url: "https://www.netflix.com/" },
  { name: "reachable", url: "https://fonts.gstatic.com/" },
  { name: "domestic", url: "https://www.baidu.com/" },
  { name: "unlisted", url: "https://example.com/" },
  { name: "unsupported", url: "http://printer.test/" },
  { name: "unseen" },
  { name: "hostile", url: `https://xn--80ak6aa92e.${"a".repeat(60)}.${"b".repeat(60)}.facebook.com/` },
  { name: "preparing", url: "https://www.nytimes.com/", answer: "preparing" },
  { name: "failed", url: "https://www.nytimes.com/", answer: "failed" },
  { name: "paused", url: "https://www.nytimes.com/", answer: "paused" },
  { name: "waiting", url: "https://www.nytimes.com/", answer: "waiting" },
  { name: "on-page", url: reading },
  { name: "on-page-opened", url: reading, opened: ".host-row" },
  { name: "on-page-full", url: reading, isFull: true },
  { name: "words", url: "https://wallsight.example/words", looks: true },
  { name: "selection", page: "selection.html?id=1", answer: "selection" },
  { name: "context", page: "context.html" },
  { name: "welcome", page: "welcome.html" },
  { name: "options", page: "options.html" },
];

export const widths = [320, 360, 640, 800] as const;

export interface Theme {
  readonly name: string;
  readonly media: {
    readonly colorScheme: "light" | "dark";
    readonly forcedColors: "active" | "none";
    readonly contrast: "more" | "no-preference";
    readonly reducedMotion: "reduce" | "no-preference";
  };
}

const plain = { forcedColors: "none", contrast: "no-preference", reducedMotion: "no-preference" } as const;

export const themes: readonly Theme[] = [
  { name: "light", media: { ...plain, colorScheme: "light" } },
  { name: "dark", media: { ...plain, colorScheme: "dark" } },
];

/** Shown in one language and width: what they change does not depend on either. */
export const furtherThemes: readonly Theme[] = [
  { name: "forced-light", media: { ...plain, colorScheme: "light", forcedColors: "active" } },
  { name: "forced-dark", media: { ...plain, colorScheme: "dark", forcedColors: "active" } },
  { name: "more-contrast", media: { ...plain, colorScheme: "light", contrast: "more", reducedMotion: "reduce" } },
];
