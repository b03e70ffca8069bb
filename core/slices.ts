// Long work in slices: a generator whose steps are short, so that answers can come in between.

/** Runs work in one go. */
export function finish<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
