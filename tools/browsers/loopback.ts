// A web server on 127.0.0.1 that answers for every host name, and the proxy through which a browser reaches nothing else.

import {
  createServer as createPlainServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createSecureServer as createHttp2Server } from "node:http2";
import { createServer as createSecureServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { makeCertificate } from "./certificate.ts";

export interface Loopback {
  /** `127.0.0.1:PORT`, for the browser's HTTP and HTTPS proxy */
  readonly proxy: string;
  /** the pin of its certificate, see certificate.ts */
  readonly pin: string;
  /** every URL asked for so far, and `CONNECT host:port` for each tunnel, in order */
  readonly asked: string[];
  /** every request with what it tells of the one who asks */
  readonly requests: { readonly url: string; readonly method: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/**
 * Gives the text of a URL, HTML or by its ending CSS or a script, or `undefined` for 404. Bytes are a file, and come with the marks
 * by which a host knows a reader again. A function answers by itself, as a host at fault does.
 */
export type Pages = (url: URL) => string | Uint8Array | ((response: ServerResponse) => void) | undefined;

const types = new Map([
  [".css", "text/css"],
  [".ts", "text/javascript"],
]);

const marks = {
  etag: '"mark"',
  "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT",
  "set-cookie": "mark=1; Secure; SameSite=None",
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

function requestedUrl(request: IncomingMessage, scheme: "http" | "https"): URL | undefined {
  const target = request.url ?? "/";
  const host = request.headers[":authority"] ?? request.headers.host;
  // A proxy is asked with the whole URL, a server with the path alone.
  const whole = target.startsWith("/") ? `${scheme}://${host}${target}` : target;
  return URL.canParse(whole) ? new URL(whole) : undefined;
}

export async function startLoopback(pages: Pages, speaks: "http/1.1" | "h2" = "http/1.1"): Promise<Loopback> {
  const { key, cert, pin } = makeCertificate("wallsight.example", new Date());
  const asked: string[] = [];
  const requests: Loopback["requests"] = [];
  const open = new Set<Duplex>();

  const answer = (scheme: "http" | "https") => (request: IncomingMessage, response: ServerResponse) => {
    const url = requestedUrl(request, scheme);
    asked.push(url?.href ?? `${request.method} ${request.url}`);
    requests.push({ url: url?.href ?? "", method: request.method ?? "", headers: request.headers });
    const content = url && url.pathname !== "/favicon.ico" ? pages(url) : undefined;
    if (typeof content === "function") return content(response);
    const type = types.get(/\.[a-z]+$/.exec(url?.pathname ?? "")?.[0] ?? "") ?? "text/html";
    if (content instanceof Uint8Array)
      response.writeHead(200, { ...marks, "content-type": "application/octet-stream" });
    else response.writeHead(content === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` });
    response.end(content ?? "");
  };

  // Of what a request and its answer are, no more is used here than both versions have.
  const secure =
    speaks === "h2"
      ? createHttp2Server({ key, cert }).on("request", answer("https") as unknown as () => void)
      : createSecureServer({ key, cert }, answer("https"));
  const plain = createPlainServer(answer("http"));
  const securePort = await listen(secure);
  const plainPort = await listen(plain);

  plain.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    asked.push(`CONNECT ${request.url}`);
    const server = connect(request.url?.endsWith(":80") ? plainPort : securePort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });

  return {
    proxy: `127.0.0.1:${plainPort}`,
    pin,
    asked,
    requests,
    async close() {
      for (const stream of open) stream.destroy();
      plain.closeAllConnections();
      await Promise.all([secure, plain].map((server) => new Promise((done) => server.close(done))));
    },
  };
}
