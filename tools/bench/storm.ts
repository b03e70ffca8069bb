// In Chromium: frames a second on a page that changes without end, with marks and without the extension.

import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { inTurn, startVisitors } from "./marks.ts";
import { atLeast, type Line, measured, median } from "./measurement.ts";

const changesPerSecond = 10_000;
const settleMs = 1500;

/** Frames a second while a page adds links and takes others away, that many changes a second. */
async function storm(tab: Page, seconds: number): Promise<number> {
  return tab.evaluate(
    async ([length, perSecond]) => {
      const place = document.createElement("div");
      document.body.prepend(place);
      const started = performance.now();
      const endMs = started + length * 1000;
      let frames = 0;
      let done = 0;
      const change = (): void => {
        const due = ((performance.now() - started) / 1000) * perSecond;
        for (; done < due; done++) {
          const link = document.createElement("a");
          link.href = `https://${done % 10 === 0 ? "www.nytimes.com" : `s${done % 500}.example.org`}/${done}`;
          link.textContent = "link";
          place.append(link);
          if (place.childElementCount > 500) place.firstElementChild?.remove();
        }
      };
      const timer = setInterval(change, 4);
      await new Promise<void>((resolve) => {
        const frame = (): void => {
          frames++;
          if (performance.now() < endMs) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
      clearInterval(timer);
      return frames / length;
    },
    [seconds, changesPerSecond] as const,
  );
}

export async function measureStorm(built: string, rounds: number, seconds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const visitors = await startVisitors(built, ends);
  const frames = visitors.map(({ who, browser }) => ({ who, browser, values: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { browser, values } of inTurn(frames, round)) {
      const tab = await browser.context.newPage();
      await tab.goto("http://reader.example/links/100");
      await setTimeout(settleMs);
      values.push(await storm(tab, seconds));
      await tab.close();
    }
  }
  const [without = Number.NaN, ours = Number.NaN] = frames.map(({ values }) => median(values));
  return [
    ...measured(`storm of ${seconds} s, frames a second`, "", frames, "wallsight"),
    atLeast("storm: frames a second, share of those without", ours / without, 0.95),
  ];
}
