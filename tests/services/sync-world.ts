// All that sync lives among, for the model: a build, a feed and GFWList's publisher that go on, a network between, a
// clock, a reader, and a browser that fails or ends. The services are the product's own.

import { webcrypto } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";
import { expect, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { isHeldOn } from "@/core/intervals.ts";
import { packRules, unpackRules } from "@/core/rules-pack.ts";
import { packNames, unpackNames } from "@/core/source-packs.ts";
import { type Lists, openLists } from "@/services/lists.ts";
import { openPacks } from "@/services/packs.ts";
import { openSettings, type SettingsKeeper } from "@/services/settings.ts";
import { openSync, type SyncDesk } from "@/services/sync-desk.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { publishedList } from "../core/sync/published-list.ts";
import { feedOf, type Files, keyTable, type Making, now, rootFile } from "../core/sync/small-feed.ts";
import { type Fate, MortalBrowser } from "./mortal-browser.ts";

const [feedAddress, listAddress] = ["https://feed.invalid/v1/", "https://list.invalid/gfwlist.txt"];
const hourMs = 3_600_000;
export const newest = 6;
const base = Array.from({ length: 14 }, (_, i) => `b${i}.com`);

/** Of a feed's release, or the build (0). */
const zonesOf = (release: number): string[] => ["a.com", ...numbered("n", release)];
/** Of a version of GFWList, or the build (0). */
const hostsOf = (version: number): string[] => [...base.slice(version), ...numbered("g", version)];

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}${i}.com`);
}

function listPack(asOf: string): Uint8Array<ArrayBuffer> {
  const rules = base.map((host) => ({ rule: `||${host}`, section: "A", intervals: [["2012-11-11", null] as const] }));
  return packRules({ ...sourceOf("gfwlist"), asOf }, rules, siteOf);
}

const packsOf = (release: number, asOf = "2026-11-10") =>
  new Map([
    ["gfw-sni-zones", packNames(sourceOf("gfw-sni-zones"), zonesOf(release), siteOf)],
    ["gfwlist", listPack(asOf)],
  ]);

const shipped = packsOf(0, "2026-11-01");

/** Six in a row, the keys of timestamp and snapshot replaced before the fourth. */
const releases = makeReleases();

function makeReleases(): Files[] {
  const table = { ...keyTable, timestamp: "new-time", snapshot: "new-snap" };
  const roots = new Map([
    [1, rootFile(1)],
    [2, rootFile(2, table, keyTable)],
  ]);
  const all: Files[] = [];
  for (let version = 1; version <= newest; version++) {
    const previous = all.at(-1)?.get(`metadata/${version - 1}.targets.json`);
    const rotated: Partial<Making> = version < 4 ? {} : { table, roots };
    const [packs, bases] = [packsOf(version), version > 1 ? packsOf(version - 1) : shipped];
    all.push(feedOf({ version, packs, bases, ...(previous && { previous }), ...rotated }));
  }
  return all;
}

/** The list as it is published with these hosts, on a day of the week in which all this takes place. */
export function listOf(hosts: readonly string[], version: number): Uint8Array {
  const modified = new Date(now - (newest - version) * 24 * hourMs).toUTCString().replace("GMT", "+0000");
  return publishedList(["!---A---", ...hosts.map((host) => `||${host}`)], modified);
}

export const lists: readonly Uint8Array[] = Array.from({ length: newest + 1 }, (_, v) => listOf(hostsOf(v), v));
export const feeds: readonly Files[] = [new Map(), ...releases];

/** What comes in place of a file: `undefined`, where it is not there. */
export type Answer = Uint8Array | "absent" | "broken" | "error";
export type Source = "feed" | "gfwlist";
/** `path` is empty for the list. */
export type NetworkFault = (from: Source, path: string, bytes: Uint8Array | undefined) => Answer;

/** One life of the background. */
interface Life {
  readonly mortal: MortalBrowser;
  readonly settings: SettingsKeeper;
  readonly desk: SyncDesk;
  readonly lists: Lists;
}

export class World {
  /** the newest that are published */
  release = 1;
  version = 1;
  isPermitted = false;
  clockDays = 0;
  /** by their number within a step; from that one on */
  network: { readonly at: number; readonly fault: NetworkFault } | undefined;
  fateOf: (moment: number) => Fate = () => undefined;
  /** the sources that were asked since this was emptied */
  readonly asked: Source[] = [];
  #time = now;
  #moments = 0;
  #life: Life | undefined;

  constructor() {
    fakeBrowser.reset();
    this.loseDatabase();
    const files = [...shipped].map(([id, bytes]) => ({ id, file: `${id}.pack`, sha256: sha256Of(bytes) }));
    vi.stubGlobal("__PACKS__", { digest: "the build's", files });
    const root = new TextDecoder().decode(rootFile(1));
    vi.stubGlobal("__FEED__", { addresses: [feedAddress], root, entries: 100, built: "2026-11-01" });
    vi.stubGlobal("__GFWLIST__", [listAddress]);
    vi.spyOn(Date, "now").mockImplementation(() => this.#time + this.clockDays * 24 * hourMs);
    Object.assign(fakeBrowser.permissions, { onRemoved: { addListener: () => undefined } });
  }

  loseDatabase(): void {
    vi.stubGlobal("indexedDB", new IDBFactory());
  }

  /** The background that lives, or a new one. */
  async life(): Promise<Life> {
    if (this.#life) return this.#life;
    const mortal = new MortalBrowser(() => this.fateOf(this.#moments++));
    mortal.start();
    // The lock goes with the process that held it.
    const held = new Set<string>();
    const request = async (name: string, _: unknown, work: (lock: object | null) => Promise<unknown>) => {
      if (held.has(name)) return work(null);
      held.add(name);
      return work({}).finally(() => held.delete(name));
    };
    vi.stubGlobal("navigator", { locks: { request }, onLine: true });
    vi.stubGlobal("fetch", mortal.through(this.#fetch));
    const { subtle } = webcrypto;
    vi.stubGlobal("crypto", {
      subtle: {
        importKey: subtle.importKey.bind(subtle),
        verify: mortal.whileAlive(subtle.verify.bind(subtle)),
        digest: mortal.whileAlive(subtle.digest.bind(subtle)),
      },
    });
    Object.assign(fakeBrowser.permissions, {
      contains: mortal.through(() => Promise.resolve(this.isPermitted)),
      remove: mortal.through(() => Promise.resolve(true)),
    });
    const settings = openSettings();
    const ofLife = openLists();
    this.#life = { mortal, settings, lists: ofLife, desk: openSync(ofLife, settings) };
    return this.#life;
  }

  /** The background ends, and what was asked of the browser is done. */
  async end(): Promise<void> {
    await this.#life?.mortal.end();
    this.#life = undefined;
    vi.stubGlobal("fetch", this.#fetch);
    vi.stubGlobal("crypto", webcrypto);
  }

  /** An hour passes, and something is done; whether it was done, failed, or the process was gone before. */
  async step(work: (life: Life) => Promise<unknown>): Promise<"done" | "failed" | "killed"> {
    this.#time += hourMs;
    this.#moments = 0;
    this.asked.length = 0;
    const life = await this.life();
    const done = work(life).then(
      () => "done" as const,
      () => "failed" as const,
    );
    const end = await Promise.race([life.mortal.killed, done]);
    if (end === "killed") await this.end();
    this.calm();
    return end;
  }

  /** Nothing fails from here on. */
  calm(): void {
    this.fateOf = () => undefined;
    this.network = undefined;
    this.clockDays = 0;
  }

  /** By the packs that answer, each whole: the feed's release and GFWList's version, 0 for the build's own. */
  async answering(): Promise<{ release: number; version: number }> {
    const { packs, damaged } = await openPacks(() => true);
    expect(damaged).toEqual([]);
    const [zones, list] = ["gfw-sni-zones", "gfwlist"].map((id) => packs.find(({ source }) => source.id === id));
    if (!zones || !list) throw new Error("a pack is missing");
    const hosts = unpackRules(list)
      .filter(({ intervals }) => isHeldOn(intervals, list.source.asOf))
      .map(({ rule }) => rule.slice(2));
    const [release, version] = [unpackNames(zones).length - 1, hosts.filter((host) => host.startsWith("g")).length];
    expect([unpackNames(zones), hosts.toSorted()]).toEqual([zonesOf(release).toSorted(), hostsOf(version).toSorted()]);
    return { release, version };
  }

  /** The same by what the background says of hosts. */
  async said(): Promise<{ release: number; version: number }> {
    const { lists: ofLife } = await this.life();
    const ask = async (name: string): Promise<number> => {
      const urls = numbered(name, newest).map((host) => `https://${host}/`);
      const { verdicts } = await ofLife.verdicts(urls);
      return verdicts.filter(({ status }) => status === "blocked").length;
    };
    return { release: await ask("n"), version: await ask("g") };
  }

  readonly #fetch = async (url: string): Promise<Response> => {
    const own = /\/packs\/([a-z-]+)\.pack$/.exec(url)?.[1];
    if (own !== undefined) return new Response(Buffer.from(shipped.get(own) ?? ""));
    const from = url === listAddress ? "gfwlist" : "feed";
    const path = from === "feed" ? url.slice(feedAddress.length) : "";
    const bytes = from === "feed" ? feeds[this.release]?.get(path) : lists[this.version];
    const { network } = this;
    const answer = network && this.asked.length >= network.at ? network.fault(from, path, bytes) : (bytes ?? "absent");
    this.asked.push(from);
    if (answer === "broken") throw new TypeError("network");
    const status = answer === "absent" ? 404 : answer === "error" ? 503 : 200;
    const response = new Response(typeof answer === "string" ? null : Buffer.from(answer), { status });
    Object.defineProperty(response, "url", { value: url });
    return response;
  };
}
