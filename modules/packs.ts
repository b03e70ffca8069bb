// Packs the facts when the extension is built, and puts the packs, their digests and the sources of newer ones into it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addViteConfig, defineWxtModule } from "wxt/modules";
import { readPack } from "../core/pack.ts";
import { expectRoot, feedOf, gfwlistOf } from "../tools/feed/feed-build.ts";
import { entriesOf } from "../tools/feed/publish.ts";
import { indexOf, listsOf, packFacts, type PackFile, sourcesLeftOut } from "../tools/pack-facts.ts";

export default defineWxtModule(async (wxt) => {
  const { root, wxtDir } = wxt.config;
  const data = join(root, "data");
  const without = sourcesLeftOut(process.env);
  const feed = feedOf(process.env);
  if (feed) await expectRoot(feed);
  let packed: PackFile[] | undefined;

  function packs(): PackFile[] {
    packed ??= pack();
    return packed;
  }

  function pack(): PackFile[] {
    const made = packFacts(data, without);
    const folder = join(wxtDir, "packs");
    mkdirSync(folder, { recursive: true });
    for (const { file, bytes, sha256 } of made) {
      writeFileSync(join(folder, file), bytes);
      wxt.logger.info(`${sha256}  ${file}, ${bytes.length} bytes`);
    }
    return made;
  }

  /** What a release is compared to has all sources, also those that this build leaves out. */
  function feedSettings(): object | null {
    if (!feed) return null;
    const all = listsOf(without.length === 0 ? packs() : packFacts(data));
    const entries = all.reduce((sum, { bytes, file }) => sum + entriesOf(bytes, file), 0);
    const [built] = all
      .map(({ bytes, file }) => readPack(bytes, file).source.asOf)
      .sort()
      .reverse();
    return { addresses: feed.addresses, root: feed.root, entries, built };
  }

  wxt.hook("build:publicAssets", (_, files) => {
    for (const { file } of packs()) {
      files.push({ absoluteSrc: join(wxtDir, "packs", file), relativeDest: `packs/${file}` });
    }
  });
  addViteConfig(wxt, () => ({
    define: {
      __PACKS__: JSON.stringify({ ...indexOf(packs()), ...(feed && { release: feed.release }) }),
      __FEED__: JSON.stringify(feedSettings()),
      __GFWLIST__: JSON.stringify(gfwlistOf(process.env)),
    },
  }));
});
