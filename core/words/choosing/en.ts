// English, for the pages on which a reader chooses: the first page after an installation, and the options.

import type { MarkKind, MarkStyle, SyncInterval, SyncSource, Theme } from "../../choices.ts";
import type { FileRefusal } from "../../choices-file.ts";
import type { SourceFact } from "../../fact-source.ts";
import type { HeldPack } from "../../lists-state.ts";
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
    seen: "“On every page” reads each page when it has loaded or changed, and marks what is found. A page can see the marks, and so could tell that you use Wallsight.",
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
    origins: {
      build: "Came with Wallsight",
      feed: "From the signed lists",
      publisher: "From its publisher",
    } satisfies Record<HeldPack["origin"], string>,
    size: (origin: string, kilobytes: string) => `${origin}, ${kilobytes} kB`,
  },
  sync: {
    title: "Newer lists",
    absent:
      "This build of Wallsight knows no address to fetch newer lists from. The lists that came with it answer until you install a newer version.",
    on: "Fetch newer lists",
    onlyPublisher:
      "This build of Wallsight knows no signed lists. Of those that came with it, GFWList alone can be fetched anew, from its own publisher; the others stay until you install a newer version.",
    asks: {
      feed: (hosts: string, often: string) =>
        `${often} Wallsight looks for signed lists on ${hosts}. The host sees your internet address and which browser and language you use, as every host does, and nothing else of you: no cookie, no name, no page you visit. Your browser may ask you to allow it.`,
      gfwlist: (hosts: string, often: string) =>
        `${often} Wallsight fetches GFWList from ${hosts}: the first of them that serves it. The host sees your internet address and which browser and language you use, as every host does, and nothing else of you: no cookie, no name, no page you visit. The list is not signed, so you trust the host for it; Wallsight refuses one that is damaged, older, or changed by more than half. Your browser may ask you to allow it.`,
    } satisfies Record<SyncSource, unknown>,
    often: { daily: "About once a day", weekly: "About once a week" } satisfies Record<SyncInterval, string>,
    from: "Where they are fetched from",
    sources: {
      feed: "Signed lists of every source",
      gfwlist: "GFWList alone, from its publisher",
    } satisfies Record<SyncSource, string>,
    every: "How often Wallsight looks",
    intervals: { daily: "Once a day", weekly: "Once a week" } satisfies Record<SyncInterval, string>,
    refused: "Your browser gave no permission for the host, so this stays off. Nothing was asked of it.",
    bundled: "The lists that came with Wallsight answer.",
    fetched: (release: string) => `Release ${release} of the fetched lists answers.`,
    instead: (day: string) => `In place of the GFWList among them, the one of ${day} answers, as its publisher has it.`,
    unread: (count: string, all: string) => `Could not be read, and so left out: ${count} of its ${all} rules.`,
    looked: "Last look",
    never: "Nothing was asked of the host yet. The first look comes within a minute.",
    good: "No error.",
    unconfirmed: (day: string) =>
      `Not confirmed since ${day}: no look since then could tell that these are the newest lists. They may be held back on their way, or the clock of this computer may be wrong. They go on answering.`,
    look: "Look now",
    looking: "Looking.",
    progress: (done: string, all: string) => `${done} of ${all} kB`,
    cancel: "Stop",
    soon: "The host was asked less than a minute ago.",
    goBack: "Go back to the lists that came with Wallsight",
    troubles: {
      forged: "What came was not signed as it must be, or was not what had been signed. None of it was taken.",
      broken: "What came is not a whole GFWList: cut short, altered, or something else. None of it was taken.",
      older: "What came was older than what was had before. None of it was taken.",
      expired: "What came was signed too long ago to be taken for the newest.",
      clock: "What came bears a later time than the clock of this computer shows. None of it was taken.",
      unfit:
        "What came cannot be meant so: it would change more than half of what was there, or does not fit together. None of it was taken.",
      newer: "What came is for a newer version of Wallsight. None of it was taken.",
      unreachable: "The host could not be reached, or did not send what was asked for.",
      cancelled: "The look was stopped.",
      full: "This computer has no room to keep newer lists.",
      other: "It could not be completed.",
    } satisfies Record<Trouble, string>,
    stands: "The lists that answered before go on answering.",
    changes: "What changed",
    release: (release: string, day: string) => `Release ${release}, fetched on ${day}`,
    published: (asOf: string, day: string) => `GFWList of ${asOf}, taken on ${day}`,
    added: (count: string) => `${count} added`,
    removed: (count: string) => `${count} removed`,
    rest: (count: string) => `and ${count} more`,
    unchanged: "Nothing that answers changed.",
    files: {
      title: "Read newer lists from files",
      why: "For whoever must not contact the host. Files are checked as if they came from it.",
      list: "GFWList, as its publisher has it",
      archive: "The signed lists in one file (.tar)",
      folder: "The folder of the signed lists",
      taken: "The lists were taken from the file and answer in a few seconds.",
      current: "Nothing in it is newer than what answers.",
      busy: "Another look is under way. Try again when it is done.",
      refused: {
        choice: "This is neither one file of GFWList nor the signed lists that this build knows.",
        files: "A file is missing, too long, cut short or damaged, or cannot be read. None of it was taken.",
      },
    },
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
