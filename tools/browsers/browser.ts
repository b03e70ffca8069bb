// What the browser tests and `npm start` ask of a browser, whichever it is.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import type { Loopback } from "./loopback.ts";

export interface Launch {
  /** all that the browser can reach */
  readonly loopback: Loopback;
  /** the folder of the built extension; left out for a browser without it */
  readonly extension?: string;
  /** the folder of a profile that outlives the browser; left out, the browser starts and ends with one of its own */
  readonly profile?: string;
  /** the most bytes that the browser lets the extension keep; left out, as many as it gives by itself */
  readonly room?: number;
}

/** What the toolbar shows of the extension for one tab. */
export interface Toolbar {
  /** whether the extension has said anything about the page in that tab */
  readonly isSpoken: boolean;
  readonly title: string;
  readonly badge: string;
  /** the same text for the same drawing */
  readonly icon: string;
}

/** A function that is sent into the browser as text: it must not use anything from around it. */
export type Sent<Arguments extends readonly unknown[], Result> = (...given: Arguments) => Result;

export interface HiddenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** its own text, without that of its children */
  readonly text: string;
}

export interface Tab {
  /** the id that extensions know it by; -1 in a browser without the extension */
  readonly id: number;
  /** Ends when the page has loaded. */
  visit(url: string): Promise<void>;
  /** Goes back one entry, to a page that the back/forward cache may hold. */
  back(): Promise<void>;
  evaluate<A extends readonly unknown[], R>(sent: Sent<A, R>, ...given: A): Promise<Awaited<R>>;
  /** Moves the pointer there, as a hand would. */
  point(x: number, y: number): Promise<void>;
  /** Presses the pointer's first button where it is. */
  click(): Promise<void>;
  /** Presses a key: `Tab`, `Escape`, `Enter`; with `Shift+` before it too. */
  press(key: string): Promise<void>;
  /** What stands in closed shadow roots, which no script of the page can see, in the order of the document. */
  hidden(): Promise<readonly HiddenElement[]>;
  resize(width: number, height: number): Promise<void>;
  /** What the page is told that the reader prefers, where the browser lets it be set. */
  prefer?(scheme: "light" | "dark"): Promise<void>;
  /** Writes the whole page as PNG. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** The global scope of the extension's background. */
export type Background = typeof globalThis & { chrome: ExtensionApi } & Record<string, unknown>;

export interface Browser {
  readonly version: string;
  open(url: string, where?: "window" | "private window"): Promise<Tab>;
  /** Opens a page of the extension, `popup.html?tab=3`. */
  openOwn(path: string): Promise<Tab>;
  toolbar(tab: Tab): Promise<Toolbar>;
  /** Wakes the background if it sleeps. */
  inBackground<A extends readonly unknown[], R>(sent: Sent<[Background, ...A], R>, ...given: A): Promise<Awaited<R>>;
  /** Installs an extension of somebody else. */
  install(folder: string): Promise<void>;
  /** Ends the background as the browser does when it has been idle. */
  killBackground(): Promise<void>;
  /** Ends the whole browser with SIGKILL, in the middle of whatever it does; its profile stays. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface Manifest {
  readonly icons: Readonly<Record<string, string>>;
  readonly browser_specific_settings?: { readonly gecko?: { readonly id?: string } };
}

export async function readManifest(extension: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")) as Manifest;
}

/** An icon: opened as a page it has the extension's origin and rights, with none of its code running. */
export function quietPath({ icons }: Manifest): string {
  const [icon] = Object.values(icons);
  if (icon === undefined) throw new Error("The extension has no icon.");
  return icon.replace(/^\//, "");
}
