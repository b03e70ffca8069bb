// How near the terms of a rule stand together: around which place of its least frequent term the others are nearest.

import type { Place } from "./scan.ts";

/** One place of each term, in the order given; of several stretches as short the first. None without places. */
export function nearestPlaces(terms: readonly (readonly Place[])[]): readonly Place[] {
  const rarest = terms.toSorted((a, b) => a.length - b.length)[0] ?? [];
  let best: readonly Place[] = [];
  let shortest = Infinity;
  for (const place of rarest) {
    const around = terms.map((places) => (places === rarest ? place : nearestTo(place, places)));
    const length = stretchOf(around);
    if (length < shortest) [best, shortest] = [around, length];
  }
  return best;
}

/** From the beginning of the first to the end of the last, in code units. */
export function stretchOf(places: readonly Place[]): number {
  let [from, to] = [Infinity, 0];
  for (const place of places) {
    from = Math.min(from, place[0]);
    to = Math.max(to, place[1]);
  }
  return to - from;
}

/** Of places in order, which are not none. */
function nearestTo([from]: Place, places: readonly Place[]): Place {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle]?.[0] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const before = places[low - 1] ?? places[low] ?? [0, 0];
  const after = places[low] ?? before;
  return from - before[0] < after[0] - from ? before : after;
}
