// Where WXT looks for the content script. Not `defineContentScript`, whose frame announces each script to the page by an
// event; and what is built is run.ts, since a frame of any kind is read anew by each page.

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { watchPage } from "./watch.ts";

export default defineUnlistedScript(watchPage);
