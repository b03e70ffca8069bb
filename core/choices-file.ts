// The reader's choices as a file: to keep, or to take to another browser.

import { type Choices, readChoices, unreadableChoices } from "./choices.ts";

/** A file of settings is some kilobytes; more is something else. */
export const choicesFileLimit = 1_000_000;
const format = 1;

export type FileRefusal = "tooLarge" | "notJson" | "foreign" | "newer" | "unreadable";

export type ReadFile =
  | {
      readonly ok: true;
      readonly choices: Choices;
      /** choices in it that cannot be read */ readonly leftOut: readonly string[];
    }
  | { readonly ok: false; readonly reason: FileRefusal };

export function writeChoicesFile(choices: Choices): string {
  return `${JSON.stringify({ file: "wallsight settings", format, choices }, null, 2)}\n`;
}

/** Reads it field by field: what is damaged or unknown is left out by name, and the rest stands. */
export function readChoicesFile(text: string): ReadFile {
  if (text.length > choicesFileLimit) return { ok: false, reason: "tooLarge" };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: "notJson" };
  }
  const fields = new Map<string, unknown>(typeof json === "object" && json !== null ? Object.entries(json) : []);
  const choices = fields.get("choices");
  if (fields.get("file") !== "wallsight settings" || typeof choices !== "object" || choices === null) {
    return { ok: false, reason: "foreign" };
  }
  if (fields.get("format") !== format) return { ok: false, reason: "newer" };
  const leftOut = unreadableChoices(choices);
  if (leftOut.length > 0 && leftOut.length === Object.keys(choices).length) return { ok: false, reason: "unreadable" };
  return { ok: true, choices: readChoices(choices), leftOut };
}
