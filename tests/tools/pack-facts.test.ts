// Packing data/: the same bytes for the same text, and sources left out by name.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FactError } from "../../core/fact-files.ts";
import { readPack } from "../../core/pack.ts";
import { readParts } from "../../core/site-parts.ts";
import { indexOf, packedSources, packFacts, type PackFile, sourcesLeftOut } from "../../tools/pack-facts.ts";
import { FactsHome } from "./facts-home.ts";

const home = new FactsHome();
beforeAll(() => {
  home.layData();
  home.run("--from", home.layDownloads());
  home.layDossier();
});
afterAll(() => home.remove());

/** Packs a copy of the facts in which one file is changed. */
function packChanged(path: string, change: (text: string) => string): PackFile[] {
  const copy = mkdtempSync(join(tmpdir(), "pack-facts-"));
  try {
    cpSync(home.data, copy, { recursive: true });
    writeFileSync(join(copy, path), change(readFileSync(join(copy, path), "utf8")));
    return packFacts(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

describe("packing", () => {
  test("makes one whole pack of each source, of suppressed words two, with their digests", () => {
    const packs = packFacts(home.data);
    expect([...new Set(packs.map(({ id }) => id))]).toEqual(packedSources);
    const files = packs.map(({ file }) => file).filter((file) => file !== "platform-rules-terms.pack");
    expect(files).toEqual(packedSources.map((id) => `${id}.pack`));
    for (const { id, file, bytes, sha256 } of packs) {
      expect(readPack(bytes, file).source.id).toBe(id);
      expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  test("gives the same bytes again, and another digest for any other fact", () => {
    const before = indexOf(packFacts(home.data));
    expect(indexOf(packFacts(home.data))).toEqual(before);
    const after = indexOf(packChanged("gfw-sni-zones/domains.txt", (text) => `${text}0-4-0.com\n`));
    expect(after.digest).not.toBe(before.digest);
    const changed = after.files.filter(({ sha256 }, i) => sha256 !== before.files[i]?.sha256);
    expect(changed.map(({ id }) => id)).toEqual(["gfw-sni-zones"]);
  });

  test("finds sites by the Public Suffix List, private suffixes included", () => {
    const packs = packChanged(
      "gfw-sni-zones/domains.txt",
      () => "a.b.co.uk\na.blogspot.com\nb.co.uk\nc.a.blogspot.com\n",
    );
    const zones = packs.find(({ id }) => id === "gfw-sni-zones");
    expect(zones && [...readParts(readPack(zones.bytes, zones.file))]).toEqual([
      ["a.blogspot.com", ["c.a.blogspot.com"]],
      ["b.co.uk", ["a.b.co.uk"]],
    ]);
  });

  test("stops at a fact that cannot be read, with its file and line", () => {
    const pack = (): unknown => packChanged("gfw-sni-zones/domains.txt", (text) => `${text}not a host\n`);
    expect(pack).toThrow(FactError);
    expect(pack).toThrow("gfw-sni-zones/domains.txt:3");
  });
});

test("the packs of suppressed words stand apart: the table's digest does not hang on them", () => {
  const packs = packFacts(home.data);
  const { digest, files, phrases } = indexOf(packs);
  const pinOf = (name: string) => ({ file: name, sha256: packs.find(({ file }) => file === name)?.sha256 });
  expect(phrases).toEqual({ terms: pinOf("platform-rules-terms.pack"), rules: pinOf("platform-rules.pack") });
  expect(files.map(({ id }) => id)).not.toContain("platform-rules");
  const without = indexOf(packFacts(home.data, ["platform-rules"]));
  expect(without).toEqual({ digest, files, phrases: null });
});

describe("leaving out", () => {
  test("a source leaves the others as they are, and names another set of packs", () => {
    const all = packFacts(home.data);
    const fewer = packFacts(home.data, ["henan-sni", "greatfire"]);
    expect(fewer).toEqual(all.filter(({ id }) => id !== "henan-sni" && id !== "greatfire"));
    expect(indexOf(fewer).digest).not.toBe(indexOf(all).digest);
  });

  test.each(["henan", "__proto__", "toString"])(
    "%s, which there is not, is refused with the names of those there are",
    (id) => {
      expect(() => packFacts(home.data, [id])).toThrow(`no source is called ${id}; there are gfwlist, gfw-sni`);
    },
  );

  test.each([
    [{}, []],
    [{ WALLSIGHT_WITHOUT: "" }, []],
    [{ WALLSIGHT_WITHOUT: "henan-sni" }, ["henan-sni"]],
    [{ WALLSIGHT_WITHOUT: " henan-sni , greatfire," }, ["henan-sni", "greatfire"]],
  ])("is asked for by the environment: %j", (environment, expected) => {
    expect(sourcesLeftOut(environment)).toEqual(expected);
  });
});
