// Draws public/icon/*.png from the same shapes that the toolbar draws; Chromium does the painting.

import { mkdir, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { gridSize, mark } from "../core/status-shapes.ts";

const folder = new URL("../public/icon/", import.meta.url);
const sizes = [16, 32, 48, 96, 128];

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${gridSize} ${gridSize}"><path d="${mark.path}" fill="${mark.colour}" fill-rule="evenodd"/></svg>`;

const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium" });
try {
  await mkdir(folder, { recursive: true });
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing}`);
    const png = await page.screenshot({ omitBackground: true });
    await writeFile(new URL(`${size}.png`, folder), png);
    await page.close();
    console.log(`public/icon/${size}.png ${png.length} bytes`);
  }
} finally {
  await browser.close();
}
