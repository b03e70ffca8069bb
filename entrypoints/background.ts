// Opens the lists and sync, answers questions, and shows the verdicts anew when the lists change.

import { defineBackground } from "wxt/utils/define-background";
import { openDesk } from "@/services/answers.ts";
import { welcomeOnInstall } from "@/services/first-run.ts";
import { openLists } from "@/services/lists.ts";
import { answerQuestions } from "@/services/answering.ts";
import { openSelections } from "@/services/selections.ts";
import { openSettings } from "@/services/settings.ts";
import { openSync } from "@/services/sync-desk.ts";

export default defineBackground(() => {
  welcomeOnInstall();
  const lists = openLists();
  const settings = openSettings();
  const desk = openDesk(lists, settings, openSelections(settings), openSync(lists, settings));
  answerQuestions(desk);
  lists.onChange(() => void desk.refreshTabs());
});
