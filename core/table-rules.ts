// The rules inside the table, read one by one when an address first meets them.
//
// A rule: varint place of its section, 1 byte (1 for a public suffix, else 0), its intervals and its program as in
// rules-pack.ts, then its text.

import { ByteReader, type ByteWriter } from "./bytes.ts";
import { parseRule, type Rule } from "./rule.ts";
import { type PackedRule, readIntervals, readProgram, writeIntervals, writeProgram } from "./rules-pack.ts";
import type { Says } from "./fact-files.ts";
import { saysOf } from "./stories.ts";
import type { TableHead } from "./table.ts";
import type { Interval } from "./verdict.ts";

export interface ListedRule {
  readonly rule: Rule;
  readonly section: string;
  readonly says: Says;
  readonly intervals: readonly Interval[];
  /** whether its host is a public suffix, `co.jp`: a list's slip, unless it is live */
  readonly isSuffix: boolean;
}

export function writeTableRule(packed: PackedRule, section: number, out: ByteWriter): void {
  out.varint(section);
  out.u8(packed.isSuffix ? 1 : 0);
  writeIntervals(packed.intervals, out);
  writeProgram(packed.program, out);
  out.text(packed.rule);
}

export class TableRules {
  readonly #head: TableHead;
  readonly #read = new Map<number, ListedRule>();

  constructor(head: TableHead) {
    this.#head = head;
  }

  /** The rule of that number; what was read is kept. Throws `DamagedBytes`. */
  at(id: number): ListedRule {
    const known = this.#read.get(id);
    if (known) return known;
    const { rules, ruleStarts, contents } = this.#head;
    const reader = new ByteReader(rules, "the table, rules", ruleStarts[id], ruleStarts[id + 1]);
    if (id + 1 >= ruleStarts.length) reader.fail(`there is no rule ${id}`);
    const section = contents.sections[reader.varint()] ?? "";
    const isSuffix = reader.u8() === 1;
    const intervals = readIntervals(reader);
    const program = readProgram(reader);
    const text = reader.text();
    const listed = { rule: parseRule(text, program), section, says: saysOf(text, section), intervals, isSuffix };
    this.#read.set(id, listed);
    return listed;
  }
}
