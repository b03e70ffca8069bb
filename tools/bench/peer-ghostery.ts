// Ghostery's engine, in its own serialized form.

import { readFileSync } from "node:fs";
import { FiltersEngine, Request } from "@ghostery/adblocker";
import type { Contestant } from "./contestant.ts";

export const engine: Contestant = {
  prepare: (names) =>
    FiltersEngine.parse(names.map((name) => `||${name}^`).join("\n"), { loadCosmeticFilters: false }).serialize(),
  load(file) {
    const filters = FiltersEngine.deserialize(readFileSync(file));
    return { asks: "url", isListed: (url) => filters.match(Request.fromRawDetails({ url, type: "image" })).match };
  },
};
