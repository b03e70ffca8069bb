// The popup: shows what is known of the page in the active tab, or in the tab that `?tab=ID` names.

import { render } from "preact";
import "@/components/tokens.css";
import "@/components/popup.css";
import { PopupPage, type PopupState } from "@/components/popup-page.tsx";
import { chooseWords } from "@/core/words/words.ts";
import { lookUp } from "./look-up.ts";

const againMs = 1000;

const words = chooseWords(navigator.languages);
const wantedTab = new URLSearchParams(location.search).get("tab");
const place = document.getElementById("popup");

function show(state: PopupState): void {
  if (place !== null) render(<PopupPage words={words} state={state} />, place);
}

async function refresh(): Promise<void> {
  const state = await lookUp(wantedTab);
  show(state);
  const isPreparing = state.kind === "answered" && state.lists.kind === "preparing";
  if (isPreparing) setTimeout(() => void refresh(), againMs);
}

document.documentElement.lang = words.lang;
document.documentElement.classList.toggle("in-tab", wantedTab !== null);
show({ kind: "asking" });
void refresh();
