// The one door to the extension API, which answers with promises in both browsers.

import type { Action, Browser, Runtime } from "webextension-polyfill";

const names = globalThis as unknown as { readonly browser?: Browser; readonly chrome: Browser };

/** By Firefox's name, else by Chrome's. */
export const browser: Browser = names.browser ?? names.chrome;
export type { Browser };
export type Sender = Runtime.MessageSender;
export type Picture = Action.ImageDataType;
