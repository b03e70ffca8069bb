// Hosts are asked about once, in batches, and again where the answer did not come.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAsker } from "@/entrypoints/content/asker.ts";

const ask = vi.fn<(lines: string) => Promise<string>>();
const answered = vi.fn<(links: readonly Element[]) => void>();
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  life = new AbortController();
  ask.mockImplementation((lines) => Promise.resolve("-".repeat(lines.split("\n").length)));
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

const link = (): Element => document.createElement("a");
const open = () => openAsker(life.signal, ask, answered);
const settle = () => vi.advanceTimersByTimeAsync(0);

test("a host is asked about once, whatever number of links lead to it", async () => {
  ask.mockResolvedValue("b");
  const asker = open();
  const links = [link(), link()];
  for (const each of links) expect(asker.signOf("a.com", each)).toBeUndefined();
  asker.flush();
  await settle();
  expect(answered).toHaveBeenCalledExactlyOnceWith(links);
  expect(asker.signOf("a.com", link())).toBe("b");
  asker.flush();
  await settle();
  expect(ask).toHaveBeenCalledExactlyOnceWith("a.com");
});

test("links that are no mark are not heard of again", async () => {
  ask.mockResolvedValue("-b");
  const asker = open();
  const marked = link();
  asker.signOf("a.com", link());
  asker.signOf("b.com", marked);
  asker.flush();
  await settle();
  expect(answered).toHaveBeenCalledExactlyOnceWith([marked]);
});

test("many hosts go in batches, a small one first, one after the other", async () => {
  const asker = open();
  const one = link();
  for (let i = 0; i < 5000; i++) asker.signOf(`s${i}.com`, one);
  asker.flush();
  asker.flush();
  expect(ask).toHaveBeenCalledTimes(1);
  await settle();
  expect(ask.mock.calls.map(([lines]) => lines.split("\n").length)).toEqual([400, 2000, 2000, 600]);
});

test("a page with links to a hundred thousand hosts is asked about for twenty thousand", async () => {
  const asker = open();
  const one = link();
  for (let i = 0; i < 100_000; i++) asker.signOf(`s${i}.com`, one);
  asker.flush();
  await settle();
  const count = ask.mock.calls.reduce((sum, [lines]) => sum + lines.split("\n").length, 0);
  expect(count).toBe(20_000);
});

test("what was refused is asked again a little later", async () => {
  ask.mockRejectedValueOnce(new Error("too many questions")).mockResolvedValueOnce("r");
  const asker = open();
  asker.signOf("a.com", link());
  asker.flush();
  await settle();
  asker.flush();
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(asker.signOf("a.com", link())).toBe("r");
});

test("after its end nothing is asked and nobody is told", async () => {
  ask.mockResolvedValue("b");
  const asker = open();
  asker.signOf("a.com", link());
  asker.flush();
  life.abort();
  await settle();
  asker.signOf("b.com", link());
  asker.flush();
  await settle();
  expect(answered).not.toHaveBeenCalled();
  expect(ask).toHaveBeenCalledTimes(1);
});
