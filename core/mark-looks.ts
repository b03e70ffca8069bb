// How marks, signs and the card look. It goes with the orders, so that pages on which nothing is ordered carry none of it.

import type { MarkKind, MarkStyle } from "./choices.ts";
import { highlightName } from "./highlight-name.ts";
import { linkShapes } from "./link-shapes.ts";

export interface MarkLooks {
  /** rules for highlights, each named after `highlightName` and its kind */
  readonly rules: string;
  /** the drawing of each kind */
  readonly drawings: Readonly<Record<MarkKind, string>>;
  /** what a drawing stands on: beside a link, on a card */
  readonly sign: string;
  readonly cardSign: string;
  readonly overlay: string;
  readonly card: string;
  readonly cardStatus: string;
  readonly cardDetail: string;
  readonly cardMore: string;
}

/** Each kind has a form of its own besides its colour, which has 3:1 on white and on black. */
const lines: Readonly<Record<MarkKind, readonly [colour: string, line: string]>> = {
  blocked: ["#e04a3f", "double"],
  doubted: ["#e04a3f", "dotted"],
  partly: ["#d25f12", "dashed"],
  refused: ["#a066c8", "wavy"],
};

const plate = "background:#fff;border-radius:3px;padding:1px;forced-color-adjust:none;";

const looks: Omit<MarkLooks, "rules"> = {
  drawings: {
    blocked: drawingOf("blocked"),
    doubted: drawingOf("doubted"),
    partly: drawingOf("partly"),
    refused: drawingOf("refused"),
  },
  sign: `${plate}position:absolute;left:0;top:0;scale:.75;transform-origin:0 0`,
  cardSign: `${plate}float:inline-start;margin-inline-end:8px`,
  overlay:
    "all:initial!important;position:absolute!important;left:0!important;top:0!important;z-index:2147483647!important;pointer-events:none!important;direction:ltr!important;unicode-bidi:isolate!important",
  card:
    "position:absolute;left:0;top:0;box-sizing:border-box;width:max-content;max-width:min(330px,90vw);padding:10px 12px;" +
    "color-scheme:light dark;color:light-dark(#1d1d1b,#ecebe6);background:light-dark(#fdfcf9,#1c1d1f);border:1px solid light-dark(#8a877f,#77787d);" +
    "border-radius:6px;box-shadow:0 2px 10px #0006;font:14px/1.4 system-ui,sans-serif;text-align:start;pointer-events:auto;cursor:default",
  cardStatus: "font-weight:600",
  cardDetail: "font-size:13px;margin-top:4px",
  cardMore:
    "all:revert;font:inherit;color:light-dark(#0b57a4,#9cc4f2);background:none;border:0;padding:2px 0;margin:4px 0 0;text-decoration:underline;cursor:pointer",
};

/**
 * Where the styles of highlights are inherited, as in Chromium, rules for the root alone: with others the browser computes
 * a style for each element that they match and each kind, which on a page of links costs more than all else. Firefox
 * inherits none, so there the rules are for links and for what is in them.
 */
export function looksOf(style: MarkStyle, kinds: readonly MarkKind[]): MarkLooks {
  const rules = kinds.map((kind) => {
    const [colour, line] = lines[kind];
    const tint = style === "tint" ? `background-color:${colour}33;` : "";
    const name = `::highlight(${highlightName}${kind})`;
    const block = `{${tint}text-decoration:${line} underline ${colour} 2px;text-underline-offset:.3em}`;
    return `:root${name}${block}@supports(-moz-appearance:none){a${name},a *${name}${block}}`;
  });
  return { ...looks, rules: rules.join("") };
}

function drawingOf(kind: MarkKind): string {
  const { path, colour } = linkShapes[kind];
  return `width:16px;height:16px;background:${colour};clip-path:path(evenodd,"${path}")`;
}
