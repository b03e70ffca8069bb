// The one door to the extension API: promises in both browsers, also as answers to messages.

import browser, { type Action, type Runtime } from "webextension-polyfill";

export { browser };
export type Sender = Runtime.MessageSender;
export type Picture = Action.ImageDataType;
