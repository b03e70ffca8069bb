// A feed as its publisher makes it, in a folder for the time of a test, and an extension that was built with its root.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceFact } from "../../core/fact-source.ts";
import { packRules } from "../../core/rules-pack.ts";
import { packAssigned } from "../../core/source-packs.ts";
import type { Role } from "../../core/sync/metadata.ts";
import type { Pages } from "../../tools/browsers/loopback.ts";
import { archiveOf } from "../../tools/feed/archive.ts";
import { readerOf, readPublished, writeFeed } from "../../tools/feed/feed-folder.ts";
import { keysOf, makeKeys } from "../../tools/feed/key-folder.ts";
import { makeRelease } from "../../tools/feed/publish.ts";
import { type Plain, sha256Of, signed } from "../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { builtWith } from "./built-with.ts";

export const feedHost = "feed.wallsight.example";

const hourMs = 3_600_000;

type Signed = Readonly<Record<string, Plain>>;

function packOf(id: string, bytes: Uint8Array<ArrayBuffer>) {
  return { id, file: `${id}.pack`, bytes, sha256: sha256Of(bytes) };
}

export class FeedSite {
  readonly #folder = mkdtempSync(join(tmpdir(), "wallsight-site-"));
  #served = "honest";

  constructor() {
    for (const signer of ["honest", "forger"]) makeKeys(join(this.#folder, `${signer}-keys`), Date.now() - hourMs);
  }

  /** The pages of the test's web: the feed's files at its host, a page everywhere else. */
  readonly pages: Pages = ({ host, pathname }) =>
    host === feedHost && pathname !== "/"
      ? readerOf(join(this.#folder, this.#served))(pathname.slice(1))
      : `<!doctype html><title>${host}</title><p>${host}`;

  /**
   * Publishes a list of these hosts or whole rules, and serves it from now on; a forger signs with keys of his own. Hosts
   * of services in China make a second pack. Sources may say something else of themselves.
   */
  publish(
    listed: readonly string[],
    signer: "honest" | "forger" = "honest",
    inChina: readonly string[] = [],
    says: Partial<SourceFact> = {},
  ): void {
    const about = { asOf: new Date().toISOString().slice(0, 10), ...says };
    const source = { ...sourceOf("gfwlist"), ...about };
    const rules = listed.map((each) => ({
      rule: /^[a-z0-9.-]+$/.test(each) ? `||${each}` : each,
      section: "A",
      intervals: [["2012-11-11", null] as const],
    }));
    const bytes = packRules(
      source,
      rules.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
      siteOf,
    );
    const packs = [packOf("gfwlist", bytes)];
    if (inChina.length > 0) {
      const facts = inChina.map((domain) => ({ domain, match: "domain" as const, name: "cn-services" }));
      packs.push(packOf("cn-services", packAssigned({ ...sourceOf("cn-services"), ...about }, facts)));
    }
    const out = join(this.#folder, signer);
    const keys = join(this.#folder, `${signer}-keys`);
    // What was declared has used up the versions of one release.
    for (let times = this.#served === "declared" ? 2 : 1; times > 0; times--) {
      writeFeed(out, makeRelease(keys, readerOf(out), packs, Date.now(), true).files);
    }
    this.#served = signer;
  }

  /** Has the right keys sign that the next release is another than it is, and serves that until one is published. */
  declare(change: Readonly<Record<string, Plain>>): void {
    const read = readerOf(join(this.#folder, "honest"));
    const before = readPublished(read);
    if (!before) throw new Error("nothing is published yet");
    const files = new Map<string, Uint8Array>();
    const put = (role: Role, version: number, path: string, more: (was: Signed) => Signed): Uint8Array => {
      const was = JSON.parse(Buffer.from(read(`metadata/${path}`) ?? []).toString()) as { readonly signed: Signed };
      const content = { ...was.signed, ...more(was.signed), version: version + 1 };
      const bytes = signed(content, keysOf(join(this.#folder, "honest-keys"), role));
      files.set(`metadata/${path.replace(/^\d+/, String(version + 1))}`, bytes);
      return bytes;
    };
    const naming = (role: Role, bytes: Uint8Array, version: number) => () => ({
      meta: { [`${role}.json`]: { hashes: { sha256: sha256Of(bytes) }, length: bytes.length, version: version + 1 } },
    });
    const { targets, snapshot, timestamp, release } = before;
    const next = { release: release.release + 1, prev_targets_sha256: sha256Of(before.targetsBytes), ...change };
    const declared = put("targets", targets.version, `${targets.version}.targets.json`, (was) => ({
      "x-release": { ...(was["x-release"] as Signed), ...next },
    }));
    const named = naming("targets", declared, targets.version);
    const over = naming("snapshot", put("snapshot", snapshot, `${snapshot}.snapshot.json`, named), snapshot);
    put("timestamp", timestamp, "timestamp.json", over);
    writeFeed(join(this.#folder, "declared"), files);
    this.#served = "declared";
  }

  /** What is served, in one file. */
  archive(): Uint8Array {
    return archiveOf(readerOf(join(this.#folder, this.#served)));
  }

  /** The folder of an extension that knows this feed. */
  build(browser: "Chromium" | "Firefox"): Promise<string> {
    const settings = {
      WALLSIGHT_FEED: `https://${feedHost}/`,
      WALLSIGHT_FEED_ROOT: join(this.#folder, "honest-keys/1.root.json"),
      WALLSIGHT_GFWLIST: "",
    };
    return builtWith(settings, browser, join(this.#folder, "built"));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
