// Which places of a text are marked for the rules that were found in it.

import { expect, test } from "vitest";
import { arrange } from "../../core/phrases/page-words.ts";
import { finish } from "../../core/slices.ts";
import { hitsIn, phrasesOf } from "./few-phrases.ts";

test("every place of a rule's only term is marked, what overlaps or touches as one, up to two thousand", () => {
  const phrases = phrasesOf("法轮功", "法轮", "轮功", "习近平 + 六四");
  const placesIn = (text: string) => finish(arrange(undefined, undefined, hitsIn(phrases, text))).places;
  expect(placesIn("法轮功，轮功。\n法轮功法轮")).toEqual([0, 3, 4, 6, 8, 13]);
  expect(placesIn(`习近平六四${"，".repeat(90)}六四`)).toEqual([0, 5]);
  // one of the two thousand lies within another
  const firstOnes = Array.from({ length: 3998 }, (_, i) => 4 * (i >>> 1) + (i % 2 === 0 ? 1 : 4));
  expect(placesIn("，法轮功".repeat(5000))).toEqual(firstOnes);
});
