// The parts of the bench, and how much of each a full run and a quick one do.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../table-file.ts";
import { measureBuilding } from "./building.ts";
import { measureColdStart } from "./cold-start.ts";
import { measureFeed } from "./feed.ts";
import { measureGrowth } from "./growth.ts";
import { measureInstallation } from "./installation.ts";
import { measureLookups } from "./lookups.ts";
import { measureMarks } from "./marks.ts";
import type { Line } from "./measurement.ts";
import { measurePageCost } from "./page-cost.ts";
import { measurePopup } from "./popup-open.ts";
import type { Stage } from "./stage.ts";
import { measureStorm } from "./storm.ts";
import { measureTiming } from "./timing.ts";
import { measureUpdateAnswers } from "./update-answers.ts";
import { measureWords } from "./words.ts";
import { measureReadyInChromium, measureReadyInNode } from "./words-ready.ts";
import { measureWorkerStart } from "./worker-start.ts";
import { countWrongHits } from "./wrong-hits.ts";

type Part = (stage: Stage) => Promise<Line[]>;

export const output = join(repository, ".output");
const built = join(output, "chrome-mv3");

export function partsOf(isQuick: boolean): Readonly<Record<string, Part>> {
  const rounds = (full: number): number => (isQuick ? Math.ceil(full / 5) : full);
  return {
    lookups: (stage) => measureLookups(stage, rounds(25)),
    growth: (stage) => measureGrowth(stage, rounds(25), isQuick ? 0 : 9_800_000),
    "cold-start": (stage) => measureColdStart(stage, rounds(15)),
    "wrong-hits": async (stage) => countWrongHits(stage, isQuick ? 500_000 : 10_000_000),
    words: (stage) => measureWords(stage, rounds(11)),
    "words-ready": whenBuilt(async () => [
      ...measureReadyInNode(join(built, "packs"), rounds(25)),
      ...(await measureReadyInChromium(built, rounds(25))),
    ]),
    feed: async () => measureFeed(rounds(15)),
    building: whenBuilt(async () => measureBuilding(output, rounds(5))),
    "update-answers": whenBuilt(() => measureUpdateAnswers(built, rounds(10))),
    installation: whenBuilt(() => measureInstallation(built, rounds(5))),
    "worker-start": whenBuilt((stage) => measureWorkerStart(repository, built, stage.folder, rounds(25))),
    popup: whenBuilt(() => measurePopup(built, rounds(30))),
    marks: whenBuilt(() => measureMarks(built, [100, 10_000], rounds(10))),
    "marks-large": whenBuilt(() => measureMarks(built, [100_000], rounds(8))),
    storm: whenBuilt(() => measureStorm(built, isQuick ? 1 : 2, isQuick ? 5 : 60)),
    "page-cost": whenBuilt(() => measurePageCost(built, rounds(30))),
    timing: whenBuilt(() => measureTiming(built, rounds(60))),
  };
}

function whenBuilt(part: Part): Part {
  return async (stage) => {
    if (existsSync(join(built, "manifest.json"))) return part(stage);
    throw new Error("it needs the built extension; run npm run build first");
  };
}
