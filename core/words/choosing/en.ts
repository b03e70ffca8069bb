// English, for the pages on which a reader chooses: the first page after an installation, and the options.

import type { MarkKind, MarkStyle, Theme } from "../../choices.ts";
import type { FileRefusal } from "../../choices-file.ts";
import type { SourceFact } from "../../fact-source.ts";
import type { Trouble } from "../../sync/state.ts";

export const choosingEn = {
  welcome: {
    title: "What could not be seen from inside mainland China",
    lines: [
      "The icon in the toolbar shows what is known of the site you are on.",
      "A click on it tells since when, on whose evidence, by what technique and for what reported reason.",
      "It also lists the links and parts of the page that would fail there.",
      "A claim goes no further than its evidence: who listed or measured it, on which days, and what nobody tested.",
      "Everything is looked up in lists that came with Wallsight. Nothing leaves your browser.",
    ],
    asks: "Off until you turn them on",
    pin: "If you do not see the icon, look behind the puzzle piece in the toolbar.",
    options: "All options",
    later: "You can change all of this at any time in the options.",
  },
  options: {
    title: "Options",
    saved: "Saved.",
    failed: "That could not be saved",
    wasReset: "Everything is as it was at first.",
  },
  marks: {
    title: "Links on pages",
    on: "Mark links that lead behind the wall",
    seen: "A page can see the marks, and so could tell that you use Wallsight.",
    count: "Show their number on the icon in the toolbar",
    timed: "To count, Wallsight reads the links of every page you open. A page could measure the time that takes.",
    style: "How a link is marked",
    styles: {
      underline: "Underlined",
      tint: "Tinted",
      sign: "With a small sign",
    } satisfies Record<MarkStyle, string>,
    example: "a link in a text",
    kinds: "Which links are marked",
    kindNames: {
      blocked: "Blocked",
      doubted: "Blocked, with low confidence",
      partly: "Not matched itself, but other parts of the site are blocked",
      refused: "The service itself refuses visitors from mainland China",
    } satisfies Record<MarkKind, string>,
  },
  words: {
    title: "Suppressed words",
    question: "When a page is searched for words that Chinese platforms suppress",
    asked: "Only when I ask",
    always: "On every page",
  },
  sites: {
    title: "Sites",
    unmarked: "Links are left unmarked on",
    paused: "Wallsight is paused on",
    none: "No site",
    remove: "Remove",
    removeSite: (host: string) => `Remove ${host}`,
    kept: "These names are kept in this browser and nowhere else.",
  },
  look: {
    title: "Language and look",
    theme: "Light or dark",
    themes: { system: "As in the system", light: "Light", dark: "Dark" } satisfies Record<Theme, string>,
  },
  lists: {
    title: "The lists that answer",
    kinds: {
      list: "list",
      measurement: "measurement",
      report: "reports",
      context: "context, never evidence",
    } satisfies Record<SourceFact["kind"], string>,
    contexts: {
      services: "Which service a name belongs to",
      categories: "Which category a name belongs to",
      "cn-services": "Services that operate inside China",
    },
    terms: "Terms",
    span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    none: "The lists cannot be read now.",
  },
  sync: {
    title: "Newer lists",
    absent:
      "This build of Wallsight knows no address to fetch newer lists from. The lists that came with it answer until you install a newer version.",
    on: "Fetch newer lists",
    asks: (hosts: string) =>
      `About once a day Wallsight looks for signed lists on ${hosts}. The host sees your internet address and which browser and language you use, as every host does, and nothing else of you: no cookie, no name, no page you visit. Your browser may ask you to allow it.`,
    refused: "Your browser gave no permission for the host, so this stays off. Nothing was asked of it.",
    bundled: "The lists that came with Wallsight answer.",
    fetched: (release: string) => `Release ${release} of the fetched lists answers.`,
    looked: "Last look",
    never: "Nothing was asked of the host yet. The first look comes within a minute.",
    good: "No error.",
    unconfirmed: (day: string) =>
      `Not confirmed since ${day}: nobody has signed lately that these are the newest lists. They may be held back on their way, or the clock of this computer may be wrong. They go on answering.`,
    look: "Look now",
    looking: "Looking.",
    progress: (done: string, all: string) => `${done} of ${all} kB`,
    cancel: "Stop",
    soon: "The host was asked less than a minute ago.",
    goBack: "Go back to the lists that came with Wallsight",
    troubles: {
      forged: "What came was not signed as it must be, or was not what had been signed. None of it was taken.",
      older: "What came was older than what was had before. None of it was taken.",
      expired: "What came was signed too long ago to be taken for the newest.",
      clock: "What came was signed at a later time than the clock of this computer shows. None of it was taken.",
      unfit: "What came was signed, but cannot be meant so. None of it was taken.",
      newer: "What came is for a newer version of Wallsight. None of it was taken.",
      unreachable: "The host could not be reached, or did not send what was asked for.",
      cancelled: "The look was stopped.",
      full: "This computer has no room to keep newer lists.",
      other: "It could not be completed.",
    } satisfies Record<Trouble, string>,
    stands: "The lists that answered before go on answering.",
    changes: "What changed",
    release: (release: string, day: string) => `Release ${release}, fetched on ${day}`,
    added: (count: string) => `${count} added`,
    removed: (count: string) => `${count} removed`,
    rest: (count: string) => `and ${count} more`,
    unchanged: "Nothing that answers changed.",
  },
  privacy: {
    title: "Private windows",
    text: "If the browser lets Wallsight into private windows, it answers there as anywhere else, and keeps nothing: no name of a site, and so no pause and no site left unmarked.",
    stored: "Elsewhere it keeps the lists, and what you chose on this page. It keeps no history.",
  },
  file: {
    title: "These settings as a file",
    save: "Save to a file",
    open: "Read from a file",
    opened: "The settings were read from the file.",
    leftOut: (names: string) => `What could not be read was left out: ${names}.`,
    refused: {
      tooLarge: "The file is too large for settings of Wallsight.",
      notJson: "The file is not JSON.",
      foreign: "The file does not hold settings of Wallsight.",
      newer: "The file was written by another version of Wallsight, which this one cannot read.",
      unreadable: "Nothing in the file can be read as settings.",
    } satisfies Record<FileRefusal, string>,
    sites: "The file holds the names of the sites above.",
    reset: "Reset everything",
    sure: "This takes back every choice on this page.",
    resetSure: "Reset",
  },
};

export type ChoosingWords = typeof choosingEn;
