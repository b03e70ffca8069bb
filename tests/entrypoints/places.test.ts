// Where areas of a picture are, whatever a page says of them.

import { beforeEach, expect, test, vi } from "vitest";
import { anchorOf, boxOf } from "@/entrypoints/content/places.ts";

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(100, 50, 400, 300));
});

function areaOf(attributes: string, map = "m"): Element {
  document.body.innerHTML = `<img usemap="#other"><img id="picture" usemap="#m"><map name="${map}"><area href="/" ${attributes}></map>`;
  const area = document.querySelector("area");
  if (!area) throw new Error("The page has no area.");
  return area;
}

test.each<[string, number[]]>([
  ['shape="rect" coords="10,20,90,80"', [110, 70, 80, 60]],
  ['shape="rect" coords="90, 80, 10, 20"', [110, 70, 80, 60]],
  ['shape="circle" coords="150,50,30"', [220, 70, 60, 60]],
  ['shape="poly" coords="0,0 50,10 20,100"', [100, 50, 50, 100]],
  ['shape="default"', [100, 50, 400, 300]],
  ["", [100, 50, 400, 300]],
  ['coords="10,20"', [100, 50, 400, 300]],
  ['coords="1,2,three,4"', [100, 50, 400, 300]],
])("an area with %s", (attributes, [x, y, width, height]) => {
  expect(boxOf(areaOf(attributes))).toMatchObject({ x, y, width, height });
});

test("an area of a million corners is read as far as real ones go", () => {
  expect(boxOf(areaOf(`shape="poly" coords="${"1,2,".repeat(500_000)}"`))).toMatchObject({ x: 101, y: 52 });
});

test("an area belongs to the picture that names its map; without one it is nowhere", () => {
  expect(anchorOf(areaOf(""))?.id).toBe("picture");
  expect(anchorOf(areaOf("", "m2"))).toBeUndefined();
});

test("any other link is where it stands itself", () => {
  const link = document.createElement("a");
  expect(anchorOf(link)).toBe(link);
});
