// The drawings of what a link can be marked with; the others are in status-shapes.ts.

import type { MarkKind } from "./choices.ts";

export interface Shape {
  /** SVG path data, to be filled by the even-odd rule */
  readonly path: string;
  /** at least 3:1 against the light and the dark toolbars of Chrome, Edge and Firefox (WCAG 2.2, 1.4.11) */
  readonly colour: string;
}

const wall = ["M1 1h6v4H1zM8 1h7v4H8z", "M1 6h3v4H1zM5 6h6v4H5zM12 6h3v4h-3z", "M1 11h7v4H1zM9 11h6v4H9z"].join("");

/** Each brick of the wall with its inside left out. */
const wallInOutline = [
  ["M1 1h6v4H1zM2 2v2h4V2z", "M8 1h7v4H8zM9 2v2h5V2z"],
  ["M1 6h3v4H1zM2 7v2h1V7z", "M5 6h6v4H5zM6 7v2h4V7z", "M12 6h3v4h-3zM13 7v2h1V7z"],
  ["M1 11h7v4H1zM2 12v2h5v-2z", "M9 11h6v4H9zM10 12v2h4v-2z"],
]
  .flat()
  .join("");

const wallAndOutline = ["M1 1h7v4H1zM1 6h3v4H1zM5 6h3v4H5zM1 11h7v4H1z", "M9 1h6v14H9v-1h5V2H9z"].join("");

const noEntry = "M8 .5a7.5 7.5 0 0 1 0 15a7.5 7.5 0 0 1 0-15zM3 7v2h10V7z";

export const linkShapes: Readonly<Record<MarkKind, Shape>> = {
  blocked: { path: wall, colour: "#eb574c" },
  doubted: { path: wallInOutline, colour: "#eb574c" },
  partly: { path: wallAndOutline, colour: "#e06412" },
  refused: { path: noEntry, colour: "#a972d0" },
};
