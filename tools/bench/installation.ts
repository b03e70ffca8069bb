// In Chromium: from the installation to the first answer, and to answers from the whole table.

import { startChromium } from "../browsers/chromium-process.ts";
import { startLoopback } from "../browsers/loopback.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { type FirstAnswers, untilReady } from "./own-page.ts";

export async function measureInstallation(built: string, rounds: number): Promise<Line[]> {
  await using ends = new AsyncDisposableStack();
  const loopback = await startLoopback(() => undefined);
  ends.defer(() => loopback.close());
  const times: FirstAnswers[] = [];
  for (let i = 0; i < rounds; i++) {
    await using end = new AsyncDisposableStack();
    const browser = await startChromium({ loopback, extension: built }, "headless");
    end.defer(() => browser.end());
    const [worker] = browser.context.serviceWorkers();
    if (!worker) throw new Error("the extension has no worker");
    const started = await worker.evaluate(() => performance.timeOrigin);
    const { asked, answered, ready } = await untilReady(browser, built);
    times.push({ asked: asked - started, answered: answered - started, ready: ready - started });
  }
  const values = (of: (each: FirstAnswers) => number) => [{ who: "wallsight", values: times.map(of) }];
  return [
    ...measured(
      "worker's first start, until a page had opened and asked",
      "ms",
      values(({ asked }) => asked),
    ),
    ...measured(
      "worker's first start, to the first answer",
      "ms",
      values(({ answered }) => answered),
    ),
    ...measured(
      "worker's first start, to answers from the whole table",
      "ms",
      values(({ ready }) => ready),
    ),
    atMost("installed, to the first answer", median(times.map(({ answered }) => answered)) / 1000, 1, "s"),
  ];
}
