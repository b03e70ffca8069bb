// Work that others wait behind is done in slices.

/** Longer ones would delay an answer, and frames of a page that is used meanwhile. */
const sliceMs = 8;

/** Lets waiting events go first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Runs work without holding up answers. */
export async function inSlices<Result>(work: Generator<void, Result>, mostMs = sliceMs): Promise<Result> {
  for (;;) {
    const until = performance.now() + mostMs;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) return step.value;
    await nextTask();
  }
}
