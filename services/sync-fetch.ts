// One GET of a feed or a list, by rules that tell the host nothing and take nothing from it on trust.
//
// What must hold:
// - GET alone, and nothing that tells readers apart: no cookies, no referrer, no cache and so no tags of the host's.
// - No redirect is followed. Only a plain 200 from the very address that was asked is read.
// - Never more than `limit` bytes are kept, whatever the host sends or how it is compressed; a host that falls
//   silent is left after `idleMs`, one that dawdles after `totalMs`.

/** Why nothing usable came. */
export type FetchFailure =
  /** 403, 404: it is not there */
  | "absent"
  /** the network, the name, the certificate, a redirect */
  | "unreachable"
  /** another status than 200, or a page where there should be a file */
  | "refused"
  /** too long, or cut short */
  | "length"
  /** too slow */
  | "timeout"
  /** the caller's own signal */
  | "cancelled";

export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly failure: FetchFailure;
  /** what the host asks for: see `retryDelay` */
  readonly retryAfter: string | undefined;

  constructor(failure: FetchFailure, message: string, retryAfter?: string) {
    super(message);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

export interface Fetching {
  /** the most bytes that are taken */
  readonly limit: number;
  /** the very number of bytes, where it is known */
  readonly length?: number;
  readonly signal?: AbortSignal;
  readonly firstMs?: number;
  readonly idleMs?: number;
  readonly totalMs?: number;
}

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** milliseconds since 1970 by the host's clock, if it says so */
  readonly host: number | undefined;
}

/** Throws `FetchError`. */
export async function fetchBytes(url: string, fetching: Fetching): Promise<Fetched> {
  const watch = new Watch(fetching);
  try {
    const response = await fetch(url, {
      method: "GET",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: watch.signal,
    });
    expectPlain(response, url);
    const date = Date.parse(response.headers.get("date") ?? "");
    return { bytes: await readBody(response, url, fetching, watch), host: Number.isNaN(date) ? undefined : date };
  } catch (error) {
    throw watch.explain(error, url);
  } finally {
    watch.end();
  }
}

function expectPlain(response: Response, url: string): void {
  const { status, headers } = response;
  const retryAfter = headers.get("retry-after") ?? undefined;
  if (status === 403 || status === 404) throw new FetchError("absent", `${url} is not there (${status})`, retryAfter);
  if (status !== 200) throw new FetchError("refused", `${url} answers ${status}`, retryAfter);
  if (headers.has("content-range")) throw new FetchError("refused", `${url} gives a part of the file`);
  if (response.redirected || response.url !== url) throw new FetchError("refused", `${url} leads elsewhere`);
  if (/^text\/html\b/i.test(headers.get("content-type") ?? "")) {
    throw new FetchError("refused", `${url} is a web page: a network that wants a login, perhaps`);
  }
}

async function readBody(
  response: Response,
  url: string,
  { limit, length }: Fetching,
  watch: Watch,
): Promise<Uint8Array<ArrayBuffer>> {
  const most = Math.min(limit, length ?? limit);
  const pieces: Uint8Array[] = [];
  let total = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    watch.alive();
    total += read.value.length;
    if (total > most) {
      await reader?.cancel().catch(() => undefined);
      throw new FetchError("length", `${url} is longer than ${most} bytes`);
    }
    pieces.push(read.value);
  }
  if (length !== undefined && total !== length)
    throw new FetchError("length", `${url} ends after ${total} of ${length} bytes`);
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The times after which a host is left, and the reader's own wish to stop. */
class Watch {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #idleMs: number;
  readonly #total: ReturnType<typeof setTimeout>;
  #idle: ReturnType<typeof setTimeout>;
  #isLate = false;

  constructor({ signal, firstMs = 20_000, idleMs = 15_000, totalMs = 60_000 }: Fetching) {
    this.#outer = signal;
    this.#idleMs = idleMs;
    this.#total = setTimeout(this.#late, totalMs);
    this.#idle = setTimeout(this.#late, firstMs);
    signal?.addEventListener("abort", this.#stop);
    if (signal?.aborted === true) this.#stop();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  alive(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(this.#late, this.#idleMs);
  }

  end(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
    this.#outer?.removeEventListener("abort", this.#stop);
    // Whatever still comes is not waited for.
    this.#stop();
  }

  explain(error: unknown, url: string): FetchError {
    if (error instanceof FetchError) return error;
    if (this.#isLate) return new FetchError("timeout", `${url} takes too long`);
    if (this.#outer?.aborted === true) return new FetchError("cancelled", `${url} was cancelled`);
    return new FetchError("unreachable", `${url} cannot be reached: ${error instanceof Error ? error.message : "?"}`);
  }

  readonly #late = (): void => {
    this.#isLate = true;
    this.#controller.abort();
  };

  readonly #stop = (): void => this.#controller.abort();
}
