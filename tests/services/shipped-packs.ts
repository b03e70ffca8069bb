// Packs as an extension ships them, small enough to see through, behind a fetch that serves them.

import { createHash } from "node:crypto";
import { vi } from "vitest";
import type { SourceFact } from "@/core/fact-source.ts";
import { packRules } from "@/core/rules-pack.ts";
import { packMeasured, packNames } from "@/core/source-packs.ts";
import { siteOf, sourceOf, tested } from "../core/few-facts.ts";

const whole: readonly [string, string] = [tested[0] ?? "", tested.at(-1) ?? ""];

/** What each source lists, and nothing else does: `zones.com`, `henan.com`, `snapshot.com`, and GFWList `listed`. */
function packs(asOf: string, listed: readonly string[]): Map<string, Uint8Array<ArrayBuffer>> {
  const source = (id: string): SourceFact => ({ ...sourceOf(id), asOf });
  const cut = (domain: string) => ({ domain, intervals: [whole], days: tested.length });
  return new Map([
    [
      "gfwlist",
      packRules(
        source("gfwlist"),
        listed.map((host) => ({ rule: `||${host}`, section: "A", intervals: [["2012-11-11", null]] })),
        siteOf,
      ),
    ],
    ["gfw-sni-zones", packNames(source("gfw-sni-zones"), ["zones.com"], siteOf)],
    ["henan-sni", packMeasured(source("henan-sni"), [cut("henan.com")], tested, siteOf)],
    ["greatfire", packNames(source("greatfire"), ["snapshot.com"], siteOf)],
  ]);
}

/** Puts in the packs that the build would, and a fetch for them; `damage` changes what is served. */
export function ship(
  asOf = "2026-08-06",
  damage: (id: string, bytes: Uint8Array) => Uint8Array | undefined = (_, bytes) => bytes,
  listed: readonly string[] = ["listed.com"],
) {
  const all = packs(asOf, listed);
  const files = [...all].map(([id, bytes]) => ({
    id,
    file: `${id}.pack`,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
  vi.stubGlobal("__PACKS__", { digest: `packs of ${asOf}`, files });
  const fetched = vi.fn<(url: string) => Promise<Response>>((url) => {
    const id = /\/packs\/([a-z-]+)\.pack$/.exec(url)?.[1] ?? "";
    const bytes = damage(id, Uint8Array.from(all.get(id) ?? []));
    return bytes ? Promise.resolve(new Response(Buffer.from(bytes))) : Promise.reject(new TypeError("Failed to fetch"));
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}
