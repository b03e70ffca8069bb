// What a feed costs: the bytes of everything and of a week, applying a delta in slices, and the crowd of its readers.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Pack } from "../../core/pack.ts";
import { readPack } from "../../core/pack.ts";
import { packRules, unpackRules } from "../../core/rules-pack.ts";
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
import type { Day } from "../../core/verdict.ts";
import { makeDelta } from "../feed/pack-diff.ts";
import { listsOf, packFacts } from "../pack-facts.ts";
import { repository } from "../table-file.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { type Random, seeded } from "./random.ts";

/** Of a thousand names, how many leave and how many come in a week: a churn of 3 %. */
const leaveOfThousand = 15;
/** As services/sync-desk.ts has it. */
const sliceMs = 4;
const [minute, day] = [60_000, 86_400_000];

interface Change {
  readonly base: Uint8Array;
  readonly next: Uint8Array;
  readonly names: number;
}

export function measureFeed(rounds: number): Line[] {
  const packs = listsOf(packFacts(join(repository, "data")));
  const whole = packs.flatMap(({ bytes }) => partsOf(bytes)).reduce((sum, part) => sum + gzipSync(part).length, 0);
  const changes = packs.map(({ bytes, file }) => churn(readPack(bytes, file), seeded(7)));
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
  const rules = unpackRules(pack);
  const asOf = (last: Day): Uint8Array =>
    packRules(
      pack.source,
      rules.flatMap((rule) => {
        const intervals = rule.intervals
          .filter(([from]) => from <= last)
          .map(([from, to]) => [from, to !== null && to <= last ? to : null] as const);
        return intervals.length > 0 ? [{ ...rule, intervals }] : [];
      }),
      () => undefined,
    );
  const week = new Date(Date.parse(pack.source.asOf) - 7 * day).toISOString().slice(0, 10);
  return changeOf(asOf(week), asOf(pack.source.asOf), rules.length);
}

function changeOf(base: Uint8Array | undefined, next: Uint8Array | undefined, names: number): Change {
  if (!base || !next) throw new Error("a pack has two weeks");
  return { base, next, names };
}

/** As services/packs.ts does it: work for some milliseconds, then let others go first. */
function applyAll(changes: readonly Change[], deltas: readonly Uint8Array[]) {
  const start = process.cpuUsage();
  let [longestMs, longestOwnMs] = [0, 0];
  for (const [i, { base }] of changes.entries()) {
    const work = applyDelta(base, deltas[i] ?? base, "the delta");
    for (let isDone = false; !isDone;) {
      const from = performance.now();
      const before = process.threadCpuUsage();
      while (!isDone && performance.now() - from < sliceMs) isDone = work.next().done === true;
      longestMs = Math.max(longestMs, performance.now() - from);
      const used = process.threadCpuUsage(before);
      longestOwnMs = Math.max(longestOwnMs, (used.user + used.system) / 1000);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1000, longestMs, longestOwnMs };
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
