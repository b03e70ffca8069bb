// How the time of one run compares with that of another: a ratio, since nothing absolute can be said of a shared machine.

/** How many times as long `run` takes on `large` as on `small`, each at its best of several. */
export function timesAsLong<Input>(run: (input: Input) => void, large: Input, small: Input): number {
  let [least, most] = [Infinity, Infinity];
  for (let round = 0; round < 10; round++) {
    least = Math.min(least, timeOf(run, small));
    most = Math.min(most, timeOf(run, large));
  }
  return most / least;
}

/** The same for a text of `4 * n` units and one of `n`. Linear: 4; quadratic: 16. */
export function growthOverFourfold(unit: string, n: number, run: (text: string) => void): number {
  return timesAsLong(run, flat(unit, 4 * n), flat(unit, n));
}

/** A text that the engine need not put together when it is first read. */
function flat(unit: string, n: number): string {
  return Array.from({ length: n }, () => unit).join("");
}

function timeOf<Input>(run: (input: Input) => void, input: Input): number {
  const start = performance.now();
  run(input);
  return performance.now() - start;
}
