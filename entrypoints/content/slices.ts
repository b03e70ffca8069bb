// Does long work in short slices of idle time, so that a page stays as quick as it was.

const sliceMs = 5;
/** Pages that are never idle get a slice that often. */
const timeoutMs = 500;

/** Steps between two looks at the clock. */
const stride = 8;

/** Work that stops at each `yield`, every few microseconds. */
export type Work = Generator<void, void>;

export interface Slices {
  add(work: Work): void;
  /** Does a slice now, of this work before any other. */
  now(work?: Work): void;
}

/** `afterEach` is called when a slice ends, and told whether there is nothing left to do. */
export function openSlices(signal: AbortSignal, afterEach: (isDone: boolean) => void): Slices {
  const waiting: Work[] = [];
  let isPlanned = false;

  function slice(): void {
    if (signal.aborted) return;
    const until = performance.now() + sliceMs;
    let steps = 0;
    for (let work = waiting.shift(); work;) {
      const isDone = work.next().done;
      const isOver = ++steps % stride === 0 && performance.now() > until;
      if (isOver && !isDone) waiting.unshift(work);
      if (isOver) break;
      if (isDone) work = waiting.shift();
    }
    afterEach(waiting.length === 0);
    plan();
  }

  function plan(): void {
    if (isPlanned || waiting.length === 0) return;
    isPlanned = true;
    requestIdleCallback(
      () => {
        isPlanned = false;
        slice();
      },
      { timeout: timeoutMs },
    );
  }

  return {
    add(work) {
      waiting.push(work);
      plan();
    },
    now(work) {
      if (work) waiting.unshift(work);
      slice();
    },
  };
}
