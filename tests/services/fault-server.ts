// A real HTTP server on the loopback that serves a feed, and misbehaves where a test tells it to.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers in place of the file. */
export type Fault = (response: ServerResponse, file: Uint8Array, request: IncomingMessage) => void;

export class FaultServer {
  files: ReadonlyMap<string, Uint8Array> = new Map();
  /** by the end of the path */
  readonly faults = new Map<string, Fault>();
  readonly asked: { readonly path: string; readonly method: string; readonly headers: IncomingMessage["headers"] }[] =
    [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = (request.url ?? "").slice(1);
      this.asked.push({ path, method: request.method ?? "", headers: request.headers });
      const file = this.files.get(path);
      const fault = [...this.faults].find(([end]) => path.endsWith(end))?.[1];
      if (fault) fault(response, file ?? new Uint8Array(0), request);
      else if (file) response.writeHead(200, { "content-type": "application/octet-stream" }).end(file);
      else response.writeHead(404).end("Not here.");
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => void this.#server.close(resolve));
  }
}
