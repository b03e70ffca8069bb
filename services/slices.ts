// Work that others wait behind is done in slices.

/** Longer ones would delay an answer, and frames of a page that is used meanwhile. */
const sliceMs = 8;

/** Lets waiting events go first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Tasks for which a slice waits while answers are under way; asked without end, work would never be done. */
const mostTasks = 10;

let underWay = 0;
const isAnswering = (): boolean => underWay > 0;

/** An answer that takes several tasks: work in slices stands back until it is there. */
export async function ahead<Value>(answer: () => Promise<Value>): Promise<Value> {
  underWay++;
  try {
    return await answer();
  } finally {
    underWay--;
  }
}

/** Runs work without holding up answers. */
export async function inSlices<Result>(work: Generator<void, Result>, mostMs = sliceMs): Promise<Result> {
  for (;;) {
    const until = performance.now() + mostMs;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) return step.value;
    await nextTask();
    for (let left = mostTasks; left > 0 && isAnswering(); left--) await nextTask();
  }
}
