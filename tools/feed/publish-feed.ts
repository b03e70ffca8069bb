// The command behind `npm run publish-feed`: packs, checks, signs, proves, and only then writes.

import { DamagedBytes } from "../../core/bytes.ts";
import { FactError } from "../../core/fact-files.ts";
import { SyncError } from "../../core/sync/errors.ts";
import { readTar } from "../../core/sync/tar.ts";
import { archiveOf } from "./archive.ts";
import { join } from "node:path";
import { listsOf, packFacts, type PackFile, sourcesLeftOut } from "../pack-facts.ts";
import { readNewest } from "./client-check.ts";
import { archiveName, earlierReleases, readerOf, readPublished, type ReadFeed, writeFeed } from "./feed-folder.ts";
import { goldenProblems } from "./golden.ts";
import { FeedError } from "./key-folder.ts";
import { makeRelease, type NewFiles, signTimestamp } from "./publish.ts";
import { checkWithTuf } from "./tuf-check.ts";

export interface Publishing {
  readonly keys: string;
  readonly out: string;
  readonly data: string;
  readonly isBigChange: boolean;
  readonly isTimestampOnly: boolean;
}

const shown = 20;

/** Returns the exit status: 0 published, 1 refused and nothing changed. */
export async function publishFeed(
  asked: Publishing,
  now: number,
  out: Pick<Console, "log" | "error">,
): Promise<number> {
  try {
    const made = await makeFiles(asked, now);
    writeFeed(asked.out, made.files);
    for (const line of made.summary) out.log(line);
    out.log(`Written: ${made.files.size} files below ${asked.out}`);
    return 0;
  } catch (error) {
    const isExpected = [FeedError, FactError, SyncError, DamagedBytes].some((Known) => error instanceof Known);
    if (!isExpected || !(error instanceof Error)) throw error;
    out.error(`${error.message}\nNothing was published.`);
    return 1;
  }
}

async function makeFiles(
  { keys, out, data, isBigChange, isTimestampOnly }: Publishing,
  now: number,
): Promise<NewFiles> {
  const old = readerOf(out);
  const packs = isTimestampOnly ? [] : listsOf(packFacts(data, sourcesLeftOut(process.env)));
  if (!isTimestampOnly) expectGolden(join(data, "golden"), packs);
  const made = isTimestampOnly ? signTimestamp(keys, old, now) : makeRelease(keys, old, packs, now, isBigChange);
  const read: ReadFeed = (path) => made.files.get(path) ?? old(path);
  const bytes = await expectAccepted(read, now, isTimestampOnly);
  const archive = archiveOf(read);
  await expectArchive(archive, now);
  const files = new Map([...made.files, [archiveName, archive] as const]);
  return { files, summary: [...made.summary, ...bytes, `${archiveName}: ${archive.length} bytes`] };
}

/** What it holds is enough for a reader without any release. */
async function expectArchive(archive: Uint8Array<ArrayBuffer>, now: number): Promise<void> {
  const held = readTar(archive);
  const anchor = held.get("metadata/1.root.json");
  if (!anchor) throw new FeedError(`${archiveName} has no first root`);
  await readNewest(anchor, (path) => held.get(path), { now, built: 0 });
}

function expectGolden(folder: string, packs: readonly PackFile[]): void {
  const problems = goldenProblems(folder, packs);
  if (problems.length === 0) return;
  const rest = problems.length > shown ? [`... and ${problems.length - shown} more`] : [];
  throw new FeedError(["The golden sets are not met:", ...problems.slice(0, shown), ...rest].join("\n"));
}

/** Our own client and tuf-js must take the feed: anew, and from every release that a delta starts from. */
async function expectAccepted(read: ReadFeed, now: number, isTimestampOnly: boolean): Promise<string[]> {
  const anchor = read("metadata/1.root.json");
  const published = readPublished(read);
  if (!anchor || !published) throw new FeedError("no feed was made");
  const clock = { now, built: 0 };
  const paths = isTimestampOnly ? [] : [...published.targets.files.keys()];
  try {
    await checkWithTuf(anchor, read, paths);
  } catch (error) {
    throw new FeedError(`tuf-js refuses the feed: ${error instanceof Error ? error.message : String(error)}`);
  }
  const whole = await readNewest(anchor, read, clock);
  if (isTimestampOnly) return [];
  const lines = [`everything: ${whole.bytes} bytes`];
  for (const { release, pack } of earlierReleases(read, published.targets.version - 1, 12)) {
    const held = new Map(release.packs.map((each) => [each.id, { sha256: each.sha256, bytes: pack(each) }]));
    const { bytes } = await readNewest(anchor, read, clock, held);
    lines.push(`from release ${release.release}: ${bytes} bytes`);
  }
  return lines;
}
