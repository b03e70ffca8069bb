// Tables of names alone, made by the product's own packs and builder; and the names that a table holds.

import { sortNames, writeNames } from "../../core/names.ts";
import { readPack, writePack } from "../../core/pack.ts";
import { sourceSection } from "../../core/source-packs.ts";
import { buildTable } from "../../core/table-builder.ts";
import { bareFlags, type Table } from "../../core/table.ts";
import type { SourceFact } from "../../core/fact-source.ts";
import { finish } from "../../core/slices.ts";

/** Taken for the source whose names need no more than themselves. */
const source: SourceFact = {
  id: "gfw-sni-zones",
  title: "names of the bench",
  kind: "measurement",
  from: "2023-12-01",
  asOf: "2025-04-01",
  link: "https://wallsight.example/",
  terms: "none",
};

export function tableOf(names: readonly string[]): Uint8Array {
  const pack = writePack({ source: sourceSection(source), names: writeNames(sortNames(names)) });
  return finish(buildTable([readPack(pack, "the pack of the bench")], ""));
}

/** All names of a table, bucket by bucket; see table.ts for its format. */
export function namesIn({ head, records }: Table): string[] {
  const names: string[] = [];
  const decoder = new TextDecoder("latin1");
  for (let bucket = 0; bucket < head.buckets; bucket++) {
    const end = head.bucketStarts[bucket + 1] ?? 0;
    for (let at = (head.bucketStarts[bucket] ?? 0) + 2; at < end;) {
      const flagsAt = at + 1 + (records[at] ?? 0);
      names.push(decoder.decode(records.subarray(at + 1, flagsAt)));
      at = flagsAt + 1;
      if (((records[flagsAt] ?? 0) & ~bareFlags) === 0) continue;
      let size = 0;
      let byte = 128;
      for (let shift = 0; byte > 127; shift += 7) {
        byte = records[at++] ?? 0;
        size |= (byte & 127) << shift;
      }
      at += size;
    }
  }
  return names;
}

/** A table's bytes, all of them. */
export function bytesOf({ head, records }: Table): Uint8Array {
  return new Uint8Array(records.buffer, records.byteOffset - head.recordsStart, head.length);
}
