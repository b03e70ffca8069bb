// Writes the texts of dossiers and context into the extension when WXT builds, a file for each language and dossier.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineWxtModule } from "wxt/modules";
import { sourcesLeftOut } from "../tools/pack-facts.ts";
import { readLibrary } from "../tools/texts/library.ts";
import { writePages } from "../tools/texts/pages.ts";

export default defineWxtModule((wxt) => {
  const { root, wxtDir } = wxt.config;

  wxt.hook("build:publicAssets", (_, files) => {
    const { library, problems } = readLibrary(join(root, "data"));
    if (!library) throw new Error(`the texts in data/ cannot be used:\n${problems.map(String).join("\n")}`);
    const isLeftOut = sourcesLeftOut(process.env).includes("dossier");
    const folder = join(wxtDir, "texts");
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of writePages(library)) {
      if (isLeftOut && path.includes("/dossiers/")) continue;
      const place = join(folder, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
      files.push({ absoluteSrc: place, relativeDest: `texts/${path}` });
    }
  });
});
