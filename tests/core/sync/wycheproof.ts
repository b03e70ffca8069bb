// The 151 Ed25519 vectors of Project Wycheproof, read from ../shared/vectors beside the repository.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../tools/command.ts";

/** All in hexadecimal. */
export interface Vector {
  readonly id: number;
  readonly key: string;
  readonly message: string;
  readonly signature: string;
  readonly isValid: boolean;
}

interface File {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

const file = join(repository, "../shared/vectors/ed25519_test.json");

/** Whether the vectors are there; says so loudly where they are not. */
export function areThere(): boolean {
  const are = existsSync(file);
  if (!are) console.warn(`SKIPPED: the 151 Wycheproof vectors are not at ${file}`);
  return are;
}

export function readVectors(): Vector[] {
  const { testGroups } = JSON.parse(readFileSync(file, "utf8")) as File;
  return testGroups.flatMap(({ publicKey, tests }) =>
    tests.map(({ tcId, msg, sig, result }) => {
      return { id: tcId, key: publicKey.pk, message: msg, signature: sig, isValid: result === "valid" };
    }),
  );
}
