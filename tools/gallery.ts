// `npm run gallery [-- SCENE...]`: pictures of every surface in every state, theme, language and width, out of a real
// Chromium with the built extension, and a page that shows them side by side.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { Browser as ExtensionApi } from "webextension-polyfill";
import { type Language, languages } from "../core/words/languages.ts";
import { built, isBuilt, root } from "./browsers/built.ts";
import { startChromium } from "./browsers/chromium-process.ts";
import { startLoopback } from "./browsers/loopback.ts";
import { demoPages } from "./demo/pages.ts";
import { furtherThemes, type Scene, scenes, type Theme, themes, widths } from "./gallery/scenes.ts";
import { answerInstead } from "./gallery/stand-ins.ts";

declare const chrome: ExtensionApi;

const folder = `${root}gallery`;
const heightPx = 600;
const readyWithinMs = 60_000;

interface Shot {
  readonly scene: string;
  readonly theme: string;
  readonly language: Language;
  readonly width: number;
  readonly file: string;
}

async function main(wanted: readonly string[]): Promise<void> {
  if (!isBuilt()) {
    const { status } = spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
    if (status !== 0) process.exit(1);
  }
  const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name));
  if (unknown.length > 0) throw new Error(`no scene is called ${unknown.join(", ")}`);
  const loopback = await startLoopback(demoPages());
  const chromium = await startChromium({ loopback, extension: built.chromium }, "headless");
  const { context, origin } = chromium;
  const tab = await context.newPage();
  if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const control = await context.newPage();
  await control.goto(`${origin}/popup.html?tab=0`);
  await awaitLists(control, tab);
  const shots: Shot[] = [];
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    await tab.goto(scene.url ?? "about:blank");
    const id = await tabIdOf(control, tab);
    for (const language of languages) {
      await control.evaluate(
        (chosen) => chrome.runtime.sendMessage({ road: "own", name: "choose", args: { language: chosen } }),
        language,
      );
      const page = await context.newPage();
      if (scene.answer !== undefined) await page.addInitScript(answerInstead, scene.answer);
      await page.goto(`${origin}/${scene.page ?? `popup.html?tab=${id}${scene.isFull ? "&full" : ""}`}`);
      await settle(page, scene);
      for (const shot of shotsOf(scene, language)) {
        await page.emulateMedia(shot.theme.media);
        await page.setViewportSize({ width: shot.width, height: heightPx });
        const file = `${scene.name}-${shot.theme.name}-${language}-${shot.width}.png`;
        await page.screenshot({ path: `${folder}/${file}`, fullPage: true, animations: "disabled" });
        shots.push({ scene: scene.name, theme: shot.theme.name, language, width: shot.width, file });
      }
      await page.close();
    }
    console.log(scene.name);
  }
  writeFileSync(`${folder}/index.html`, indexOf(shots));
  await chromium.end();
  await loopback.close();
  console.log(`${shots.length} pictures: gallery/index.html`);
}

function shotsOf(scene: Scene, language: Language): { theme: Theme; width: number }[] {
  const every = themes.flatMap((theme) => widths.map((width) => ({ theme, width })));
  const further = language === "en" ? furtherThemes.map((theme) => ({ theme, width: 360 })) : [];
  return scene.isUnfolded || scene.page !== undefined ? every : [...every, ...further];
}

/** After an installation the lists are read in first. */
async function awaitLists(control: Page, tab: Page): Promise<void> {
  await tab.goto("https://example.com/");
  const endMs = performance.now() + readyWithinMs;
  for (;;) {
    const isReady = await control.evaluate(async () => {
      const answer: { value?: { lists?: { kind: string } } } = await chrome.runtime.sendMessage({
        road: "own",
        name: "page",
        args: { url: "https://example.com/" },
      });
      return answer.value?.lists?.kind === "ready";
    });
    if (isReady || performance.now() > endMs) return;
    await control.waitForTimeout(100);
  }
}

async function tabIdOf(control: Page, tab: Page): Promise<number> {
  await tab.bringToFront();
  return control.evaluate(async () => {
    const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return active?.id ?? -1;
  });
}

/** Until all texts have come, or the state that never ends is there. */
async function settle(page: Page, scene: Scene): Promise<void> {
  await page.waitForSelector(scene.answer === "waiting" ? "h1" : "main:not([aria-busy='true'])");
  await page.waitForLoadState("networkidle");
  if (scene.looks === true) {
    await page.click(".words button");
    await page.waitForSelector(".words .hits");
  }
  if (scene.url !== undefined && scene.answer === undefined) await page.waitForSelector(".on-page");
  const opened = scene.isUnfolded ? "details" : scene.opened;
  if (opened !== undefined) {
    await page.evaluate(async (folds) => {
      for (;;) {
        const closed = document.querySelectorAll<HTMLDetailsElement>(`${folds}:not([open])`);
        if (closed.length === 0) return;
        for (const fold of closed) fold.open = true;
        await new Promise((drawn) => void setTimeout(drawn, 50));
      }
    }, opened);
  }
}

function indexOf(shots: readonly Shot[]): string {
  const rows = [...Map.groupBy(shots, ({ scene }) => scene)].map(([scene, all]) => {
    const figures = all.map(
      ({ file, theme, language, width }) =>
        `<figure><img loading="lazy" src="${file}" alt=""><figcaption>${theme}, ${language}, ${width} px</figcaption></figure>`,
    );
    return `<h2 id="${scene}">${scene}</h2><div>${figures.join("")}</div>`;
  });
  const style =
    "body{font:14px system-ui;background:#888}div{display:flex;flex-wrap:wrap;gap:12px;align-items:start}figure{margin:0}figcaption{padding:4px}";
  return `<!doctype html><meta charset="utf-8"><title>Wallsight, gallery</title><style>${style}</style>${rows.join("")}`;
}

await main(process.argv.slice(2));
