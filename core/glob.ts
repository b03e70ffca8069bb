// Wildcard patterns over the text of an address, matched in linear time.
//
// The text is `scheme://host[:port]/path?query` in lower case (see address.ts). `*` stands for any
// characters; `^` for one character that separates (anything but letters, digits, `_ - . %`), or the end.

export interface Glob {
  /**
   * where the first piece must stand: anywhere, at the start, or at the start of the host or one of its labels;
   * `nowhere` for a pattern that says nothing (`||`, `*`) or is no one's rule any more by its length
   */
  readonly start: "anywhere" | "start" | "label" | "nowhere";
  /** the literal pieces between the `*`s, in order */
  readonly pieces: readonly string[];
  /** the last piece must end the text */
  readonly toEnd: boolean;
  /** the last piece ends within the host and must end it */
  readonly endsHost: boolean;
}

/** Each piece may be compared anew at each place of a text: this keeps a question short. The longest real one has 152. */
const longestPattern = 1000;

/** Reads a lower-case pattern with its anchors (`||`, `|` in front, `|` behind). */
export function globOf(pattern: string): Glob {
  if (pattern.length > longestPattern || !/[^|*^]/.test(pattern)) {
    return { start: "nowhere", pieces: [], toEnd: false, endsHost: false };
  }
  const start = pattern.startsWith("||") ? "label" : pattern.startsWith("|") ? "start" : "anywhere";
  let body = pattern.slice(start === "label" ? 2 : start === "start" ? 1 : 0);
  const toEnd = body.length > 1 && body.endsWith("|");
  if (toEnd) body = body.slice(0, -1);
  const afterScheme = start === "start" ? body.replace(/^[^/]*:\/\//, "") : body;
  const endsHost =
    start !== "anywhere" && !toEnd && /^[^/?:^]*[a-z0-9]$/.test(afterScheme) && afterScheme.includes(".");
  return { start, pieces: body.split("*"), toEnd, endsHost };
}

/** Whether the address text fits; every piece is looked for once, from left to right. An IP address has no labels. */
export function matchesGlob(glob: Glob, text: string, isIp: boolean): boolean {
  if (glob.start === "nowhere") return false;
  const hostStart = text.indexOf("://") + 3;
  const hostEnd = endOfHost(text, hostStart);
  if (glob.start === "anywhere") return goesOn(glob, 0, text, 0, hostEnd);
  const first = glob.pieces[0] ?? "";
  const lastStart = glob.start === "start" ? 0 : isIp ? hostStart : hostEnd - 1;
  for (let at = glob.start === "start" ? 0 : hostStart; at <= lastStart; at = text.indexOf(".", at) + 1) {
    const end = endOfPiece(first, text, at);
    // What does not go on behind one label does not behind a later one.
    if (end >= 0 && glob.pieces.length > 1) return goesOn(glob, 1, text, end, hostEnd);
    if (end >= 0 && mayEnd(glob, text, end, hostEnd)) return true;
    if (text.indexOf(".", at) < 0) return false;
  }
  return false;
}

/** Whether the pieces from `first` on are found one after the other behind `from`. */
function goesOn(glob: Glob, first: number, text: string, from: number, hostEnd: number): boolean {
  const last = glob.pieces.length - 1;
  let at = from;
  for (let i = first; i < last; i++) {
    at = findPiece(glob.pieces[i] ?? "", text, at);
    if (at < 0) return false;
  }
  const piece = glob.pieces[last] ?? "";
  if (!glob.toEnd && !glob.endsHost) return findPiece(piece, text, at) >= 0;
  // A `^` that meets the end takes no character.
  const ends = glob.toEnd ? (/\^*$/.exec(piece)?.[0].length ?? 0) : 0;
  for (let begin = (glob.toEnd ? text.length : hostEnd) - piece.length, left = ends; left >= 0; begin++, left--) {
    if (begin >= at && mayEnd(glob, text, endOfPiece(piece, text, begin), hostEnd)) return true;
  }
  return false;
}

function mayEnd(glob: Glob, text: string, end: number, hostEnd: number): boolean {
  if (glob.toEnd) return end === text.length;
  return end >= 0 && (!glob.endsHost || end === hostEnd);
}

/** Where the host ends: at the port, the path or the end. */
function endOfHost(text: string, hostStart: number): number {
  for (let i = hostStart; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 47 || c === 63) return i;
    if (c === 58 && text.charCodeAt(hostStart) !== 91) return i;
  }
  return text.length;
}

/** The end of the first `piece` at or behind `from`, or -1. */
function findPiece(piece: string, text: string, from: number): number {
  if (!piece.includes("^")) {
    const at = text.indexOf(piece, from);
    return at < 0 ? -1 : at + piece.length;
  }
  for (let at = from; at <= text.length; at++) {
    const end = endOfPiece(piece, text, at);
    if (end >= 0) return end;
  }
  return -1;
}

/** The end of `piece` if it stands in `text` at `at`, else -1. */
function endOfPiece(piece: string, text: string, at: number): number {
  let here = at;
  for (let i = 0; i < piece.length; i++) {
    const wanted = piece.charCodeAt(i);
    if (wanted === 94) {
      if (here === text.length) continue;
      if (!isSeparator(text.charCodeAt(here))) return -1;
    } else if (text.charCodeAt(here) !== wanted) return -1;
    here++;
  }
  return here;
}

function isSeparator(c: number): boolean {
  const wordLike = (c >= 48 && c <= 57) || (c >= 97 && c <= 122) || c >= 128;
  return !wordLike && c !== 95 && c !== 45 && c !== 46 && c !== 37;
}
