import { expect, test } from "vitest";
import { mark, shapes, signOf, signWhile, type Shape } from "../../core/status-shapes.ts";
import { statuses } from "../../core/verdict.ts";

const toolbars = ["#ffffff", "#f1f3f4", "#202124", "#3c3c3c", "#2b2a33"];
const all: readonly [string, Shape][] = [...Object.entries(shapes), ["mark", mark]];

/** WCAG 2.2, relative luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("black on white has a contrast of 21, so the measure is right", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test.each(all)("%s stands out at 3:1 from every toolbar, light or dark", (_, { colour }) => {
  for (const toolbar of toolbars) {
    expect(contrast(colour, toolbar), `${colour} on ${toolbar}`).toBeGreaterThanOrEqual(3);
  }
});

test("no two drawings are the same, so colour is never alone in telling them apart", () => {
  expect(new Set(all.map(([, { path }]) => path)).size).toBe(all.length);
  expect(all.length).toBe(statuses.length + 3);
});

test.each(all)("%s is whole path data", (_, { path }) => {
  expect(path).toMatch(/^(M[\d .a-zA-Z-]+z)+$/);
});

test("while lists are read in, a block is shown at once and the absence of one is not", () => {
  const preparing = { kind: "preparing", date: "2026-08-06", note: null } as const;
  expect(signWhile(preparing, { status: "blocked", confidence: "high" })).toBe("blocked");
  expect(signWhile(preparing, { status: "unlisted", confidence: null })).toBe("preparing");
  expect(signWhile(preparing, { status: "reachable", confidence: "medium" })).toBe("preparing");
  expect(signWhile({ ...preparing, kind: "ready" }, { status: "unlisted", confidence: null })).toBe("unlisted");
});

test("a block of low confidence, and no other verdict, is drawn in outline", () => {
  expect(signOf({ status: "blocked", confidence: "low" })).toBe("doubted");
  expect(signOf({ status: "blocked", confidence: "medium" })).toBe("blocked");
  expect(signOf({ status: "former", confidence: "low" })).toBe("former");
});
