// A folder of downloads: reads its files and collects everything that is wrong with them, so that a person sees it at once.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText, FactError, type Reading } from "../../core/fact-files.ts";
import { isDay } from "../../core/intervals.ts";
import type { Day } from "../../core/verdict.ts";
import { Refused } from "./compiled.ts";

const shown = 20;

export class Downloads {
  readonly #folder: string;
  readonly #problems: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The rows of a file; where it is not as it should be, that is noted and the rows are of no use. */
  read<Row>(name: string, reader: (text: string, path: string, reading: Reading) => readonly Row[]): readonly Row[] {
    const before = this.#problems.length;
    try {
      const text = decodeText(readFileSync(join(this.#folder, name)), name);
      const rows = reader(text, name, { order: "any", report: (problem) => this.note(problem) });
      if (rows.length === 0 && this.#problems.length === before) {
        this.note(new FactError(name, 1, "holds no facts"));
      }
      return rows;
    } catch (error) {
      if (error instanceof FactError) this.note(error);
      else this.note(new FactError(name, 1, `cannot be read (${systemCode(error)})`));
      return [];
    }
  }

  /** The newest of the files called `stem-YYYY-MM-DD.txt` in `upstream`. */
  newest(stem: string): { readonly name: string; readonly day: Day } | undefined {
    const days = this.#upstream()
      .filter((name) => name.startsWith(`${stem}-`) && name.endsWith(".txt"))
      .map((name) => name.slice(stem.length + 1, -".txt".length))
      .filter((day) => isDay(day));
    const day = days.toSorted().at(-1);
    return day === undefined ? undefined : { name: `upstream/${stem}-${day}.txt`, day };
  }

  note(problem: FactError): void {
    this.#problems.push(problem.message);
  }

  /** Throws `Refused` with the first problems and the number of the others, if there are any. */
  refuseProblems(): void {
    const rest = this.#problems.length - shown;
    if (this.#problems.length === 0) return;
    const lines = this.#problems.slice(0, shown);
    throw new Refused([...lines, ...(rest > 0 ? [`... and ${rest} more`] : [])].join("\n"));
  }

  #upstream(): string[] {
    try {
      return readdirSync(join(this.#folder, "upstream"));
    } catch (error) {
      this.note(new FactError("upstream", 1, `cannot be read (${systemCode(error)})`));
      return [];
    }
  }
}

/** `ENOENT` and the like; anything that does not come from the file system is a bug and is thrown on. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  throw error;
}
