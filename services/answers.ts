// What the background answers, question by question.

import { isChosenFor } from "@/core/chosen-sites.ts";
import { type LinkSign, linkSignOf, type Orders, ordersFor } from "@/core/orders.ts";
import type { Verdict } from "@/core/verdict.ts";
import type { Language } from "@/core/words/languages.ts";
import { cardSentences } from "@/core/words/verdict-sentences.ts";
import { chooseWords } from "@/core/words/words.ts";
import { browser } from "./browser.ts";
import type { Lists } from "./lists.ts";
import { type Answers, askTab, type Card, whereIs } from "./messages.ts";
import type { Selections } from "./selections.ts";
import type { SettingsKeeper } from "./settings.ts";
import { markSuppressed, unmarkSuppressed } from "./suppressed.ts";
import type { SyncDesk } from "./sync-desk.ts";
import { showCount, showFailure, showIcon, showPause, showWords } from "./toolbar.ts";

export interface Desk extends Answers {
  /** Asks the open tabs where they are, and shows the verdicts anew. */
  refreshTabs(): Promise<null>;
}

export function openDesk(lists: Lists, settings: SettingsKeeper, selections: Selections, sync: SyncDesk): Desk {
  /** Verdicts under way: an older one must not overtake the tab's newest address. */
  const latest = new Map<number, object>();

  /** Answers once the icon stands; the words follow in a task of their own. */
  async function place(tabId: number, url: string): Promise<void> {
    const turn = {};
    latest.set(tabId, turn);
    const isLatest = (): boolean => latest.get(tabId) === turn;
    try {
      const { language, paused, words } = await settings.read();
      if (isChosenFor(hostOf(url), paused)) {
        if (isLatest()) await showPause(tabId, language);
        if (isLatest()) latest.delete(tabId);
        return;
      }
      const answer = await lists.verdict(url);
      if (isLatest()) await showIcon(tabId, answer);
      if (isLatest() && words === "always") void markSuppressed(tabId);
      setTimeout(() => {
        if (isLatest()) showWords(tabId, answer, language).catch(report);
        if (isLatest()) latest.delete(tabId);
      });
    } catch (error) {
      if (isLatest()) await showFailure(tabId, String(error));
      if (isLatest()) latest.delete(tabId);
    }
  }

  /** Where links are counted, the address that the tab told last: an earlier page's count can come late. */
  const counted = new Map<number, string>();

  async function ordersOn(url: string): Promise<Orders | null> {
    return ordersFor(await settings.read(), hostOf(url));
  }

  /** Throws where the reader did not ask for it on that page. */
  async function expectOrders(url: string, which: "marks" | "count" | "either"): Promise<void> {
    const orders = await ordersOn(url);
    const isAsked = which === "count" ? orders?.count : which === "marks" ? orders?.marks : orders;
    if (!isAsked) throw new Error("the reader did not ask for this");
  }

  return {
    page: {
      async here({ url }, tabId) {
        const orders = await ordersOn(url);
        const placed = place(tabId, url);
        if (orders?.count) counted.set(tabId, url);
        else if (counted.delete(tabId)) await showCount(tabId, 0);
        // Marks cannot wait for the icon: see entrypoints/content/painter.ts.
        if (orders === null) await placed;
        else placed.catch(report);
        return orders;
      },
      async links({ lines }, _, url) {
        await expectOrders(url, "either");
        return (await signsOf(lists, lines.split("\n"))).join("");
      },
      async count({ count, url }, tabId) {
        await expectOrders(url, "count");
        if ((counted.get(tabId) ?? url) !== url) return null;
        counted.set(tabId, url);
        await showCount(tabId, count);
        return null;
      },
      async card({ url: link }, _, url) {
        await expectOrders(url, "marks");
        if (!URL.canParse(link)) return null;
        const [{ language }, { verdict }] = await Promise.all([settings.read(), lists.verdict(link)]);
        return cardOf(verdict, language);
      },
      async more(_, tabId, url) {
        await expectOrders(url, "marks");
        await browser.tabs.create({ url: browser.runtime.getURL(`popup.html?tab=${tabId}&link&full`) });
        return null;
      },
    },
    own: {
      async page({ url }) {
        const { paused } = await settings.read();
        const host = hostOf(url);
        if (isChosenFor(host, paused)) return { kind: "paused", host };
        return { kind: "answered", ...(await lists.verdict(url)) };
      },
      verdicts: ({ urls }) => lists.verdicts(urls),
      sources: () => lists.sources(),
      choices: () => settings.read(),
      choose: (change) =>
        afterChoosing(async () => {
          await settings.choose(await sync.permitted(change));
          if (Object.keys(change).some((name) => name.startsWith("sync"))) await sync.settle();
        }),
      replace: (choices) =>
        afterChoosing(async () => {
          await settings.replace(await sync.permitted(choices));
          await sync.settle();
        }),
      pause: ({ host, isPaused }) => settings.pause(host, isPaused).then(() => refreshTabs()),
      unmark: ({ host, isUnmarked }) => settings.unmark(host, isUnmarked).then(() => refreshTabs()),
      selection: async ({ id }) => selections.take(id),
      sync: () => sync.state(),
      unconfirmed: () => sync.unconfirmed(),
      look: () => sync.check(),
      async cancel() {
        sync.cancel();
        return null;
      },
      renew: () => sync.renew().then(() => null),
      bundled: () => sync.useBundled().then(() => null),
    },
    refreshTabs: () => refreshTabs(),
  };

  async function afterChoosing(choose: () => Promise<unknown>): Promise<null> {
    const before = await settings.read();
    await choose();
    const { language, words } = await settings.read();
    if (language !== before.language) await selections.nameEntry();
    return refreshTabs(before.words === "always" && words === "asked");
  }

  /** `isUnmarked`: suppressed words are no longer to be marked unasked. On a paused site nothing stays marked. */
  async function refreshTabs(isUnmarked = false): Promise<null> {
    const tabs = await browser.tabs.query({});
    const { paused } = await settings.read();
    const refreshed = tabs.map(async ({ id }) => {
      const url = id === undefined ? undefined : await whereIs(id);
      if (id === undefined || url === undefined) return;
      const orders = await ordersOn(url);
      if (!orders?.count) await showCount(id, 0);
      const isBare = isUnmarked || isChosenFor(hostOf(url), paused);
      await Promise.all([askTab(id, "orders", orders), place(id, url), isBare ? unmarkSuppressed(id) : undefined]);
    });
    for (const outcome of await Promise.allSettled(refreshed)) {
      if (outcome.status === "rejected") report(outcome.reason);
    }
    return null;
  }
}

const noHost = /[^a-z0-9._:[\]-]/;

/** Of hosts by the host alone, of whole addresses by the address; what is neither is not marked. */
async function signsOf(lists: Lists, lines: readonly string[]): Promise<LinkSign[]> {
  const isAddress = (line: string): boolean => line.includes("/") && URL.canParse(line);
  const isHost = (line: string): boolean => line !== "" && line.length <= 253 && !noHost.test(line);
  const [hosts, { verdicts }] = await Promise.all([
    lists.signs(lines.filter(isHost)),
    lists.verdicts(lines.filter(isAddress)),
  ]);
  const [nextHost, nextVerdict] = [hosts.values(), verdicts.values()];
  return lines.map((line) => {
    if (isHost(line)) return nextHost.next().value ?? "-";
    const verdict = isAddress(line) ? nextVerdict.next().value : undefined;
    return verdict ? linkSignOf(verdict) : "-";
  });
}

function cardOf(verdict: Verdict, language: Language | null): Card | null {
  const sign = linkSignOf(verdict);
  if (sign === "-") return null;
  const words = chooseWords(language === null ? navigator.languages : [language]);
  const { label, more } = words.card;
  return { lang: words.lang, label, sign, more, ...cardSentences(words, verdict) };
}

/** As verdicts write it: the browser's spelling, without a trailing dot. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/\.$/, "") ?? "";
}

function report(error: unknown): void {
  console.error("Wallsight: the toolbar could not be set", error);
}
