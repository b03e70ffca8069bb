// What each pack contributes to a table: names in order, and for each name its part of the record.

import { ByteReader, type ByteWriter } from "./bytes.ts";
import { type ContextKind, writeCode } from "./context-codes.ts";
import { NameCursor, sortingNames, writingNames } from "./names.ts";
import type { Pack } from "./pack.ts";
import { parseRule, type Rule } from "./rule.ts";
import { type PackedRule, unpackingRules } from "./rules-pack.ts";
import { readingParts } from "./site-parts.ts";
import { namesOf, readCodes, readDaySection, readingMeasuredColumn, readTexts } from "./source-packs.ts";
import { cleanUpsOf } from "./stories.ts";
import { flag, writeIds, writeMeasured } from "./table-record.ts";
import type { TableContents } from "./table.ts";
import type { Day } from "./verdict.ts";

/** `write` adds the current name's part to a record; called once for each name, in order. */
export interface Column {
  readonly flag: number;
  readonly names: NameCursor;
  write(payload: ByteWriter): void;
}

const sliceRules = 512;
const sliceNames = 2048;

export interface RuleColumns {
  readonly packed: readonly PackedRule[];
  readonly sections: readonly string[];
  /** rules found through the rule index, not through a host */
  readonly general: readonly { readonly id: number; readonly rule: Rule }[];
  readonly byHost: ReadonlyMap<string, readonly number[]>;
  readonly bySite: ReadonlyMap<string, readonly number[]>;
}

/** Reads the rules and finds the hosts that they hang on, a few hundred at a time. */
export function* ruleColumnsOf(packs: readonly Pack[]): Generator<void, RuleColumns> {
  const packed: PackedRule[] = [];
  for (const pack of packs) if (pack.source.id === "gfwlist") packed.push(...(yield* unpackingRules(pack)));
  const general: { id: number; rule: Rule }[] = [];
  const byHost = new Map<string, number[]>();
  const bySite = new Map<string, number[]>();
  for (const [id, each] of packed.entries()) {
    if (id % sliceRules === 0) yield;
    const rule = parseRule(each.rule, each.program);
    const isAnywhere = rule.form.kind === "glob" && rule.form.httpOnly;
    if (rule.host === undefined || isAnywhere) general.push({ id, rule });
    if (rule.host === undefined) continue;
    append(byHost, rule.host, id);
    if (each.siteLabels > 0) append(bySite, rule.host.split(".").slice(-each.siteLabels).join("."), id);
  }
  return { packed, sections: [...new Set(packed.map(({ section }) => section))], general, byHost, bySite };
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

export function contentsOf(packs: readonly Pack[], rules: RuleColumns, digest: string): TableContents {
  const find = (id: string): Pack | undefined => packs.find(({ source }) => source.id === id);
  const daysOf = (id: string): readonly Day[] => {
    const pack = find(id);
    return pack ? readDaySection(pack.section("days"), `the pack ${id}`) : [];
  };
  const textsOf = (id: string): readonly string[] => {
    const pack = find(id);
    return pack ? readTexts(pack.section("texts"), `the pack ${id}`) : [];
  };
  const sources = packs.map(({ source }) => source);
  const dated = sources.filter(({ kind }) => kind === "list" || kind === "measurement").map(({ asOf }) => asOf);
  return {
    packs: digest,
    asOf: dated.toSorted().at(-1) ?? "1970-01-01",
    sources,
    days: { "gfw-sni": daysOf("gfw-sni"), "henan-sni": daysOf("henan-sni") },
    sections: rules.sections,
    leaving: [...cleanUpsOf(rules.packed)],
    services: textsOf("services"),
    categories: textsOf("categories"),
    dossiers: textsOf("dossier"),
  };
}

/** The columns of all packs, in the order of their flags. */
export function* columnsOf(
  packs: readonly Pack[],
  rules: RuleColumns,
  contents: TableContents,
): Generator<void, Column[]> {
  const columns: Column[] = [];
  for (const { id, bit, isMeasured } of measurements) {
    for (const pack of packs) {
      if (pack.source.id !== id) continue;
      columns.push(isMeasured ? yield* measuredColumn(pack, bit) : bareColumn(pack, bit));
      yield;
    }
  }
  columns.push(yield* mappedColumn(flag.rules, rules.byHost, writeIds));
  columns.push(yield* mappedColumn(flag.partRules, rules.bySite, writeIds));
  columns.push(yield* mappedColumn(flag.parts, yield* partsOf(packs), writeParts));
  columns.push(yield* mappedColumn(flag.context, yield* contextOf(packs, contents), writeCodes));
  return columns;
}

/** In the order of their flags; of some only the names count. */
const measurements = [
  { id: "gfw-sni-zones", bit: flag.zones, isMeasured: false },
  { id: "gfw-sni", bit: flag.national, isMeasured: true },
  { id: "henan-sni", bit: flag.henan, isMeasured: true },
  { id: "greatfire", bit: flag.greatfire, isMeasured: false },
];

function* partsOf(packs: readonly Pack[]): Generator<void, Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  for (const pack of packs) {
    if (pack.source.id !== "gfw-sni" && pack.source.id !== "gfw-sni-zones") continue;
    for (const [site, names] of yield* readingParts(pack)) for (const name of names) append(parts, site, name);
    yield;
  }
  return parts;
}

function bareColumn(pack: Pack, bit: number): Column {
  return { flag: bit, names: namesOf(pack), write: () => undefined };
}

function* measuredColumn(pack: Pack, bit: number): Generator<void, Column> {
  const column = yield* readingMeasuredColumn(pack);
  const names = namesOf(pack);
  let left = names.total;
  if (left === 0) column.expectEnd();
  return {
    flag: bit,
    names,
    write(payload) {
      const { spans, seen } = column.next();
      if (--left === 0) column.expectEnd();
      writeMeasured(spans, seen, payload);
    },
  };
}

function* mappedColumn<Value>(
  bit: number,
  values: ReadonlyMap<string, Value>,
  write: (value: Value, payload: ByteWriter) => void,
): Generator<void, Column> {
  const sorted = yield* sortingNames(values.keys());
  const names = yield* writingNames(sorted);
  let next = 0;
  return {
    flag: bit,
    names: new NameCursor(names, "hosts of rules and services"),
    write(payload) {
      const value = values.get(sorted[next++] ?? "");
      if (value !== undefined) write(value, payload);
    },
  };
}

const contextKinds: Readonly<Record<string, ContextKind>> = {
  "cn-services": "domestic",
  services: "service",
  categories: "category",
  dossier: "dossier",
};

function* contextOf(packs: readonly Pack[], contents: TableContents): Generator<void, Map<string, number[]>> {
  const codes = new Map<string, number[]>();
  const texts = {
    domestic: [""],
    service: contents.services,
    category: contents.categories,
    dossier: contents.dossiers,
  };
  let looked = 0;
  for (const pack of packs) {
    const { id } = pack.source;
    const kind = Object.hasOwn(contextKinds, id) ? contextKinds[id] : undefined;
    if (kind === undefined) continue;
    const column = new ByteReader(pack.section("column"), `the pack ${id}, column`);
    for (const names = namesOf(pack); names.label !== undefined; names.next()) {
      const name = names.text();
      for (const code of readCodes(column, texts[kind].length))
        append(codes, name, writeCode(kind, code >>> 1, (code & 1) === 1));
      if (++looked % sliceNames === 0) yield;
    }
    column.expectEnd();
  }
  return codes;
}

function writeParts(names: readonly string[], payload: ByteWriter): void {
  payload.varint(names.length);
  for (const name of names) {
    payload.u8(name.length);
    payload.bytes(new TextEncoder().encode(name));
  }
}

function writeCodes(codes: readonly number[], payload: ByteWriter): void {
  payload.varint(codes.length);
  for (const code of codes) payload.varint(code);
}
