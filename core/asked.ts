// One question on its way to a verdict: the address, the day, and what the table has of its hosts.

import type { WebAddress } from "./address.ts";
import type { SourceFact } from "./fact-source.ts";
import type { FoundName, Records } from "./records.ts";
import type { TableRules } from "./table-rules.ts";
import type { TableContents, TableHead } from "./table.ts";
import type { Day, Evidence, Scope, SourceId } from "./verdict.ts";

export interface Asked {
  readonly address: WebAddress;
  readonly day: Day;
  readonly head: TableHead;
  readonly rules: TableRules;
  readonly records: Records;
  /** the table's names at or above the host, the widest first */
  readonly chain: readonly FoundName[];
}

/** The source's own record, if it is in the table and had begun by that day. */
export function sourceOf(asked: Asked, id: SourceId): SourceFact | undefined {
  const source = contentsOf(asked).sources.find((each) => each.id === id);
  return source && source.from <= asked.day ? source : undefined;
}

export function contentsOf(asked: Asked): TableContents {
  return asked.head.contents;
}

export function scopeOfName(name: string, isIp: boolean): Scope {
  return { kind: isIp ? "address" : "subdomains", of: name };
}

/** The parts of an item of evidence that most sources leave empty. */
export function plainEvidence(
  source: SourceFact,
  id: SourceId,
): Omit<Evidence, "holds" | "rule" | "scope" | "intervals"> {
  return {
    source: id,
    kind: source.kind === "context" ? "measurement" : source.kind,
    says: "blocks",
    tested: [],
    days: null,
    daysTested: null,
    made: null,
    techniques: [],
    elsewhere: false,
    rules: 1,
    leftWith: null,
    asOf: source.asOf,
    link: source.link ?? "",
  };
}
