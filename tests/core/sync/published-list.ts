// GFWList as its publisher has it: base64 of an AutoProxy text with its checksum.

import { createHash } from "node:crypto";

/** The text, where `rules` are lines of it: rules, and headings such as `!---A---`. */
export function listText(rules: readonly string[], modified = "Tue, 01 Sep 2026 08:00:00 +0000"): string {
  const rest = ["[AutoProxy 0.2.9]", `! Last Modified: ${modified}`, ...rules, ""];
  const sum = createHash("md5").update(rest.join("\n")).digest("base64").replace(/=+$/, "");
  return [rest[0], `! Checksum: ${sum}`, ...rest.slice(1)].join("\n");
}

export function publishedList(rules: readonly string[], modified?: string): Buffer<ArrayBuffer> {
  return Buffer.from(Buffer.from(listText(rules, modified)).toString("base64"));
}
