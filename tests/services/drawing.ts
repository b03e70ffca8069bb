// OffscreenCanvas and Path2D for happy-dom, which has neither: a picture is the list of what was drawn.

import { vi } from "vitest";

export interface Drawn {
  size: number;
  scale: number;
  colour: string;
  path: string;
  rule: string;
}

export function standInForDrawing(): void {
  class Path {
    readonly text: string;
    constructor(text: string) {
      this.text = text;
    }
  }
  class Canvas {
    readonly size: number;
    constructor(size: number) {
      this.size = size;
    }
    getContext() {
      const drawn: Drawn = { size: this.size, scale: 1, colour: "", path: "", rule: "" };
      return {
        set fillStyle(colour: string) {
          drawn.colour = colour;
        },
        scale: (scale: number) => {
          drawn.scale = scale;
        },
        fill: ({ text }: Path, rule: string) => {
          drawn.path = text;
          drawn.rule = rule;
        },
        getImageData: () => drawn,
      };
    }
  }
  vi.stubGlobal("Path2D", Path);
  vi.stubGlobal("OffscreenCanvas", Canvas);
}
