// What the build starts from.

import { watchPage } from "./watch.ts";

watchPage();
