// `npm start`: the extension at work in a real Chromium on pages served from this machine.
// Without a display it visits them itself, prints what the toolbar said and leaves pictures in screenshots/.

import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { built, isBuilt, root } from "./browsers/built.ts";
import { startChromium } from "./browsers/chromium-process.ts";
import { launchChromium } from "./browsers/chromium.ts";
import { startLoopback, type Loopback } from "./browsers/loopback.ts";
import { demoPages, home } from "./demo/pages.ts";
import { takeTour } from "./demo/tour.ts";

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

async function openWindow(loopback: Loopback): Promise<boolean> {
  const chromium = await startChromium({ loopback, extension: built.chromium }, "window");
  await chromium.context.pages()[0]?.goto(home);
  console.log(`Chromium is open at ${home}, which only this browser can reach. Close its window to end.`);
  await chromium.closed;
  await chromium.end();
  return true;
}

async function tour(loopback: Loopback): Promise<boolean> {
  console.log("There is no display: visiting the pages without one.");
  const browser = await launchChromium({ loopback, extension: built.chromium });
  const stops = await takeTour(browser, `${root}screenshots`);
  await browser.close();
  for (const { url, words, files } of stops) {
    const [page, popup] = files.map((path) => relative(root, path));
    console.log(`\n${url}\n  ${words ?? "NO ANSWER"}\n  ${page}, ${popup}`);
  }
  const silent = stops.filter(({ words }) => words === undefined).length;
  console.log(`\n${stops.length} pages, ${silent} without an answer.`);
  return silent === 0;
}

if (!isBuilt()) {
  const { status } = spawnSync("npm", ["run", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(1);
}
const loopback = await startLoopback(demoPages());
const isGood = await (hasDisplay() ? openWindow : tour)(loopback);
await loopback.close();
process.exitCode = isGood ? 0 : 1;
