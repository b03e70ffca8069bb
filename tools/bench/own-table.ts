// The project's own table: all of it in memory, and as the extension opens it, head first and then single buckets.

import { openSync, readFileSync, readSync } from "node:fs";
import { FewRecords } from "../../core/records.ts";
import { headerLength, headLengthOf, readHead, readTable } from "../../core/table.ts";
import type { Contestant } from "./contestant.ts";
import { tableOf } from "./names-table.ts";

export const wholeTable: Contestant = {
  prepare: tableOf,
  load(file) {
    const table = readTable(new Uint8Array(readFileSync(file).buffer));
    const found = new Int32Array(256);
    return { asks: "host", isListed: (host) => table.find(host, found) > 0 };
  },
};

/** Reads as services/blob-table.ts does, with a file in place of the Blob. */
export const headFirst: Contestant = {
  prepare: tableOf,
  load(file) {
    const descriptor = openSync(file, "r");
    const read = (start: number, end: number): Uint8Array => {
      const bytes = new Uint8Array(end - start);
      readSync(descriptor, bytes, 0, bytes.length, start);
      return bytes;
    };
    const head = readHead(read(0, headLengthOf(read(0, headerLength))));
    return {
      asks: "host",
      isListed(host) {
        const records = new FewRecords(head);
        records.chain(host);
        for (const bucket of records.missing) records.add(bucket, read(...records.range(bucket)));
        return records.chain(host).length > 0;
      },
    };
  },
};
