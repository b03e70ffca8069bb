// Reads GFWList as it is published: base64 of an AutoProxy text, or that text, guarded by its own checksum.

import { md5 } from "./md5.ts";
import { finish } from "./slices.ts";

const longestLine = 65_536;
const sliceLines = 1024;
const sliceDigits = 16_384;

/** A file that is not a GFWList, or not a whole one. */
export class GfwlistError extends Error {
  override readonly name = "GfwlistError";
  readonly line: number;
  readonly reason: string;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

export interface ListedRule {
  readonly rule: string;
  /** the last heading above it, `403/451/503/520 & URL Redirects` */
  readonly section: string;
  /** the line of the decoded text */
  readonly line: number;
}

export interface Gfwlist {
  /** in the order of the list; a rule may stand there twice */
  readonly rules: readonly ListedRule[];
  /** its "Last Modified", as it writes it */
  readonly modified: string | undefined;
}

/** Throws `GfwlistError`. */
export function readGfwlist(bytes: Uint8Array): Gfwlist {
  return finish(readingGfwlist(bytes));
}

/** `readGfwlist` in slices. */
export function* readingGfwlist(bytes: Uint8Array): Generator<void, Gfwlist> {
  const published = decodeUtf8(bytes);
  const first = published.trimStart().charAt(0);
  if (first === "") throw new GfwlistError(1, "the file is empty");
  if (first === "<") throw new GfwlistError(1, "this is a web page, not a list");
  const text = first === "[" ? published : decodeUtf8(yield* decodingBase64(published));
  yield;
  if (!/^\s*\[(?:AutoProxy|Adblock)[^\]\n]*\]\r?\n/.test(text)) {
    throw new GfwlistError(1, "the list does not begin with [AutoProxy]");
  }
  const tooLong = text.split("\n").findIndex((line) => line.length > longestLine);
  if (tooLong >= 0) throw new GfwlistError(tooLong + 1, `the line is longer than ${longestLine}`);
  yield* verifyingChecksum(text);
  const rules = yield* parsingRules(text);
  if (rules.length === 0) throw new GfwlistError(1, "the list holds no rules");
  return { rules, modified: /^!\s*Last Modified:(.*)$/m.exec(text)?.[1]?.trim() };
}

/** As Adblock Plus computes it: without the checksum's own line, with line feeds alone and no empty lines. */
function* verifyingChecksum(text: string): Generator<void, void> {
  const lines = text.replaceAll("\r", "").split(/\n+/);
  const place = lines.findIndex((line) => checksumPattern.test(line));
  const stated = checksumPattern.exec(lines[place] ?? "")?.[1];
  if (stated === undefined) throw new GfwlistError(1, "the list has no checksum");
  const rest = lines.toSpliced(place, 1).join("\n");
  yield;
  const computed = encodeBase64(yield* md5(new TextEncoder().encode(rest)));
  if (computed === stated) return;
  const line = text.split("\n").findIndex((each) => checksumPattern.test(each)) + 1;
  throw new GfwlistError(line, `the checksum is ${stated}, but the text gives ${computed}: cut short or altered`);
}

const checksumPattern = /^[ \t]*![ \t]*checksum[ \t:-]+([\w+/]+)/i;

function* parsingRules(text: string): Generator<void, ListedRule[]> {
  const rules: ListedRule[] = [];
  const lines = text.split("\n");
  const headerLine = lines.findIndex((line) => line.trim() !== "") + 1;
  let section = "";
  for (const [place, raw] of lines.entries()) {
    const line = place + 1;
    if (line % sliceLines === 0) yield;
    const rule = raw.trim();
    if (rule === "" || line === headerLine) continue;
    if (rule.startsWith("!")) section = headingOf(rule) ?? section;
    else if (/\p{Cc}/u.test(rule)) throw new GfwlistError(line, "the rule holds a control character");
    else rules.push({ rule, section, line });
  }
  return rules;
}

/** `!!---Google---` and `!------HH------` are headings; `!--ehentai`, with two dashes, is a remark. */
function headingOf(comment: string): string | undefined {
  const heading = /^!+[-#]{3,}(.*)$/.exec(comment)?.[1]?.replace(/^[-#\s]+/, "");
  const name = heading?.slice(0, lastOf(heading) + 1).replace(/\p{Cc}/gu, " ");
  return name === "" ? undefined : name;
}

/** The place of the last character that is no decoration; a regular expression would take quadratic time. */
function lastOf(heading: string): number {
  let at = heading.length - 1;
  while (at >= 0 && "-# \t".includes(heading.charAt(at))) at--;
  return at;
}

function decodeUtf8(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new GfwlistError(1, "the file is not UTF-8 text");
  }
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function* decodingBase64(text: string): Generator<void, Uint8Array> {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value;
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let [length, held, bits, line, padding] = [0, 0, 0, 1, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = values[code] ?? -1;
    if (value >= 0 && padding === 0) {
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) bytes[length++] = (held >> (bits -= 8)) & 0xff;
    } else if (code === 10) line++;
    else if (code === 61) padding++;
    else if (!/\s/.test(text.charAt(at))) throw new GfwlistError(line, "is neither base64 nor an AutoProxy text");
    if (at % sliceDigits === 0) yield;
  }
  // a whole text leaves 0, 2 or 4 bits over, and as many `=` as half of them
  if (bits !== padding * 2 || held % (1 << bits) !== 0) throw new GfwlistError(line, "the base64 is cut short");
  return bytes.subarray(0, length);
}

/** Without padding, as checksums are written. */
function encodeBase64(bytes: Uint8Array): string {
  let [text, held, bits] = ["", 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 6) text += digits.charAt((held >> (bits -= 6)) & 63);
  }
  return bits === 0 ? text : text + digits.charAt((held << (6 - bits)) & 63);
}
