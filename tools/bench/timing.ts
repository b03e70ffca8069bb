// In Chromium: can a page of ten thousand links tell by its own timers whether the extension is there? (P17)
//
// Four browsers visit in turn: two without the extension, of which one is only a control for the machine's own noise,
// one with it as it is before any choice, and one whose content script is empty. For each feature that a page can
// time, the area under the curve says how often a visit with the extension shows more of it than one without: 0.5 is a
// guess, 1 is certainty.

import type { Page } from "playwright-core";
import { type ChromiumProcess, startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { replaceFile } from "./altered-extension.ts";
import { atMost, type Line, measured } from "./measurement.ts";
import { untilReady } from "./own-page.ts";

const listenMs = 600;
const limit = 0.55;

const links = Array.from({ length: 10_000 }, (_, i) => `<a href="https://site-${i}.example/">${i}</a>`).join(" ");
/** Its first script starts the timers, as early as a page can. */
const page = `<!doctype html><html lang="en"><title>Timers</title><script>
  const delays = [];
  const start = performance.now();
  let last = start;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    delays.push(now - last);
    last = now;
    if (now - start < ${listenMs}) channel.port2.postMessage(null);
    else globalThis.heard = { delays, loaded: performance.getEntriesByType("navigation")[0].loadEventEnd };
  };
  channel.port2.postMessage(null);
</script>${links}</html>`;

interface Heard {
  readonly delays: readonly number[];
  readonly loaded: number;
}

type Features = Readonly<Record<string, number>>;

interface Visitor {
  readonly who: "without" | "without, again" | "wallsight" | "empty content script";
  readonly browser: ChromiumProcess;
  readonly visits: Features[];
}

function featuresOf({ delays, loaded }: Heard): Features {
  const sorted = delays.toSorted((a, b) => b - a);
  const sum = delays.reduce((total, ms) => total + ms, 0);
  return {
    "longest delay": sorted[0] ?? 0,
    "ten longest delays": sorted.slice(0, 10).reduce((total, ms) => total + ms, 0),
    "mean delay": sum / delays.length,
    "time to load": loaded,
  };
}

async function visit({ context }: ChromiumProcess, url: string): Promise<Features> {
  const tab: Page = await context.newPage();
  await tab.goto(url);
  await tab.waitForFunction("globalThis.heard");
  const heard = await tab.evaluate("globalThis.heard");
  await tab.close();
  return featuresOf(heard as Heard);
}

/** How often a value of `more` is above one of `less`; ties count half. */
function areaUnderCurve(more: readonly number[], less: readonly number[]): number {
  let above = 0;
  for (const one of more) for (const other of less) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (more.length * less.length);
}

export async function measureTiming(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => page);
  ends.defer(() => loopback.close());
  const empty = replaceFile(built, "content.js", "");
  ends.defer(() => empty.remove());
  const start = async (who: Visitor["who"], extension?: string): Promise<Visitor> => {
    const browser = await startChromium(extension === undefined ? { loopback } : { loopback, extension }, "headless");
    ends.defer(() => browser.end());
    if (extension !== undefined) await untilReady(browser, extension);
    return { who, browser, visits: [] };
  };
  const visitors = [
    await start("without"),
    await start("without, again"),
    await start("wallsight", built),
    await start("empty content script", empty.folder),
  ];
  for (let round = -2; round < rounds; round++) {
    // Nobody always comes first.
    const turn = ((round % visitors.length) + visitors.length) % visitors.length;
    for (const visitor of [...visitors.slice(turn), ...visitors.slice(0, turn)]) {
      const features = await visit(visitor.browser, `http://timers-${round + 2}.example/`);
      if (round >= 0) visitor.visits.push(features);
    }
  }
  const [bare, ...others] = visitors;
  const names = Object.keys(bare?.visits[0] ?? {});
  const values = (visitor: Visitor | undefined, name: string): number[] =>
    (visitor?.visits ?? []).map((features) => features[name] ?? 0);
  const lines = names.flatMap((name) => [
    ...measured(
      `a page's own timers: ${name}`,
      "ms",
      visitors.map((visitor) => ({ who: visitor.who, values: values(visitor, name) })),
    ),
    ...others.flatMap((other) =>
      measured(`a page's own timers: ${name}, area under the curve to a browser without`, "of 1", [
        { who: other.who, values: [areaUnderCurve(values(other, name), values(bare, name))] },
      ]),
    ),
  ]);
  const told = names.map((name) => {
    const [ours, none] = [visitors[2], bare].map((visitor) => values(visitor, name));
    const area = areaUnderCurve(ours ?? [], none ?? []);
    return Math.max(area, 1 - area);
  });
  return [...lines, atMost("a page's own timers tell visits with the extension", Math.max(...told), limit, "of 1")];
}
