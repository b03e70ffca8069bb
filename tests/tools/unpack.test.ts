// The un-packer gives back data/, byte for byte, and says what is wrong with a pack.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatSource } from "../../core/fact-source.ts";
import { writePack } from "../../core/pack.ts";
import { packNames } from "../../core/source-packs.ts";
import { packFacts } from "../../tools/pack-facts.ts";
import { unpack } from "../../tools/unpack.ts";
import { flip } from "../core/damage.ts";
import { factsOf, packsOf } from "../core/few-phrases.ts";
import { fewPacks, siteOf, sourceOf } from "../core/few-facts.ts";
import { repository, run } from "./command.ts";

const data = join(repository, "data");

describe("the facts in data/", () => {
  const all = packFacts(data);
  // the terms' pack holds nothing that the rules' does not
  const packs = all.filter(({ id, file }) => id !== "dossier" && file !== "platform-rules-terms.pack");

  test("of the dossiers the pack holds what counts in verdicts, and no more", () => {
    const pack = all.find(({ id }) => id === "dossier");
    const texts = unpack(pack?.bytes ?? new Uint8Array(0), "dossier.pack");
    expect([...texts.keys()]).toEqual(["dossier/source.json", "dossier/domains.tsv"]);
    const lines = texts.get("dossier/domains.tsv")?.split("\n") ?? [];
    expect(lines).toContain("nytimes\tnytimes.com\tdomain");
    expect(lines.filter((line) => line.startsWith("nytimes|blocks|2012-"))).toHaveLength(1);
  });

  test.each(packs)("$id: unpacked from its pack, every file is what it was, byte for byte", ({ id, file, bytes }) => {
    const texts = unpack(bytes, file);
    const facts = readdirSync(join(data, id)).filter((name) => name !== "notice.md");
    expect([...texts.keys()].toSorted()).toEqual(facts.map((name) => `${id}/${name}`).toSorted());
    // Compared outside of `expect`, which would print megabytes.
    const differing = [...texts].filter(([path, text]) => readFileSync(join(data, path), "utf8") !== text);
    expect(differing.map(([path]) => path)).toEqual([]);
  });
});

describe("on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "unpack-"));
  const lay = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const packs = fewPacks();
  const good = packs.get("gfw-sni-zones") ?? new Uint8Array(0);
  beforeAll(() => {
    for (const [id, bytes] of packs) lay(`${id}.pack`, bytes);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a pack goes to standard output, each text under its name", async () => {
    const { status, out, err } = await run("unpack.ts", [
      lay("zones.pack", packNames(sourceOf("gfw-sni-zones"), ["b.com", "a.net"], siteOf)),
    ]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const source = formatSource(sourceOf("gfw-sni-zones"));
    expect(out).toBe(`==> gfw-sni-zones/source.json <==\n${source}==> gfw-sni-zones/domains.txt <==\na.net\nb.com\n`);
  });

  test("packs go to files of a folder that need not exist, as they lie in data/", async () => {
    const out = join(folder, "new/data");
    const ran = await run("unpack.ts", [
      ...[...packs.keys()]
        .filter((id) => id !== "greatfire" && id !== "gfw-sni-zones")
        .map((id) => join(folder, `${id}.pack`)),
      "--out",
      out,
    ]);
    expect(ran).toMatchObject({ status: 0, err: "" });
    expect(readFileSync(join(out, "gfwlist/rules.tsv"), "utf8")).toContain("||nytimes.com\tNYTimes\t2012-11-11..\n");
    expect(readFileSync(join(out, "gfwlist/stories.tsv"), "utf8")).toContain("nytimes.com\tblocks\t2012-11-11..\t1\n");
    expect(readFileSync(join(out, "cn-services/domains.tsv"), "utf8")).toBe("domain\tmatch\nbaidu.com\tdomain\n");
  });

  test("a damaged pack is named with the byte, the others are unpacked, and the exit status is 1", async () => {
    const damaged = lay("damaged.pack", flip(good, 60));
    const { status, out, err } = await run("unpack.ts", [damaged, join(folder, "services.pack")]);
    expect(status).toBe(1);
    expect(err).toBe(`unpack: ${damaged}, byte ${good.length - 8}: the checksum does not fit the bytes\n`);
    expect(out).toContain("==> services/domains.tsv <==");
  });

  test.each<[string, Uint8Array, string]>([
    ["an empty file", new Uint8Array(0), ", byte 0: it is too short for a pack\n"],
    [
      "something else",
      Buffer.from("rule\tsection\tintervals\n||a.com\tA\t2020-01-01..\n"),
      ", byte 0: it is not a pack\n",
    ],
    [
      "a source that no one knows",
      writePack({ source: Buffer.from(formatSource({ ...sourceOf("x"), id: "../../x" })) }),
      ', byte 0: no source is called "../../x"\n',
    ],
    [
      "the pack that suppressed words are found by",
      packsOf(factsOf("六四")).terms,
      ", byte 0: it holds what texts are searched by, made of the rules; unpack platform-rules.pack for these\n",
    ],
    [
      "a name that data/ would not take",
      packNames(sourceOf("gfw-sni-zones"), ["a.com\u001b[2J", "b.com"], siteOf),
      'domains.txt:1: "a.com\\u001b[2J" is not a host name\n',
    ],
  ])("%s is refused in words, without writing anything", async (_, bytes, reason) => {
    const file = lay("bad.pack", bytes);
    const { status, out, err } = await run("unpack.ts", [file]);
    expect(status).toBe(1);
    expect(out).toBe("");
    expect(err.startsWith(`unpack: ${file}`)).toBe(true);
    expect(err.endsWith(reason)).toBe(true);
  });

  test("a file that is not there is named", async () => {
    const { status, err } = await run("unpack.ts", [join(folder, "none.pack")]);
    expect(status).toBe(1);
    expect(err).toContain("none.pack: ENOENT");
  });

  test.each([[[]], [["--out", "x"]], [["--unknown", "a.pack"]], [["a.pack", "--out"]]])(
    "%j is answered with the usage and status 2",
    async (args: string[]) => {
      const { status, out, err } = await run("unpack.ts", args);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toContain("usage: npm run unpack");
    },
  );
});
