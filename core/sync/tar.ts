// Files out of a tar archive (POSIX ustar): what a feed in one file is.
//
//   a file's header, 512 bytes, then its bytes, filled up to 512 | ... | two empty blocks
//   header: name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | checksum 8 | kind 1 | link 100 | "ustar" 8 | ... | prefix 155
//
// An archive is a way to carry files and is trusted for nothing: each is checked as if it had come by itself. Refused:
// all but plain files, names that lead elsewhere or stand twice, sizes beyond the archive, an end that is missing.

const block = 512;
const mostFiles = 1024;
/** A release has 32 MiB at most; what is this long is something else. */
export const longestArchive = 67_108_864;

/** An archive that cannot be read. */
export class TarError extends Error {
  override readonly name = "TarError";

  /** `at`: the header's place, in bytes */
  constructor(at: number, reason: string) {
    super(`the archive, byte ${at}: ${reason}`);
  }
}

/** The files by their paths, as parts of `archive`. Throws `TarError`. */
export function readTar(archive: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let at = 0;
  for (;;) {
    const header = archive.subarray(at, at + block);
    if (header.length < block) throw new TarError(at, "it is cut short");
    if (isEmpty(header)) {
      expectEnd(archive, at);
      return files;
    }
    const { path, size } = readHeader(header, at);
    const from = at + block;
    if (size > archive.length - from) {
      throw new TarError(at, `${path} has ${size} bytes, the archive ${archive.length - from} more`);
    }
    if (files.has(path)) throw new TarError(at, `${path} stands twice`);
    if (files.size === mostFiles) throw new TarError(at, `it holds more than ${mostFiles} files`);
    files.set(path, archive.subarray(from, from + size));
    at = from + Math.ceil(size / block) * block;
  }
}

function readHeader(header: Uint8Array, at: number) {
  const text = (from: number, length: number): string =>
    String.fromCharCode(...header.subarray(from, from + length)).replace(/\0.*$/s, "");
  const number = (from: number, digits: number): number => {
    const written = text(from, digits + 1);
    if (!/^[0-7]+$/.test(written)) throw new TarError(at, "a number is not written in octal digits");
    return Number.parseInt(written, 8);
  };
  const magic = text(257, 6);
  if (!magic.startsWith("ustar")) throw new TarError(at, "this is no tar archive, or it is damaged here");
  // The checksum's own eight bytes count as spaces.
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (number(148, 6) !== sum || header[155] !== 32) throw new TarError(at, "the header's checksum does not fit");
  // GNU's own form ("ustar" and spaces) keeps other things there.
  const prefix = magic === "ustar" ? text(345, 155) : "";
  const path = prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  const kind = text(156, 1);
  if (kind !== "0" && kind !== "") throw new TarError(at, `it holds what is no plain file (kind ${printed(kind)})`);
  if (!/^(?:\.\/)?(?:[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*$/i.test(path)) {
    throw new TarError(at, `${printed(path)} is no plain name`);
  }
  return { path, size: number(124, 11) };
}

/** Two empty blocks end it; some writers add more. */
function expectEnd(archive: Uint8Array, at: number): void {
  const rest = archive.subarray(at);
  if (rest.length < 2 * block) throw new TarError(at, "it is cut short");
  if (!isEmpty(rest)) throw new TarError(at, "something follows its end");
}

function isEmpty(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** With what cannot be seen, or could pass for something else, as escapes. */
function printed(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
