// What it costs to take in GFWList as its publisher has it: its last week, worked into the pack of the week before.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { isHeldOn } from "../../core/intervals.ts";
import { type Pack, readPack } from "../../core/pack.ts";
import { packRules, unpackRules } from "../../core/rules-pack.ts";
import { updateGfwlist } from "../../core/sync/gfwlist-update.ts";
import type { Day } from "../../core/verdict.ts";
import { packedSources, packFacts } from "../pack-facts.ts";
import { repository } from "../table-file.ts";
import { atMost, type Line, measured, median } from "./measurement.ts";
import { timeSlices } from "./slices.ts";

const day = 86_400_000;

/** The pack as it was on an earlier day. */
export function packOn(pack: Pack, last: Day): Uint8Array<ArrayBuffer> {
  const rules = unpackRules(pack).flatMap((rule) => {
    const intervals = rule.intervals
      .filter(([from]) => from <= last)
      .map(([from, to]) => [from, to !== null && to <= last ? to : null] as const);
    return intervals.length > 0 ? [{ ...rule, intervals }] : [];
  });
  return packRules({ ...pack.source, asOf: last }, rules, () => undefined);
}

export function weekBefore(asOf: Day): Day {
  return new Date(Date.parse(asOf) - 7 * day).toISOString().slice(0, 10);
}

export function measureGfwlist(rounds: number): Line[] {
  const pack = packAlone("gfwlist");
  const { asOf } = pack.source;
  const [base, published] = [packOn(pack, weekBefore(asOf)), publishedList(pack)];
  const runs = Array.from({ length: rounds }, () => timeSlices(updateGfwlist(base, published, Date.parse(asOf) + day)));
  const of = (each: "cpuMs" | "longestMs" | "longestOwnMs") => runs.map((run) => run[each]);
  const wallsight = (values: readonly number[]) => [{ who: "wallsight", values }];
  return [
    ...measured("taking in GFWList, CPU", "ms", wallsight(of("cpuMs"))),
    ...measured("taking in GFWList, longest slice", "ms", wallsight(of("longestMs"))),
    ...measured("taking in GFWList, longest slice by its thread's own time", "ms", wallsight(of("longestOwnMs"))),
    atMost("taking in GFWList: longest slice, own time", median(of("longestOwnMs")), 20, "ms"),
  ];
}

function packAlone(id: string): Pack {
  const others = packedSources.filter((each) => each !== id);
  const [packed] = packFacts(join(repository, "data"), others);
  if (!packed) throw new Error(`there are no facts of ${id}`);
  return readPack(packed.bytes, packed.file);
}

/** The rules that are live in the pack, as their publisher writes them. */
function publishedList(pack: Pack): Uint8Array {
  const { asOf } = pack.source;
  const live = unpackRules(pack).filter(({ intervals }) => isHeldOn(intervals, asOf));
  const lines = [...Map.groupBy(live, ({ section }) => section)].flatMap(([section, rules]) => [
    `!---${section}---`,
    ...rules.map(({ rule }) => rule),
  ]);
  const rest = ["[AutoProxy 0.2.9]", `! Last Modified: ${new Date(asOf).toUTCString()}`, ...lines, ""];
  const sum = createHash("md5").update(rest.join("\n")).digest("base64").replace(/=+$/, "");
  const text = [rest[0], `! Checksum: ${sum}`, ...rest.slice(1)].join("\n");
  return Buffer.from(Buffer.from(text).toString("base64").replace(/.{64}/g, "$&\n"));
}
