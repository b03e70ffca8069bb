// The reader's choices once more, in `storage.local`: a killed browser was seen to lose the whole database.
//
// What must hold:
// - The database rules. What stands here is read only where the database was read and holds no choices.
// - A change takes this away before it writes there, and brings it after: whatever cuts it off, nothing stands here
//   that was withdrawn, consent least of all.
// - A build that fetches nothing has no permission for this place, and no mirror.

import type { Choices } from "@/core/choices.ts";
import { readChoicesFile, writeChoicesFile } from "@/core/choices-file.ts";
import { type Browser, browser } from "./browser.ts";

const key = "choices";

/** `undefined` where there is none, or what stands there is no file of settings. */
export async function readMirror(): Promise<Choices | undefined> {
  const text = await readText();
  const read = typeof text === "string" ? readChoicesFile(text) : undefined;
  return read?.ok === true ? read.choices : undefined;
}

export async function removeMirror(): Promise<void> {
  await place()?.remove(key);
}

/** Makes it say these choices, where it does not. */
export async function writeMirror(choices: Choices): Promise<void> {
  const text = writeChoicesFile(choices);
  if ((await readText()) !== text) await place()?.set({ [key]: text });
}

async function readText(): Promise<unknown> {
  return (await place()?.get(key))?.[key];
}

function place(): Browser["storage"]["local"] | undefined {
  return (browser as Partial<Browser>).storage?.local;
}
