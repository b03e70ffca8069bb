// The sites of which a source names parts only, so that a question about the site can tell.
//
// varint count, then for each site (a registrable domain): text, varint count, texts: the names below it

import { ByteReader, ByteWriter } from "./bytes.ts";
import type { Pack } from "./pack.ts";
import { finish } from "./slices.ts";

const sliceSites = 512;

/** The registrable domain of a host, by the Public Suffix List; `undefined` for a suffix or an address. */
export type SiteOf = (host: string) => string | undefined;

export function writeParts(names: Iterable<string>, siteOf: SiteOf): Uint8Array {
  const below = [...names].filter((name) => name.indexOf(".") !== name.lastIndexOf(".") && siteOf(name) !== name);
  const bySite = Map.groupBy(below, siteOf);
  const sites = [...bySite].flatMap(([site, parts]) => (site === undefined ? [] : [{ site, parts: parts.sort() }]));
  const out = new ByteWriter();
  out.varint(sites.length);
  for (const { site, parts } of sites.sort((a, b) => (a.site < b.site ? -1 : 1))) {
    out.text(site);
    out.varint(parts.length);
    for (const part of parts) out.text(part);
  }
  return out.view().slice();
}

/** The sites of which a source names parts only, with those names. Throws `DamagedBytes`. */
export function readParts(pack: Pack): Map<string, string[]> {
  return finish(readingParts(pack));
}

/** `readParts` in slices. */
export function* readingParts(pack: Pack): Generator<void, Map<string, string[]>> {
  const section = pack.section("parts");
  const reader = new ByteReader(section, `the pack ${pack.source.id}, parts`);
  const sites = new Map<string, string[]>();
  for (let count = section.length > 0 ? reader.varint() : 0; count > 0; count--) {
    const site = readName(reader);
    if (sites.has(site)) reader.fail("a site stands twice");
    sites.set(
      site,
      Array.from({ length: reader.count() }, () => readName(reader)),
    );
    if (sites.size % sliceSites === 0) yield;
  }
  if (section.length > 0) reader.expectEnd();
  return sites;
}

function readName(reader: ByteReader): string {
  const name = reader.text();
  if (!/^[\0-\x7f]{1,253}$/.test(name)) reader.fail("a name is empty, too long or not ASCII");
  return name;
}
