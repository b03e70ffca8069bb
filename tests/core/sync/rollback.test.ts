// Older, frozen, mixed and faked times: what a hostile host can do with files that were rightly signed
// (U11 to U19, U27 to U30).

import { describe, expect, test } from "vitest";
import { newerTrust, openTrust, type StoredTrust } from "../../../core/sync/trust.ts";
import { proofs } from "../../../tools/feed/proofs.ts";
import { signed, timeAfter } from "../../../tools/feed/signing.ts";
import {
  clock,
  type Content,
  dayMs,
  feedOf,
  type Files,
  keyOf,
  keyTable,
  newReader,
  now,
  packsOf,
  poll,
  type Polled,
  type RoleName,
  rootContent,
  rootFile,
  versionsOf,
} from "./small-feed.ts";

const most = 2 ** 31 - 1;

/** A reader who has seen releases 1 and 2. */
async function atTwo(): Promise<Polled> {
  const one = await poll(newReader(), feedOf());
  const two = await poll(one, second(one));
  expect(versionsOf(two.trust)).toEqual([1, 2, 2, 2, 2]);
  return two;
}

const second = (one: Polled): Files =>
  feedOf({ version: 2, packs: packsOf("a.com", "c.com"), previous: one.stored.targets ?? new Uint8Array(0) });

describe("U11: what is older than what was seen is refused where it is seen first:", () => {
  test.each<[string, Parameters<typeof feedOf>[0], string]>([
    ["a timestamp", { version: 1 }, "timestamp: 1 after 2"],
    ["a snapshot under a new timestamp", { timestampVersion: 3, snapshotVersion: 1 }, "timestamp, snapshot: 1 after 2"],
    [
      "targets under new timestamp and snapshot",
      { timestampVersion: 3, snapshotVersion: 3, targetsVersion: 1 },
      "snapshot, targets.json: 1 after 2",
    ],
  ])("%s", async (_, making, message) => {
    const before = await atTwo();
    const after = await poll(before, feedOf(making));
    expect([after.outcome, after.message]).toEqual(["Rollback", message]);
    expect(after.trust.targets).toEqual(before.trust.targets);
  });

  test("a snapshot that no longer names what the last one named", async () => {
    const before = await poll(newReader(), feedOf({ edit: { snapshot: withMore } }));
    const after = await poll(before, feedOf({ version: 2 }));
    expect([after.outcome, after.trust.snapshot?.meta.version]).toEqual(["Rollback", 1]);

    function withMore(content: Content): Content {
      return { ...content, meta: { ...(content["meta"] as Content), "more.json": { version: 4 } } };
    }
  });

  test("a root of an earlier number, rightly signed", async () => {
    const two = await poll(newReader(), feedOf({ roots: new Map([[2, rootFile(2)]]) }));
    const after = await poll(two, new Map(feedOf()).set("metadata/3.root.json", rootFile(2)));
    expect([after.outcome, after.trust.root.version]).toEqual(["Rollback", 2]);
  });
});

describe("U12: a thief who signed the highest version", () => {
  const rotated = { ...keyTable, timestamp: "new-time", snapshot: "new-snap" };
  const rotation = new Map([[2, rootFile(2, rotated, keyTable)]]);

  test("freezes nothing once the keys are replaced", async () => {
    const one = await poll(newReader(), feedOf());
    const frozen = await poll(one, feedOf({ timestampVersion: most, snapshotVersion: most, targetsVersion: 1 }));
    expect(frozen.trust.timestamp?.meta.version).toBe(most);
    expect((await poll(frozen, second(one))).outcome).toBe("Rollback");
    const previous = one.stored.targets ?? new Uint8Array(0);
    const after = await poll(frozen, feedOf({ version: 2, table: rotated, roots: rotation, previous }));
    expect([after.outcome, versionsOf(after.trust)]).toEqual(["done", [2, 2, 2, 2, 2]]);
  });

  test("of targets that he cannot sign brings nothing", async () => {
    const one = await poll(newReader(), feedOf());
    const signers = { targets: ["thief"] };
    const after = await poll(one, feedOf({ version: 2, targetsVersion: most, signers }));
    expect([after.outcome, after.trust.targets?.meta.version]).toEqual(["BadSignature", 1]);
  });

  test("cannot go beyond the highest", async () => {
    const one = await poll(newReader(), feedOf());
    const after = await poll(one, feedOf({ timestampVersion: 2 ** 31 }));
    expect([after.outcome, after.trust]).toEqual(["MalformedMetadata", one.trust]);
  });
});

test("U13: another content under a version that was seen is not taken, and is no error", async () => {
  const one = await poll(newReader(), feedOf());
  const again = await poll(one, feedOf({ packs: packsOf("other.com") }));
  expect([again.outcome, again.trust]).toEqual(["done", one.trust]);
});

describe("U14: after a loss of the store", () => {
  test("the mirror holds the floor", async () => {
    const two = await atTwo();
    const after = await poll({ ...two, stored: two.stored }, feedOf());
    expect(after.outcome).toBe("Rollback");
  });

  test("of two stores the one that knows more counts", async () => {
    const one = await poll(newReader(), feedOf());
    const two = await poll(one, second(one));
    for (const [a, b] of [
      [one, two],
      [two, one],
    ] as const) {
      const opened = [await open(a.stored), await open(b.stored)] as const;
      expect(versionsOf(newerTrust(opened[0], opened[1]))).toEqual([1, 2, 2, 2, 2]);
    }
  });

  test("nothing but the build's own root is needed to begin anew", async () => {
    const { outcome, trust } = await poll(newReader(), feedOf());
    expect([outcome, versionsOf(trust)]).toEqual(["done", [1, 1, 1, 1, 1]]);
  });

  async function open(stored: StoredTrust) {
    return (await openTrust(newReader().anchor, stored, proofs)).trust;
  }
});

test("U15: a lower release number inside of higher targets is refused", async () => {
  const before = await atTwo();
  const after = await poll(before, feedOf({ version: 3, release: 1 }));
  expect([after.outcome, after.trust.targets]).toEqual(["Rollback", before.trust.targets]);
});

describe("U16: what has expired stays expired, and what is held is kept:", () => {
  const expired = (content: Content): Content => ({ ...content, expires: timeAfter(now, -1) });

  test.each<RoleName>(["timestamp", "snapshot", "targets"])("%s", async (role) => {
    const before = await poll(newReader(), feedOf());
    const after = await poll(before, feedOf({ version: 2, edit: { [role]: expired } }));
    expect([after.outcome, after.trust.targets]).toEqual(["Expired", before.trust.targets]);
  });

  test("a root at the end of the chain, but not one on the way", async () => {
    const before = await poll(newReader(), feedOf());
    const after = await poll(before, feedOf(), { ...clock, now: now + 400 * dayMs });
    expect([after.outcome, after.message.slice(0, 5), after.trust]).toEqual(["Expired", "root:", before.trust]);
    const later = { ...clock, now: now + 400 * dayMs };
    const roots = new Map([[2, freshRoot()]]);
    const previous = before.stored.targets ?? new Uint8Array(0);
    const fresh = feedOf({ version: 2, roots, issued: now + 399 * dayMs, previous });
    expect((await poll(before, fresh, later)).outcome).toBe("done");

    function freshRoot(): Uint8Array {
      const content = { ...rootContent(2), expires: timeAfter(now + 400 * dayMs, 365) };
      return signed(content, ["r1", "r2"].map(keyOf));
    }
  });
});

test("U17: a feed that stands still is noticed on the eighth day at the latest", async () => {
  const files = feedOf({ issued: now });
  let reader = await poll(newReader(), files);
  const outcomes: string[] = [];
  for (let day = 1; day <= 8; day++) {
    reader = await poll(reader, files, { ...clock, now: now + day * dayMs });
    outcomes.push(reader.outcome);
  }
  expect(outcomes.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => "done"));
  expect(outcomes.slice(6)).toEqual(["Expired", "Expired"]);
  expect(reader.trust.targets?.release.release).toBe(1);
});

test("U18: a timestamp whose targets never come leaves the reader behind, and trying", async () => {
  const one = await poll(newReader(), feedOf());
  const files = second(one);
  const lacking = new Map(files);
  lacking.delete("metadata/2.targets.json");
  let reader = one;
  for (let i = 0; i < 3; i++) {
    reader = await poll(reader, lacking);
    expect([reader.outcome, reader.message]).toEqual(["absent", "metadata/2.targets.json"]);
    expect(reader.trust.targets).toEqual(one.trust.targets);
  }
  expect((await poll(reader, files)).outcome).toBe("done");
});

describe("U19: files of different states do not mix:", () => {
  test.each([
    ["an old snapshot under a new timestamp", "metadata/2.snapshot.json"],
    ["old targets under a new snapshot", "metadata/2.targets.json"],
  ])("%s", async (_, path) => {
    const one = await poll(newReader(), feedOf());
    const files = second(one);
    files.set(path, feedOf().get(path.replace("2.", "1.")) ?? new Uint8Array(0));
    const after = await poll(one, files);
    expect([after.outcome, after.trust.targets]).toEqual(["MixAndMatch", one.trust.targets]);
  });

  test("targets that do not follow the ones that are trusted (a fork of history)", async () => {
    const one = await poll(newReader(), feedOf());
    const other = feedOf({ packs: packsOf("other.com") }).get("metadata/1.targets.json") ?? new Uint8Array(0);
    const after = await poll(one, feedOf({ version: 2, previous: other }));
    expect([after.outcome, after.trust.targets]).toEqual(["MixAndMatch", one.trust.targets]);
  });
});

test("U27: of a thousand new roots one run takes 64, and the next goes on", async () => {
  const last = 140;
  const roots = new Map(Array.from({ length: last }, (_, i) => [i + 1, rootFile(i + 1)]));
  const files = feedOf({ roots });
  const reached: [string, number][] = [];
  let reader: Polled | undefined;
  for (let run = 0; run < 3; run++) {
    reader = await poll(reader ?? newReader(), files);
    reached.push([reader.outcome, reader.trust.root.version]);
  }
  expect(reached).toEqual([
    ["unfinished", 65],
    ["unfinished", 129],
    ["done", 140],
  ]);
});

describe("U28: a wrong clock", () => {
  const files = (): Files => feedOf({ issued: now - dayMs });

  test.each([
    ["ten years behind", -3650, "done"],
    ["a day behind", -1, "done"],
    ["a day ahead", 1, "done"],
    ["ten years ahead", 3650, "Expired"],
  ])("%s", async (_, days, outcome) => {
    const at = { ...clock, now: now + days * dayMs, host: now };
    expect((await poll(newReader(), files(), at)).outcome).toBe(outcome);
  });

  test("that is behind does not revive what has ended, since what was signed later is known", async () => {
    const one = await poll(newReader(), feedOf({ issued: now }));
    expect(one.outcome).toBe("done");
    const stale = feedOf({ version: 2, release: 1, issued: now - 10 * dayMs });
    const behind = { ...clock, now: now - 9 * dayMs };
    expect((await poll(one, stale, behind)).outcome).toBe("Expired");
  });

  test("that is before the build counts as the build's own time", async () => {
    const old = feedOf({ issued: clock.built - 10 * dayMs });
    expect((await poll(newReader(), old, { ...clock, now: 0 })).outcome).toBe("Expired");
  });

  test("that jumps between two looks loses nothing", async () => {
    const one = await poll(newReader(), files());
    const ahead = await poll(one, files(), { ...clock, now: now + 3650 * dayMs });
    expect([ahead.outcome, ahead.trust]).toEqual(["Expired", one.trust]);
    expect((await poll(ahead, files())).outcome).toBe("done");
  });
});

describe("U29: a time that is written otherwise, or cannot be, is refused:", () => {
  test.each([
    "2026-12-24T00:00:00",
    "2026-12-24T00:00:00+00:00",
    "2026-12-24T00:00:00.000Z",
    "2026-12-24 00:00:00Z",
    "2026-12-24",
    "2026-12-24T23:59:60Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-12-24T24:00:00Z",
    "9999-12-31T23:59:59Z",
    "+012026-12-24T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "0000-00-00T00:00:00Z",
    "tomorrow",
    "",
  ])("%s", async (expires) => {
    const before = await poll(newReader(), feedOf());
    const after = await poll(
      before,
      feedOf({ version: 2, edit: { timestamp: (content) => ({ ...content, expires }) } }),
    );
    expect([after.outcome, after.trust]).toEqual(["MalformedMetadata", before.trust]);
  });

  test("a number in its place", async () => {
    const edit = { timestamp: (content: Content): Content => ({ ...content, expires: 4_000_000_000 }) };
    expect((await poll(newReader(), feedOf({ edit }))).outcome).toBe("MalformedMetadata");
  });
});

describe("U30: a signer's clock that is a year ahead", () => {
  test.each<RoleName>(["timestamp", "snapshot", "targets"])("does not push ours: %s", async (role) => {
    const ahead = (content: Content): Content => ({
      ...content,
      expires: timeAfter(now, 400),
      "x-issued": timeAfter(now, 365),
    });
    const before = await poll(newReader(), feedOf());
    const after = await poll(before, feedOf({ version: 2, edit: { [role]: ahead } }));
    expect([after.outcome, after.trust.targets]).toEqual(["FromTheFuture", before.trust.targets]);
  });

  test("is taken where it is at most 48 hours", async () => {
    expect((await poll(newReader(), feedOf({ issued: now + 2 * dayMs }))).outcome).toBe("done");
    expect((await poll(newReader(), feedOf({ issued: now + 2 * dayMs + 2000 }))).outcome).toBe("FromTheFuture");
  });
});
