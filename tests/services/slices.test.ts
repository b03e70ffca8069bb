import { expect, test } from "vitest";
import { ahead, inSlices, nextTask } from "@/services/slices.ts";

/** Work of so many slices, each of which is noted. */
function* counted(slices: number, note: (slice: number) => void): Generator<void, string> {
  for (let slice = 0; slice < slices; slice++) {
    note(slice);
    yield;
  }
  return "done";
}

test("work stands back while an answer is under way, and goes on when it is there", async () => {
  const told: string[] = [];
  const work = inSlices(
    counted(6, (slice) => told.push(`slice ${slice}`)),
    0,
  );
  await ahead(async () => {
    for (let hop = 0; hop < 5; hop++) await nextTask();
    told.push("answer");
  });
  expect(await work).toBe("done");
  expect(told.indexOf("answer")).toBeLessThanOrEqual(2);
  expect(told.at(-1)).toBe("slice 5");
});

test("an answer that does not come holds nothing up for good", async () => {
  let end = (): void => undefined;
  const endless = ahead(() => new Promise<void>((resolve) => (end = resolve)));
  expect(
    await inSlices(
      counted(3, () => undefined),
      0,
    ),
  ).toBe("done");
  end();
  await endless;
});
