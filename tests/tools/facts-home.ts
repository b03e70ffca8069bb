// A home for the tests of the facts command: a folder of downloads small enough to see through, and a data/ to fill.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatSource, readSource } from "../../core/fact-files.ts";
import { runFacts } from "../../tools/facts/command.ts";

export const committed = join(import.meta.dirname, "../../data");
const ids = [
  "categories",
  "cn-services",
  "gfw-sni",
  "gfw-sni-zones",
  "gfwlist",
  "greatfire",
  "henan-sni",
  "platform-rules",
  "services",
];

/** Its lines are from the real downloads. */
export const downloads: Record<string, string> = {
  "gfwlist-history.tsv": `rule	section	intervals
.nytimes.com	NYTimes	2012-11-11..2026-02-09
@@||fonts.gstatic.com	Whitelist Start	2015-03-21..2023-01-08,2025-03-05..
||hulu.com	403/451/503/520 & URL Redirects	2010-01-01..2010-01-01,2013-02-15..2014-01-01,2014-01-01..
||nytimes.com	NYTimes	2012-11-11..
`,
  "gfw-sni-days.txt": "2023-11-05\n2023-11-06\n2025-03-31\n",
  "gfw-sni-daily.tsv":
    "domain\tintervals\tdays\n0mag.net\t2023-11-05..2025-03-31\t3\nnytimes.com\t2023-11-06..2023-11-06\t1\n",
  "gfw-sni-zones.txt": "0-1-1.com\n0-3-0.com\n",
  "henan-sni-days.txt": "2023-11-05\n2023-11-06\n",
  "henan-sni-daily.tsv": "domain\tintervals\tdays\n0-100.it\t2023-11-05..2023-11-06\t2\n",
  "upstream/greatfire-domains-2021-07-22.txt": "000.com\n00133.com\n",
  "upstream/greatfire-ips-2021-07-22.txt": "1.170.185.153\n103.102.166.224\n",
  "services.tsv": "service\tdomain\tmatch\n115\t115.com\tdomain\namazon\tamazon\tdomain\n",
  "categories.tsv": "category\tdomain\tmatch\nacg\tbestdori.com\tdomain\n",
  "cn-services.tsv": "domain\tmatch\n0033.cn\tdomain\nbaidu\tfull\n",
  "platform-rules.tsv":
    "rule\tplatform\teffect\tfound\torigin\n习近平 + 六四\tweibo\ttotal\t2024-05-03\tongoing\n法轮功\tbaidu\tpartial\t\trules\n",
};

export class FactsHome {
  readonly folder = mkdtempSync(join(tmpdir(), "facts-"));
  readonly data = join(this.folder, "data");

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** What people write in data/: the notices, and the sources with dates that any download is newer than. */
  layData(): void {
    for (const id of ids) {
      mkdirSync(join(this.data, id), { recursive: true });
      cpSync(join(committed, id, "notice.md"), join(this.data, id, "notice.md"));
      const source = readSource(readFileSync(join(committed, id, "source.json"), "utf8"), id);
      writeFileSync(join(this.data, id, "source.json"), formatSource({ ...source, asOf: "2009-01-01" }));
    }
  }

  /** A dossier, which no download brings. */
  layDossier(): void {
    mkdirSync(join(this.data, "dossiers"), { recursive: true });
    for (const file of ["source.json", "nytimes.yaml"]) {
      cpSync(join(committed, "dossiers", file), join(this.data, "dossiers", file));
    }
  }

  /** Returns the folder of the downloads, with these files changed, added or (undefined) left out. */
  layDownloads(changes: Record<string, string | Uint8Array | undefined> = {}): string {
    const folder = mkdtempSync(join(this.folder, "downloads-"));
    for (const [name, text] of Object.entries({ ...downloads, ...changes })) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  run(...words: string[]): { status: number; said: string } {
    const said: string[] = [];
    const say = (line: string): unknown => said.push(line);
    return { status: runFacts([...words, "--data", this.data], { log: say, error: say }), said: said.join("\n") };
  }

  read(path: string): string {
    return readFileSync(join(this.data, path), "utf8");
  }

  /** Every file under data/ with its bytes. */
  snapshot(): Map<string, string> {
    const files = readdirSync(this.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((file) => join(file.parentPath, file.name)).toSorted();
    return new Map(paths.map((path) => [path.slice(this.data.length + 1), readFileSync(path, "latin1")]));
  }
}

/** A list as it is published, with the checksum that Adblock Plus would give it. */
export function publish(lines: readonly string[]): string {
  const rest = ["[AutoProxy 0.2.9]", ...lines, ""].join("\n");
  const sum = createHash("md5").update(rest).digest("base64").replace(/=+$/, "");
  return Buffer.from(rest.replace("\n", `\n! Checksum: ${sum}\n`)).toString("base64");
}
