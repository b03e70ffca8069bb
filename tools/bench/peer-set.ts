// JavaScript's own Set, filled from text: the host is looked up, then each of its parents.

import { readFileSync } from "node:fs";
import type { Contestant } from "./contestant.ts";
import { isListed } from "./hosts.ts";

export const suffixWalk: Contestant = {
  prepare: (names) => new TextEncoder().encode(names.join("\n")),
  load(file) {
    const names = new Set(readFileSync(file, "latin1").split("\n"));
    return { asks: "host", isListed: (host) => isListed(host, names) };
  },
};
