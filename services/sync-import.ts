// Newer lists out of files, for readers who must not contact a host: the same look, with files in place of the network.

import { type ImportOutcome, troubleOf } from "@/core/sync/state.ts";
import { longestArchive, readTar, TarError } from "@/core/sync/tar.ts";
import { alone } from "./sync.ts";
import { FetchError, type fetchBytes, type Fetching } from "./sync-fetch.ts";
import type { Run } from "./sync-feed.ts";
import { type NewerSource, newerSources } from "./sync-sources.ts";

/** The one file of a feed that is always called so. */
const feedMark = "timestamp.json";

/**
 * Reads one file of GFWList, or a feed (its files, or the archive of them), and makes them answer once `renew` was
 * asked for.
 */
export async function importFiles(chosen: readonly File[], now: number): Promise<ImportOutcome> {
  return (await alone(() => attempt(chosen, now))) ?? { kind: "busy" };
}

async function attempt(chosen: readonly File[], now: number): Promise<ImportOutcome> {
  try {
    const files = await unpacked(chosen);
    const [file] = files;
    const isFeed = files.some(({ name }) => name === feedMark);
    const source = newerSources().find(({ from }) => from === (isFeed ? "feed" : "gfwlist"));
    if (!file || !source || (!isFeed && files.length > 1)) return { kind: "refused", trouble: "choice", message: "" };
    const run: Run = {
      ...source.tools,
      clock: { now, built: source.built },
      mayAsk: () => Promise.resolve(true),
      fetchBytes: readerOf(files),
    };
    return await look(source, run, [isFeed ? "" : file.name]);
  } catch (error) {
    // An archive that is none, or a store that cannot keep what came. What answers goes on answering.
    if (error instanceof Error) return refused(error);
    throw error;
  }
}

async function look(source: NewerSource, run: Run, addresses: readonly string[]): Promise<ImportOutcome> {
  const outcome = await source.look(run, addresses);
  if (outcome.kind === "failed") return refused(outcome.error);
  // More roots than one look takes: the next one goes on.
  if (outcome.kind === "unfinished") return look(source, run, addresses);
  return { kind: outcome.kind === "updated" ? "updated" : "current" };
}

function refused(error: Error): ImportOutcome {
  const isOfFiles = error instanceof FetchError || error instanceof TarError;
  return { kind: "refused", trouble: isOfFiles ? "files" : troubleOf(error), message: error.message };
}

/** In place of an archive, the files that it holds. */
async function unpacked(files: readonly File[]): Promise<readonly File[]> {
  const [file] = files;
  if (files.length !== 1 || !file?.name.endsWith(".tar")) return files;
  const archive = await bytesOf(file, { limit: longestArchive });
  return [...readTar(archive)].map(([path, bytes]) => new File([bytes], lastOf(path)));
}

/** By the last part of the path: a feed's files have names of their own in every folder. */
function readerOf(files: readonly File[]): typeof fetchBytes {
  const named = new Map(files.map((file) => [file.name, file]));
  return async (path, fetching) => {
    const file = named.get(lastOf(path));
    if (!file) throw new FetchError("absent", `${lastOf(path)} is not among the files`);
    return { bytes: await bytesOf(file, fetching), host: undefined };
  };
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Throws `FetchError`, as the network does. */
async function bytesOf(file: File, { limit, length }: Fetching): Promise<Uint8Array<ArrayBuffer>> {
  const { name, size } = file;
  if (size > limit) throw new FetchError("length", `${name} has ${size} bytes, more than ${limit}`);
  if (length !== undefined && size !== length) {
    throw new FetchError("length", `${name} has ${size} of ${length} bytes`);
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new FetchError("unreachable", `${name} cannot be read: ${String(error)}`);
  }
}
