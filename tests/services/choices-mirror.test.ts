// @vitest-environment node
// Choices outlive the loss of the whole database (S09), and what was withdrawn does not come back, whatever moment the
// process is gone at.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { type Choices, initialChoices } from "@/core/choices.ts";
import { writeChoicesFile } from "@/core/choices-file.ts";
import { readStoredSettings } from "@/services/database.ts";
import { openSettings } from "@/services/settings.ts";
import { MortalBrowser } from "./mortal-browser.ts";

const chosen: Choices = { ...initialChoices, sync: true, language: "zh-hans", paused: ["a.com"] };
const area = fakeBrowser.storage.local;
const real = { get: area.get, set: area.set, remove: area.remove };

beforeEach(loseDatabase);
afterEach(() => {
  Object.assign(area, real);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function loseDatabase(): void {
  vi.stubGlobal("indexedDB", new IDBFactory());
}

const mirror = async (): Promise<unknown> => (await real.get("choices"))["choices"];
const putMirror = (value: unknown): Promise<void> => real.set({ choices: value });

/** Waits until all that a start does is done: a change comes after it. */
async function settled(): Promise<Choices> {
  const settings = openSettings();
  const choices = await settings.read();
  await settings.choose({});
  return choices;
}

describe("S09: after a loss", () => {
  test("of the database the choices are there, consent too, and stand in it again", async () => {
    await openSettings().replace(chosen);
    loseDatabase();
    expect(await openSettings().read()).toEqual(chosen);
    await vi.waitFor(async () => expect(await readStoredSettings()).toEqual(chosen));
    await real.remove("choices");
    expect(await openSettings().read()).toEqual(chosen);
  });

  test.each(["missing", "other"])(
    "of the mirror, or where it is %s, the database's choices rule and mend it",
    async (how) => {
      await openSettings().replace(chosen);
      if (how === "missing") await real.remove("choices");
      else await putMirror(writeChoicesFile({ ...chosen, sync: false, theme: "dark" }));
      expect(await openSettings().read()).toEqual(chosen);
      await vi.waitFor(async () => expect(await mirror()).toBe(writeChoicesFile(chosen)));
    },
  );

  test("of both nothing counts as chosen, and nothing is written", async () => {
    await openSettings().replace(chosen);
    loseDatabase();
    await real.remove("choices");
    expect(await openSettings().read()).toEqual(initialChoices);
    expect([await readStoredSettings(), await mirror()]).toEqual([undefined, undefined]);
  });

  test("a reset is not undone", async () => {
    await openSettings().replace(chosen);
    await openSettings().replace(initialChoices);
    expect(await mirror()).toBe(writeChoicesFile(initialChoices));
    loseDatabase();
    expect(await openSettings().read()).toEqual(initialChoices);
  });
});

test.each<[string, unknown]>([
  ["no text", { choices: chosen }],
  ["no file of settings", JSON.stringify({ sync: true })],
  ["cut short", writeChoicesFile(chosen).slice(0, -20)],
  ["of a later format", writeChoicesFile(chosen).replace('"format": 1', '"format": 2')],
  [
    "without one choice that can be read",
    JSON.stringify({ file: "wallsight settings", format: 1, choices: { sync: 1 } }),
  ],
  ["endless", writeChoicesFile({ ...chosen, paused: [`${"a".repeat(1_000_000)}.com`] })],
])("a mirror that is %s is not believed", async (_, value) => {
  await putMirror(value);
  expect(await settled()).toEqual(initialChoices);
});

test("of a mirror that is spoilt in part the rest is read", async () => {
  await putMirror(writeChoicesFile(chosen).replace('"zh-hans"', '"tlh"'));
  expect(await settled()).toEqual({ ...chosen, language: null });
});

describe("what cannot be read is not taken for empty", () => {
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
  const broken = () => Promise.reject(new Error("broken"));

  test("a database that fails is not answered for by the mirror, and a change keeps what it held", async () => {
    await openSettings().replace(chosen);
    await openSettings().choose({ sync: false });
    await putMirror(writeChoicesFile(chosen));
    const sound = indexedDB;
    vi.stubGlobal("indexedDB", undefined);
    const settings = openSettings();
    expect(await settings.read()).toEqual(initialChoices);
    await expect(settings.choose({ theme: "dark" })).rejects.toThrow();
    expect(await mirror()).toBe(writeChoicesFile(chosen));
    vi.stubGlobal("indexedDB", sound);
    await settings.choose({ theme: "dark" });
    const kept = { ...chosen, sync: false, theme: "dark" };
    expect([await settings.read(), await readStoredSettings(), await mirror()]).toEqual([
      kept,
      kept,
      writeChoicesFile(kept as Choices),
    ]);
  });

  test("an empty database and a mirror that fails: a change waits until it can be read", async () => {
    await putMirror(writeChoicesFile(chosen));
    Object.assign(area, { get: broken });
    const settings = openSettings();
    expect(await settings.read()).toEqual(initialChoices);
    await expect(settings.choose({ theme: "dark" })).rejects.toThrow("broken");
    Object.assign(area, real);
    await settings.choose({ theme: "dark" });
    expect(await openSettings().read()).toEqual({ ...chosen, theme: "dark" });
  });

  test("a mirror that cannot be taken away keeps a change from being made", async () => {
    await openSettings().replace(chosen);
    Object.assign(area, { remove: broken });
    const settings = openSettings();
    await expect(settings.choose({ sync: false })).rejects.toThrow("broken");
    expect([await settings.read(), await readStoredSettings()]).toEqual([chosen, chosen]);
  });

  test("a mirror that cannot be written does not", async () => {
    await openSettings().replace(chosen);
    Object.assign(area, { set: broken });
    const settings = openSettings();
    await settings.choose({ sync: false });
    expect([(await settings.read()).sync, await mirror()]).toEqual([false, undefined]);
    Object.assign(area, real);
    await settled();
    loseDatabase();
    expect(await openSettings().read()).toEqual({ ...chosen, sync: false });
  });
});

test("a build without permission for a second place keeps choices in the database alone", async () => {
  const { storage } = fakeBrowser;
  Object.assign(fakeBrowser, { storage: undefined });
  try {
    await openSettings().replace(chosen);
    expect(await openSettings().read()).toEqual(chosen);
    loseDatabase();
    expect(await openSettings().read()).toEqual(initialChoices);
  } finally {
    Object.assign(fakeBrowser, { storage });
  }
});

describe("U44: where the process is gone at any moment", () => {
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
  const off: Choices = { ...chosen, sync: false };

  /** A background that ends at that moment, or when its work is done. */
  async function live(moment: number, work: () => Promise<unknown>): Promise<"killed" | "lived"> {
    const mortal = new MortalBrowser((at) => (at >= moment ? "killed" : undefined));
    mortal.start();
    const end = await Promise.race([mortal.killed, work().then(() => "lived" as const)]);
    await mortal.end();
    return end;
  }

  async function begin(choices: Choices): Promise<void> {
    await real.remove("choices");
    loseDatabase();
    await openSettings().replace(choices);
  }

  test.each([
    ["consent", off, chosen],
    ["its withdrawal", chosen, off],
  ])(
    "of %s: the choices are those of before or after, and after a loss besides no others come back",
    async (_, before, after) => {
      const seen = new Set<string>();
      let moment = 0;
      for (let end = "killed"; end === "killed"; moment++) {
        await begin(before);
        end = await live(moment, () => openSettings().choose({ sync: after.sync }));
        const held = await readStoredSettings();
        expect(end === "lived" ? [after] : [before, after]).toContainEqual(held);
        const mirrored = await mirror();
        expect([undefined, writeChoicesFile(held as Choices)]).toContain(mirrored);
        expect(await settled()).toEqual(held);
        await real.remove("choices");
        if (mirrored !== undefined) await putMirror(mirrored);
        loseDatabase();
        expect(await settled()).toEqual(mirrored === undefined ? initialChoices : held);
        seen.add(JSON.stringify([held, mirrored]));
      }
      expect([seen.size, moment > 8]).toEqual([4, true]);
    },
  );

  test("of a start after a loss of either: the next start has the choices, and both have them", async () => {
    for (const isMirror of [false, true]) {
      let moment = 0;
      for (let end = "killed"; end === "killed"; moment++) {
        await begin(chosen);
        if (isMirror) await real.remove("choices");
        else loseDatabase();
        end = await live(moment, settled);
        expect(await settled()).toEqual(chosen);
        expect([await readStoredSettings(), await mirror()]).toEqual([chosen, writeChoicesFile(chosen)]);
      }
      expect(moment).toBeGreaterThan(5);
    }
  });
});
