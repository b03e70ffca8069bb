// What the command makes of one source before anything is written.

import type { SourceFact } from "../../core/fact-files.ts";

export interface Compiled {
  /** its folder in data/ */
  readonly id: string;
  /** file names in that folder, and their texts */
  readonly files: ReadonlyMap<string, string>;
  /** what the download says of its own dates; empty where it says nothing */
  readonly dates: Partial<Pick<SourceFact, "from" | "asOf" | "tested">>;
  /** for the person who runs the command */
  readonly summary: string;
}

/** The command stops here and nothing has been changed; the message is for the person who ran it. */
export class Refused extends Error {
  override readonly name = "Refused";
}
