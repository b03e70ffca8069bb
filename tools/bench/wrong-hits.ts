// Asks the table for hosts that are not listed, by the million, and for every name that is.

import { openTable } from "../table-file.ts";
import { unlistedHost } from "./hosts.ts";
import { atMost, type Line } from "./measurement.ts";
import { seeded } from "./random.ts";
import type { Stage } from "./stage.ts";

export function countWrongHits({ names }: Stage, count: number): Line[] {
  const table = openTable();
  const found = new Int32Array(256);
  const known = new Set(names);
  const random = seeded(10);
  let wrong = 0;
  for (let i = 0; i < count; i++) if (table.find(unlistedHost(names, known, random), found) > 0) wrong++;
  const lost = names.filter((name) => {
    const hits = table.find(name, found);
    return hits === 0 || found[hits * 2 - 2] !== 0;
  });
  return [
    atMost(`wrong hits among ${count.toLocaleString("en")} hosts that are not listed`, wrong, 0, ""),
    atMost(`names not found among ${names.length.toLocaleString("en")} that are listed`, lost.length, 0, ""),
  ];
}
