// @vitest-environment node
// U37: a host whose certificate is expired, another's, or signed by nobody known is not asked twice: there is no way
// around it, and nothing that came before is lost.

import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchBytes } from "@/services/sync-fetch.ts";
import { makeCertificate } from "../../tools/browsers/certificate.ts";

const [now, year] = [new Date(), 366 * 86_400_000];
const known = {
  good: makeCertificate("localhost", now),
  expired: makeCertificate("localhost", new Date(now.getTime() - year)),
  early: makeCertificate("localhost", new Date(now.getTime() + year)),
  another: makeCertificate("elsewhere.example", now),
};
const certificates = { ...known, unknown: makeCertificate("localhost", now) };
const before = getCACertificates("default");
const servers: Server[] = [];
const addresses = new Map<string, string>();
let requests = 0;

beforeAll(async () => {
  setDefaultCACertificates([...before, ...Object.values(known).map(({ cert }) => cert)]);
  for (const [name, { key, cert }] of Object.entries(certificates)) {
    const server = createServer({ key, cert }, (_, response) => {
      requests++;
      response.end("file");
    });
    await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
    servers.push(server);
    addresses.set(name, `https://localhost:${(server.address() as AddressInfo).port}/`);
  }
});
afterAll(() => {
  setDefaultCACertificates(before);
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const get = (name: string) => fetchBytes(`${addresses.get(name)}timestamp.json`, { limit: 100 });

test("with a good certificate the file comes", async () => {
  expect((await get("good")).bytes).toEqual(new TextEncoder().encode("file"));
});

test.each(["expired", "early", "another", "unknown"])(
  "U37: with the certificate called %s nothing is asked",
  async (name) => {
    requests = 0;
    await expect(get(name)).rejects.toMatchObject({ name: "FetchError", failure: "unreachable" });
    expect(requests).toBe(0);
  },
);
