// What a feed costs: the bytes of everything and of a week, applying a delta and taking in GFWList in slices, and the crowd of its readers.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Pack } from "../../core/pack.ts";
import { readPack } from "../../core/pack.ts";
import { unpackRules } from "../../core/rules-pack.ts";
import {
  packAssigned,
  packMeasured,
  packNames,
  unpackAssigned,
  unpackMeasured,
  unpackNames,
} from "../../core/source-packs.ts";
import { applyDelta } from "../../core/sync/pack-delta.ts";
import { partSize } from "../../core/sync/release.ts";
import { nextDelay, spreadDelay } from "../../core/sync/schedule.ts";
import { makeDelta } from "../feed/pack-diff.ts";
import { listsOf, packFacts } from "../pack-facts.ts";
import { repository } from "../table-file.ts";
import { measureGfwlist, packOn, weekBefore } from "./gfwlist.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { type Random, seeded } from "./random.ts";
import { timeSlices } from "./slices.ts";

/** Of a thousand names, how many leave and how many come in a week: a churn of 3 %. */
const leaveOfThousand = 15;
const [minute, day] = [60_000, 86_400_000];

interface Change {
  readonly base: Uint8Array;
  readonly next: Uint8Array;
  readonly names: number;
}

export function measureFeed(rounds: number): Line[] {
  // First, with little else in memory: as in a browser.
  const gfwlist = measureGfwlist(rounds);
  const packs = listsOf(packFacts(join(repository, "data")));
  const whole = packs.flatMap(({ bytes }) => partsOf(bytes)).reduce((sum, part) => sum + gzipSync(part).length, 0);
  const opened = packs.map(({ bytes, file }) => readPack(bytes, file));
  const changes = opened.map((pack) => churn(pack, seeded(7)));
  const deltas = changes.map(({ base, next }) => makeDelta(base, next));
  const names = changes.reduce((sum, change) => sum + change.names, 0);
  const sent = deltas.flatMap(partsOf).reduce((sum, part) => sum + gzipSync(part).length, 0);
  const runs = Array.from({ length: rounds }, () => applyAll(changes, deltas));
  const cpu = runs.map(({ cpuMs }) => cpuMs);
  const longest = runs.map(({ longestMs }) => longestMs);
  const own = runs.map(({ longestOwnMs }) => longestOwnMs);
  return [
    ...measured("applying a week's deltas, CPU", "ms", [{ who: "wallsight", values: cpu }]),
    ...measured("applying a week's deltas, longest slice", "ms", [{ who: "wallsight", values: longest }]),
    ...measured("applying a week's deltas, longest slice by its thread's own time", "ms", [
      { who: "wallsight", values: own },
    ]),
    atMost("everything, with gzip", whole / 1e6, 4, "MB"),
    atMost("a week's deltas for 100,000 names, with gzip", (sent / names) * 100, 20, "kB"),
    atMost("applying a week's deltas: CPU", median(cpu) / 1000, 2, "s"),
    // By the clock a busy machine makes any slice long.
    atMost("applying a week's deltas: longest slice, own time", median(own), 20, "ms"),
    ...gfwlist,
    ...crowd(sent),
  ];
}

function partsOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, i) =>
    bytes.subarray(i * partSize, (i + 1) * partSize),
  );
}

/** Two weeks of a pack: names at random, but GFWList's as they really changed in its last week. */
function churn(pack: Pack, random: Random): Change {
  if (pack.section("rules").length > 0) return lastWeek(pack);
  const keep = <Fact>(facts: readonly Fact[]): readonly [readonly Fact[], readonly Fact[]] => {
    const marks = facts.map(() => random.below(1000));
    const isIn = (from: number) => (_: Fact, i: number) => {
      const mark = marks[i] ?? 0;
      return mark < from || mark >= from + leaveOfThousand;
    };
    return [facts.filter(isIn(0)), facts.filter(isIn(leaveOfThousand))];
  };
  const none = (): undefined => undefined;
  if (pack.section("days").length > 0) {
    const { tested, facts } = unpackMeasured(pack);
    const [base, next] = keep(facts).map((each) => packMeasured(pack.source, each, tested, none));
    return changeOf(base, next, facts.length);
  }
  if (pack.section("texts").length > 0) {
    const facts = unpackAssigned(pack);
    const [base, next] = keep(facts).map((each) => packAssigned(pack.source, each));
    return changeOf(base, next, facts.length);
  }
  const facts = unpackNames(pack);
  const [base, next] = keep(facts).map((each) => packNames(pack.source, each, none));
  return changeOf(base, next, facts.length);
}

function lastWeek(pack: Pack): Change {
  const { asOf } = pack.source;
  return changeOf(packOn(pack, weekBefore(asOf)), packOn(pack, asOf), unpackRules(pack).length);
}

function changeOf(base: Uint8Array | undefined, next: Uint8Array | undefined, names: number): Change {
  if (!base || !next) throw new Error("a pack has two weeks");
  return { base, next, names };
}

function applyAll(changes: readonly Change[], deltas: readonly Uint8Array[]) {
  const all = changes.map(({ base }, i) => timeSlices(applyDelta(base, deltas[i] ?? base, "the delta")));
  return {
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    longestMs: Math.max(...all.map(({ longestMs }) => longestMs)),
    longestOwnMs: Math.max(...all.map(({ longestOwnMs }) => longestOwnMs)),
  };
}

/** Assumed for a look at the feed: a TLS handshake (4.5 kB), headers and two small answers. */
const lookBytes = 6100;
const simulated = 1_000_000;
const days = 35;

/** Readers who all said yes in the same minute: the mean of the fifth week, and the busiest minute of all but the first hour. */
function crowd(weekBytes: number): Line[] {
  const random = seeded(11);
  const chance = (): number => random.below(1_000_000) / 1_000_000;
  const minutes = new Uint32Array((days * day) / minute);
  for (let reader = 0; reader < simulated; reader++) {
    let at = chance() * minute;
    while (at < days * day) {
      const place = Math.floor(at / minute);
      minutes[place] = (minutes[place] ?? 0) + 1;
      at += (at < minute ? spreadDelay : nextDelay)(day, chance());
    }
  }
  const settled = minutes.subarray((28 * day) / minute);
  const looks = settled.reduce((sum, count) => sum + count, 0);
  const mean = looks / settled.length;
  const busiest = minutes.subarray(60).reduce((most, count) => Math.max(most, count), 0);
  const perDay = looks / 7 / simulated;
  return [1, 100]
    .flatMap((millions): Line[] => {
      const who = `${millions} million readers`;
      const monthly = 30 * millions * 1e6 * (perDay * lookBytes + weekBytes / 7);
      return [
        ...measured("bytes a month, with a week's deltas every week", "TB", [{ who, values: [monthly / 1e12] }]),
        ...measured("requests a second, on average", "/s", [{ who, values: [(mean * millions * 2) / 60] }]),
        ...measured("requests a second, in the busiest minute", "/s", [
          { who, values: [(busiest * millions * 2) / 60] },
        ]),
      ];
    })
    .concat(atMost("busiest minute to the average, from an hour after all began at once", busiest / mean, 1.5));
}
