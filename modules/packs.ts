// Packs the facts when the extension is built, and puts the packs and their digests into it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addViteConfig, defineWxtModule } from "wxt/modules";
import { indexOf, packFacts, type PackFile, sourcesLeftOut } from "../tools/pack-facts.ts";

export default defineWxtModule((wxt) => {
  const { root, wxtDir } = wxt.config;
  let packed: PackFile[] | undefined;

  function packs(): PackFile[] {
    packed ??= pack();
    return packed;
  }

  function pack(): PackFile[] {
    const made = packFacts(join(root, "data"), sourcesLeftOut(process.env));
    const folder = join(wxtDir, "packs");
    mkdirSync(folder, { recursive: true });
    for (const { file, bytes, sha256 } of made) {
      writeFileSync(join(folder, file), bytes);
      wxt.logger.info(`${sha256}  ${file}, ${bytes.length} bytes`);
    }
    return made;
  }

  wxt.hook("build:publicAssets", (_, files) => {
    for (const { file } of packs()) {
      files.push({ absoluteSrc: join(wxtDir, "packs", file), relativeDest: `packs/${file}` });
    }
  });
  addViteConfig(wxt, () => ({ define: { __PACKS__: JSON.stringify(indexOf(packs())) } }));
});
