// The second judge of a feed: tuf-js reads it from files in memory, and downloads every target.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BaseFetcher, Updater } from "tuf-js";
import { DownloadHTTPError } from "tuf-js/dist/error.js";
import type { ReadFeed } from "./feed-folder.ts";

const address = "https://feed.invalid";

class FileFetcher extends BaseFetcher {
  readonly #read: ReadFeed;

  constructor(read: ReadFeed) {
    super();
    this.#read = read;
  }

  override fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const bytes = this.#read(url.slice(address.length + 1));
    if (!bytes) return Promise.reject(new DownloadHTTPError("Failed to download", 404));
    return Promise.resolve(new Blob([Uint8Array.from(bytes)]).stream());
  }
}

/** Rejects where tuf-js does not accept the feed, or one of these targets. */
export async function checkWithTuf(anchor: Uint8Array, read: ReadFeed, paths: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wallsight-tuf-"));
  try {
    writeFileSync(join(folder, "root.json"), anchor);
    const updater = new Updater({
      metadataDir: folder,
      targetDir: folder,
      metadataBaseUrl: `${address}/metadata`,
      targetBaseUrl: `${address}/targets`,
      fetcher: new FileFetcher(read),
    });
    await updater.refresh();
    for (const path of paths) {
      const target = await updater.getTargetInfo(path);
      if (!target) throw new Error(`tuf-js knows nothing of ${path}`);
      await updater.downloadTarget(target);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
