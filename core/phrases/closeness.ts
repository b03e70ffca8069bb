// How near the terms of a rule stand together: the shortest stretch of text in which each of them stands.

import type { Place } from "./scan.ts";

/** One place of each term, of all choices the one with the shortest stretch; the first of several. None without places. */
export function nearestPlaces(terms: readonly (readonly Place[])[]): readonly Place[] {
  const next = terms.map(() => 0);
  let best: readonly Place[] = [];
  let shortest = Infinity;
  for (;;) {
    const places: Place[] = [];
    let first = 0;
    for (const [i, all] of terms.entries()) {
      const place = all[next[i] ?? 0];
      if (place === undefined) return best;
      places.push(place);
      if (place[0] < (places[first]?.[0] ?? 0)) first = i;
    }
    const length = stretchOf(places);
    if (length < shortest) [best, shortest] = [places, length];
    // the others only move away from the one that stands first
    next[first] = (next[first] ?? 0) + 1;
  }
}

/** From the beginning of the first to the end of the last, in code units. */
export function stretchOf(places: readonly Place[]): number {
  return Math.max(...places.map(([, to]) => to)) - Math.min(...places.map(([from]) => from));
}
