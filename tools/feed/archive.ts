// The newest release in one file: a tar archive (core/sync/tar.ts draws it) of all that a reader without any release
// needs. The same files give the same bytes: whose they are, and since when, is not in it.

import { planPacks } from "../../core/sync/fetch-plan.ts";
import { archiveName, readPublished, type ReadFeed } from "./feed-folder.ts";
import { FeedError } from "./key-folder.ts";

const block = 512;

/** Every root, timestamp, snapshot, targets, and every pack as a whole. */
export function archiveOf(read: ReadFeed): Uint8Array<ArrayBuffer> {
  const published = readPublished(read);
  if (!published) throw new FeedError("nothing is published yet");
  const { targets, release, snapshot } = published;
  const roots: string[] = [];
  const rootPath = (): string => `metadata/${roots.length + 1}.root.json`;
  while (read(rootPath())) roots.push(rootPath());
  const paths = [
    ...roots,
    "metadata/timestamp.json",
    `metadata/${snapshot}.snapshot.json`,
    `metadata/${targets.version}.targets.json`,
    ...planPacks(release, targets, new Map()).flatMap(({ parts }) => parts.map(({ path }) => path)),
  ];
  return writeTar(
    paths.map((path) => {
      const bytes = read(path);
      if (!bytes) throw new FeedError(`${path} is missing`);
      return [path, bytes];
    }),
  );
}

/** Throws `FeedError` for a path that a header has no room for. */
export function writeTar(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array<ArrayBuffer> {
  const blocks = [...files].flatMap(([path, bytes]) => [
    headerOf(path, bytes.length),
    bytes,
    new Uint8Array(-bytes.length & (block - 1)),
  ]);
  return Uint8Array.from(Buffer.concat([...blocks, new Uint8Array(2 * block)]));
}

function headerOf(path: string, size: number): Uint8Array {
  if (path.length > 100) throw new FeedError(`${path} is longer than 100 characters, too long for ${archiveName}`);
  const header = Buffer.alloc(block);
  const octal = (number: number, digits: number, at: number) =>
    header.write(number.toString(8).padStart(digits, "0"), at, "ascii");
  header.write(path, 0, "ascii");
  octal(0o644, 7, 100);
  for (const at of [108, 116]) octal(0, 7, at);
  octal(size, 11, 124);
  octal(0, 11, 136);
  header.write(" ".repeat(8), 148, "ascii");
  header.write("0", 156, "ascii");
  header.write("ustar\u000000", 257, "ascii");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    6,
    148,
  );
  header.writeUInt8(0, 154);
  return header;
}
