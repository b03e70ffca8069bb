// Archives: what was put in comes out, and everything that is no plain archive is refused, with the place.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTar } from "../../../core/sync/tar.ts";
import { writeTar } from "../../../tools/feed/archive.ts";
import { errorOf, flip } from "../damage.ts";
import { randomOf } from "../random-of.ts";

const text = (words: string) => Uint8Array.from(Buffer.from(words));
const files: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
  ["metadata/timestamp.json", text("{}")],
  ["metadata/1.root.json", text("root".repeat(200))],
  ["targets/empty", text("")],
  ["targets/whole", text("x".repeat(1024))],
];
const archive = writeTar(files);

/** The archive's first header with other bytes at a place, under a checksum that fits. */
function altered(at: number, written: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(archive);
  bytes.set(typeof written === "string" ? text(written) : written, at);
  bytes.fill(32, 148, 156);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.set(text(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return bytes;
}

test("what was put in comes out, as parts of the archive", () => {
  const read = readTar(archive);
  expect([...read]).toEqual(files);
  expect([...read.values()].every(({ buffer }) => buffer === archive.buffer)).toBe(true);
  expect(writeTar(read)).toEqual(archive);
  expect([...readTar(writeTar([]))]).toEqual([]);
});

test("files of any length come out again", () => {
  const random = randomOf(5);
  for (let round = 0; round < 200; round++) {
    const many = Array.from({ length: random(6) }, (_, i) => {
      const bytes = Uint8Array.from({ length: random(1600) }, () => random(256));
      return [`targets/${i}.pack.0`, bytes] as const;
    });
    expect([...readTar(writeTar(many))]).toEqual(many);
  }
});

test("an archive that is cut anywhere is refused", () => {
  for (let length = 0; length < archive.length; length++) {
    expect(errorOf(() => readTar(archive.slice(0, length)))).toBe("TarError");
  }
  expect(() => readTar(new Uint8Array(0))).toThrow("the archive, byte 0: it is cut short");
});

test("a header in which a byte was changed is refused, and so is an end", () => {
  const headers = [0, 1024, 2560, 3072, archive.length - 1024, archive.length - 512];
  for (const header of headers) {
    for (let at = header; at < header + 512; at++) {
      for (const mask of [0xff, 0x20, 1 << (at & 7)]) {
        expect([at, mask, errorOf(() => readTar(flip(archive, at, mask)))]).toEqual([at, mask, "TarError"]);
      }
    }
  }
});

describe("refused, with the place and the reason:", () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ["a name that leads upwards", altered(0, "../x\0"), 'byte 0: "../x" is no plain name'],
    ["a name that leads upwards later", altered(0, "a/../../x\0"), '"a/../../x" is no plain name'],
    ["a name from the top", altered(0, "/etc/passwd\0"), '"/etc/passwd" is no plain name'],
    ["a drive's name", altered(0, "C:\\x\0"), "is no plain name"],
    ["no name", altered(0, "\0"), '"" is no plain name'],
    ["a folder's name", altered(0, "metadata/\0"), '"metadata/" is no plain name'],
    ["a name beyond ASCII", altered(0, "\u202etxt\0"), '"\\u00e2\\u0080\\u00aetxt'],
    ["a prefix that leads upwards", altered(345, "../.."), '"../../metadata/timestamp.json" is no plain name'],
    [
      "a size beyond the archive",
      altered(124, "00000077777\0"),
      "metadata/timestamp.json has 32767 bytes, the archive",
    ],
    ["a huge size", altered(124, "777777777777"), "has 68719476735 bytes, the archive"],
    ["a size in base 256", altered(124, Uint8Array.of(128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)), "octal digits"],
    ["a size below nothing", altered(124, "-0000000001\0"), "octal digits"],
    ["no size", altered(124, "\0"), "octal digits"],
    ["a symbolic link", altered(156, "2"), 'what is no plain file (kind "2")'],
    ["a hard link", altered(156, "1"), 'what is no plain file (kind "1")'],
    ["a folder", altered(156, "5"), 'what is no plain file (kind "5")'],
    ["a device", altered(156, "3"), 'what is no plain file (kind "3")'],
    ["a longer name to come", altered(156, "L"), 'what is no plain file (kind "L")'],
    ["fields to come", altered(156, "x"), 'what is no plain file (kind "x")'],
    [
      "a name that stands twice",
      writeTar([...files, ...files.slice(0, 1)]),
      "byte 4608: metadata/timestamp.json stands",
    ],
    ["too many files", writeTar(Array.from({ length: 1025 }, (_, i) => [`f${i}`, text("")])), "more than 1024 files"],
    ["something behind its end", Uint8Array.from([...archive, 1]), "something follows its end"],
    ["a list", text("W0F1dG9Qcm94eS".repeat(50)), "byte 0: this is no tar archive"],
    ["an archive that is packed", text("\x1f\x8b\x08".repeat(200)), "byte 0: this is no tar archive"],
  ])("%s", (_, bytes, reason) => {
    expect(() => readTar(bytes)).toThrow(reason);
    expect(errorOf(() => readTar(bytes))).toBe("TarError");
  });
});

test("a name in two parts, and a file of the older kind, are read", () => {
  expect(readTar(altered(345, "feed/of/today")).has("feed/of/today/metadata/timestamp.json")).toBe(true);
  expect(readTar(altered(156, "\0")).size).toBe(4);
});

test("our writer refuses a name for which a header has no room", () => {
  expect(() => writeTar([[`targets/${"x".repeat(93)}`, text("")]])).toThrow("too long");
});

describe.skipIf(spawnSync("tar", ["--version"]).status !== 0)("the system's own tar", () => {
  function inFolder<Value>(use: (folder: string, tar: (...args: string[]) => Buffer) => Value): Value {
    const folder = mkdtempSync(join(tmpdir(), "wallsight-tar-"));
    try {
      mkdirSync(join(folder, "metadata"));
      mkdirSync(join(folder, "targets"));
      for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes);
      return use(folder, (...args) => spawnSync("tar", ["-C", folder, ...args]).stdout);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test.each([["gnu"], ["ustar"]])("makes archives of plain files that we read (%s)", (format) => {
    const made = inFolder((_, tar) => tar(`--format=${format}`, "-cf", "-", ...files.map(([path]) => `./${path}`)));
    expect([...readTar(Uint8Array.from(made))]).toEqual(files.map(([path, bytes]) => [`./${path}`, bytes]));
  });

  test.each<[string, string[], string]>([
    ["folders", ["metadata"], 'kind "5"'],
    ["links", ["link"], 'kind "2"'],
    ["fields of its own", ["--format=pax", "--pax-option=who=me", "targets/whole"], 'kind "g"'],
  ])("makes archives with %s, which are refused", (_, args, reason) => {
    const made = inFolder((folder, tar) => {
      symlinkSync("targets/whole", join(folder, "link"));
      return tar("-cf", "-", ...args);
    });
    expect(() => readTar(Uint8Array.from(made))).toThrow(reason);
  });

  test("reads ours", () => {
    const listed = spawnSync("tar", ["-tvf", "-"], { input: archive, env: { TZ: "UTC", LC_ALL: "C" } });
    expect(listed.stderr.toString()).toBe("");
    expect(listed.stdout.toString().split("\n")[1]).toMatch(/^-rw-r--r-- 0\/0 +800 1970-01-01 00:00 metadata\/1\.root/);
    const out = spawnSync("tar", ["-xOf", "-", "metadata/1.root.json"], { input: archive }).stdout;
    expect(Uint8Array.from(out)).toEqual(files[1]?.[1]);
  });
});
