// Newer lists out of files, for readers who must not contact a host: the same look, with files in place of the network.

import { type ImportOutcome, troubleOf } from "@/core/sync/state.ts";
import { alone } from "./sync.ts";
import { FetchError, type fetchBytes } from "./sync-fetch.ts";
import type { Run } from "./sync-feed.ts";
import { type NewerSource, newerSources } from "./sync-sources.ts";

/** The one file of a feed that is always called so. */
const feedMark = "timestamp.json";

/** Reads one file of GFWList, or the files of a feed, and makes them answer once `renew` was asked for. */
export async function importFiles(files: readonly File[], now: number): Promise<ImportOutcome> {
  const [file] = files;
  const isFeed = files.some(({ name }) => name === feedMark);
  const source = newerSources().find(({ from }) => from === (isFeed ? "feed" : "gfwlist"));
  if (!file || !source || (!isFeed && files.length > 1)) return { kind: "refused", trouble: "choice", message: "" };
  const outcome = await alone(() =>
    look(
      source,
      {
        ...source.tools,
        clock: { now, built: source.built },
        mayAsk: () => Promise.resolve(true),
        fetchBytes: readerOf(files),
      },
      [isFeed ? "" : file.name],
    ),
  );
  return outcome ?? { kind: "busy" };
}

async function look(source: NewerSource, run: Run, addresses: readonly string[]): Promise<ImportOutcome> {
  try {
    const outcome = await source.look(run, addresses);
    if (outcome.kind === "failed") return refused(outcome.error);
    // More roots than one look takes: the next one goes on.
    if (outcome.kind === "unfinished") return await look(source, run, addresses);
    return { kind: outcome.kind === "updated" ? "updated" : "current" };
  } catch (error) {
    // The store cannot keep what came. What answers goes on answering.
    if (error instanceof Error) return refused(error);
    throw error;
  }
}

function refused(error: Error): ImportOutcome {
  const trouble = error instanceof FetchError ? "files" : troubleOf(error);
  return { kind: "refused", trouble, message: error.message };
}

/** By the last part of the path: a feed's files have names of their own in every folder. */
function readerOf(files: readonly File[]): typeof fetchBytes {
  const named = new Map(files.map((file) => [file.name, file]));
  return async (path, { limit, length }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const file = named.get(name);
    if (!file) throw new FetchError("absent", `${name} is not among the files`);
    if (file.size > limit) throw new FetchError("length", `${name} has ${file.size} bytes, more than ${limit}`);
    if (length !== undefined && file.size !== length) {
      throw new FetchError("length", `${name} has ${file.size} of ${length} bytes`);
    }
    try {
      return { bytes: new Uint8Array(await file.arrayBuffer()), host: undefined };
    } catch (error) {
      throw new FetchError("unreachable", `${name} cannot be read: ${String(error)}`);
    }
  };
}
