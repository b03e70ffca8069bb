// A feed as its publisher makes it, in a folder for the time of a test, and an extension that was built with its root.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packRules } from "../../core/rules-pack.ts";
import { packAssigned } from "../../core/source-packs.ts";
import type { Pages } from "../../tools/browsers/loopback.ts";
import { archiveOf } from "../../tools/feed/archive.ts";
import { readerOf, writeFeed } from "../../tools/feed/feed-folder.ts";
import { makeKeys } from "../../tools/feed/key-folder.ts";
import { makeRelease } from "../../tools/feed/publish.ts";
import { sha256Of } from "../../tools/feed/signing.ts";
import { siteOf, sourceOf } from "../core/few-facts.ts";
import { builtWith } from "./built-with.ts";

export const feedHost = "feed.wallsight.example";

const hourMs = 3_600_000;

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
   * Publishes a list of these hosts, and serves it from now on; a forger signs with keys of his own. Hosts of services
   * in China make a second pack.
   */
  publish(hosts: readonly string[], signer: "honest" | "forger" = "honest", inChina: readonly string[] = []): void {
    const source = { ...sourceOf("gfwlist"), asOf: new Date().toISOString().slice(0, 10) };
    const rules = hosts.map((host) => ({
      rule: `||${host}`,
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
      packs.push(packOf("cn-services", packAssigned({ ...sourceOf("cn-services"), asOf: source.asOf }, facts)));
    }
    const out = join(this.#folder, signer);
    writeFeed(out, makeRelease(join(this.#folder, `${signer}-keys`), readerOf(out), packs, Date.now(), true).files);
    this.#served = signer;
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
