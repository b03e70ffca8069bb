// Who signed: forged, retired, shared and weak keys (U01 to U10, U43).

import { describe, expect, test } from "vitest";
import { isWeakKey } from "../../../core/sync/keys.ts";
import { sha256Of, signed, toBytes } from "../../../tools/feed/signing.ts";
import {
  type Content,
  feedOf,
  type Files,
  keyOf,
  keyTable,
  newReader,
  poll,
  type RoleName,
  rootContent,
  rootFile,
  versionsOf,
} from "./small-feed.ts";

const roles: readonly RoleName[] = ["root", "timestamp", "snapshot", "targets"];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const json = (bytes: Uint8Array): { signatures: { keyid: string; sig: string }[]; signed: Content } =>
  JSON.parse(text(bytes)) as { signatures: { keyid: string; sig: string }[]; signed: Content };

/** A reader who trusts version 1, looks at these files, and must be no worse off. */
async function expectRefused(files: Files, outcome: string): Promise<void> {
  const good = await poll(newReader(), feedOf());
  expect(good.outcome).toBe("done");
  const after = await poll(good, files);
  expect(after.outcome).toBe(outcome);
  expect(after.trust.targets).toEqual(good.trust.targets);
  const [before, now] = [versionsOf(good.trust), versionsOf(after.trust)];
  for (const [i, version] of before.entries()) expect(now[i]).toBeGreaterThanOrEqual(version);
  // The next release, which never has a number that was used, is taken.
  expect((await poll(after, feedOf({ version: 3 }))).outcome).toBe("done");
}

const unsigned = (bytes: Uint8Array): Uint8Array => toBytes({ signatures: [], signed: json(bytes).signed });

describe("U01: unsigned metadata is refused:", () => {
  test.each(roles)("%s", async (role) => {
    const files =
      role === "root"
        ? feedOf({ version: 2, roots: new Map([[2, unsigned(rootFile(2))]]) })
        : feedOf({ version: 2, spoil: { [role]: unsigned } });
    await expectRefused(files, "BadSignature");
  });
});

test("U02: a signature with any one of its 512 bits flipped is refused", async () => {
  const good = feedOf({ version: 2 });
  const file = json(good.get("metadata/timestamp.json") ?? new Uint8Array(0));
  const before = await poll(newReader(), feedOf());
  const accepted: number[] = [];
  for (let bit = 0; bit < 512; bit++) {
    const sig = Buffer.from(file.signatures[0]?.sig ?? "", "hex");
    sig[bit >>> 3] = (sig[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    const signatures = file.signatures.map(({ keyid }) => ({ keyid, sig: sig.toString("hex") }));
    const files = new Map(good).set("metadata/timestamp.json", toBytes({ signatures, signed: file.signed }));
    const { outcome } = await poll(before, files);
    if (outcome !== "BadSignature") accepted.push(bit);
  }
  expect(accepted).toEqual([]);
});

describe("U03: a right signature over something else is refused:", () => {
  test("over another file of the same role", async () => {
    const other = json(feedOf({ version: 3 }).get("metadata/timestamp.json") ?? new Uint8Array(0)).signatures;
    const swap = (bytes: Uint8Array): Uint8Array => toBytes({ signatures: other, signed: json(bytes).signed });
    await expectRefused(feedOf({ version: 2, spoil: { timestamp: swap } }), "BadSignature");
  });

  test("a file of another role in its place, though the same key signs both", async () => {
    const table = { ...keyTable, timestamp: "both", snapshot: "both" };
    const reader = newReader(table);
    const good = await poll(reader, feedOf({ table }));
    const files = feedOf({ version: 2, table });
    files.set("metadata/timestamp.json", files.get("metadata/2.snapshot.json") ?? new Uint8Array(0));
    const after = await poll(good, files);
    expect([after.outcome, versionsOf(after.trust)]).toEqual(["MalformedMetadata", versionsOf(good.trust)]);
  });
});

describe("U04: a key that a root has retired signs nothing any more:", () => {
  test.each<RoleName>(["timestamp", "snapshot", "targets"])("%s", async (role) => {
    const table = { ...keyTable, [role]: keyTable[role].replace(/time|snap|t1 t2/, (names) => `new-${names}`) };
    const roots = new Map([
      [1, rootFile(1)],
      [2, rootFile(2, table, keyTable)],
    ]);
    const signers = { [role]: keyTable[role].replace(/:.*/, "").split(" ") };
    await expectRefusedAfterRotation(feedOf({ version: 2, table, roots, signers }));
  });

  async function expectRefusedAfterRotation(files: Files): Promise<void> {
    const good = await poll(newReader(), feedOf());
    const after = await poll(good, files);
    expect(after.outcome).toBe("BadSignature");
    expect(after.trust.root.version).toBe(2);
  }
});

describe("U05: one key does not count twice:", () => {
  const once = (bytes: Uint8Array): Uint8Array => {
    const { signatures, signed: content } = json(bytes);
    const first = signatures[0];
    return toBytes({ signatures: first ? [first, first] : [], signed: content });
  };

  test("one signature under one id, twice", async () => {
    await expectRefused(feedOf({ version: 2, spoil: { targets: once } }), "MalformedMetadata");
  });

  test("one of two signatures alone", async () => {
    await expectRefused(feedOf({ version: 2, signers: { targets: ["t1"] } }), "BadSignature");
  });

  test("a second signature by a key of another role", async () => {
    await expectRefused(feedOf({ version: 2, signers: { targets: ["t1", "snap"] } }), "BadSignature");
  });

  test("a role that names one key id twice", async () => {
    const content = rootContent(2);
    const named = (content["roles"] as Record<string, { keyids: string[]; threshold: number }>)["targets"];
    const twice = {
      ...(content["roles"] as Content),
      targets: { keyids: [named?.keyids[0] ?? "", named?.keyids[0] ?? ""], threshold: 2 },
    };
    const root = signed({ ...content, roles: twice }, ["r1", "r2"].map(keyOf));
    await expectRefused(feedOf({ roots: new Map([[2, root]]) }), "MalformedMetadata");
  });
});

describe("U06: a root needs the old and the new keys:", () => {
  const table = { ...keyTable, root: "n1 n2 n3:2" };

  test.each([
    ["the old keys alone", ["r1", "r2", "r3"], "BadSignature"],
    ["the new keys alone", ["n1", "n2", "n3"], "BadSignature"],
    ["one old and all new", ["r1", "n1", "n2", "n3"], "BadSignature"],
    ["two of each", ["r1", "r2", "n1", "n2"], "done"],
  ])("%s", async (_, signers, outcome) => {
    const roots = new Map([[2, rootFile(2, table, keyTable, signers)]]);
    const good = await poll(newReader(), feedOf());
    const after = await poll(
      good,
      feedOf({ version: 2, table, roots, previous: good.stored.targets ?? new Uint8Array(0) }),
    );
    expect([after.outcome, after.trust.root.version]).toEqual([outcome, outcome === "done" ? 2 : 1]);
  });
});

describe("U07: what nobody signed changes nothing:", () => {
  test("a version beside the signed part", async () => {
    const add = (bytes: Uint8Array): Uint8Array =>
      toBytes({ ...json(bytes), version: 2 ** 31 - 1, "x-issued": "2099-01-01T00:00:00Z" });
    const good = await poll(newReader(), feedOf());
    const after = await poll(good, feedOf({ spoil: { timestamp: add } }));
    expect([after.outcome, versionsOf(after.trust)]).toEqual(["done", versionsOf(good.trust)]);
  });

  test("a higher version put into the signed part", async () => {
    const raise = (bytes: Uint8Array): Uint8Array => {
      const { signatures, signed: content } = json(bytes);
      return toBytes({ signatures, signed: { ...content, version: 2 ** 31 - 1 } });
    };
    await expectRefused(feedOf({ version: 2, spoil: { timestamp: raise } }), "BadSignature");
  });

  test("a file in the folder that no metadata names", async () => {
    const good = await poll(newReader(), feedOf());
    const files = feedOf().set("metadata/latest-rulesets-timestamp", new TextEncoder().encode("99999999999"));
    expect((await poll(good, files)).trust).toEqual(good.trust);
  });
});

/** The y coordinates of points of small order and those beyond the field, with either sign: all that a root may not name. */
const weak = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].flatMap((hex) => {
  const other = Buffer.from(hex, "hex");
  other[31] = (other[31] ?? 0) | 128;
  return [hex, other.toString("hex")];
});

describe("U08: a root with a key of small order or not canonical is refused:", () => {
  test.each(weak)("%s", async (hex) => {
    expect(isWeakKey(Buffer.from(hex, "hex"))).toBe(true);
    const publicKey = { keytype: "ed25519", keyval: { public: hex }, scheme: "ed25519" };
    const content = rootContent(2);
    const keys = { ...(content["keys"] as Content), [sha256Of(toBytes(publicKey))]: publicKey };
    const root = signed({ ...content, keys }, ["r1", "r2", "r3"].map(keyOf));
    await expectRefused(feedOf({ roots: new Map([[2, root]]) }), "RefusedKey");
  });

  test("and good keys are not", () => {
    const good = Array.from({ length: 200 }, (_, i) => keyOf(`any ${i}`).publicKey as { keyval: { public: string } });
    expect(good.filter(({ keyval }) => isWeakKey(Buffer.from(keyval.public, "hex")))).toEqual([]);
  });
});

describe("U09: a key stands in a root once, under its own digest:", () => {
  const withKeys = (change: (keys: Content) => Content): Files => {
    const content = rootContent(2);
    const root = signed({ ...content, keys: change(content["keys"] as Content) }, ["r1", "r2", "r3"].map(keyOf));
    return feedOf({ roots: new Map([[2, root]]) });
  };

  test("the same raw key under a second id", async () => {
    const publicKey = { ...(keyOf("time").publicKey as Content), note: "another id" };
    await expectRefused(
      withKeys((keys) => ({ ...keys, [sha256Of(toBytes(publicKey))]: publicKey })),
      "RefusedKey",
    );
  });

  test("an id that is not the key's digest", async () => {
    await expectRefused(
      withKeys((keys) => ({ ...keys, ["0".repeat(64)]: keyOf("other").publicKey })),
      "RefusedKey",
    );
  });
});

describe("U43: keys of any other kind are refused:", () => {
  test.each([
    ["rsa", "rsassa-pss-sha256"],
    ["ecdsa", "ecdsa-sha2-nistp256"],
    ["ED25519", "ed25519"],
    ["ed25519", "Ed25519"],
    ["ed25519 ", "ed25519"],
    ["sphincs", "sphincs-shake-128s"],
  ])("%s, %s", async (keytype, scheme) => {
    const publicKey = { ...(keyOf("other").publicKey as Content), keytype, scheme };
    const content = rootContent(2);
    const keys = { ...(content["keys"] as Content), [sha256Of(toBytes(publicKey))]: publicKey };
    const root = signed({ ...content, keys }, ["r1", "r2", "r3"].map(keyOf));
    await expectRefused(feedOf({ roots: new Map([[2, root]]) }), "RefusedKey");
  });
});
