// English, for the extension's pages: what goes beyond the words of a verdict.

import type { LinkKind } from "../../evidence-links.ts";
import type { SourceId } from "../../verdict.ts";
import type { EventKind, Standing, State } from "../../dossiers/dossier.ts";

export const pagesEn = {
  timeline: {
    title: "History",
    label: "History, point by point",
    hint: "Point at the chart, or walk through it with the arrow keys.",
    events: "What was reported",
    range: "Years shown",
    ranges: {
      all: (from: number) => `${from} to now`,
      evidence: (from: number) => `since ${from}`,
      tests: () => "the TLS tests",
    },
    span: (from: string, to: string) => `${from} to ${to}`,
    point: {
      listed: (who: string) => `listed by ${who}`,
      unlisted: (who: string) => `taken off by ${who}`,
      lastRead: (who: string) => `still listed by ${who} when it was last read`,
      refuses: (who: string) => `listed by ${who} among services that turn visitors from mainland China away`,
      works: (who: string) => `named by ${who} as an exception that works`,
      cutFrom: (who: string) => `cut in the TLS tests of ${who} from this day on`,
      cutTo: (who: string) => `the last day of this span on which the TLS tests of ${who} saw it cut`,
      pause: (until: string) => `no tests until ${until}: what happened in between is not known`,
      undated: (who: string) => `cut when ${who} tested whole zones; there is no date for each name`,
      read: (who: string) => `shown as blocked by ${who} on this day, when it was read once`,
    },
    legend: {
      listed: "on the list",
      refuses: "listed as refusing",
      works: "listed as working",
      cut: "cut in tests",
      tested: "tested",
      undated: "cut, no exact date",
      read: "read once",
    },
    table: { show: "As a table", when: "When", what: "What" },
  },
  evidence: {
    disagree: "The sources disagree.",
    says: {
      blocks: "says blocked",
      ended: "no longer",
      refuses: "says it refuses",
      works: "says it works",
      elsewhere: "elsewhere on the site",
      uncut: "not seen cut",
    },
    technique: "Technique",
    tlsSni: "TLS connections cut by the name in their first message (SNI)",
    notStated: "not stated by this source",
    readOn: "Last read",
    read: (when: string, ago: string) => `${when}, ${ago}`,
    terms: "Terms",
    termsOf: {
      gfwlist: "LGPL-2.1",
      "gfw-sni": "none stated; used as facts, with attribution",
      "gfw-sni-zones": "none stated; used as facts, with attribution",
      "henan-sni": "none stated; used as facts, with attribution",
      greatfire: "none found; used as facts, with attribution",
      dossier: "our own words; every statement names its sources",
    } satisfies Record<SourceId, string>,
  },
  dossier: {
    why: "Why, as reported",
    whyNot: "Why",
    unavailable: "The texts could not be loaded.",
    ofWhole: "This tells of the service as a whole, not of this address.",
    /** between a name and what it is */
    pause: ": ",
    dated: (clause: string, when: string) => `${clause}, ${when}`,
    how: "How it is done",
    howWorks: "How this works",
    howSeen: (sees: string) => `What a person there sees: ${sees}`,
    howUnknown: "Which technique is used on this site is not in our sources. The firewall is known to use these:",
    howSource: {
      measured: "measured on this site",
      reported: "reported for this site",
      general: "known of the firewall in general",
    },
    noReason: "No reason was given or reported.",
    /** goes before what a site is, which is no reason */
    notReason: "No reason was given.",
    state: {
      blocked: "reported as blocked in mainland China",
      partly: "reported as blocked in part or at times",
      refuses: "turns visitors from mainland China away by itself",
      operates: "operates in mainland China in a censored version",
      withdrew: "withdrew from mainland China",
      unclear: "reports differ; no list names it now",
    } satisfies Record<State, string>,
    since: {
      on: (when: string) => `since ${when}`,
      by: (when: string) => `by ${when} at the latest, perhaps earlier`,
      byList: (when: string) => `on GFWList since ${when}; the block may be older`,
    },
    owner: (owner: string, country: string) => `${owner}, ${country}`,
    standing: {
      confirmed: "two or more independent sources",
      reported: "reported by one source",
      claimed: "claimed by a party, not verified",
    } satisfies Record<Standing, string>,
    sources: (count: number) => (count === 1 ? "1 source" : `${count} sources`),
    work: (publisher: string, when: string) => `${publisher}, ${when}`,
    event: {
      blocked: "blocked",
      unblocked: "unblocked",
      partly: "blocked in part",
      attack: "attack",
      withdrawal: "withdrawal",
      note: "note",
    } satisfies Record<EventKind, string>,
    counterparts: "Who serves this market in China instead",
    listed: (exchange: string, year: string | null) =>
      year === null ? `shares listed on ${exchange}` : `shares listed on ${exchange} since ${year}`,
  },
  actions: {
    heading: "Cite, check, report",
    cite: "Copy a citation",
    asText: "As plain text",
    asBibtex: "As BibTeX",
    copy: "Copy",
    copied: "Copied.",
    notCopied: "The browser did not allow copying. Select the text and copy it yourself.",
    copyLinks: "Copy links to the evidence",
    openTab: "Full history in a tab",
    pause: "Pause on this site",
    check: "Check with OONI",
    ooniText:
      "This opens explorer.ooni.org, which then learns the name of the site. OONI measures from within many networks; few kinds of block count as “confirmed” there, and “accessible” is no proof that all of China reaches it.",
    ooni: (host: string) => `Open OONI’s tests of ${host}`,
    mistake: "Report a mistake",
    citation: {
      lists: (date: string) => `Newest list: ${date}.`,
      read: (version: string, lists: string, today: string) =>
        `Wallsight ${version}, newest list ${lists}, read on ${today}.`,
    },
    report: {
      nothingSent: "Nothing is sent until you send it yourself. The first line becomes the title.",
      nameSite: "Name the site in the report",
      text: "The report",
      stillNamed: "The text as you changed it still names the site:",
      tooLong: "The text is too long for a link, which leaves out its end. Copy the report instead.",
      copy: "Copy the report",
      open: "Open a new issue with it",
      title: (host: string) => `Mistake about ${host}`,
      titleWithout: "Mistake in a verdict",
      site: "Site",
      says: "Wallsight says",
      from: (version: string, lists: string) => `Wallsight ${version}, newest list ${lists}.`,
      question: "What is wrong, and how do you know?",
    },
    links: {
      list: "The list today",
      listHistory: "How the list changed",
      listIssues: "What its volunteers wrote about this name",
      measurements: "The published measurements",
      tests: "GreatFire’s tests of this name",
      crawl: "The snapshot",
    } satisfies Record<LinkKind, string>,
    tellsName: (site: string) => `tells ${site} the name`,
  },
  settings: {
    options: "Options",
    language: "Language",
    browserLanguage: "As in the browser",
    resume: "Go on",
    pausedText:
      "Nothing is looked up on this site and the icon stays empty. The site’s name is kept in this browser until you go on.",
    privatePause: "In private windows nothing is kept, so Wallsight cannot be paused on a site there.",
  },
};

/** What the pages must be able to say in every language. */
export type PageWords = typeof pagesEn;
