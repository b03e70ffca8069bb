// One drawing for each status, on a grid of 16 by 16: the toolbar and the popup show the same shape.

import { linkShapes, type Shape } from "./link-shapes.ts";
import type { ListsState } from "./lists-state.ts";
import type { Status, Verdict } from "./verdict.ts";

/** What can be shown: a status, a block that is in doubt, or that the lists are not ready yet. */
export type Sign = Status | "doubted" | "preparing";

/** Low confidence in a block shows as a wall drawn in outline: a drawing is no louder than its evidence. */
export function signOf({ status, confidence }: Pick<Verdict, "status" | "confidence">): Sign {
  return status === "blocked" && confidence === "low" ? "doubted" : status;
}

/** While lists are still being read in, a block stays a block; anything else may yet become one. */
export function signWhile(lists: ListsState, verdict: Pick<Verdict, "status" | "confidence">): Sign {
  const stays = verdict.status === "blocked" || verdict.status === "unsupported";
  return lists.kind === "preparing" && !stays ? "preparing" : signOf(verdict);
}

export type { Shape };

export const gridSize = 16;

const pinAroundBrick = "M8 15.5C5 12 2 9.4 2 6a6 6 0 0 1 12 0c0 3.4-3 6-6 9.5zM5 4v4h6V4z";

const breachedWall = ["M1 1h4v4H1zM12 1h3v4h-3z", "M1 6h3v4H1zM11 6h4v4h-4z", "M1 11h7v4H1zM9 11h6v4H9z"].join("");

const checkInRing = [
  "M8 .5a7.5 7.5 0 0 1 0 15a7.5 7.5 0 0 1 0-15z",
  "M8 2a6 6 0 0 0 0 12a6 6 0 0 0 0-12z",
  "M3.8 8.3l1.5-1.5l1.8 1.8l3.7-4l1.5 1.4l-5.1 5.6z",
].join("");

const insideTheWalls = "M1 1h14v14H1zM3 3v10h10V3zM6 6h4v4H6z";

const smallRing = "M8 4a4 4 0 0 1 0 8a4 4 0 0 1 0-8zM8 5.5a2.5 2.5 0 0 0 0 5a2.5 2.5 0 0 0 0-5z";

const dash = "M5 7h6v2H5z";

const threeDots = [3, 8, 13].map((x) => `M${x} 6.5a1.5 1.5 0 0 1 0 3a1.5 1.5 0 0 1 0-3z`).join("");

export const shapes: Readonly<Record<Sign, Shape>> = {
  ...linkShapes,
  regional: { path: pinAroundBrick, colour: "#bb7c0f" },
  former: { path: breachedWall, colour: "#768ba7" },
  reachable: { path: checkInRing, colour: "#2d9b64" },
  domestic: { path: insideTheWalls, colour: "#438bde" },
  unlisted: { path: smallRing, colour: "#848a92" },
  unsupported: { path: dash, colour: "#848a92" },
  preparing: { path: threeDots, colour: "#848a92" },
};

/** The product's own mark, an eye with a wall in it; no status looks like it. */
export const mark: Shape = {
  path: [
    "M0 8C2.3 4.2 5 2.3 8 2.3S13.7 4.2 16 8C13.7 11.8 11 13.7 8 13.7S2.3 11.8 0 8z",
    "M8 4a4 4 0 0 0 0 8a4 4 0 0 0 0-8z",
    "M6 5h4v2H6zM5 8h2v2H5zM8 8h3v2H8z",
  ].join(""),
  colour: "#768ba7",
};
