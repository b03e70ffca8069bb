// uBlock Origin's static network filtering engine, as @gorhill/ubo-core publishes it.

import { readFileSync } from "node:fs";
import { StaticNetFilteringEngine } from "@gorhill/ubo-core";
import type { Contestant } from "./contestant.ts";

/** Made before the clock runs, with its list of public suffixes. */
const made = StaticNetFilteringEngine.create();

export const engine: Contestant = {
  async prepare(names) {
    const filters = await made;
    await filters.useLists([{ name: "names", raw: names.map((name) => `||${name}^`).join("\n") }]);
    return new TextEncoder().encode(await filters.serialize());
  },
  async load(file) {
    const filters = await made;
    await filters.deserialize(readFileSync(file, "utf8"));
    const request = { originURL: "https://reader.example/", type: "image" };
    return { asks: "url", isListed: (url) => filters.matchRequest({ ...request, url }) !== 0 };
  },
};
