// English, for what is on the page in the tab: its links, and the parts it loads.

import type { PartKind } from "../../page/part-kinds.ts";
import type { Sign } from "../../status-shapes.ts";
import { formats } from "../formats.ts";

const { count } = formats("en-GB");

function some(number: number, one: string, several: string): string {
  return number === 1 ? `1 ${one}` : `${count(number)} ${several}`;
}

/** The signs under which a host is named on a page, and the rest. */
const signs: Partial<Record<Sign, string>> = {
  blocked: "Blocked",
  doubted: "Blocked, in doubt",
  refused: "Refuses visitors",
  partly: "Blocked in other parts",
  regional: "Cut in Henan only",
};

const kinds: Record<PartKind, (number: number) => string> = {
  script: (number) => some(number, "script", "scripts"),
  style: (number) => some(number, "style sheet", "style sheets"),
  font: (number) => some(number, "font", "fonts"),
  frame: (number) => some(number, "frame", "frames"),
  data: (number) => some(number, "data request", "data requests"),
  image: (number) => some(number, "image", "images"),
  media: (number) => some(number, "video or sound", "videos or sounds"),
  other: (number) => some(number, "other part", "other parts"),
};

const breaks: Record<PartKind, string> = {
  script:
    "Whatever this code does would be missing. Where the page waits for it, the rest comes only after the request has failed or timed out.",
  style: "The page would show without this style, and may stay blank until the request has failed or timed out.",
  font: "Text may stay invisible for some seconds, and then show in another typeface.",
  frame: "The embedded page would stay empty or show an error.",
  data: "What the page fetches or sends here would not get through.",
  image: "The image would be missing.",
  media: "It would not play.",
  other: "This part would be missing.",
};

export const onPageEn = {
  title: "On this page",
  rated: (status: string, sure: string) => `${status}, ${sure}`,
  sure: { high: "high confidence", medium: "medium confidence", low: "low confidence" },
  signs,
  links: {
    title: "Links",
    found: (links: number, hosts: number) =>
      `${some(links, "link leads", "links lead")} to ${some(hosts, "host", "hosts")} with evidence of a block or a refusal.`,
    none: "No link here leads to another host with evidence of a block or a refusal.",
    others: (hosts: number) =>
      `About ${some(hosts, "other host", "other hosts")} our lists hold no such evidence, which is not proof that ${hosts === 1 ? "it" : "they"} can be reached.`,
    count: (links: number) => some(links, "link", "links"),
    matched: (matched: number, looked: number) =>
      `This holds for ${count(matched)} of the ${count(looked)} addresses that were looked up on this host.`,
    examples: "Addresses on this page",
  },
  parts: {
    title: "Parts that would fail in China",
    found: (hosts: number) =>
      `This page loads parts from ${some(hosts, "host", "hosts")} with evidence of a block or a refusal. In mainland China a request for them would fail or stall. That follows from the evidence on the names; this page itself was not tested there.`,
    none: "No part of this page comes from another host with evidence of a block or a refusal.",
    unproven: (hosts: number) =>
      `Parts from ${some(hosts, "host", "hosts")}: no evidence either way, which is not proof that they load.`,
    working: (hosts: number) =>
      `Parts from ${some(hosts, "host", "hosts")} that ${hosts === 1 ? "is" : "are"} named as working, or that ${hosts === 1 ? "operates" : "operate"} in mainland China.`,
    kinds,
    breaks,
    refuses:
      "The service itself turns visitors from mainland China away; whether it does so for this part is not known.",
  },
  more: (hosts: number) => some(hosts, "more host", "more hosts"),
  moreAddresses: (addresses: number) => `and ${some(addresses, "more address", "more addresses")}`,
  moreAddressesAtLeast: (addresses: number) => `and at least ${some(addresses, "more address", "more addresses")}`,
  cut: "The page is very large. Only its first part was looked at.",
  unseen: "What is on this page could not be read.",
  save: { title: "Save this list", csv: "As CSV", json: "As JSON" },
  marks: {
    here: "Mark links on this site",
    off: "Links are not marked on pages. A page can see the marks, and so could tell that you use Wallsight.",
    turnOn: "Mark links",
  },
};

export type OnPageWords = typeof onPageEn;
